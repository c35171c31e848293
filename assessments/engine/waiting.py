"""What the evidence becomes when time passes and orders keep coming and arriving well."""

import math
from collections import Counter
from dataclasses import dataclass, replace

from scipy.special import gammaincinv

from assessments.engine.evidence import COUNT, ORDERS_IN_ALL, Evidence, OrderGroup
from assessments.engine.policy import Policy
from assessments.engine.words import THROUGHOUT, Arrival

MOST_NEW = int(COUNT[1])
"""No gate and no rate asks for more new orders than one group may hold."""


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
    tail = policy.interval_tail
    low, high = gammaincinv(number, tail), gammaincinv(number + 1, 1.0 - tail)
    return Pace(float(low) / days, number / days, float(high) / days)


def lead_days(policy: Policy) -> int:
    """Return the usual days from order to arrival."""
    return round(policy.lane("unknown").quantile(0.5))


def after_waiting(evidence: Evidence, days: int, orders: int, policy: Policy) -> Evidence:
    """Return the evidence so many days later, with so many more orders, evenly placed, arrived and clean."""
    lead = lead_days(policy)
    orders = min(orders, ORDERS_IN_ALL - sum(order.count for order in evidence.orders))
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


def alike_together(evidence: Evidence) -> Evidence:
    """Return the same evidence in as few groups as it fits into, for callers that wait in many ways."""
    numbers: Counter[OrderGroup] = Counter()
    for order in evidence.orders:
        numbers[order.but(count=1) if order.count > 1 else order] += order.count
    if max(numbers.values(), default=0) > COUNT[1]:
        return evidence
    return replace(evidence, orders=tuple(order.but(count=count) for order, count in numbers.items()))


def _older(order: OrderGroup, days: int, lead: int, policy: Policy) -> OrderGroup:
    age = min(THROUGHOUT, order.age_days + days)
    # An order under way so long that hardly any arriving order is still out is not hoped for.
    if (
        order.arrival is Arrival.OPEN
        and policy.lane(order.lane).survival(order.age_days) > policy.forgotten
        and age >= lead
    ):
        overdue = order.is_past_due
        return order.but(
            age_days=age,
            arrival=Arrival.PROVEN,
            late=overdue or None if order.promised_days is None else overdue,
            not_as_described=False if order.not_as_described is None else order.not_as_described,
            counterfeit=False if order.counterfeit is None else order.counterfeit,
            delivered_days_ago=min(days, age - lead),
        )
    delivered = order.delivered_days_ago
    return order.but(
        age_days=age, delivered_days_ago=None if delivered is None else min(age, delivered + days)
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


def orders_arrived(rate: float, days: int, policy: Policy) -> int:
    """Return how many orders, placed at a rate a day, will have arrived by then, up to what tells anything."""
    return min(MOST_NEW, int(rate * max(0, days - lead_days(policy))))


def days_until(orders: int, pace: Pace, policy: Policy) -> dict[str, int]:
    """Return in how many days so many orders will have arrived, at today's pace and its uncertainty."""
    if orders == 0:
        return {"low": 0, "high": 0}
    lead, longest = lead_days(policy), int(policy.longest_wait)
    low, high = (min(longest, lead + round(orders / rate)) for rate in (pace.high, pace.low))
    return {"low": low, "high": high}


def span_of_days(orders: int, rate: float, lead: float, policy: Policy) -> dict[str, int]:
    """Return in how many days so many orders, placed at a rate a day, have come: the 90 % interval of chance."""
    if orders == 0:
        return {"low": 0, "high": 0}
    tail, longest = policy.interval_tail, policy.longest_wait
    low, high = (gammaincinv(orders, part) / rate + lead for part in (tail, 1.0 - tail))
    return {"low": math.floor(min(longest, low)), "high": math.ceil(min(longest, high))}
