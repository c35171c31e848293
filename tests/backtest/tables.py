"""The tables of the backtest, as markdown and as data."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tests.backtest.in_transit import Sight
from tests.backtest.results import Estimate, Scores, estimate, macro, value
from tests.backtest.rule_of_thumb import Thumb
from tests.backtest.scores import BUCKETS
from tests.backtest.windows import Task

Cells = Sequence[str]

TITLES: Mapping[str, str] = {
    "log_loss": "log-loss by task",
    "brier": "Brier score by task",
    "coverage": "90 % coverage by task",
    "gain": "money per 100 orders by task",
}


def table(head: Cells, lines: Iterable[Cells]) -> str:
    """Return a markdown table."""
    rule = ["---"] * len(head)
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (head, rule, *lines))


def macro_table(scores: Sequence[Scores], methods: Iterable[str]) -> str:
    """Return the table of macro averages."""
    head = ["macro over the tasks", *(f"log-loss {bucket}" for bucket in BUCKETS), "Brier", "90 % coverage"]
    lines = [
        [
            name,
            *(f"{macro(scores, name, 'log_loss', bucket):.4f}" for bucket in BUCKETS),
            f"{macro(scores, name, 'brier'):.4f}",
            f"{macro(scores, name, 'coverage'):.3f}",
        ]
        for name in methods
    ]
    return table(head, lines)


def interval_table(scores: Sequence[Scores], methods: Iterable[str], reference: str) -> str:
    """Return the bootstrap intervals: of the log-loss, of its difference from a method, and of the money."""
    head = [
        "95 % interval over suppliers",
        "log-loss",
        f"log-loss less that of {reference}",
        "money per 100 orders",
    ]
    lines = [
        [
            name,
            _interval(estimate(scores, name, "log_loss"), 4),
            "-" if name == reference else _interval(estimate(scores, name, "log_loss", reference), 4),
            _interval(estimate(scores, name, "gain"), 2),
        ]
        for name in methods
    ]
    return table(head, lines)


def task_table(tasks: Sequence[Task], scores: Sequence[Scores], methods: Sequence[str], figure: str) -> str:
    """Return one figure over all n, one line a task."""
    lines = [
        [
            task.title,
            str(int(_coming(task))),
            f"{_rate(task):.3f}",
            *(f"{value(made[name]['all'], figure):.4f}" for name in methods),
        ]
        for task, made in zip(tasks, scores, strict=True)
    ]
    return table([TITLES[figure], "orders foretold", "true rate", *methods], lines)


def transit_table(sights: Sequence[Sight]) -> str:
    """Return what is seen of the late or lost among the orders of the last 45 days."""
    lines = [
        [
            name,
            f"{seen(sights, field):.0%}",
            f"{mean_error(sights, field):.1f}",
            f"{max(abs(getattr(sight, field) - sight.true) for sight in sights) * 100:.1f}",
        ]
        for name, field in (
            ("delivered only", "delivered_only"),
            ("the engine's late channel", "engine_late"),
            ("survival mixture", "mixture"),
        )
    ]
    return table(["orders of the last 45 days", "share seen", "mean error, points", "largest error"], lines)


def seen(sights: Sequence[Sight], field: str) -> float:
    """Return the mean share seen, against the mean true share."""
    return float(sum(getattr(sight, field) for sight in sights) / sum(sight.true for sight in sights))


def mean_error(sights: Sequence[Sight], field: str) -> float:
    """Return the mean distance from the true share, in points of a hundred."""
    return float(100.0 * sum(abs(getattr(sight, field) - sight.true) for sight in sights) / len(sights))


def thumb_table(thumbs: Iterable[Thumb]) -> str:
    """Return the clean orders at which each level is first reached."""
    head = [
        "payment",
        "discount",
        "raw rates say leave",
        "PILOT",
        "READY",
        "PILOT, later gates off",
        "READY, later gates off",
    ]
    lines = [
        [
            thumb.payment,
            f"{thumb.discount:.0%}",
            *map(_number, (thumb.raw, thumb.pilot, thumb.ready)),
            *map(_number, (thumb.pilot_without_later_gates, thumb.ready_without_later_gates)),
        ]
        for thumb in thumbs
    ]
    return table(head, lines)


def figures(tasks: Sequence[Task], scores: Sequence[Scores], methods: Iterable[str]) -> dict[str, Any]:
    """Return every figure by method: macro averages and by task."""
    wanted = ("log_loss", "brier", "coverage", "gain")
    return {
        name: {
            "macro": {
                f"{figure} {bucket}": _or_none(macro(scores, name, figure, bucket))
                for figure in wanted
                for bucket in BUCKETS
            },
            "tasks": {
                task.key: {
                    f"{figure} {bucket}": _or_none(value(made[name][bucket], figure))
                    for figure in wanted
                    for bucket in BUCKETS
                }
                for task, made in zip(tasks, scores, strict=True)
            },
        }
        for name in methods
    }


def _or_none(figure: float) -> float | None:
    """Return the figure, or None where no supplier had so many orders: JSON knows no nan."""
    return None if math.isnan(figure) else figure


def _interval(found: Estimate, digits: int) -> str:
    return f"{found.value:.{digits}f} ({found.low:.{digits}f} to {found.high:.{digits}f})"


def _number(number: int | None) -> str:
    return "never" if number is None else str(number)


def _coming(task: Task) -> float:
    return float(sum(window.coming.sum() for window in task.windows))


def _rate(task: Task) -> float:
    return float(sum(window.bad.sum() for window in task.windows)) / _coming(task)
