"""Gather orders into kinds that differ in no fact, so that most sums run over a handful of kinds."""

import math
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from assessments.engine.evidence import DAYS, PROVEN, OrderGroup
from assessments.engine.policy import Policy

FACTS = ("arrival", "late", "not_as_described", "counterfeit", "unattributed", "off_platform")
DATES = ("age_days", "promised_days", "lane", "delivered_days_ago")
"""Beside the count, the fields that make a kind and those that make a row; a due date makes only overdue."""

_Day = tuple[int, int | None, str]
"""Age, days since delivery and lane: orders of a kind that share these make one row."""


class Kind(NamedTuple):
    """Orders with the same facts; `order` is any one of them, its days are not those of the others.

    Each column has one entry for each row: age, days since delivery, lane, and the recency weight of its orders.
    """

    order: OrderGroup
    is_clean: bool
    number: int
    weight: float
    ages: tuple[int, ...]
    delivered: tuple[int | None, ...]
    lanes: tuple[str, ...]
    weights: list[float]
    last_arrival: int
    """Days since it, or the longest they can be."""

    def ripe_weight(self, policy: Policy) -> float:
        """Return the weight of those so old that nearly all of their lane have arrived."""
        lead = {lane: lead_time(lane, policy.ripe_share, policy) for lane in set(self.lanes)}
        rows = zip(self.ages, self.lanes, self.weights, strict=True)
        return math.fsum([weight for age, lane, weight in rows if age > lead[lane]])

    def recent_weight(self, days: float) -> float:
        """Return the weight of those placed within so many days."""
        return math.fsum([weight for age, weight in zip(self.ages, self.weights, strict=True) if age <= days])

    def counts_as(self, policy: Policy) -> float:
        """Return how much an arrived order counts: all where it is proven."""
        return 1.0 if self.order.arrival is PROVEN else policy.attested_weight


def lead_time(lane: str, share: float, policy: Policy) -> float:
    """Return the days within which this share of the lane's arriving orders has arrived."""
    return policy.lane(lane).quantile(share)


def gather(orders: Iterable[OrderGroup], policy: Policy) -> list[Kind]:
    """Return the kinds; like orders are added up first, so that order and grouping never matter."""
    kinds: dict[object, dict[_Day, int]] = {}
    example: dict[object, OrderGroup] = {}
    for order in orders:
        age, arrival, late, other, fake, odd, since, _promised, count, lane, off = order
        # What is known to have come is never overdue, and that is nearly all.
        key = (arrival, late, other, fake, odd, off, arrival is not PROVEN and order.is_overdue)
        days = kinds.get(key)
        if days is None:
            days = kinds[key] = {}
            example[key] = order
        day = (age, since, lane)
        days[day] = days.get(day, 0) + count
    decay = _decay(policy.half_life)
    return [_kind(example[key], days, decay) for key, days in kinds.items()]


def _kind(order: OrderGroup, days: dict[_Day, int], decay: tuple[float, ...]) -> Kind:
    ages, delivered, lanes = zip(*days, strict=True)
    weights = [number * decay[age] for age, number in zip(ages, days.values(), strict=True)]
    last = min([age if since is None else since for age, since, _ in days])
    number, weight = sum(days.values()), math.fsum(weights)
    return Kind(order, order.is_clean, number, weight, ages, delivered, lanes, weights, last)


@lru_cache(maxsize=8)
def _decay(half_life: float) -> tuple[float, ...]:
    """Return the recency weight of one order of each age in days."""
    return tuple(2.0 ** (-age / half_life) for age in range(int(DAYS[1]) + 1))
