"""Sum the orders of a supplier once, so that every later question is arithmetic on few numbers."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from assessments.engine.evidence import Evidence, OrderGroup
from assessments.engine.exposure import Exposure, exposure_of
from assessments.engine.kinds import Kind, Row, gather
from assessments.engine.policy import Policy
from assessments.engine.words import CHANNELS, Arrival

Three = tuple[float, float, float]
"""One number each for lost, late and not as described."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Everything the evaluation needs to know about the orders."""

    on: Exposure
    off: Exposure
    clean_on: float
    clean_off: float
    clean_proven: float
    pace: float
    """Weighted clean orders a month, lately."""
    tenure_days: int | None
    last_arrival_days: int | None
    distinct_weeks: int
    known_good: Three
    known_of: Three
    """Known, or too old to be still unknown."""
    weight: float
    known_weight: Three
    not_observed_weight: float
    has_counterfeit: bool
    counts: dict[str, int]
    counted: dict[str, tuple[int, int]]
    """Channel -> orders of which it is known whether they failed, and how many did."""

    @property
    def clean(self) -> float:
        """Return the recency-weighted clean orders, on and off the platform."""
        return self.clean_on + self.clean_off


def tally(evidence: Evidence, policy: Policy) -> Tally:
    """Return the sums over all orders."""
    kinds = gather(evidence.orders, policy)
    clean = [kind for kind in kinds if kind.order.is_clean]
    rows = [row for kind in clean for row in kind.rows]
    recorded, typed = evidence.complaints_recorded_days, evidence.clean_off_platform or 0.0
    clean_off = _clean_weight((kind for kind in clean if kind.order.off_platform), policy)
    more_off = max(0.0, typed - clean_off)
    off = exposure_of((kind for kind in kinds if kind.order.off_platform), recorded, policy)
    good, of = _known_shares(kinds)
    return Tally(
        on=exposure_of((kind for kind in kinds if not kind.order.off_platform), recorded, policy),
        off=replace(off, known=(off.known[0] + more_off, *off.known[1:])),
        clean_on=_clean_weight((kind for kind in clean if not kind.order.off_platform), policy),
        clean_off=clean_off + more_off,
        clean_proven=math.fsum(kind.weight for kind in clean if kind.order.arrival is Arrival.PROVEN),
        pace=_pace(rows, policy),
        tenure_days=_tenure(rows),
        last_arrival_days=_last_arrival(rows),
        distinct_weeks=_weeks(rows) if evidence.distinct_weeks is None else evidence.distinct_weeks,
        known_good=good,
        known_of=of,
        weight=math.fsum(kind.weight for kind in kinds),
        known_weight=_known_weight(kinds),
        not_observed_weight=math.fsum(k.weight for k in kinds if k.order.arrival is Arrival.NOT_OBSERVED),
        has_counterfeit=any(_has_recent_counterfeit(kind, policy) for kind in kinds),
        counts=_counts(kinds),
        counted=_counted(kinds),
    )


def _clean_weight(clean: Iterable[Kind], policy: Policy) -> float:
    return math.fsum(_counts_as(kind.order, policy) * kind.weight for kind in clean)


def _counts_as(order: OrderGroup, policy: Policy) -> float:
    return 1.0 if order.arrival is Arrival.PROVEN else policy.attested_weight


def _states(order: OrderGroup) -> tuple[bool | None, bool | None, bool | None, bool | None]:
    """Return, for each channel, whether it is known that the order failed; None is unknown."""
    lost = True if order.arrival is Arrival.LOST else False if order.has_arrived else None
    return lost, order.late, order.not_as_described, order.counterfeit


def _known_shares(kinds: list[Kind]) -> tuple[Three, Three]:
    good: tuple[list[float], ...] = ([], [], [])
    of: tuple[list[float], ...] = ([], [], [])
    for kind in kinds:
        for channel, failed in enumerate(_states(kind.order)[:3]):
            if failed is False:
                good[channel].append(kind.weight)
            if failed is not None or kind.is_ripe:
                of[channel].append(kind.weight)
    return _three(good), _three(of)


def _known_weight(kinds: list[Kind]) -> Three:
    known: tuple[list[float], ...] = ([], [], [])
    for kind in kinds:
        for channel, failed in enumerate(_states(kind.order)[:3]):
            if failed is not None:
                known[channel].append(kind.weight)
    return _three(known)


def _three(parts: tuple[list[float], ...]) -> Three:
    return math.fsum(parts[0]), math.fsum(parts[1]), math.fsum(parts[2])


def _pace(clean: list[Row], policy: Policy) -> float:
    recent = (row for row in clean if row[0].age_days <= policy.pace_window)
    total = math.fsum(weight * _counts_as(order, policy) for order, _, weight in recent)
    return total * policy.month / policy.pace_window


def _arrived_ago(order: OrderGroup) -> int:
    """Return the days since arrival, or the longest they can be."""
    return order.age_days if order.delivered_days_ago is None else order.delivered_days_ago


def _tenure(clean: list[Row]) -> int | None:
    """Return the days from the first clean order to the last clean arrival: an idle year adds nothing."""
    if not clean:
        return None
    return max(order.age_days for order, _, _ in clean) - min(_arrived_ago(order) for order, _, _ in clean)


def _last_arrival(clean: list[Row]) -> int | None:
    return min(
        (_arrived_ago(order) for order, _, _ in clean if order.arrival is Arrival.PROVEN), default=None
    )


def _weeks(clean: list[Row]) -> int:
    """Return the number of weeks with a clean order, whichever weekday a week is taken to begin on."""
    ages = {order.age_days for order, _, _ in clean}
    return min(len({(age + shift) // 7 for age in ages}) for shift in range(7))


def _has_recent_counterfeit(kind: Kind, policy: Policy) -> bool:
    memory = policy.counterfeit_memory
    return kind.order.counterfeit is True and any(_arrived_ago(order) <= memory for order, _, _ in kind.rows)


_PLAIN = (
    *("total", "clean", "proven", "attested", "open", "overdue", "lost", "not_observed", "bad"),
    *("late", "not_as_described", "counterfeit", "unattributed", "off_platform"),
)


def _counts(kinds: list[Kind]) -> dict[str, int]:
    """Return plain numbers of orders, for sentences."""
    counts = dict.fromkeys(_PLAIN, 0)
    for kind in kinds:
        order = kind.order
        counts["total"] += kind.number
        counts[order.arrival.value] += kind.number
        for key, holds in (
            ("clean", order.is_clean),
            ("overdue", order.arrival is Arrival.OPEN and order.is_past_due),
            ("bad", order.is_bad),
            ("late", order.late),
            ("not_as_described", order.not_as_described),
            ("counterfeit", order.counterfeit),
            ("unattributed", order.unattributed),
            ("off_platform", order.off_platform),
        ):
            if holds:
                counts[key] += kind.number
    return counts


def _counted(kinds: list[Kind]) -> dict[str, tuple[int, int]]:
    known, bad = [0, 0, 0, 0], [0, 0, 0, 0]
    for kind in kinds:
        for channel, failed in enumerate(_states(kind.order)):
            known[channel] += kind.number if failed is not None else 0
            bad[channel] += kind.number if failed else 0
    return {channel: (known[at], bad[at]) for at, channel in enumerate(CHANNELS)}


def with_clean_orders(sums: Tally, extra: float, policy: Policy) -> Tally:
    """Return the sums with that many more proven, mature, on-time clean orders of today (weight 1 each)."""
    known = sums.on.known
    more = (known[0] + extra, known[1] + extra, known[2] + extra, known[3] + extra)
    good, of = sums.known_good, sums.known_of
    return replace(
        sums,
        on=replace(sums.on, known=more),
        clean_on=sums.clean_on + extra,
        clean_proven=sums.clean_proven + extra,
        pace=sums.pace + extra * policy.month / policy.pace_window,
        known_good=(good[0] + extra, good[1] + extra, good[2] + extra),
        known_of=(of[0] + extra, of[1] + extra, of[2] + extra),
    )
