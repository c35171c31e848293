"""From sums by supplier to the figures of the tables: macro averages and bootstrap intervals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tests.backtest.forecasts import Method
from tests.backtest.orders import Floats
from tests.backtest.scores import BUCKETS, Sums, sums_of
from tests.backtest.windows import Task

FIGURES: Mapping[str, tuple[str, str, float]] = {
    "log_loss": ("log_loss", "orders", 1.0),
    "brier": ("brier", "orders", 1.0),
    "coverage": ("covered", "rows", 1.0),
    "gain": ("gain", "orders", 100.0),
}
"""Figure -> what is added up, what it is divided by, and a factor."""

RESAMPLES = 500
SEED = 11

Scores = Mapping[str, Mapping[str, Sums]]
"""Method -> bucket -> sums by supplier."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 95 % bootstrap interval over suppliers."""

    value: float
    low: float
    high: float


def scores_of(task: Task, methods: Mapping[str, Method]) -> Scores:
    """Return the scores of every method on a task."""
    forecasts = {name: [method(window) for window in task.windows] for name, method in methods.items()}
    return {
        name: {bucket: sums_of(task, made, bucket) for bucket in BUCKETS} for name, made in forecasts.items()
    }


def value(sums: Sums, figure: str) -> float:
    """Return a figure of one task."""
    above, below, factor = FIGURES[figure]
    total = float(getattr(sums, below).sum())
    return factor * float(getattr(sums, above).sum()) / total if total else float("nan")


def macro(scores: Sequence[Scores], method: str, figure: str, bucket: str = "all") -> float:
    """Return the plain average of a figure over the tasks."""
    return float(np.mean([value(task[method][bucket], figure) for task in scores]))


def estimate(scores: Sequence[Scores], method: str, figure: str, against: str | None = None) -> Estimate:
    """Return a macro figure over all n, or its difference from another method's on the same suppliers."""
    number = macro(scores, method, figure) - (macro(scores, against, figure) if against else 0.0)
    drawn = _resampled(scores, method, figure) - (_resampled(scores, against, figure) if against else 0.0)
    low, high = np.quantile(drawn, (0.025, 0.975))
    return Estimate(number, float(low), float(high))


def _resampled(scores: Sequence[Scores], method: str, figure: str) -> Floats:
    """Return the macro figure of each resample; every method sees the same suppliers drawn."""
    draw = np.random.default_rng(SEED)
    above, below, factor = FIGURES[figure]
    total = np.zeros(RESAMPLES)
    for task in scores:
        sums = task[method]["all"]
        size = len(sums.orders)
        drawn = draw.multinomial(size, np.full(size, 1.0 / size), size=RESAMPLES)
        total += factor * (drawn @ getattr(sums, above)) / (drawn @ getattr(sums, below))
    return total / len(scores)
