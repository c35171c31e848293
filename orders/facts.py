"""What is known of one order's end: whether it arrived, and which of the things that go wrong went wrong.

Nothing is inferred from an empty cell: an order that nobody spoke of is *not observed*, neither good nor bad.
Plain code, because it runs for every row of a file.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from orders.claims import Life
from orders.importers.aliexpress import NO_EVIDENCE
from orders.importers.rows import Outcome, Tracked


class Arrival(StrEnum):
    """Say what is known of a parcel's arrival."""

    PROVEN = "proven"
    ATTESTED = "attested"
    OPEN = "open"
    LOST = "lost"
    NOT_OBSERVED = "not_observed"


class SaleState(StrEnum):
    """Say how the customer's order stands for which an order was placed with a supplier."""

    # No such order is known, or its source does not tell of refunds.
    UNKNOWN = "unknown"
    STANDS = "stands"
    # Nobody says which one it is, and every one that it can be stands: `orders.sold`.
    STANDS_BY_PRODUCT = "stands_by_product"
    REFUNDED = "refunded"
    # The customer went to the bank, and has not lost there.
    DISPUTED = "disputed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Facts:
    """Hold the facts of one order; None is "nobody said".

    `arrived_on` is the latest day by which it had arrived; `because` is a key of `orders.wording`.
    `is_evidence` is false for an order that ended by nobody's fault: it speaks neither for nor against.
    `attestable` says that nothing but the owner's attestation is missing: it is silent, paid, undisputed, and
    its customer's order stands unrefunded.
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
    attestable: bool = False


# AliExpress end codes. Source: docs/formats.md.
NEVER_SHIPPED = {"seller_send_goods_timeout"}
DISPUTE_GRANTED = {"seller_accept_issue_no_goods_return", "seller_response_issue_timeout"}
CONFIRMED = "buyer_accept_goods"
CONFIRMED_BY_TIMER = "buyer_accept_goods_timeout"
# Ends that leave open whether anything came; a cancellation or an unexplained code does not.
_SILENT_ENDS = {None, CONFIRMED, CONFIRMED_BY_TIMER}
_AT_FAULT = DISPUTE_GRANTED | NEVER_SHIPPED
# Why an order can count by attestation of which nobody says for which sale it was placed.
ATTESTABLE_BY_PRODUCT = "attestable_by_product"

# Members by names of their own: asking an enumeration for one takes several times as long.
_PROVEN, _OPEN, _LOST, _SILENT = Arrival.PROVEN, Arrival.OPEN, Arrival.LOST, Arrival.NOT_OBSERVED
_STANDS, _REFUNDED, _DISPUTED = SaleState.STANDS, SaleState.REFUNDED, SaleState.DISPUTED
_BY_PRODUCT = SaleState.STANDS_BY_PRODUCT
_CLEAN, _SAID_LATE, _SAID_LOST = Outcome.CLEAN, Outcome.LATE, Outcome.LOST
_NOT_DESCRIBED, _COUNTERFEIT = Outcome.NOT_AS_DESCRIBED, Outcome.COUNTERFEIT
_IN_TRANSIT, _NOT_OBSERVED = Outcome.IN_TRANSIT, Outcome.NOT_OBSERVED
_DELIVERED = Tracked.DELIVERED

# What carriers say that proves no arrival, with the reason. That nobody is at fault for the last three is not
# said either: they are questions to the owner, as is the number of a parcel that was never this order's.
_TRACKED = {
    Tracked.LOST: (_LOST, "tracked_lost"),
    Tracked.RETURNED: (_SILENT, "tracked_returned"),
    Tracked.NOT_TAKEN: (_SILENT, "tracked_not_taken"),
    Tracked.HELD: (_SILENT, "tracked_held"),
}
_TRACKED_LOST, _EARLIER = Tracked.LOST, Tracked.EARLIER
_QUESTIONS = {Tracked.RETURNED, Tracked.NOT_TAKEN, Tracked.HELD, Tracked.EARLIER}

_NOBODYS_FAULT = Facts(_SILENT, "nobodys_fault", is_evidence=False)
_NOBODY_SAID = Facts(_SILENT, "nobody_said")
_ATTESTABLE = Facts(_SILENT, "attestable", attestable=True)
_ATTESTABLE_BY_PRODUCT = Facts(_SILENT, ATTESTABLE_BY_PRODUCT, attestable=True)


def facts_of(life: Life, *, confirmed_in_bulk: bool = False, sale: SaleState = SaleState.UNKNOWN) -> Facts:
    """Derive the facts of an order from what is held to be true of its life.

    `confirmed_in_bulk` says that it was one of five or more confirmed within a minute: such a click is no
    proof that this parcel arrived. `sale` is the state of the customer's order it was placed for.
    """
    if (life.end_reason in NO_EVIDENCE or life.is_paid is False) and _is_uneventful(life):
        return _NOBODYS_FAULT
    arrival, because = _arrival(life, confirmed_in_bulk)
    failure = _failure_without_kind(life)
    if arrival is _PROVEN:
        return _arrived(life, because, failure, sale, confirmed_in_bulk)
    if failure is not None:
        return Facts(_LOST, failure, kind_not_stated=True)
    if arrival is _LOST:
        return Facts(_LOST, because)
    if _is_open_question(life, sale):
        asked = _asked_by_the_customer(sale) or because if because == "nobody_said" else because
        return Facts(arrival, asked, unattributed=True)
    if arrival is _SILENT and (sale is _STANDS or sale is _BY_PRODUCT) and _is_silent(life):
        return _ATTESTABLE if sale is _STANDS else _ATTESTABLE_BY_PRODUCT
    return _NOBODY_SAID if because == "nobody_said" else Facts(arrival, because)


def _says_arrived(outcome: Outcome | None) -> bool:
    """Return whether a word for how it ended says that it arrived, well or not."""
    return outcome is _CLEAN or (
        outcome is not None
        and outcome is not _SAID_LOST
        and outcome is not _IN_TRANSIT
        and outcome is not _NOT_OBSERVED
    )


def _is_uneventful(life: Life) -> bool:
    """Return whether nothing speaks of a parcel, a dispute or a refund."""
    return (
        life.outcome is None
        and life.delivered_on is None
        and life.dispute_opened_on is None
        and life.tracked is None
        and life.arrived_by is None
        and not life.refunded_amount
    )


def _arrival(life: Life, confirmed_in_bulk: bool) -> tuple[Arrival, str]:
    outcome, tracked = life.outcome, life.tracked
    if outcome is _SAID_LOST and tracked is not _DELIVERED:
        return _LOST, "said_lost"
    if _says_arrived(outcome):
        return _PROVEN, "delivered" if life.delivered_on is not None else "said_arrived"
    if tracked is not None:
        if tracked is _DELIVERED:
            return _PROVEN, "tracked_delivered"
        if tracked in _TRACKED:
            return _TRACKED[tracked]
    if life.delivered_on is not None:
        return _PROVEN, "delivered"
    if life.arrived_by is not None:
        return _PROVEN, "said_arrived_by"
    return _arrival_without_a_day(life, confirmed_in_bulk)


def _arrival_without_a_day(life: Life, confirmed_in_bulk: bool) -> tuple[Arrival, str]:
    end_reason = life.end_reason
    if end_reason in NEVER_SHIPPED:
        return _LOST, "never_shipped"
    if end_reason == CONFIRMED and not confirmed_in_bulk and life.outcome is None:
        return _PROVEN, "confirmed"
    if life.outcome is _IN_TRANSIT:
        return _OPEN, "said_in_transit"
    if life.tracked is not None:
        return (_SILENT, "tracked_earlier") if life.tracked is _EARLIER else (_OPEN, "tracked_open")
    if end_reason == CONFIRMED_BY_TIMER:
        return _SILENT, "confirmed_by_timer"
    return _SILENT, "confirmed_in_bulk" if confirmed_in_bulk else "nobody_said"


def _failure_without_kind(life: Life) -> str | None:
    """Return why something counts as a failure though nobody said which: a dispute granted, or money given back."""
    granted = life.end_reason in DISPUTE_GRANTED
    if not granted and not life.refunded_amount:
        return None
    if _says_arrived(life.outcome) or (life.outcome is _SAID_LOST and life.tracked is not _DELIVERED):
        return None
    return "dispute_granted" if granted else "refunded"


def contradicts_tracking(life: Life) -> bool:
    """Return whether the word for how it ended says another thing of the arrival than tracking does.

    Where both are held a carrier goes before a file, and the owner before a carrier (`orders.claims.life`).
    """
    tracked = life.tracked
    if tracked is _DELIVERED:
        return life.outcome is _SAID_LOST
    return tracked is _TRACKED_LOST and _says_arrived(life.outcome)


def _is_open_question(life: Life, sale: SaleState) -> bool:
    """Return whether something went wrong that no fact explains, as a refund beside "clean" or silence.

    The owner's answer, "nobody's fault", closes the question; what is known to be bad stays bad.
    """
    outcome = life.outcome
    if life.settled:
        return False
    if life.tracked is not None and contradicts_tracking(life):
        return True
    if outcome is _SAID_LOST or (outcome is not _CLEAN and _says_arrived(outcome)):
        return False
    return bool(
        sale is _REFUNDED
        or sale is _DISPUTED
        or life.refunded_amount
        or life.dispute_opened_on
        or life.end_reason in _AT_FAULT
        or (life.tracked is not None and life.tracked in _QUESTIONS)
    )


def _asked_by_the_customer(sale: SaleState) -> str | None:
    return {_REFUNDED: "customer_refunded", _DISPUTED: "customer_disputed"}.get(sale)


def _is_silent(life: Life) -> bool:
    """Return whether an order was paid and nothing at all speaks of how it ended."""
    # Whoever ships has been paid: not every file says so in so many words.
    paid = life.is_paid or (
        life.is_paid is None and (life.paid_by or life.shipped_on or life.tracking_numbers)
    )
    return bool(paid) and life.tracked is None and life.end_reason in _SILENT_ENDS


def _arrived(
    life: Life, because: str, failure: str | None, sale: SaleState, confirmed_in_bulk: bool
) -> Facts:
    arrived_on = life.delivered_on or life.arrived_by
    # A timer ends an order whether or not its parcel is there; only who confirms it has it in hand.
    if arrived_on is None and life.end_reason == CONFIRMED and not confirmed_in_bulk and life.ended_at:
        arrived_on = life.ended_at.date()
    late = _late(life, arrived_on)
    if failure is not None:
        return _proven(because, late, True, None, False, True, arrived_on)
    outcome = life.outcome
    question = _is_open_question(life, sale)
    # Silence is good only where a complaint would show, and where nothing is asked.
    shown = life.records_complaints or sale is _STANDS or life.settled or _says_arrived(outcome)
    quiet = False if shown and not question else None
    if outcome is _COUNTERFEIT:
        return _proven(because, late, None, True, question, False, arrived_on)
    not_described = True if outcome is _NOT_DESCRIBED else quiet
    return _proven(because, late, not_described, quiet, question, False, arrived_on)


@lru_cache(maxsize=16_384)
def _proven(
    because: str,
    late: bool | None,
    not_as_described: bool | None,
    counterfeit: bool | None,
    unattributed: bool,
    kind_not_stated: bool,
    arrived_on: date | None,
) -> Facts:
    """Return the facts of an order that arrived; kept, because a file has few different ones."""
    return Facts(
        _PROVEN,
        because,
        late,
        not_as_described,
        counterfeit,
        unattributed,
        kind_not_stated,
        arrived_on,
    )


def _late(life: Life, arrived_on: date | None) -> bool | None:
    """Return whether it came after the promise; a confirmation that came later than the promise proves nothing."""
    if life.outcome is _SAID_LATE:
        return True
    promised = life.promised_on
    if promised is not None:
        if life.delivered_on is not None:
            return life.delivered_on > promised
        if arrived_on is not None and arrived_on <= promised:
            return False
    return False if life.outcome is _CLEAN else None
