"""Sellers over a whole marketplace (totals only): some of each seller's orders are seen, others foretold.

There are no dates, so the split is a draw without replacement: the seen orders are exchangeable with those
to come. The task therefore tests how little evidence is pooled, not how old evidence fades.
"""

from pathlib import Path

import numpy as np

from assessments.engine import Arrival, Evidence, OrderGroup
from tests.backtest.features import FEATURES, WEIGHT_OF_ALL
from tests.backtest.folder import rows_of
from tests.backtest.orders import Floats, Ints
from tests.backtest.windows import Task, Training, Window

LEVELS = (1, 2, 4, 8, 15, 30, 60, 120)
"""Orders seen of each seller that has more than these."""

MOST_FORETOLD = 30
SEED = 20_260


def seller_totals(folder: Path) -> Task:
    """Return the task on the late share of each seller's delivered orders."""
    rows = rows_of(folder / "olist_sample/seller_totals.csv")
    orders = np.array([int(row["delivered_orders"]) for row in rows])
    share = np.array([float(row["late_delivery_rate_pct"]) / 100.0 for row in rows])
    return task_of_totals(orders, np.rint(orders * share).astype(np.int64))


def task_of_totals(orders: Ints, late: Ints) -> Task:
    """Return one window a level and half of the sellers; boosting learns from the other half."""
    draw = np.random.default_rng(SEED)
    half = draw.permutation(len(orders)) % 2
    seen = [_split(orders, late, level, draw) for level in LEVELS]
    windows = []
    for side in (0, 1):
        training = _training(seen, half == 1 - side)
        for level, (known, failed, coming, bad) in zip(LEVELS, seen, strict=True):
            chosen = np.flatnonzero((half == side) & (known == level))
            windows.append(
                Window(
                    suppliers=chosen,
                    known=known[chosen],
                    failed=failed[chosen],
                    evidence=tuple(_evidence(int(known[at]), int(failed[at])) for at in chosen),
                    features=_features(known[chosen], failed[chosen]),
                    training=training,
                    coming=coming[chosen],
                    bad=bad[chosen],
                )
            )
    return Task(
        "seller_totals", "all sellers of a marketplace, lateness", "late", len(orders), tuple(windows)
    )


Split = tuple[Ints, Ints, Ints, Ints]


def _split(orders: Ints, late: Ints, level: int, draw: np.random.Generator) -> Split:
    """Return seen orders, late among them, orders to foretell, late among those; zeros for small sellers."""
    enough = orders > level
    seen = np.where(enough, level, 0)
    seen_late = draw.hypergeometric(late, orders - late, seen)
    coming = np.where(enough, np.minimum(orders - seen, MOST_FORETOLD), 0)
    left = late - seen_late
    return seen, seen_late, coming, draw.hypergeometric(left, orders - seen - left, coming)


def _training(seen: list[Split], learn: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Training:
    used = [(split, learn & (split[0] > 0)) for split in seen]
    return Training(
        np.concatenate([_features(split[0][rows], split[1][rows]) for split, rows in used]),
        np.concatenate([split[2][rows] for split, rows in used]),
        np.concatenate([split[3][rows] for split, rows in used]),
    )


def _features(known: Ints, failed: Ints) -> Floats:
    """Return the features that need no dates; the others are the same for all."""
    table = np.zeros((len(known), len(FEATURES)))
    of_all = failed.sum() / max(1, known.sum())
    table[:, 0] = known
    table[:, 1] = failed / known
    table[:, 2] = (failed + WEIGHT_OF_ALL * of_all) / (known + WEIGHT_OF_ALL)
    return table


def _evidence(known: int, failed: int) -> Evidence:
    counts = ((True, failed), (False, known - failed))
    return Evidence(
        orders=tuple(
            OrderGroup(age_days=0, arrival=Arrival.PROVEN, late=late, delivered_days_ago=0, count=count)
            for late, count in counts
            if count
        )
    )
