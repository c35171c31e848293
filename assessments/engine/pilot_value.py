"""What a pilot is worth before it is made: the expected value of its information (EVSI), exactly enumerated.

The decision is to leave at the offered terms for the horizon, or to stay (worth 0). A pilot of k orders shows
k Beta-binomial outcomes in each channel and whether the supplier lets itself vanish; the rates are then moved
by the rules of `posterior`. What clean orders take off the chance to vanish is the chance that the pilot shows
it, so that the mean net after the pilot is the net now: it is only the choice afterwards that has a value.
Source: H. Raiffa and R. Schlaifer, Applied Statistical Decision Theory (1961), chapters 4 and 5.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessments.engine.distribution import failures_mass
from assessments.engine.evaluation import expected_only
from assessments.engine.policy import Policy
from assessments.engine.posterior import vanish_probability
from assessments.engine.tally import Tally
from assessments.engine.terms import Terms

Floats = NDArray[np.float64]
Channel = tuple[Floats, Floats]
"""By number of failures in the pilot: their chance, and the loss over the horizon expected after them."""

SMALLEST_SHARE = 1e-9
"""A value below this share of the money in play is what is left of rounding, and is 0."""


@dataclass(frozen=True, slots=True)
class _Game:
    """What leaving gains over the horizon, by clean orders in the pilot, without the failures' costs."""

    stays: Floats
    """With the chance to vanish that is left after so many failures (0 to orders)."""
    shown: Floats
    """The chance that the pilot shows that the supplier will vanish."""
    gone: float
    """The gain where it does."""


def pilot_value(sums: Tally, terms: Terms, policy: Policy, orders: int) -> float:
    """Return the expected value of the information of so many pilot orders, money over the horizon."""
    rates, money, vanishing, _, net = expected_only(sums, terms, policy)
    channels: list[Channel] = []
    for rate, extra in zip(rates, money.extra_cost, strict=True):
        failed = np.arange(orders + 1.0)
        whole = rate.off_a + rate.off_b + orders / policy.temper
        mean = (rate.off_a + failed / policy.temper) / whole
        channels.append((failures_mass(orders, rate.off_a, rate.off_b), money.orders * extra * mean))
    gone = policy.horizon * money.saving_if_vanished - money.mean_vanished
    here = policy.horizon * money.saving
    left = np.array(
        [
            vanish_probability(sums.clean_on, sums.clean_off + orders - failed, policy.horizon, policy)
            for failed in range(orders + 1)
        ]
    )
    game = _Game((1.0 - left) * here + left * gone, np.maximum(0.0, (vanishing - left) / (1.0 - left)), gone)
    now = max(0.0, policy.horizon * net)
    scale = abs(here) + abs(gone) + sum(float(loss[-1]) for _, loss in channels)
    value = _with_the_choice(game, channels) - now
    return value if value > SMALLEST_SHARE * scale else 0.0


def _with_the_choice(game: _Game, channels: list[Channel]) -> float:
    """Return the mean of what is gained when one leaves only where the pilot says that it pays."""
    least = sum(float(loss[0]) for _, loss in channels)
    best = max(float(game.stays.max()), game.gone)
    kept = []
    for chance, loss in channels:
        # Outcomes after which nobody leaves, even with no failure elsewhere, add nothing.
        number = int(np.searchsorted(loss - loss[0], best - least, side="left"))
        kept.append((chance[:number], loss[:number]))
    if any(len(chance) == 0 for chance, _ in kept):
        return 0.0
    kept.sort(key=lambda channel: len(channel[0]))
    return _enumerated(game, kept[0], _together(kept[1:]))


def _together(channels: list[Channel]) -> tuple[Floats, Floats, NDArray[np.intp]]:
    """Return chance, loss and number of failures of every outcome of independent channels."""
    chance, loss, failed = np.ones(1), np.zeros(1), np.zeros(1, dtype=np.intp)
    for more_chance, more_loss in channels:
        chance = np.outer(more_chance, chance).ravel()
        loss = np.add.outer(more_loss, loss).ravel()
        failed = np.add.outer(np.arange(len(more_chance)), failed).ravel()
    return chance, loss, failed


def _enumerated(game: _Game, first: Channel, rest: tuple[Floats, Floats, NDArray[np.intp]]) -> float:
    """Return the sum over all outcomes; failures fall on orders of their own, so that the fewest are clean."""
    chance, loss, failed = rest
    last = len(game.stays) - 1
    most = len(first[0]) + int(failed[-1])
    cell = np.minimum(np.arange(most + 1), last)
    stays, kept, shown = game.stays[cell], 1.0 - game.shown[cell], game.shown[cell]
    total, gain, weight = 0.0, np.empty(len(loss)), np.empty(len(loss))
    for number, (more_chance, more_loss) in enumerate(zip(*first, strict=True)):
        np.take(stays[number:], failed, out=gain, mode="clip")
        gain -= loss
        gain -= more_loss
        np.maximum(gain, 0.0, out=gain)
        np.take(kept[number:], failed, out=weight, mode="clip")
        gain *= weight
        gain *= chance
        part = float(gain.sum())
        if game.gone > 0.0:
            np.take(shown[number:], failed, out=weight, mode="clip")
            np.multiply(weight, np.maximum(game.gone - more_loss - loss, 0.0), out=gain)
            gain *= chance
            part += float(gain.sum())
        total += float(more_chance) * part
    return total
