"""Gather orders into kinds that differ in no fact, so that most sums run over a handful of kinds."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from assessments.engine.evidence import DAYS, OrderGroup
from assessments.engine.policy import Lane, Policy
from assessments.engine.words import Arrival

Row = tuple[int, int | None, str, float]
"""Age, days since delivery, lane, and the recency weight of all orders of a kind that share these."""

FACTS = ("arrival", "late", "not_as_described", "counterfeit", "unattributed", "off_platform")
DATES = ("age_days", "promised_days", "lane", "delivered_days_ago")
"""Beside the count, the fields that make a kind and those that make a row; a due date makes only past due."""

_Day = tuple[int, int | None, str]


@dataclass(frozen=True, slots=True)
class Kind:
    """Orders with the same facts; `order` is any one of them, its days are not those of the others."""

    order: OrderGroup
    is_clean: bool
    number: int
    weight: float
    rows: list[Row]

    def ripe_weight(self, policy: Policy) -> float:
        """Return the weight of those so old that nearly all of their lane have arrived."""
        lane, share = policy.lane, policy.ripe_share
        return math.fsum([weight for age, _, name, weight in self.rows if age > lead_time(lane(name), share)])

    def recent_weight(self, days: float) -> float:
        """Return the weight of those placed within so many days."""
        return math.fsum([weight for age, _, _, weight in self.rows if age <= days])

    def counts_as(self, policy: Policy) -> float:
        """Return how much an arrived order counts: all where it is proven."""
        return 1.0 if self.order.arrival is Arrival.PROVEN else policy.attested_weight


@lru_cache(maxsize=256)
def lead_time(lane: Lane, share: float) -> float:
    """Return the days within which this share of the lane's arriving orders has arrived."""
    return lane.quantile(share)


def arrived_ago(row: Row) -> int:
    """Return the days since arrival, or the longest they can be."""
    return row[0] if row[1] is None else row[1]


def gather(orders: Iterable[OrderGroup], policy: Policy) -> list[Kind]:
    """Return the kinds; like orders are added up first, so that order and grouping never matter."""
    kinds: dict[object, tuple[OrderGroup, dict[_Day, int]]] = {}
    for order in orders:
        age, promised = order.age_days, order.promised_days
        overdue = promised is not None and age > promised
        arrival, late, other, fake = order.arrival, order.late, order.not_as_described, order.counterfeit
        # The facts, spelled out: this line runs once an order, and a getter by name takes twice as long.
        key = (arrival, late, other, fake, order.unattributed, order.off_platform, overdue)
        kind = kinds.get(key)
        if kind is None:
            kind = kinds[key] = (order, {})
        day = (age, order.delivered_days_ago, order.lane)
        kind[1][day] = kind[1].get(day, 0) + order.count
    decay = _decay(policy.half_life)
    return [_kind(order, days, decay) for order, days in kinds.values()]


def _kind(order: OrderGroup, days: dict[_Day, int], decay: tuple[float, ...]) -> Kind:
    rows = [(age, since, lane, number * decay[age]) for (age, since, lane), number in days.items()]
    weight = math.fsum([row[3] for row in rows])
    return Kind(order, order.is_clean, sum(days.values()), weight, rows)


@lru_cache(maxsize=8)
def _decay(half_life: float) -> tuple[float, ...]:
    """Return the recency weight of one order of each age in days."""
    return tuple(2.0 ** (-age / half_life) for age in range(int(DAYS[1]) + 1))
