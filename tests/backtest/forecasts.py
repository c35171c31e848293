"""A forecast of each supplier's failure rate, and the plain methods that make one."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.special import betaln, expit

from tests.backtest.orders import Floats
from tests.backtest.windows import Window

SURE = 1e6
"""The strength of a forecast that claims to know the rate: its Beta is all but one point."""

RAW_FLOOR = 0.001
FALLBACK_RATE = 0.05
"""Where no order of any supplier has failed or stayed whole so far, a rate is still needed."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """A Beta distribution of the failure rate of each supplier of a window."""

    mean: Floats
    strength: Floats


Method = Callable[[Window], Forecast]


def raw_rate(window: Window) -> Forecast:
    """Return the share of failures so far, at least .001: what a spreadsheet gives."""
    rate = np.clip(window.failed / window.known, RAW_FLOOR, 1.0 - RAW_FLOOR)
    return Forecast(rate, np.full(len(rate), SURE))


def laplace(window: Window) -> Forecast:
    """Return the posterior of a flat prior: one success and one failure are added."""
    strength = window.known + 2.0
    return Forecast((window.failed + 1.0) / strength, strength)


def global_rate(window: Window) -> Forecast:
    """Return the rate of all suppliers together, for each."""
    rate = np.full(len(window.known), rate_of_all(window))
    return Forecast(rate, np.full(len(rate), SURE))


def empirical_bayes(window: Window) -> Forecast:
    """Return the posterior of a Beta prior fitted to all suppliers' counts; no decay, no cap."""
    mean, strength = fit_prior(window.failed * 1.0, window.known * 1.0)
    total = strength + window.known
    return Forecast((mean * strength + window.failed) / total, total)


def rate_of_all(window: Window) -> float:
    """Return the rate of all suppliers together, kept off 0 and 1."""
    known = int(window.known.sum())
    return min(1.0 - RAW_FLOOR, max(RAW_FLOOR, window.failed.sum() / known if known else FALLBACK_RATE))


def fit_prior(failed: Floats, known: Floats) -> tuple[float, float]:
    """Return mean and strength of the Beta prior with the largest marginal likelihood.

    Weighted orders make fractional counts, for which the same likelihood is maximised.
    """

    def surprise(at: Floats) -> float:
        mean, strength = _prior_at(at)
        a, b = mean * strength, (1.0 - mean) * strength
        return -float(np.sum(betaln(a + failed, b + known - failed))) + len(known) * float(betaln(a, b))

    share = min(0.9, max(0.005, float(failed.sum() / max(1.0, known.sum()))))
    start = np.array([np.log(share / (1.0 - share)), np.log(15.0)])
    found = minimize(surprise, start, method="Nelder-Mead", options={"xatol": 1e-3, "fatol": 1e-4})
    return _prior_at(found.x)


def _prior_at(at: Floats) -> tuple[float, float]:
    """Return a mean off the ends and a strength from 1 to 1000 orders."""
    mean = float(expit(np.clip(at[0], -7.0, 7.0)))
    return mean, float(np.exp(np.clip(at[1], 0.0, np.log(1_000.0))))
