"""A pilot under way: its outcomes so far say go, stop or continue, and how far each of them is.

A failure is any bad fact of an order: lost, late, not as described or counterfeit; one order fails once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from assessments.engine.evidence import OrderGroup
from assessments.engine.limits import answer, refuse, whole_or_none
from assessments.engine.policy import Policy
from assessments.engine.sequential import SequentialTest, sequential_test
from assessments.engine.words import THROUGHOUT, Arrival


class PilotOutcome(StrEnum):
    """How one order of a pilot ended; an open one counts neither way."""

    FINE = "fine"
    FAILED = "failed"
    OPEN = "open"


class PilotDecision(StrEnum):
    """What to do with a pilot, from the most careful."""

    STOP = "stop"
    CONTINUE = "continue"
    GO = "go"

    @property
    def rank(self) -> int:
        """Return 0 for stop up to 2 for go."""
        return list(PilotDecision).index(self)


VANISHED, PAYEE_CHANGED, BOUNDARY = "vanished", "payee_changed", "boundary"
OUT_OF_REACH, TIME_OVER = "go_out_of_reach", "time_over"
GATES_NOT_PASSED, UNANSWERED, NOT_ENOUGH = "gates_not_passed", "unanswered", "between_the_boundaries"
REASONS = (
    *(VANISHED, PAYEE_CHANGED, BOUNDARY, OUT_OF_REACH, TIME_OVER),
    *(GATES_NOT_PASSED, UNANSWERED, NOT_ENOUGH),
)
"""Why a decision is what it is. Both `go_out_of_reach` and `time_over` end a pilot undecided: stay."""


@dataclass(frozen=True, slots=True)
class PilotProgress:
    """Where a pilot stands."""

    decision: PilotDecision
    reason: str
    ended: int
    """Orders that count: fine or failed."""
    failures: int
    open: int
    ratio: float
    """Log-likelihood ratio of the bad rate to the good one; it stands between `goes_at` and `stops_at`."""
    goes_at: float
    stops_at: float
    fine_for_go: int | None
    """Fine orders in a row that the test still needs to go; 0 once it has; None after a stop."""
    failures_for_stop: int | None
    """Further failures in a row that would stop it; 0 after a stop."""
    stop_within: int | None
    """Orders from now on within which so many failures stop it; None where they do whenever they come."""
    orders_at_most: int
    """Orders in all after which the pilot is over at the latest."""


def outcome_of(order: OrderGroup) -> PilotOutcome:
    """Return what one order says to the pilot's test; fine only where every fact is known to be good."""
    if order.is_bad or (order.arrival is Arrival.OPEN and order.is_past_due):
        return PilotOutcome.FAILED
    known = order.late is False and order.not_as_described is False and order.counterfeit is False
    if order.arrival is Arrival.PROVEN and known and not order.unattributed:
        return PilotOutcome.FINE
    return PilotOutcome.OPEN


def pilot_progress(
    outcomes: Iterable[PilotOutcome | str],
    policy: Policy,
    *,
    gates_passed: bool | None,
    vanished: bool | None = False,
    payee_changed: bool | None = False,
    days: int | None = None,
) -> PilotProgress:
    """Return where a pilot stands: `outcomes` in the order in which they ended, `days` since it began.

    `gates_passed` says whether the gates pass on all orders, those of the pilot included; they must pass too,
    for looked at again and again they alone would say go too often. Unknown (None) never lets a pilot go;
    `days` None leaves the end date to the caller. A stop stays, whatever comes after. Raises: ValueError.
    """
    for name, value in (("vanished", vanished), ("payee_changed", payee_changed)):
        answer(name, value)
    answer("gates_passed", gates_passed)
    whole_or_none("days", days, (0, THROUGHOUT))
    test, allowed = sequential_test(policy.pilot), int(policy.pilot.failures_allowed)
    walk = _walked(outcomes, test, allowed)
    by_fact = VANISHED if vanished else PAYEE_CHANGED if payee_changed else None
    if by_fact is not None:
        return _progress(walk, test, allowed, PilotDecision.STOP, by_fact)
    if walk.stopped is not None:
        return _progress(walk, test, allowed, PilotDecision.STOP, walk.stopped)
    if not walk.went and days is not None and days >= policy.pilot.longest_days:
        return _progress(walk, test, allowed, PilotDecision.STOP, TIME_OVER)
    held = _held(walk, gates_passed, vanished is None or payee_changed is None)
    decision = PilotDecision.GO if held is None else PilotDecision.CONTINUE
    return _progress(walk, test, allowed, decision, held or BOUNDARY)


@dataclass(slots=True)
class _Walk:
    """The orders so far, followed one by one."""

    failures: int = 0
    fine: int = 0
    open: int = 0
    went: bool = False
    stopped: str | None = None


def _held(walk: _Walk, gates_passed: bool | None, unanswered: bool) -> str | None:
    """Return what keeps a pilot that has not stopped from going."""
    if not walk.went:
        return NOT_ENOUGH
    if gates_passed is not True:
        return GATES_NOT_PASSED
    return UNANSWERED if unanswered else None


def _walked(outcomes: Iterable[PilotOutcome | str], test: SequentialTest, allowed: int) -> _Walk:
    """Return the walk; a boundary once crossed stays crossed, and a later stop outweighs an earlier go."""
    walk = _Walk()
    for place, item in enumerate(outcomes):
        outcome = _read(place, item)
        walk.open += outcome is PilotOutcome.OPEN
        walk.fine += outcome is PilotOutcome.FINE
        walk.failures += outcome is PilotOutcome.FAILED
        ratio = test.ratio(walk.failures, walk.fine)
        if walk.stopped is None and ratio >= test.stops_at:
            walk.stopped = BOUNDARY
        elif walk.stopped is None and not walk.went and walk.failures > allowed:
            walk.stopped = OUT_OF_REACH
        elif walk.stopped is None and ratio <= test.goes_at:
            walk.went = True
    return walk


def _read(place: int, item: object) -> PilotOutcome:
    if not isinstance(item, str) or item not in set(PilotOutcome):
        raise refuse(f"outcomes[{place}]", item, ", ".join(PilotOutcome))
    return PilotOutcome(item)


def _progress(
    walk: _Walk, test: SequentialTest, allowed: int, decision: PilotDecision, reason: str
) -> PilotProgress:
    ended, is_over = walk.failures + walk.fine, decision is PilotDecision.STOP
    more, within = (0, None) if is_over else _to_stop(walk, test, allowed)
    return PilotProgress(
        decision=decision,
        reason=reason,
        ended=ended,
        failures=walk.failures,
        open=walk.open,
        ratio=test.ratio(walk.failures, walk.fine),
        goes_at=test.goes_at,
        stops_at=test.stops_at,
        fine_for_go=None if is_over else 0 if walk.went else test.go_after(walk.failures) - ended,
        failures_for_stop=more,
        stop_within=within,
        orders_at_most=test.go_after(allowed),
    )


def _to_stop(walk: _Walk, test: SequentialTest, allowed: int) -> tuple[int, int | None]:
    """Return how many failures would stop the pilot, and within how many orders from now on."""
    more, ended = 1, walk.failures + walk.fine
    while test.ratio(walk.failures + more, walk.fine) < test.stops_at:
        if not walk.went and walk.failures + more > allowed:
            return more, None
        more += 1
    if not walk.went and walk.failures + more > allowed:
        return more, None
    within = test.stop_within(walk.failures + more)
    return more, None if within is None else within - ended
