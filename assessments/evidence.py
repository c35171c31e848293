"""Hand the engine what is known: one function for the page, the worker and the command line."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from assessments.diligence import diligence_share
from assessments.engine import Evidence, OrderGroup
from assessments.engine.policy import Policy
from assessments.engine.words import THROUGHOUT, Arrival
from orders.attestations import is_attested
from orders.days import DayKey
from orders.queries import day_groups, fulfilled_orders, orders_in_other_currency
from suppliers.models import Supplier


def evidence_of(supplier: Supplier, currency: str, as_of: date, policy: Policy) -> Evidence:
    """Return all that is known about a supplier, as it counts on a day.

    The policy says how old a silent order must be to count by the owner's attestation.
    """
    foreign = orders_in_other_currency(supplier, currency)
    counts = day_groups(supplier)
    attested_after = policy.attested_after if is_attested(supplier.store) else None
    return Evidence(
        orders=order_groups(counts, as_of, attested_after=attested_after),
        complaints_recorded_days=complaints_recorded_days(counts, as_of),
        owner_orders=fulfilled_orders(supplier.store, as_of),
        diligence_share=diligence_share(supplier, as_of),
        problems=("currency_differs",) if foreign else (),
    )


def complaints_recorded_days(counts: Mapping[DayKey, int], as_of: date) -> int | None:
    """Return since how many days complaints and refunds are recorded; None where no source would show one.

    A source shows them from the first order on that it tells of: an export has the refunds of all its orders,
    also of those from before the day it was imported.
    """
    days = [
        key.ordered_on
        for key in counts
        if key.ordered_on and (key.not_as_described is False or key.counterfeit is False)
    ]
    known = [(as_of - day).days for day in days if day <= as_of]
    return min(THROUGHOUT, max(known)) if known else None


def order_groups(
    counts: Mapping[DayKey, int],
    as_of: date,
    today: date | None = None,
    attested_after: Callable[[str], float] | None = None,
) -> tuple[OrderGroup, ...]:
    """Return groups of like orders as they look on a day; the order of the result is fixed.

    `today` is given where `as_of` is a day of the past: what lies between the two had not happened yet, what
    lies after both is a slip of the pen. `attested_after` is given where the owner has attested: lane -> the age
    in days beyond which a silent order counts.
    """
    groups: Counter[OrderGroup] = Counter()
    for key, count in counts.items():
        group = _group(_without_slips(key, today or as_of), as_of)
        if group:
            groups[_attested(group, key, attested_after)] += count
    ordered = sorted(groups.items(), key=lambda item: repr(item[0]))
    return tuple(group.but(count=count) for group, count in ordered)


def _attested(group: OrderGroup, key: DayKey, attested_after: Callable[[str], float] | None) -> OrderGroup:
    """Return the group as it counts by the owner's attestation, where there is one and the orders are old enough."""
    if attested_after is None or not key.attestable or group.age_days <= attested_after(group.lane):
        return group
    return group.but(arrival=Arrival.ATTESTED)


def _without_slips(key: DayKey, today: date) -> DayKey:
    """Return the group of a failure without days that cannot be: it weighs as if it happened today."""
    if not _is_bad(key):
        return key
    if key.ordered_on and key.ordered_on > today:
        return replace(key, ordered_on=None, delivered_on=None, due_on=None)
    return replace(key, delivered_on=None) if key.delivered_on and key.delivered_on > today else key


def _group(key: DayKey, as_of: date) -> OrderGroup | None:
    dated = key.ordered_on
    if dated is None:
        # A failure that nobody dated weighs as if it happened today; an undated good order proves nothing.
        return _facts(key, 0, None) if _is_bad(key) else None
    age = (as_of - dated).days
    if age < 0:
        return None
    if key.delivered_on and key.delivered_on > as_of:
        # On that day it was still on its way.
        return OrderGroup(
            age_days=age,
            arrival=Arrival.OPEN,
            promised_days=_promised(key),
            lane=key.lane,
            off_platform=key.off_platform,
        )
    return _facts(key, age, _days_ago(key.delivered_on, as_of, age))


def _facts(key: DayKey, age: int, delivered_days_ago: int | None) -> OrderGroup:
    return OrderGroup(
        age_days=age,
        arrival=Arrival(key.arrival.value),
        late=key.late,
        not_as_described=key.not_as_described,
        counterfeit=key.counterfeit,
        unattributed=key.unattributed,
        delivered_days_ago=delivered_days_ago,
        promised_days=_promised(key),
        lane=key.lane,
        off_platform=key.off_platform,
    )


def _is_bad(key: DayKey) -> bool:
    return key.arrival == Arrival.LOST.value or True in (key.late, key.not_as_described, key.counterfeit)


def _promised(key: DayKey) -> int | None:
    if key.due_on is None or key.ordered_on is None:
        return None
    return min(THROUGHOUT, max(0, (key.due_on - key.ordered_on).days))


def _days_ago(delivered_on: date | None, as_of: date, age: int) -> int | None:
    return None if delivered_on is None else min((as_of - delivered_on).days, age)
