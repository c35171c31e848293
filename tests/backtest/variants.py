"""Changes of the method that might foretell better: other weights, caps, tempers and priors.

Every variant starts from the engine's own sums under some half-life, with the prior fitted at the cut-off.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import betaln, expit, log_expit

from assessments.engine import Evidence
from assessments.engine.policy import Policy
from assessments.engine.posterior import posterior
from assessments.engine.tally import tally
from assessments.engine.words import CHANNELS
from tests.backtest.forecasts import Forecast, fit_prior
from tests.backtest.orders import Floats
from tests.backtest.this_method import fitted_policy
from tests.backtest.windows import Window

NO_DECAY = 1e7
"""A half-life (days) at which no order fades."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Weighted failures and weighted known orders of each supplier of a window."""

    failed: Floats
    known: Floats


class Sums:
    """The engine's sums of a task's windows under any half-life, each added up once."""

    def __init__(self, channel: str, policy: Policy) -> None:
        self.channel, self.policy = channel, policy
        self._made: dict[tuple[int, float, float], Counts] = {}

    def at(self, window: Window, half_life: float | None = None, delay: float | None = None) -> Counts:
        """Return the counts of a window; the policy's half-life and complaint delay unless given."""
        half_life = self.policy.half_life if half_life is None else half_life
        delay = self.policy.complaint_delay if delay is None else delay
        key = id(window), half_life, delay
        if key not in self._made:
            self._made[key] = self._counts(window, half_life, delay)
        return self._made[key]

    def from_due_day(self, window: Window) -> Counts:
        """Return the counts of a window without the orders that came before their promised day is over."""
        key = id(window), 0.0, 0.0
        if key not in self._made:
            waiting = replace(window, evidence=tuple(_without_early(one) for one in window.evidence))
            self._made[key] = self._counts(waiting, self.policy.half_life, self.policy.complaint_delay)
        return self._made[key]

    def _counts(self, window: Window, half_life: float, delay: float) -> Counts:
        policy = replace(self.policy, half_life=half_life, complaint_delay=delay)
        sums = [tally(evidence, policy) for evidence in window.evidence]
        policy = fitted_policy(sums, self.channel, policy)
        rates = [posterior(one, policy)[CHANNELS.index(self.channel)] for one in sums]
        return Counts(np.array([rate.failed for rate in rates]), np.array([rate.known for rate in rates]))


def _without_early(evidence: Evidence) -> Evidence:
    orders = (
        order.but(late=None)
        if order.late is False and order.promised_days is not None and not order.is_past_due
        else order
        for order in evidence.orders
    )
    return replace(evidence, orders=tuple(orders))


Variant = Callable[[Window, Sums], Forecast]


def forecast(counts: Counts, cap: float = 60.0, temper: float = 4.0) -> Forecast:
    """Return the engine's posterior of these counts, the prior fitted to them."""
    failed, known = _capped(counts, cap)
    mean, strength = fit_prior(failed, known)
    return _posterior(failed, known, mean, strength, temper)


def mixed(young: float, half_life: float, below: int) -> Variant:
    """Return the variant with another half-life for suppliers with fewer known orders than this."""

    def variant(window: Window, sums: Sums) -> Forecast:
        first, rest = sums.at(window, young), sums.at(window, half_life)
        few = window.known < below
        return forecast(
            Counts(np.where(few, first.failed, rest.failed), np.where(few, first.known, rest.known))
        )

    return variant


def unlike(good: float, bad: float) -> Variant:
    """Return the variant in which good and bad orders fade with half-lives of their own."""

    def variant(window: Window, sums: Sums) -> Forecast:
        fine, wrong = sums.at(window, good), sums.at(window, bad)
        return forecast(Counts(wrong.failed, wrong.failed + fine.known - fine.failed))

    return variant


def clean_record(half_life: float) -> Variant:
    """Return the variant in which the record of a supplier without any failure fades more slowly."""

    def variant(window: Window, sums: Sums) -> Forecast:
        slow, usual = sums.at(window, half_life), sums.at(window)
        clean = window.failed == 0
        return forecast(
            Counts(np.where(clean, slow.failed, usual.failed), np.where(clean, slow.known, usual.known))
        )

    return variant


def by_lane(pull: float, *, due: bool = False) -> Variant:
    """Return the variant with a prior mean for each lane, pulled to the mean of all by so many orders."""

    def variant(window: Window, sums: Sums) -> Forecast:
        counts = sums.from_due_day(window) if due else sums.at(window)
        failed, known = _capped(counts, sums.policy.cap)
        mean, strength = fit_prior(failed, known)
        lanes = np.array([_lane(evidence) for evidence in window.evidence])
        means = np.empty(len(lanes))
        for lane in set(lanes.tolist()):
            here = lanes == lane
            # A supplier's own orders weigh as one supplier's, not as independent orders.
            weight = strength / (strength + known[here])
            bad, all_here = float((weight * failed[here]).sum()), float((weight * known[here]).sum())
            means[here] = (pull * mean + bad) / (pull + all_here)
        return _posterior(failed, known, means, strength, sums.policy.temper)

    return variant


def recent_prior(half_life: float) -> Variant:
    """Return the variant whose prior is fitted on fresher orders than those of the supplier itself."""

    def variant(window: Window, sums: Sums) -> Forecast:
        mean, strength = fit_prior(*_capped(sums.at(window, half_life), sums.policy.cap))
        failed, known = _capped(sums.at(window), sums.policy.cap)
        return _posterior(failed, known, mean, strength, sums.policy.temper)

    return variant


def weak_prior(most: float) -> Variant:
    """Return the variant whose prior weighs at most so many orders, however alike the suppliers are."""

    def variant(window: Window, sums: Sums) -> Forecast:
        failed, known = _capped(sums.at(window), sums.policy.cap)
        mean, strength = fit_prior(failed, known)
        return _posterior(failed, known, mean, min(most, strength), sums.policy.temper)

    return variant


def from_due_day(window: Window, sums: Sums) -> Forecast:
    """Return the variant in which an order counts as on time only once its promised day has gone by.

    Early arrivals are known before late ones: counting them at once makes the latest orders look too good.
    """
    return forecast(sums.from_due_day(window))


def two_kinds(window: Window, sums: Sums) -> Forecast:
    """Return the variant whose prior is a mixture of two Betas: ordinary and worse suppliers."""
    failed, known = _capped(sums.at(window), sums.policy.cap)

    def parts(at: Floats) -> tuple[Floats, NDArray[Any], float, float]:
        means = expit(np.clip(np.array([at[0], at[0] + np.exp(np.clip(at[1], -5, 2))]), -7, 7))
        strengths = np.exp(np.clip(at[2:4], 0.0, np.log(1_000.0)))
        return means, strengths, float(log_expit(at[4])), float(log_expit(-at[4]))

    def logs(at: Floats) -> Floats:
        means, strengths, first, second = parts(at)
        a, b = means * strengths, (1 - means) * strengths
        each = betaln(a + failed[:, None], b + (known - failed)[:, None]) - betaln(a, b)
        return np.asarray(each + np.array([first, second]))

    def surprise(at: Floats) -> float:
        return -float(np.logaddexp(*logs(at).T).sum())

    mean, strength = fit_prior(failed, known)
    begin = np.array([np.log(mean / (1 - mean)), 0.0, np.log(strength) + 0.5, np.log(strength), 1.0])
    found = minimize(surprise, begin, method="Nelder-Mead", options={"maxiter": 600}).x
    means, strengths, _, _ = parts(found)
    share = np.exp(logs(found) - np.logaddexp(*logs(found).T)[:, None])
    total = strengths + known[:, None]
    each = (means * strengths + failed[:, None]) / total
    middle = (share * each).sum(axis=1)
    spread = (
        share * (each * (1 - each) / (total / sums.policy.temper + 1) + (each - middle[:, None]) ** 2)
    ).sum(axis=1)
    return Forecast(middle, np.maximum(0.05, middle * (1 - middle) / np.maximum(spread, 1e-9) - 1))


def _capped(counts: Counts, cap: float) -> tuple[Floats, Floats]:
    keep = cap / np.maximum(cap, counts.known)
    return keep * counts.failed, keep * counts.known


def _posterior(
    failed: Floats, known: Floats, mean: Floats | float, strength: float, temper: float
) -> Forecast:
    total = strength + known
    return Forecast((mean * strength + failed) / total, total / temper)


def _lane(evidence: Evidence) -> str:
    lanes = [order.lane for order in evidence.orders]
    return max(sorted(set(lanes)), key=lanes.count)


HALF_LIVES = (60.0, 90.0, 120.0, 270.0, 365.0, 730.0, NO_DECAY)
CAPS = (20.0, 30.0, 100.0, 200.0, 1e6)
TEMPERS = (1.0, 2.0, 3.0, 6.0)


def _half_life(days: float) -> Variant:
    return lambda window, sums: forecast(sums.at(window, days))


def _cap(orders: float) -> Variant:
    return lambda window, sums: forecast(sums.at(window), cap=orders)


def _temper(factor: float) -> Variant:
    return lambda window, sums: forecast(sums.at(window), temper=factor)


AS_SPECIFIED = "as specified"
VARIANTS: Mapping[str, Variant] = {
    AS_SPECIFIED: lambda window, sums: forecast(sums.at(window)),
    **{
        f"half-life {days:g} days" if days < NO_DECAY else "no decay": _half_life(days) for days in HALF_LIVES
    },
    **{f"cap {orders:g}" if orders < 1e6 else "no cap": _cap(orders) for orders in CAPS},
    "no decay, cap 200": lambda window, sums: forecast(sums.at(window, NO_DECAY), cap=200.0),
    "half-life 365, cap 100": lambda window, sums: forecast(sums.at(window, 365.0), cap=100.0),
    "no decay below 6 orders": mixed(NO_DECAY, 180.0, 6),
    "half-life 365 below 6 orders": mixed(365.0, 180.0, 6),
    "no decay below 21 orders": mixed(NO_DECAY, 180.0, 21),
    "half-life 365 for good, 180 for bad": unlike(365.0, 180.0),
    "half-life 180 for good, 365 for bad": unlike(180.0, 365.0),
    "half-life 180 for good, 90 for bad": unlike(180.0, 90.0),
    "half-life 365 while spotless": clean_record(365.0),
    "prior mean by lane, pull 50": by_lane(50.0),
    "prior mean by lane, pull 200": by_lane(200.0),
    "prior from half-life 60": recent_prior(60.0),
    "prior from half-life 90": recent_prior(90.0),
    "prior of at most 40 orders": weak_prior(40.0),
    "prior of at most 100 orders": weak_prior(100.0),
    "on time only from the promised day": from_due_day,
    "on time only from the promised day, by lane": by_lane(200.0, due=True),
    "two kinds of supplier": two_kinds,
    "known is known: no complaint delay": lambda window, sums: forecast(sums.at(window, delay=0.01)),
    **{f"temper {factor:g}": _temper(factor) for factor in TEMPERS},
}
"""What was tried, by name."""
