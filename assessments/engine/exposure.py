"""What each order says of each way to fail: weighted failures, and weighted orders of which it is known."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from assessments.engine.evidence import OrderGroup
from assessments.engine.kinds import Kind, Row, lead_time
from assessments.engine.policy import Four, Lane, Policy
from assessments.engine.words import Arrival


@dataclass(frozen=True, slots=True)
class Exposure:
    """Weighted failures and weighted known orders of each channel, without the orders under way."""

    failed: Four
    known: Four
    open_orders: tuple[tuple[float, float], ...]
    """Weight and survival (share of arriving orders still under way at this age) of orders under way."""


@lru_cache(maxsize=65_536)
def _survival(age_days: int, lane: Lane) -> float:
    return lane.survival(age_days)


@lru_cache(maxsize=65_536)
def _complaint_share(since_delivery: int, recorded: int, delay: float) -> float:
    """Return the share of complaints that would have come by now and been recorded here."""
    before = max(0, since_delivery - recorded)
    return math.exp(-before / delay) - math.exp(-since_delivery / delay)


def exposure_of(kinds: Iterable[Kind], recorded_days: int | None, policy: Policy) -> Exposure:
    """Return the exposure of these orders; `recorded_days` says since when complaints are recorded."""
    failed: tuple[list[float], ...] = ([], [], [], [])
    good: tuple[list[float], ...] = ([], [], [], [])
    under_way: list[tuple[float, float]] = []
    for kind in kinds:
        order = kind.order
        for channel, fails in enumerate(_failures(order)):
            if fails:
                failed[channel].append(kind.weight)
        if order.arrival is Arrival.OPEN:
            under_way += [(weight, _survival(age, policy.lane(lane))) for age, _, lane, weight in kind.rows]
        elif order.has_arrived and not order.unattributed:
            _add_good(kind, recorded_days, policy, good)
    k = [math.fsum(part) for part in failed]
    n = [bad + math.fsum(part) for bad, part in zip(k, good, strict=True)]
    return Exposure((k[0], k[1], k[2], k[3]), (n[0], n[1], n[2], n[3]), tuple(sorted(under_way)))


def _failures(order: OrderGroup) -> tuple[bool, bool, bool, bool]:
    lost = order.arrival is Arrival.LOST
    overdue = order.is_past_due and (lost or order.arrival is Arrival.OPEN)
    return lost, overdue or order.late is True, order.not_as_described is True, order.counterfeit is True


def _add_good(kind: Kind, recorded: int | None, policy: Policy, good: tuple[list[float], ...]) -> None:
    """Add what arrived orders say against each failure."""
    order, counts = kind.order, kind.counts_as(policy)
    good[0].append(counts * kind.weight)
    if order.late is False and order.arrival is Arrival.PROVEN:
        good[1].append(kind.weight)
    if recorded is None or (order.not_as_described is not False and order.counterfeit is not False):
        return
    quiet = counts * _quiet_weight(kind, recorded, policy)
    if order.not_as_described is False:
        good[2].append(quiet)
    if order.counterfeit is False:
        good[3].append(quiet)


def _quiet_weight(kind: Kind, recorded: int, policy: Policy) -> float:
    """Return the weight of arrived orders, each by the share of complaints that would have come by now."""
    delay = policy.complaint_delay
    return math.fsum(
        [row[3] * _complaint_share(_since_arrival(kind, row, policy), recorded, delay) for row in kind.rows]
    )


def _since_arrival(kind: Kind, row: Row, policy: Policy) -> int:
    """Return the days since arrival, or the fewest they can well be."""
    if row[1] is not None:
        return row[1]
    if kind.order.arrival is not Arrival.ATTESTED:
        return 0
    # An attested order is older than nearly all lead times of its lane.
    return int(max(0.0, row[0] - lead_time(policy.lane(row[2]), policy.arrived_share)))
