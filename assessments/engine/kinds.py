"""Gather orders into kinds that differ in no fact, so that most sums run over a handful of kinds."""

import math
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from assessments.engine.evidence import DAYS, LOST, OPEN, PROVEN, OrderGroup
from assessments.engine.policy import Policy
from assessments.engine.words import Arrival

FACTS = ("arrival", "late", "not_as_described", "counterfeit", "unattributed", "off_platform")
DATES = ("age_days", "promised_days", "lane", "delivered_days_ago")
"""Beside the count, the fields that make a kind and those that make a row; a due date makes only overdue."""

_Day = tuple[int, int | None, str]
"""Age, days since delivery and lane: orders of a kind that share these make one row."""


_Fact = bool | None
_States = tuple[_Fact, _Fact, _Fact, _Fact]
_Facts = tuple[Arrival, _Fact, _Fact, _Fact, bool, bool, bool]
"""Arrival, the three bad facts, whether a problem is unattributed, off the platform, and overdue."""


class Kind(NamedTuple):
    """Orders with the same facts; `order` has these facts, and days that are not those of the others.

    Each column has one entry for each row: age, days since delivery, lane, and the recency weight of its orders.
    """

    order: OrderGroup
    is_clean: bool
    states: _States
    """For each channel, whether it is known that the orders failed; None is unknown."""
    names: tuple[str, ...]
    """The names under which these orders are counted."""
    number: int
    weight: float
    ages: tuple[int, ...]
    delivered: tuple[int | None, ...]
    lanes: tuple[str, ...]
    weights: list[float]
    last_arrival: int
    """Days since it, or the longest they can be."""

    def ripe_weight(self, lead: Mapping[str, float]) -> float:
        """Return the weight of those so old that nearly all of their lane have arrived; `lead` is days by lane."""
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
    kinds: dict[_Facts, dict[_Day, int]] = {}
    for order in orders:
        age, arrival, late, other, fake, odd, since, _promised, count, lane, off = order
        # What is known to have come is never overdue, and that is nearly all.
        facts = (arrival, late, other, fake, odd, off, arrival is not PROVEN and order.is_overdue)
        day = (age, since, lane)
        try:
            days = kinds[facts]
        except KeyError:
            kinds[facts] = {day: count}
        else:
            days[day] = days.get(day, 0) + count
    decay = _decay(policy.half_life)
    return [_kind(facts, days, decay) for facts, days in kinds.items()]


def _kind(facts: _Facts, days: dict[_Day, int], decay: tuple[float, ...]) -> Kind:
    ages, delivered, lanes = zip(*days, strict=True)
    numbers = days.values()
    weights = [number * decay[age] for age, number in zip(ages, numbers, strict=True)]
    last = min([age if since is None else since for age, since, _ in days])
    return Kind(*_said_by(facts), sum(numbers), math.fsum(weights), ages, delivered, lanes, weights, last)


@lru_cache(maxsize=4_096)
def _said_by(facts: _Facts) -> tuple[OrderGroup, bool, _States, tuple[str, ...]]:
    """Return an order with these facts, whether it is clean, its states and the names it is counted under."""
    arrival, late, other, fake, odd, off, overdue = facts
    due = 0 if overdue else None
    order = OrderGroup(1, arrival, late, other, fake, odd, promised_days=due, off_platform=off)
    holds = {
        "clean": order.is_clean,
        "overdue": arrival is OPEN and overdue,
        "bad": order.is_bad,
        "late": late,
        "not_as_described": other,
        "counterfeit": fake,
        "unattributed": odd,
        "off_platform": off,
    }
    lost = True if arrival is LOST else False if order.has_arrived else None
    # The promised day passed without it: late whenever it may still come.
    states = (lost, overdue or late, other, fake)
    names = ("total", arrival.value, *(name for name, is_so in holds.items() if is_so))
    return order, order.is_clean, states, names


@lru_cache(maxsize=8)
def _decay(half_life: float) -> tuple[float, ...]:
    """Return the recency weight of one order of each age in days."""
    return tuple(2.0 ** (-age / half_life) for age in range(int(DAYS[1]) + 1))
