"""The engine's own forecasts, made by the code that ships: its sums and its posterior."""

from dataclasses import replace

import numpy as np

from assessments.engine.policy import Four, Policy
from assessments.engine.posterior import Rate, posterior
from assessments.engine.tally import Tally, tally
from assessments.engine.words import CHANNELS
from tests.backtest.forecasts import Forecast, Method, fit_prior
from tests.backtest.windows import Window

ROUNDS = 3
"""Orders under way weigh by the prior, and the prior is fitted with them: a few rounds settle both."""


def shipped(channel: str, policy: Policy) -> Method:
    """Return the method with the constants of the policy."""
    return lambda window: _forecast(_sums(window, policy), channel, policy)


def fitted(channel: str, policy: Policy) -> Method:
    """Return the method with the channel's prior fitted to what was known at the cut-off."""

    def method(window: Window) -> Forecast:
        sums = _sums(window, policy)
        return _forecast(sums, channel, fitted_policy(sums, channel, policy))

    return method


def fitted_policy(sums: list[Tally], channel: str, policy: Policy) -> Policy:
    """Return the policy with the prior of one channel fitted by marginal maximum likelihood."""
    at = CHANNELS.index(channel)
    for _ in range(ROUNDS if at == 0 else 1):
        rates = [posterior(one, policy)[at] for one in sums]
        known = np.array([rate.known for rate in rates])
        keep = policy.cap / np.maximum(policy.cap, known)
        failed = np.array([rate.failed for rate in rates])
        mean, strength = fit_prior(keep * failed, keep * known)
        policy = replace(
            policy,
            prior_mean=_with(policy.prior_mean, at, mean),
            prior_strength=_with(policy.prior_strength, at, strength),
        )
    return policy


def predictive(rate: Rate, policy: Policy) -> tuple[float, float]:
    """Return mean and strength of the rate over the next quarter, on the platform."""
    return rate.mean_on, (rate.on_a + rate.on_b) / policy.temper


def _sums(window: Window, policy: Policy) -> list[Tally]:
    return [tally(evidence, policy) for evidence in window.evidence]


def _forecast(sums: list[Tally], channel: str, policy: Policy) -> Forecast:
    at = CHANNELS.index(channel)
    pairs = [predictive(posterior(one, policy)[at], policy) for one in sums]
    table = np.array(pairs, dtype=np.float64).reshape(len(pairs), 2)
    return Forecast(table[:, 0], table[:, 1])


def _with(four: Four, at: int, value: float) -> Four:
    values = list(four)
    values[at] = value
    return values[0], values[1], values[2], values[3]
