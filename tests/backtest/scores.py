"""How good a forecast was: log-loss, Brier score, coverage, and money, summed by supplier."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.special import betaln, gammaln

from tests.backtest.forecasts import Forecast
from tests.backtest.orders import Floats, Ints
from tests.backtest.windows import Task, Window

CLIP = 0.001
"""A forecast surer than this is scored as this sure: one surprise must not decide a table."""

LEVEL = 0.90
BREAK_EVEN = 0.05

BUCKETS: Mapping[str, tuple[int, int]] = {
    "all": (1, 10**9),
    "1-5": (1, 5),
    "6-20": (6, 20),
    "21-100": (21, 100),
}
"""Orders whose outcome was known at the cut-off, from and to."""


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums over the windows of a task, one row a supplier; means are sums divided by `orders` or `rows`."""

    orders: Floats
    rows: Floats
    log_loss: Floats
    brier: Floats
    covered: Floats
    gain: Floats


def sums_of(task: Task, forecasts: list[Forecast], bucket: str) -> Sums:
    """Return the scores of forecasts, one a window, on suppliers with so many known orders."""
    low, high = BUCKETS[bucket]
    columns: list[Floats] = [np.zeros(task.suppliers) for _ in range(6)]
    for window, forecast in zip(task.windows, forecasts, strict=True):
        used = (window.coming > 0) & (window.known >= low) & (window.known <= high)
        for column, values in zip(columns, _scores(window, forecast), strict=True):
            np.add.at(column, window.suppliers[used], values[used])
    return Sums(*columns)


def _scores(window: Window, forecast: Forecast) -> tuple[Floats, ...]:
    coming, bad = window.coming, window.bad
    gain = np.where(forecast.mean < BREAK_EVEN, BREAK_EVEN * coming - bad, 0.0)
    return (
        coming * 1.0,
        np.ones(len(coming)),
        log_loss(forecast.mean, coming, bad),
        bad * (1.0 - forecast.mean) ** 2 + (coming - bad) * forecast.mean**2,
        share_covered(forecast, coming, bad),
        gain,
    )


def log_loss(mean: Floats, coming: Ints, bad: Ints) -> Floats:
    """Return the sum of the log-losses of the orders to come (nats)."""
    rate = np.clip(mean, CLIP, 1.0 - CLIP)
    return np.asarray(-(bad * np.log(rate) + (coming - bad) * np.log1p(-rate)))


def share_covered(forecast: Forecast, coming: Ints, bad: Ints) -> Floats:
    """Return how much of the observed count's step of the distribution function lies in the middle 90 %.

    Counts are coarse: the interval from quantile to quantile would cover too often. The share averages .90
    exactly when the forecast is right.
    Source: C. Czado, T. Gneiting and L. Held, Biometrics 65 (2009) 1254-1261.
    """
    below = distribution_function(forecast, coming, bad - 1)
    upto = distribution_function(forecast, coming, bad)
    low, high = (1.0 - LEVEL) / 2.0, (1.0 + LEVEL) / 2.0
    inside = np.clip(np.minimum(upto, high) - np.maximum(below, low), 0.0, None)
    return np.asarray(inside / np.maximum(upto - below, 1e-12))


def distribution_function(forecast: Forecast, number: Ints, count: Ints) -> Floats:
    """Return the Beta-binomial chance of at most so many failures; count -1 gives 0."""
    steps = count + 1
    rows = np.repeat(np.arange(len(number)), steps)
    k = np.arange(int(steps.sum())) - np.repeat(np.cumsum(steps) - steps, steps)
    n = number[rows]
    a, b = (forecast.mean * forecast.strength)[rows], ((1.0 - forecast.mean) * forecast.strength)[rows]
    choose = gammaln(n + 1.0) - gammaln(k + 1.0) - gammaln(n - k + 1.0)
    mass = np.exp(choose + betaln(a + k, b + n - k) - betaln(a, b))
    return np.minimum(1.0, np.bincount(rows, weights=mass, minlength=len(number)))
