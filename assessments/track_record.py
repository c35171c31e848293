"""A supplier's track record: the same counts and rates that a report is made from."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max, Min

from assessments.engine.track import track
from assessments.evidence import evidence_of
from assessments.own_policy import policy_of
from assessments.wording.channels import channel_label
from orders.models import OrderDay
from suppliers.models import Supplier


@dataclass(frozen=True, slots=True)
class ChannelRate:
    """Show how often one thing goes wrong: what was seen, and the range it allows; rates are shares from 0 to 1."""

    key: str
    label: str
    failures: int
    known: int
    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """Show what a supplier's orders came to; `attested` are those of the arrived that count by the owner's word."""

    total: int
    arrived: int
    attested: int
    open: int
    overdue: int
    lost: int
    not_observed: int
    first_on: date | None
    last_on: date | None
    rates: tuple[ChannelRate, ...]


def track_record(supplier: Supplier, as_of: date) -> TrackRecord:
    """Return the track record of a supplier on a day."""
    policy = policy_of(supplier.store)
    seen = track(evidence_of(supplier, supplier.store.currency, as_of, policy), policy)
    days = OrderDay.objects.filter(supplier=supplier).aggregate(
        first=Min("ordered_on"), last=Max("ordered_on")
    )
    counts = seen["orders"]
    return TrackRecord(
        total=counts["total"],
        arrived=counts["proven"] + counts["attested"],
        attested=counts["attested"],
        open=counts["open"],
        overdue=counts["overdue"],
        lost=counts["lost"],
        not_observed=counts["not_observed"],
        first_on=days["first"],
        last_on=days["last"],
        rates=tuple(_rate(key, rate) for key, rate in seen["failure_rates"].items()),
    )


def _rate(key: str, rate: dict[str, Any]) -> ChannelRate:
    return ChannelRate(
        key=key,
        label=channel_label(key),
        failures=rate["counted_failures"],
        known=rate["counted_orders"],
        mean=rate["mean_on"],
        low=rate["lower90_on"],
        high=rate["upper90_on"],
    )
