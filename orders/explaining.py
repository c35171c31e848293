"""On what each fact of an order rests: the reason, who said so, and the day it was learned."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from orders.claims import Claims, Life
from orders.conflicts import sayings
from orders.facts import DISPUTE_GRANTED, NEVER_SHIPPED, Arrival, Facts, contradicts_tracking
from orders.importers.rows import Outcome, Tracked
from orders.models import SupplierOrder


@dataclass(frozen=True, slots=True)
class Explained:
    """Hold one fact of an order: its value, why (a key of `orders.reason_words`), who said so and when it was learned.

    `source` and `learned_on` are None where no single source says it: nobody spoke, or it was derived.
    """

    fact: str
    value: str | bool | date | None
    because: str
    source: str | None
    learned_on: date | None


# Why an order counts as it does -> the fields of the claims on which that may rest, the first that is there.
_RESTS_ON: dict[str, tuple[str, ...]] = {
    "delivered": ("delivered_on",),
    "said_arrived": ("outcome",),
    "said_arrived_by": ("arrived_by",),
    "confirmed": ("end_reason",),
    "confirmed_in_bulk": ("end_reason",),
    "confirmed_by_timer": ("end_reason",),
    "said_lost": ("outcome",),
    "never_shipped": ("end_reason",),
    "dispute_granted": ("end_reason",),
    "refunded": ("refunded_amount",),
    "said_in_transit": ("outcome",),
    "nobodys_fault": ("end_reason", "is_paid"),
    "tracked_delivered": ("tracked",),
    "tracked_open": ("tracked",),
    "tracked_lost": ("tracked",),
    "tracked_returned": ("tracked",),
    "tracked_not_taken": ("tracked",),
    "tracked_held": ("tracked",),
    "tracked_earlier": ("tracked",),
}


def explain_facts(claims: Claims, held: Life, facts: Facts) -> list[Explained]:
    """Return each fact of an order with its reason, its source and the day it was learned, for the order's page."""
    return [
        _explained(claims, "arrival", facts.arrival.value, facts.because, _RESTS_ON.get(facts.because, ())),
        _explained(claims, "arrived_on", facts.arrived_on, *_day_of_arrival(held, facts)),
        _explained(claims, "late", facts.late, *_lateness(held, facts)),
        *(_quality(claims, held, facts, name) for name in ("not_as_described", "counterfeit")),
        _explained(claims, "unattributed", facts.unattributed, *_question(held, facts)),
    ]


def overdue(today: date) -> Q:
    """Return the condition "on its way, and its promised day has gone by": that of `engine.OrderGroup`."""
    return Q(arrival=Arrival.OPEN, promised_on__lt=today, dated_on__isnull=False, is_evidence=True)


def is_overdue(order: SupplierOrder, today: date) -> bool:
    """Return whether `overdue` holds for an order: it stays open all the same."""
    is_open = order.arrival == Arrival.OPEN.value and order.is_evidence and order.dated_on is not None
    return is_open and order.promised_on is not None and order.promised_on < today


def _explained(
    claims: Claims, fact: str, value: str | bool | date | None, because: str, fields: Sequence[str]
) -> Explained:
    said = next((found for field in fields if (found := sayings(claims, field))), None)
    source, learned_on = (said[0].source, said[0].learned_on) if said else (None, None)
    return Explained(fact, value, because, source, learned_on)


Why = tuple[str, tuple[str, ...]]
"""A key of `orders.reason_words`, and the fields of the claims on which it may rest."""


def _day_of_arrival(held: Life, facts: Facts) -> Why:
    if facts.arrived_on is None:
        return "no_day_of_arrival", ()
    if held.delivered_on is not None:
        return "delivered", ("delivered_on",)
    # A day by which it had arrived, never the day on which it did.
    return "arrived_by_then", ("arrived_by",) if held.arrived_by else ("ended_at",)


def _lateness(held: Life, facts: Facts) -> Why:
    if facts.late is None:
        return ("no_promise" if held.promised_on is None else "no_day_of_arrival"), ()
    if held.outcome is Outcome.LATE:
        return "said_late", ("outcome",)
    if held.promised_on is None or facts.arrived_on is None:
        return "said_on_time", ("outcome",)
    late = "after_the_promise" if facts.late else "by_the_promise"
    return late, ("delivered_on", "arrived_by", "ended_at")


def _quality(claims: Claims, held: Life, facts: Facts, name: str) -> Explained:
    value: bool | None = getattr(facts, name)
    if value:
        stated = held.outcome is not None and held.outcome.value == name
        why: Why = ("said_bad", ("outcome",)) if stated else _failure(held)
    elif value is None:
        why = _unknown_quality(facts), ()
    elif held.settled:
        why = "settled", ("settled",)
    elif held.outcome is not None:
        why = "said_arrived", ("outcome",)
    else:
        why = "no_complaint", ("records_complaints",)
    return _explained(claims, name, value, *why)


def _unknown_quality(facts: Facts) -> str:
    if facts.unattributed:
        return "question_open"
    return "complaint_would_not_show" if facts.arrival is Arrival.PROVEN else "not_arrived"


def _failure(held: Life) -> Why:
    return (
        ("refunded", ("refunded_amount",)) if held.refunded_amount else ("dispute_granted", ("end_reason",))
    )


def _question(held: Life, facts: Facts) -> Why:
    if not facts.unattributed:
        return ("settled", ("settled",)) if held.settled else ("no_question", ())
    if held.dispute_opened_on:
        return "dispute_open", ("dispute_opened_on",)
    if held.refunded_amount:
        return "refund_unexplained", ("refunded_amount",)
    if held.tracked is Tracked.DELIVERED and contradicts_tracking(held):
        return "said_lost", ("outcome",)
    if held.tracked not in (None, Tracked.DELIVERED, Tracked.OPEN):
        return f"tracked_{held.tracked}", ("tracked",)
    if held.end_reason in NEVER_SHIPPED:
        return "never_shipped", ("end_reason",)
    if held.end_reason in DISPUTE_GRANTED:
        return "dispute_granted", ("end_reason",)
    return ("customer_disputed" if facts.because == "customer_disputed" else "customer_refunded"), ()
