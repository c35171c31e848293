"""What the evidence becomes when time passes and orders keep coming and arriving well."""

from dataclasses import dataclass, replace

from scipy.special import gammaincinv

from assessments.engine.evidence import Evidence, OrderGroup
from assessments.engine.policy import Policy
from assessments.engine.words import THROUGHOUT, Arrival

FORGOTTEN = 0.05
"""An order under way so long that fewer than this share of arriving orders are still out is not hoped for."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Today's orders a day, with the ends of its 90 % interval."""

    low: float
    mean: float
    high: float


def pace_of(evidence: Evidence, policy: Policy) -> Pace | None:
    """Return how fast orders are placed with this supplier; None when none were placed lately."""
    recent = [order for order in evidence.orders if order.age_days <= policy.pace_window]
    number = sum(order.count for order in recent)
    if not number:
        return None
    oldest = max(order.age_days for order in evidence.orders)
    days = max(policy.month, min(policy.pace_window, oldest))
    low, high = gammaincinv(number, 0.05), gammaincinv(number + 1, 0.95)
    return Pace(float(low) / days, number / days, float(high) / days)


def lead_days(policy: Policy) -> int:
    """Return the usual days from order to arrival."""
    return round(policy.lane("unknown").quantile(0.5))


def after_waiting(evidence: Evidence, days: int, orders: int, policy: Policy) -> Evidence:
    """Return the evidence so many days later, with so many more orders, evenly placed, arrived and clean."""
    lead = lead_days(policy)
    old = tuple(_older(order, days, lead, policy) for order in evidence.orders)
    new = _new_orders(days, orders, lead)
    recorded, weeks, owner = evidence.complaints_recorded_days, evidence.distinct_weeks, evidence.owner_orders
    return replace(
        evidence,
        orders=old + new,
        owner_orders=None if owner is None else owner + orders,
        distinct_weeks=None if weeks is None else weeks + len(new),
        complaints_recorded_days=None if recorded is None else min(THROUGHOUT, recorded + days),
    )


def _older(order: OrderGroup, days: int, lead: int, policy: Policy) -> OrderGroup:
    age = min(THROUGHOUT, order.age_days + days)
    if (
        order.arrival is Arrival.OPEN
        and policy.lane(order.lane).survival(order.age_days) > FORGOTTEN
        and age >= lead
    ):
        overdue = order.is_past_due
        return replace(
            order,
            age_days=age,
            arrival=Arrival.PROVEN,
            late=overdue or None if order.promised_days is None else overdue,
            not_as_described=False if order.not_as_described is None else order.not_as_described,
            counterfeit=False if order.counterfeit is None else order.counterfeit,
            delivered_days_ago=min(days, age - lead),
        )
    delivered = order.delivered_days_ago
    return replace(
        order, age_days=age, delivered_days_ago=None if delivered is None else min(age, delivered + days)
    )


def _new_orders(days: int, orders: int, lead: int) -> tuple[OrderGroup, ...]:
    """Return one group for each week, evenly filled; ages from the lead time up to the days waited."""
    ages = range(lead, days, 7)
    groups = []
    for week, age in enumerate(ages):
        count = orders * (week + 1) // len(ages) - orders * week // len(ages)
        if count:
            groups.append(
                OrderGroup(
                    age_days=age,
                    arrival=Arrival.PROVEN,
                    late=False,
                    not_as_described=False,
                    counterfeit=False,
                    delivered_days_ago=age - lead,
                    promised_days=lead,
                    count=count,
                )
            )
    return tuple(groups)


def orders_arrived(pace: Pace, days: int, policy: Policy) -> int:
    """Return how many of the orders placed from today on will have arrived by then."""
    return int(pace.mean * max(0, days - lead_days(policy)))
