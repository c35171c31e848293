"""What is known of one order's end: whether it arrived, and which of the things that go wrong went wrong.

Nothing is inferred from an empty cell: an order that nobody spoke of is *not observed*, neither good nor bad.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from orders.claims import Life
from orders.importers.aliexpress import NO_EVIDENCE
from orders.importers.rows import Outcome


class Arrival(StrEnum):
    """Say what is known of a parcel's arrival."""

    PROVEN = "proven"
    ATTESTED = "attested"
    OPEN = "open"
    LOST = "lost"
    NOT_OBSERVED = "not_observed"


@dataclass(frozen=True, slots=True)
class Facts:
    """Hold the facts of one order; None is "nobody said".

    `arrived_on` is the latest day by which it had arrived; `because` is a key of `orders.wording`.
    `is_evidence` is false for an order that ended by nobody's fault: it speaks neither for nor against.
    """

    arrival: Arrival
    because: str
    late: bool | None = None
    not_as_described: bool | None = None
    counterfeit: bool | None = None
    unattributed: bool = False
    kind_not_stated: bool = False
    arrived_on: date | None = None
    is_evidence: bool = True


# AliExpress end codes. Source: docs/formats.md.
NEVER_SHIPPED = {"seller_send_goods_timeout"}
DISPUTE_GRANTED = {"seller_accept_issue_no_goods_return", "seller_response_issue_timeout"}
CONFIRMED = "buyer_accept_goods"

_ARRIVED_OUTCOMES = {Outcome.CLEAN, Outcome.LATE, Outcome.NOT_AS_DESCRIBED, Outcome.COUNTERFEIT}


def facts_of(life: Life, *, confirmed_in_bulk: bool = False) -> Facts:
    """Derive the facts of an order from what is held to be true of its life.

    `confirmed_in_bulk` says that it was one of five or more confirmed within a minute: such a click is no
    proof that this parcel arrived.
    """
    if _ended_by_nobodys_fault(life):
        return Facts(Arrival.NOT_OBSERVED, "nobodys_fault", is_evidence=False)
    arrival, because = _arrival(life, confirmed_in_bulk)
    granted = _failure_without_kind(life)
    if granted and arrival is not Arrival.PROVEN:
        return Facts(Arrival.LOST, granted, kind_not_stated=True)
    if arrival is not Arrival.PROVEN:
        return Facts(arrival, because, unattributed=_is_open_question(life))
    return _arrived(life, because, granted)


def _ended_by_nobodys_fault(life: Life) -> bool:
    """Return whether it was never paid or was cancelled, and nothing speaks of a parcel, a dispute or a refund."""
    happened = (life.outcome, life.delivered_on, life.dispute_opened_on, life.refunded_amount)
    return not any(happened) and (life.end_reason in NO_EVIDENCE or life.is_paid is False)


def _arrived(life: Life, because: str, granted: str | None) -> Facts:
    arrived_on = life.delivered_on or (life.ended_at.date() if life.ended_at else None)
    unattributed = granted is None and _is_open_question(life)
    quality_known = (life.outcome in _ARRIVED_OUTCOMES or life.records_complaints) and not unattributed
    described = granted is None and life.outcome is not Outcome.NOT_AS_DESCRIBED
    counterfeit = life.outcome is Outcome.COUNTERFEIT
    return Facts(
        Arrival.PROVEN,
        because,
        late=_late(life, arrived_on),
        not_as_described=True if not described else None if counterfeit or not quality_known else False,
        counterfeit=True if counterfeit else False if quality_known and granted is None else None,
        unattributed=unattributed,
        kind_not_stated=granted is not None,
        arrived_on=arrived_on,
    )


def _arrival(life: Life, confirmed_in_bulk: bool) -> tuple[Arrival, str]:
    if life.outcome is Outcome.LOST:
        return Arrival.LOST, "said_lost"
    if life.delivered_on:
        return Arrival.PROVEN, "delivered"
    if life.outcome in _ARRIVED_OUTCOMES:
        return Arrival.PROVEN, "said_arrived"
    if life.end_reason in NEVER_SHIPPED:
        return Arrival.LOST, "never_shipped"
    if life.end_reason == CONFIRMED and not confirmed_in_bulk and life.outcome is None:
        return Arrival.PROVEN, "confirmed"
    if life.outcome is Outcome.IN_TRANSIT:
        return Arrival.OPEN, "said_in_transit"
    return Arrival.NOT_OBSERVED, "confirmed_in_bulk" if confirmed_in_bulk else "nobody_said"


def _failure_without_kind(life: Life) -> str | None:
    """Return why something counts as a failure though nobody said which: a dispute granted, or money given back."""
    if life.outcome in _ARRIVED_OUTCOMES or life.outcome is Outcome.LOST:
        return None
    if life.end_reason in DISPUTE_GRANTED:
        return "dispute_granted"
    return "refunded" if life.refunded_amount else None


def _is_open_question(life: Life) -> bool:
    """Return whether something went wrong that no fact explains, as a refund beside "clean" or silence."""
    explained = life.outcome in _ARRIVED_OUTCOMES - {Outcome.CLEAN} or life.outcome is Outcome.LOST
    at_fault = life.end_reason in DISPUTE_GRANTED | NEVER_SHIPPED
    return not explained and bool(life.refunded_amount or life.dispute_opened_on or at_fault)


def _late(life: Life, arrived_on: date | None) -> bool | None:
    """Return whether it came after the promise; a confirmation that came later than the promise proves nothing."""
    if life.outcome is Outcome.LATE:
        return True
    if life.promised_on and life.delivered_on:
        return life.delivered_on > life.promised_on
    if life.promised_on and arrived_on and arrived_on <= life.promised_on:
        return False
    return False if life.outcome is Outcome.CLEAN else None
