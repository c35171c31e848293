"""Sum the orders of a supplier once, so that every later question is arithmetic on few numbers."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import attrgetter

from assessments.engine.evidence import Evidence, OrderGroup
from assessments.engine.policy import Lane, Policy
from assessments.engine.words import CHANNELS, Arrival

Four = tuple[float, float, float, float]
Rows = list[tuple[OrderGroup, int, float]]
"""Orders that share every fact, how many there are, and the recency weight of all of them together."""


@dataclass(frozen=True, slots=True)
class Exposure:
    """Weighted failures and weighted known orders of each channel, without the orders under way."""

    failed: Four
    known: Four
    open_orders: tuple[tuple[float, float], ...]
    """Weight and survival (share of arriving orders still under way at this age) of orders under way."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Everything the evaluation needs to know about the orders."""

    on: Exposure
    off: Exposure
    clean_on: float
    clean_off: float
    clean_proven: float
    pace: float
    tenure_days: int | None
    last_arrival_days: int | None
    distinct_weeks: int
    known_good: tuple[float, float, float]
    """Known good, weighted, for lost, late and not as described."""
    known_of: tuple[float, float, float]
    """Known, or too old to be still unknown, weighted, for the same three."""
    weight: float
    known_weight: tuple[float, float, float]
    not_observed_weight: float
    has_counterfeit: bool
    counts: dict[str, int]
    counted: dict[str, tuple[int, int]]

    @property
    def clean(self) -> float:
        """Return the recency-weighted clean orders, on and off the platform."""
        return self.clean_on + self.clean_off


_FACTS = attrgetter(*(name for name in OrderGroup.__dataclass_fields__ if name != "count"))


@lru_cache(maxsize=65_536)
def _decay(age_days: int, half_life: float) -> float:
    return float(2.0 ** (-age_days / half_life))


@lru_cache(maxsize=65_536)
def _survival(age_days: int, lane: Lane) -> float:
    return lane.survival(age_days)


@lru_cache(maxsize=256)
def _usual_longest(lane: Lane, share: float) -> float:
    return lane.quantile(share)


@lru_cache(maxsize=65_536)
def _complaint_share(since_delivery: int, recorded: int, delay: float) -> float:
    """Return the share of complaints that would have come by now and been recorded here."""
    before = max(0, since_delivery - recorded)
    return math.exp(-before / delay) - math.exp(-since_delivery / delay)


def tally(evidence: Evidence, policy: Policy) -> Tally:
    """Return the sums; like orders are gathered first, so that order and grouping never matter."""
    rows = _gather(evidence.orders, policy)
    clean = [row for row in rows if row[0].is_clean]
    clean_on = _clean_weight((row for row in clean if not row[0].off_platform), policy)
    clean_off = _clean_weight((row for row in clean if row[0].off_platform), policy)
    typed_off = max(0.0, (evidence.clean_off_platform or 0.0) - clean_off)
    on = _exposure([row for row in rows if not row[0].off_platform], evidence, policy)
    off = _exposure([row for row in rows if row[0].off_platform], evidence, policy)
    good, of = _known_shares(rows, policy)
    return Tally(
        on=on,
        off=replace(off, known=(off.known[0] + typed_off, *off.known[1:])),
        clean_on=clean_on,
        clean_off=clean_off + typed_off,
        clean_proven=math.fsum(weight for order, _, weight in clean if order.arrival is Arrival.PROVEN),
        pace=_pace(clean, policy),
        tenure_days=_tenure(clean),
        last_arrival_days=_last_arrival(clean),
        distinct_weeks=_weeks(clean) if evidence.distinct_weeks is None else evidence.distinct_weeks,
        known_good=good,
        known_of=of,
        weight=math.fsum(weight for _, _, weight in rows),
        known_weight=_known_weight(rows),
        not_observed_weight=math.fsum(w for order, _, w in rows if order.arrival is Arrival.NOT_OBSERVED),
        has_counterfeit=any(_is_recent_counterfeit(order, policy) for order, _, _ in rows),
        counts=_counts(rows),
        counted=_counted(rows),
    )


def _gather(orders: tuple[OrderGroup, ...], policy: Policy) -> Rows:
    numbers: Counter[object] = Counter()
    first: dict[object, OrderGroup] = {}
    for order in orders:
        facts = _FACTS(order)
        numbers[facts] += order.count
        first.setdefault(facts, order)
    return [
        (order, numbers[facts], numbers[facts] * _decay(order.age_days, policy.half_life))
        for facts, order in first.items()
    ]


def _clean_weight(clean: Iterable[tuple[OrderGroup, int, float]], policy: Policy) -> float:
    return math.fsum(
        weight if order.arrival is Arrival.PROVEN else weight * policy.attested_weight
        for order, _, weight in clean
    )


def _exposure(rows: Rows, evidence: Evidence, policy: Policy) -> Exposure:
    failed: tuple[list[float], ...] = ([], [], [], [])
    good: tuple[list[float], ...] = ([], [], [], [])
    under_way = []
    for order, _, weight in rows:
        for channel, fails in enumerate(_failures(order)):
            if fails:
                failed[channel].append(weight)
        if order.arrival is Arrival.OPEN:
            under_way.append((weight, _survival(order.age_days, policy.lane(order.lane))))
        elif order.has_arrived and not order.unattributed:
            _add_good(order, weight, evidence, policy, good)
    k = tuple(math.fsum(part) for part in failed)
    g = tuple(math.fsum(part) for part in good)
    known = (k[0] + g[0], k[1] + g[1], k[2] + g[2], k[3] + g[3])
    return Exposure((k[0], k[1], k[2], k[3]), known, tuple(sorted(under_way)))


def _failures(order: OrderGroup) -> tuple[bool, bool, bool, bool]:
    lost = order.arrival is Arrival.LOST
    overdue = order.is_past_due and (lost or order.arrival is Arrival.OPEN)
    return lost, overdue or order.late is True, order.not_as_described is True, order.counterfeit is True


def _add_good(
    order: OrderGroup, weight: float, evidence: Evidence, policy: Policy, good: tuple[list[float], ...]
) -> None:
    """Add what an arrived order says against each failure."""
    proven = order.arrival is Arrival.PROVEN
    if not proven:
        weight *= policy.attested_weight
    good[0].append(weight)
    if order.late is False and proven:
        good[1].append(weight)
    if order.not_as_described is False or order.counterfeit is False:
        share = _quiet_share(order, evidence, policy)
        if order.not_as_described is False:
            good[2].append(weight * share)
        if order.counterfeit is False:
            good[3].append(weight * share)


def _quiet_share(order: OrderGroup, evidence: Evidence, policy: Policy) -> float:
    """Return how much of the time for complaints has passed in silence (0 to 1)."""
    recorded = evidence.complaints_recorded_days
    if recorded is None:
        return 0.0
    since = order.delivered_days_ago
    if since is None:
        # An attested order has no delivery date, but is older than nearly all lead times of its lane.
        attested = order.arrival is Arrival.ATTESTED
        since = max(0, int(order.age_days - _usual_longest(policy.lane(order.lane), 0.99))) if attested else 0
    return _complaint_share(since, recorded, policy.complaint_delay)


def _known_shares(
    rows: Rows, policy: Policy
) -> tuple[tuple[float, float, float], tuple[float, float, float]]:
    good: tuple[list[float], ...] = ([], [], [])
    of: tuple[list[float], ...] = ([], [], [])
    for order, _, weight in rows:
        ripe = order.age_days > _usual_longest(policy.lane(order.lane), 0.95)
        states = (
            True if order.has_arrived else False if order.arrival is Arrival.LOST else None,
            None if order.late is None else not order.late,
            None if order.not_as_described is None else not order.not_as_described,
        )
        for channel, state in enumerate(states):
            if state is True:
                good[channel].append(weight)
            if state is not None or ripe:
                of[channel].append(weight)
    a, b = [math.fsum(part) for part in good], [math.fsum(part) for part in of]
    return (a[0], a[1], a[2]), (b[0], b[1], b[2])


def _known_weight(rows: Rows) -> tuple[float, float, float]:
    arrival = (Arrival.PROVEN, Arrival.ATTESTED, Arrival.LOST)
    return (
        math.fsum(weight for order, _, weight in rows if order.arrival in arrival),
        math.fsum(weight for order, _, weight in rows if order.late is not None),
        math.fsum(weight for order, _, weight in rows if order.not_as_described is not None),
    )


def _pace(clean: Rows, policy: Policy) -> float:
    recent = _clean_weight((row for row in clean if row[0].age_days <= policy.pace_window), policy)
    return recent * policy.month / policy.pace_window


def _arrived_ago(order: OrderGroup) -> int:
    """Return the days since arrival, or the longest they can be."""
    return order.age_days if order.delivered_days_ago is None else order.delivered_days_ago


def _tenure(clean: Rows) -> int | None:
    """Return the days from the first clean order to the last clean arrival: an idle year adds nothing."""
    if not clean:
        return None
    return max(order.age_days for order, _, _ in clean) - min(_arrived_ago(order) for order, _, _ in clean)


def _last_arrival(clean: Rows) -> int | None:
    return min(
        (_arrived_ago(order) for order, _, _ in clean if order.arrival is Arrival.PROVEN), default=None
    )


def _weeks(clean: Rows) -> int:
    """Return the number of weeks with a clean order, whichever weekday a week is taken to begin on."""
    ages = {order.age_days for order, _, _ in clean}
    return min(len({(age + shift) // 7 for age in ages}) for shift in range(7))


def _is_recent_counterfeit(order: OrderGroup, policy: Policy) -> bool:
    return order.counterfeit is True and _arrived_ago(order) <= policy.counterfeit_memory


_PLAIN = (
    *("total", "clean", "proven", "attested", "open", "overdue", "lost", "not_observed", "bad"),
    *("late", "not_as_described", "counterfeit", "unattributed", "off_platform"),
)


def _counts(rows: Rows) -> dict[str, int]:
    """Return plain numbers of orders, for sentences."""
    counts = dict.fromkeys(_PLAIN, 0)
    for order, number, _ in rows:
        counts["total"] += number
        counts[order.arrival.value] += number
        if order.is_clean:
            counts["clean"] += number
        for key, holds in (
            ("overdue", order.arrival is Arrival.OPEN and order.is_past_due),
            ("bad", order.is_bad),
            ("late", order.late),
            ("not_as_described", order.not_as_described),
            ("counterfeit", order.counterfeit),
            ("unattributed", order.unattributed),
            ("off_platform", order.off_platform),
        ):
            if holds:
                counts[key] += number
    return counts


def _counted(rows: Rows) -> dict[str, tuple[int, int]]:
    """Return, for each channel, the orders of which it is known whether they failed, and how many failed."""
    counted = {}
    for channel in CHANNELS:
        known = bad = 0
        for order, number, _ in rows:
            fails = order.arrival is Arrival.LOST if channel == "lost" else getattr(order, channel)
            if channel == "lost" and not (fails or order.has_arrived):
                fails = None
            known += number if fails is not None else 0
            bad += number if fails else 0
        counted[channel] = (known, bad)
    return counted


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
