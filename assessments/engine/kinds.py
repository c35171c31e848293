"""Gather orders into kinds that differ in no fact, so that most sums run over a handful of kinds."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from assessments.engine.evidence import OrderGroup
from assessments.engine.policy import Policy

RIPE_SHARE = 0.95
"""An order older than nearly all lead times of its lane should be known by now."""

Row = tuple[OrderGroup, int, float]
"""Orders alike in everything, how many they are, and the recency weight of all of them together."""

FACTS = ("arrival", "late", "not_as_described", "counterfeit", "unattributed", "off_platform")
DATES = ("age_days", "promised_days", "lane", "delivered_days_ago")
_SAME = attrgetter(*FACTS, *DATES)


@dataclass(frozen=True, slots=True)
class Kind:
    """Orders with the same facts; `order` is any one of them."""

    order: OrderGroup
    is_ripe: bool
    number: int
    weight: float
    rows: list[Row]


def gather(orders: Iterable[OrderGroup], policy: Policy) -> list[Kind]:
    """Return the kinds; like orders are added up first, so that order and grouping never matter."""
    decay: dict[int, float] = {}
    longest: dict[str, float] = {}
    kinds: dict[object, list[Row]] = {}
    for same, (order, number) in _numbers(orders).items():
        age, promised, lane, _ = same[len(FACTS) :]
        if age not in decay:
            decay[age] = 2.0 ** (-age / policy.half_life)
        if lane not in longest:
            longest[lane] = policy.lane(lane).quantile(RIPE_SHARE)
        key = (same[: len(FACTS)], promised is not None and age > promised, age > longest[lane])
        kinds.setdefault(key, []).append((order, number, number * decay[age]))
    return [
        Kind(
            order=rows[0][0],
            is_ripe=rows[0][0].age_days > longest[rows[0][0].lane],
            number=sum(number for _, number, _ in rows),
            weight=math.fsum(weight for _, _, weight in rows),
            rows=rows,
        )
        for rows in kinds.values()
    ]


def _numbers(orders: Iterable[OrderGroup]) -> dict[tuple[Any, ...], tuple[OrderGroup, int]]:
    numbers: dict[tuple[Any, ...], tuple[OrderGroup, int]] = {}
    for order in orders:
        same = _SAME(order)
        known = numbers.get(same)
        numbers[same] = (order, order.count if known is None else known[1] + order.count)
    return numbers
