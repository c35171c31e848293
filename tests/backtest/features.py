"""The twelve features that boosting sees of each supplier at a cut-off."""

import numpy as np
from numpy.typing import NDArray

from tests.backtest.orders import Floats, Orders

RECENT = 90
HALF_LIFE = 60.0
WEIGHT_OF_ALL = 10.0
"""Orders of the average supplier that are added to a supplier's own before its rate is taken."""

FEATURES = (
    *("known", "rate", "smoothed_rate", "recent_known", "recent_smoothed_rate", "decayed_known"),
    *(
        "decayed_smoothed_rate",
        "days_since_first",
        "days_since_last",
        "under_way",
        "lead_time",
        "rate_of_all_lately",
    ),
)


def features_at(orders: Orders, cutoff: int) -> Floats:
    """Return one row of features a supplier; nan where nothing is known."""
    placed = orders.placed <= cutoff
    known = placed & (orders.known <= cutoff)
    recent = known & (orders.placed > cutoff - RECENT)
    age = (cutoff - orders.placed).astype(np.float64)
    decay = 2.0 ** (-age / HALF_LIFE)
    of_all, lately = _mean(orders, known), _mean(orders, recent)
    arrived = known & (orders.arrived <= cutoff)
    ones = np.ones(len(age))
    columns = (
        _sum(orders, known, ones),
        _rate(orders, known, ones, 0.0, of_all),
        _rate(orders, known, ones, WEIGHT_OF_ALL, of_all),
        _sum(orders, recent, ones),
        _rate(orders, recent, ones, WEIGHT_OF_ALL, of_all),
        _sum(orders, known, decay),
        _rate(orders, known, decay, WEIGHT_OF_ALL, of_all),
        _most(orders, placed, age),
        -_most(orders, placed, -age),
        _sum(orders, placed & ~known, ones),
        _divide(_sum(orders, arrived, (orders.arrived - orders.placed) * 1.0), _sum(orders, arrived, ones)),
        np.full(len(orders.names), lately),
    )
    return np.column_stack(columns)


def _sum(orders: Orders, chosen: NDArray[np.bool_], values: Floats) -> Floats:
    return np.bincount(orders.supplier[chosen], weights=values[chosen], minlength=len(orders.names)) * 1.0


def _mean(orders: Orders, chosen: NDArray[np.bool_]) -> float:
    return float(orders.failed[chosen].mean()) if chosen.any() else float("nan")


def _rate(orders: Orders, chosen: NDArray[np.bool_], weight: Floats, more: float, mean: float) -> Floats:
    failed = _sum(orders, chosen, weight * orders.failed)
    return _divide(failed + more * mean, _sum(orders, chosen, weight) + more)


def _most(orders: Orders, chosen: NDArray[np.bool_], values: Floats) -> Floats:
    most = np.full(len(orders.names), -np.inf)
    np.maximum.at(most, orders.supplier[chosen], values[chosen])
    most[np.isinf(most)] = np.nan
    return most


def _divide(above: Floats, below: Floats) -> Floats:
    return np.asarray(np.divide(above, below, out=np.full(len(above), np.nan), where=below > 0.0))
