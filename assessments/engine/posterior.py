"""Turn sums into failure rates: frozen priors, right-censored orders, drift off the platform.

Off the platform the mean moves by an assumed drift; the strength is tempered for change to come.
"""

import math
from dataclasses import dataclass
from functools import lru_cache

from scipy.special import betaincinv

from assessments.engine.exposure import Exposure
from assessments.engine.policy import Policy, VanishPrior
from assessments.engine.tally import Tally


@dataclass(frozen=True, slots=True)
class Rate:
    """Two Beta posteriors of one failure rate per order: on the platform, and as predicted off it."""

    on_a: float
    on_b: float
    off_a: float
    off_b: float
    """Already tempered: use as it stands for the orders of the next quarter."""
    known: float
    failed: float

    @property
    def mean_on(self) -> float:
        """Return the mean rate on the platform."""
        return self.on_a / (self.on_a + self.on_b)

    @property
    def mean_off(self) -> float:
        """Return the mean rate off the platform."""
        return self.off_a / (self.off_a + self.off_b)


def lost_weight(prior_loss: float, survival: float) -> float:
    """Return how much of a loss an order under way counts, given its age.

    `survival` is the share of arriving orders that are still under way at that age.
    """
    hidden = prior_loss * (1.0 - survival)
    return hidden / (survival + hidden) if hidden > 0.0 else 0.0


def posterior(sums: Tally, policy: Policy) -> tuple[Rate, ...]:
    """Return the four rates, in the order of `words.CHANNELS`."""
    first = _beta(0, sums.on.failed[0], sums.on.known[0], policy)
    expected_loss = first[0] / (first[0] + first[1])
    return tuple(
        _rate(
            channel,
            _counts(sums.on, channel, expected_loss),
            _counts(sums.off, channel, expected_loss),
            policy,
        )
        for channel in range(4)
    )


def _counts(exposure: Exposure, channel: int, expected_loss: float) -> tuple[float, float]:
    failed, known = exposure.failed[channel], exposure.known[channel]
    if channel == 0 and exposure.open_orders:
        hidden = math.fsum(
            weight * lost_weight(expected_loss, alive) for weight, alive in exposure.open_orders
        )
        failed, known = failed + hidden, known + hidden
    return failed, known


def _beta(channel: int, failed: float, known: float, policy: Policy) -> tuple[float, float]:
    keep = policy.cap / max(policy.cap, known)
    mean, strength = policy.prior_mean[channel], policy.prior_strength[channel]
    return mean * strength + keep * failed, (1.0 - mean) * strength + keep * (known - failed)


def _rate(channel: int, on: tuple[float, float], off: tuple[float, float], policy: Policy) -> Rate:
    a, b = _beta(channel, on[0], on[1], policy)
    # The mean moves by the drift. Near its cap the good side is held instead of the mean, so that one more
    # clean order never strengthens a bad rate: failures only ever add to A' and take from B'.
    least = (1.0 - policy.drift_cap) * policy.prior_strength[channel]
    off_a = policy.drift[channel] * a + off[0]
    off_b = max(least, a + b - policy.drift[channel] * a) + off[1] - off[0]
    return Rate(a, b, off_a / policy.temper, off_b / policy.temper, on[1] + off[1], on[0] + off[0])


def vanish_probability(clean_on: float, clean_off: float, months: float, policy: Policy) -> float:
    """Return the chance that the supplier is gone within so many months.

    The mean over Beta-distributed monthly chances (a Lomax survival in discrete months), above a floor.
    """
    a, b = policy.vanish.shape, _months_known(clean_on, clean_off, policy)
    log_stays = math.lgamma(b + months) + math.lgamma(a + b) - math.lgamma(a + b + months) - math.lgamma(b)
    return -math.expm1(log_stays + months * math.log1p(-policy.vanish.floor))


def vanish_range(clean_on: float, clean_off: float, months: float, policy: Policy) -> tuple[float, float]:
    """Return the chance to vanish at both ends of the 90 % interval of the monthly chance."""
    low, high = _monthly_range(
        _months_known(clean_on, clean_off, policy), policy.vanish, policy.interval_tail
    )
    stays = math.log1p(-policy.vanish.floor)
    return (
        -math.expm1(months * (stays + math.log1p(-low))),
        -math.expm1(months * (stays + math.log1p(-high))),
    )


@lru_cache(maxsize=256)
def _monthly_range(known: float, prior: VanishPrior, tail: float) -> tuple[float, float]:
    """Return both ends of the monthly chance; a report asks for them more than once."""
    return float(betaincinv(prior.shape, known, tail)), float(betaincinv(prior.shape, known, 1.0 - tail))


def _months_known(clean_on: float, clean_off: float, policy: Policy) -> float:
    """Return the months of standing that the clean orders are worth."""
    prior = policy.vanish
    return prior.exposure + min(prior.cap, prior.per_clean_order * clean_on + clean_off)
