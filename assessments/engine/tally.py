"""Sum the orders of a supplier once, so that every later question is arithmetic on few numbers."""

import math
from dataclasses import dataclass, replace

from assessments.engine.evidence import NOT_OBSERVED, PROVEN, Evidence
from assessments.engine.exposure import Exposure, exposure_of
from assessments.engine.kinds import Kind, gather, lead_time
from assessments.engine.policy import Policy
from assessments.engine.words import CHANNELS, THROUGHOUT

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
    on_platform = [kind for kind in kinds if not kind.order.off_platform]
    off_platform = [kind for kind in kinds if kind.order.off_platform]
    clean = [kind for kind in kinds if kind.is_clean]
    recorded, typed = evidence.complaints_recorded_days, evidence.clean_off_platform or 0.0
    on, off = (exposure_of(part, recorded, policy) for part in (on_platform, off_platform))
    clean_off = _clean_weight(off_platform, policy)
    shares = _shares(kinds, policy)
    return Tally(
        on=_with_claims(on, evidence, policy),
        off=_with_pilot(off, typed),
        clean_on=_clean_weight(on_platform, policy),
        clean_off=max(clean_off, typed),
        clean_proven=math.fsum([kind.weight for kind in clean if kind.order.arrival is PROVEN]),
        pace=_pace(clean, policy),
        tenure_days=_tenure(clean),
        last_arrival_days=_last_arrival(clean),
        distinct_weeks=_weeks(clean) if evidence.distinct_weeks is None else evidence.distinct_weeks,
        known_good=shares.good,
        known_of=shares.of,
        weight=math.fsum([kind.weight for kind in kinds]),
        known_weight=shares.known,
        not_observed_weight=math.fsum([k.weight for k in kinds if k.order.arrival is NOT_OBSERVED]),
        has_counterfeit=any(_has_recent_counterfeit(kind, policy) for kind in kinds),
        counts=_counts(kinds, evidence),
        counted=shares.counted,
    )


def _with_pilot(off: Exposure, typed: float) -> Exposure:
    """Return the exposure with the clean direct orders that were typed, where more are typed than arrived.

    They fill up the orders that did arrive and not the clean ones: else a fault of an order that came would make
    room for one more that was not lost.
    """
    arrived = off.known[0] - off.failed[0]
    return (
        replace(off, known=(off.failed[0] + max(arrived, typed), *off.known[1:])) if typed > arrived else off
    )


def _with_claims(on: Exposure, evidence: Evidence, policy: Policy) -> Exposure:
    """Return the exposure with the orders typed from memory: a wrong one is a loss, a fine one counts less."""
    if not evidence.is_claimed:
        return on
    # Without a word on the wrong ones, nobody knows that the others were all there is to tell.
    wrong = evidence.claimed_wrong or 0
    # Fine orders are no good news while nobody says how many went wrong.
    fine = 0 if evidence.claimed_wrong is None else evidence.claimed_fine or 0
    known = on.known[0] + wrong + policy.claimed_weight * fine
    return replace(on, failed=(on.failed[0] + wrong, *on.failed[1:]), known=(known, *on.known[1:]))


def _clean_weight(kinds: list[Kind], policy: Policy) -> float:
    return math.fsum([kind.counts_as(policy) * kind.weight for kind in kinds if kind.is_clean])


@dataclass(frozen=True, slots=True)
class _Shares:
    """How much is known of each channel; `of` has also what is too old to be still unknown."""

    good: Three
    of: Three
    known: Three
    counted: dict[str, tuple[int, int]]


def _shares(kinds: list[Kind], policy: Policy) -> _Shares:
    good: list[list[float]] = [[], [], [], []]
    of: list[list[float]] = [[], [], [], []]
    known: list[list[float]] = [[], [], [], []]
    number, bad = [0, 0, 0, 0], [0, 0, 0, 0]
    lanes: set[str] = set().union(*[kind.lanes for kind in kinds])
    lead = {lane: lead_time(lane, policy.ripe_share, policy) for lane in lanes}
    for kind in kinds:
        weight, has_arrived = kind.weight, kind.order.has_arrived
        ripe = kind.ripe_weight(lead) if None in kind.states else 0.0
        for channel, failed in enumerate(kind.states):
            if failed is None:
                of[channel].append(ripe)
                continue
            of[channel].append(weight)
            known[channel].append(weight)
            number[channel] += kind.number
            if failed:
                bad[channel] += kind.number
            elif has_arrived:
                # What did not arrive cannot be known to be good.
                good[channel].append(weight)
    counted = {channel: (number[at], bad[at]) for at, channel in enumerate(CHANNELS)}
    return _Shares(_three(good), _three(of), _three(known), counted)


def _three(parts: list[list[float]]) -> Three:
    return math.fsum(parts[0]), math.fsum(parts[1]), math.fsum(parts[2])


def _pace(clean: list[Kind], policy: Policy) -> float:
    window = policy.pace_window
    total = math.fsum([kind.counts_as(policy) * kind.recent_weight(window) for kind in clean])
    return total * policy.month / window


def _tenure(clean: list[Kind]) -> int | None:
    """Return the days from the first clean order to the last clean arrival: an idle year adds nothing."""
    if not clean:
        return None
    return max([max(kind.ages) for kind in clean]) - min([kind.last_arrival for kind in clean])


def _last_arrival(clean: list[Kind]) -> int | None:
    return min([kind.last_arrival for kind in clean if kind.order.arrival is PROVEN], default=None)


def _weeks(clean: list[Kind]) -> int:
    """Return the number of weeks with a clean order, whichever weekday a week is taken to begin on."""
    days = sum([1 << age for age in set().union(*[kind.ages for kind in clean])]) << 6
    # One bit a day: a day's bit now says whether it or any of the six days after it has an order.
    days |= days >> 1
    days |= days >> 2
    days |= days >> 3
    return min([(days & starts).bit_count() for starts in _WEEK_STARTS])


_EVERY_SEVENTH = sum([1 << day for day in range(0, THROUGHOUT + 7, 7)])
_WEEK_STARTS = [_EVERY_SEVENTH << weekday for weekday in range(7)]


def _has_recent_counterfeit(kind: Kind, policy: Policy) -> bool:
    """Return whether a counterfeit is fresh enough to forbid leaving; one that nobody dated always is."""
    if kind.order.counterfeit is not True:
        return False
    return any((since or 0) <= policy.counterfeit_memory for since in kind.delivered)


_PLAIN = (
    *("total", "clean", "proven", "attested", "open", "overdue", "lost", "not_observed", "bad"),
    *("late", "not_as_described", "counterfeit", "unattributed", "off_platform"),
    *("claimed_fine", "claimed_wrong"),
)


def _counts(kinds: list[Kind], evidence: Evidence) -> dict[str, int]:
    """Return plain numbers of orders, for sentences."""
    counts = dict.fromkeys(_PLAIN, 0)
    counts["claimed_fine"] = evidence.claimed_fine or 0
    counts["claimed_wrong"] = evidence.claimed_wrong or 0
    for kind in kinds:
        for name in kind.names:
            counts[name] += kind.number
    return counts


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
