"""What was known of each supplier at a cut-off, and what came of its orders in the next 90 days."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assessments.engine import Evidence
from tests.backtest.features import FEATURES, features_at
from tests.backtest.known import evidence_at
from tests.backtest.orders import Floats, Ints, Orders

HORIZON = 90
"""Days ahead that are foretold: the quarter for which the engine's horizon and temper are made."""

TRAINING_STEP = 30
"""Days between the cut-offs on which boosting is trained."""


@dataclass(frozen=True, slots=True)
class Training:
    """Features of suppliers at earlier cut-offs, and the outcomes known since."""

    features: Floats
    coming: Ints
    bad: Ints


@dataclass(frozen=True, slots=True)
class Window:
    """All suppliers of which at least one outcome was known at the cut-off; `coming` and `bad` are to foretell."""

    suppliers: Ints
    known: Ints
    failed: Ints
    evidence: tuple[Evidence, ...]
    features: Floats
    training: Training
    coming: Ints
    bad: Ints


@dataclass(frozen=True, slots=True)
class Task:
    """One real question: the channel of the engine it asks, and the windows over which it is asked."""

    key: str
    title: str
    channel: str
    suppliers: int
    windows: tuple[Window, ...]


def task_of(key: str, title: str, channel: str, orders: Orders, cutoffs: Sequence[int]) -> Task:
    """Return the task of foretelling these orders at these days."""
    windows = tuple(window_at(orders, channel, cutoff) for cutoff in cutoffs)
    return Task(key, title, channel, len(orders.names), windows)


def window_at(orders: Orders, channel: str, cutoff: int) -> Window:
    """Return the window at one cut-off; nothing that became known later enters but `coming` and `bad`."""
    known, failed = known_counts(orders, cutoff)
    judged = np.flatnonzero(known)
    ahead = (orders.placed > cutoff) & (orders.placed <= cutoff + HORIZON)
    coming, bad = _counts(orders, ahead)
    return Window(
        suppliers=judged,
        known=known[judged],
        failed=failed[judged],
        evidence=evidence_at(orders, channel, cutoff, judged),
        features=features_at(orders, cutoff)[judged],
        training=training_at(orders, cutoff),
        coming=coming[judged],
        bad=bad[judged],
    )


def known_counts(orders: Orders, cutoff: int) -> tuple[Ints, Ints]:
    """Return, for each supplier, the orders whose outcome was known, and the failed ones among them."""
    return _counts(orders, (orders.placed <= cutoff) & (orders.known <= cutoff))


def training_at(orders: Orders, cutoff: int) -> Training:
    """Return what boosting may learn from: earlier cut-offs, with the outcomes known at this one."""
    features: list[Floats] = [np.zeros((0, len(FEATURES)))]
    coming: list[Ints] = [np.zeros(0, dtype=np.int64)]
    bad: list[Ints] = [np.zeros(0, dtype=np.int64)]
    first = int(orders.placed.min()) + TRAINING_STEP
    for earlier in range(first, cutoff - HORIZON + 1, TRAINING_STEP):
        ahead = (orders.placed > earlier) & (orders.placed <= earlier + HORIZON) & (orders.known <= cutoff)
        number, failed = _counts(orders, ahead)
        used = np.flatnonzero((known_counts(orders, earlier)[0] > 0) & (number > 0))
        features.append(features_at(orders, earlier)[used])
        coming.append(number[used])
        bad.append(failed[used])
    return Training(np.concatenate(features), np.concatenate(coming), np.concatenate(bad))


def _counts(orders: Orders, chosen: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> tuple[Ints, Ints]:
    size = len(orders.names)
    number = np.bincount(orders.supplier[chosen], minlength=size)
    failed = np.bincount(orders.supplier[chosen & (orders.failed == 1)], minlength=size)
    return number, failed
