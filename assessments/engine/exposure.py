"""What each order says of each way to fail: weighted failures, and weighted orders of which it is known."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from assessments.engine.evidence import DAYS, OPEN, PROVEN
from assessments.engine.kinds import Kind
from assessments.engine.policy import Four, Policy


@dataclass(frozen=True, slots=True)
class Exposure:
    """Weighted failures and weighted known orders of each channel, without the orders under way."""

    failed: Four
    known: Four
    open_orders: tuple[tuple[float, float], ...]
    """Weight and survival (share of arriving orders still under way at this age) of orders under way."""


def exposure_of(kinds: Iterable[Kind], recorded_days: int | None, policy: Policy) -> Exposure:
    """Return the exposure of these orders; `recorded_days` says since when complaints are recorded."""
    failed: tuple[list[float], ...] = ([], [], [], [])
    good: tuple[list[float], ...] = ([], [], [], [])
    under_way: list[tuple[float, float]] = []
    for kind in kinds:
        order = kind.order
        for channel, fails in enumerate(kind.states):
            if fails:
                failed[channel].append(kind.weight)
        if order.arrival is OPEN:
            rows = zip(kind.ages, kind.lanes, kind.weights, strict=True)
            under_way += [(weight, policy.lane(lane).survival(age)) for age, lane, weight in rows]
        elif order.has_arrived and not order.unattributed:
            _add_good(kind, recorded_days, policy, good)
    k = [math.fsum(part) for part in failed]
    n = [bad + math.fsum(part) for bad, part in zip(k, good, strict=True)]
    return Exposure((k[0], k[1], k[2], k[3]), (n[0], n[1], n[2], n[3]), tuple(sorted(under_way)))


def _add_good(kind: Kind, recorded: int | None, policy: Policy, good: tuple[list[float], ...]) -> None:
    """Add what arrived orders say against each failure."""
    order, counts = kind.order, kind.counts_as(policy)
    good[0].append(counts * kind.weight)
    if order.late is False and order.arrival is PROVEN:
        good[1].append(kind.weight)
    if recorded is None or (order.not_as_described is not False and order.counterfeit is not False):
        return
    quiet = counts * _quiet_weight(kind, recorded, policy)
    if order.not_as_described is False:
        good[2].append(quiet)
    if order.counterfeit is False:
        good[3].append(quiet)


def _quiet_weight(kind: Kind, recorded: int, policy: Policy) -> float:
    """Return the weight of arrived orders, each by the share of complaints that came by now and are recorded.

    An arrival that nobody dated may have been today: its silence says nothing yet.
    """
    to_come = _complaints_to_come(policy.complaint_delay)
    return math.fsum(
        [
            weight * (to_come[days - recorded if days > recorded else 0] - to_come[days])
            for days, weight in zip(kind.delivered, kind.weights, strict=True)
            if days is not None
        ]
    )


@lru_cache(maxsize=8)
def _complaints_to_come(delay: float) -> tuple[float, ...]:
    """Return the share of complaints that are still to come so many days after the arrival."""
    return tuple(math.exp(-days / delay) for days in range(int(DAYS[1]) + 1))
