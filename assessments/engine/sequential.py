"""Wald's sequential test of a good failure rate against a bad one: boundaries, and how often it errs.

Source: A. Wald, Ann. Math. Statist. 16 (1945) 117-186.
"""

import math
from dataclasses import dataclass
from functools import lru_cache

from assessments.engine.limits import refuse
from assessments.engine.policy import PilotRule

MOST_ORDERS = 2_000
"""A test without a limit is followed so far; what is still undecided then is reported as undecided."""


@dataclass(frozen=True, slots=True)
class SequentialTest:
    """The test of `good` against `bad` (rates per order), with the chances it may err. Raises: ValueError."""

    good: float
    bad: float
    wrong_stop: float
    """The chance allowed to stop at the good rate."""
    wrong_go: float
    """The chance allowed to go at the bad rate."""

    def __post_init__(self) -> None:
        """Refuse rates that cannot be told apart and chances that decide nothing."""
        if not 0.0 < self.good < self.bad < 1.0:
            raise refuse("pilot.rate_good", self.good, f"above 0 and below pilot.rate_bad, {self.bad:g}")
        if not (self.wrong_stop > 0.0 and self.wrong_go > 0.0 and self.wrong_stop + self.wrong_go < 1.0):
            raise refuse(
                "pilot.wrong_go", self.wrong_go, "above 0 and together with pilot.wrong_stop below 1"
            )

    @property
    def stops_at(self) -> float:
        """Return the log-likelihood ratio of bad to good from which on the test stops."""
        return math.log((1.0 - self.wrong_go) / self.wrong_stop)

    @property
    def goes_at(self) -> float:
        """Return the log-likelihood ratio down from which the test goes; below zero."""
        return math.log(self.wrong_go / (1.0 - self.wrong_stop))

    def ratio(self, failures: int, fine: int) -> float:
        """Return the log-likelihood ratio of the bad rate to the good one after so many orders."""
        by_failure = math.log(self.bad / self.good)
        return failures * by_failure + fine * math.log((1.0 - self.bad) / (1.0 - self.good))

    def go_after(self, failures: int) -> int:
        """Return the number of orders after which the test goes with so many failures among them."""
        fine = 0
        while self.ratio(failures, fine) > self.goes_at:
            fine += 1
        return failures + fine

    def stop_within(self, failures: int) -> int | None:
        """Return the most orders among which so many failures stop the test; None where they never do."""
        if self.ratio(failures, 0) < self.stops_at:
            return None
        fine = 0
        while self.ratio(failures, fine + 1) >= self.stops_at:
            fine += 1
        return failures + fine


@dataclass(frozen=True, slots=True)
class Characteristics:
    """How a test ends at one true failure rate: three chances that add up to one, and the orders it takes."""

    go: float
    stop: float
    undecided: float
    orders: float


def sequential_test(rule: PilotRule) -> SequentialTest:
    """Return the test that a policy's pilot uses. Raises: ValueError."""
    return SequentialTest(rule.rate_good, rule.rate_bad, rule.wrong_stop, rule.wrong_go)


@lru_cache(maxsize=256)
def characteristics(
    test: SequentialTest, rate: float, failures_allowed: int | None = None
) -> Characteristics:
    """Return how the test ends at that failure rate, exactly, order by order.

    With `failures_allowed` one failure more ends it undecided, so that it takes no more orders than
    `go_after(failures_allowed)`; without, it runs until it decides.
    """
    limit = MOST_ORDERS if failures_allowed is None else test.go_after(failures_allowed)
    running, go, stop, ended, orders = {0: 1.0}, 0.0, 0.0, 0.0, 0.0
    for number in range(1, limit + 1):
        orders += math.fsum(running.values())
        after: dict[int, float] = {}
        for failures, chance in _one_more(running, rate).items():
            ratio = test.ratio(failures, number - failures)
            if ratio >= test.stops_at:
                stop += chance
            elif ratio <= test.goes_at:
                go += chance
            elif failures_allowed is not None and failures > failures_allowed:
                ended += chance
            else:
                after[failures] = chance
        running = after
    return Characteristics(go, stop, ended + math.fsum(running.values()), orders)


def _one_more(running: dict[int, float], rate: float) -> dict[int, float]:
    """Return the chance of each number of failures after one more order."""
    after: dict[int, float] = {}
    for failures, chance in running.items():
        after[failures] = after.get(failures, 0.0) + chance * (1.0 - rate)
        after[failures + 1] = after.get(failures + 1, 0.0) + chance * rate
    return after
