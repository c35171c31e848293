"""The plainest ways to the chance that leaving pays and to the mean of the bad quarters: what we compare with."""

from dataclasses import dataclass

import numpy as np
from scipy.special import betaln, gammaln

from assessments.engine.distribution import CELLS

TAIL = 0.05
Answer = tuple[float, float]
"""The chance of a net benefit, and the mean loss of the worst twentieth."""


@dataclass(frozen=True, slots=True)
class Quarter:
    """One quarter: orders, what one failure of each kind costs, its Beta shapes, and what is gained without any."""

    orders: int
    costs: tuple[float, ...]
    shapes: tuple[tuple[float, float], ...]
    step: float
    gain: float
    gain_if_vanished: float
    vanishing: float


def by_transform(quarter: Quarter) -> Answer:
    """Return the answer by Fourier transforms of as many cells as ours, each mass put on its nearest cell."""
    number, k = quarter.orders, np.arange(quarter.orders + 1)
    choose = gammaln(number + 1) - gammaln(k + 1) - gammaln(number - k + 1)
    spectrum = np.ones(CELLS // 2 + 1, dtype=np.complex128)
    for cost, (a, b) in zip(quarter.costs, quarter.shapes, strict=True):
        mass = np.exp(choose + betaln(k + a, number - k + b) - betaln(a, b))
        cells = np.rint(k * cost / quarter.step).astype(np.intp)
        spectrum *= np.fft.rfft(np.bincount(cells, weights=mass, minlength=CELLS), CELLS)
    failures = np.fft.irfft(spectrum, CELLS)
    gap = round((quarter.gain - quarter.gain_if_vanished) / quarter.step)
    mass = np.zeros(CELLS + gap)
    mass[:CELLS] = (1.0 - quarter.vanishing) * failures
    mass[gap:] += quarter.vanishing * failures
    losses = np.arange(CELLS + gap) * quarter.step - quarter.gain
    chance = mass[losses < 0.0].sum()
    bad = np.diff(np.minimum(np.cumsum(mass[::-1]), TAIL), prepend=0.0) * losses[::-1]
    return float(chance), float(bad.sum() / TAIL)


def by_drawing(quarter: Quarter, draws: int = 100_000) -> Answer:
    """Return the answer by drawing so many quarters, always the same ones."""
    random = np.random.default_rng(1)
    loss = np.where(random.random(draws) < quarter.vanishing, -quarter.gain_if_vanished, -quarter.gain)
    for cost, (a, b) in zip(quarter.costs, quarter.shapes, strict=True):
        loss += cost * random.binomial(quarter.orders, random.beta(a, b, draws))
    bad = np.partition(loss, draws - int(TAIL * draws))[-int(TAIL * draws) :].mean()
    return float((loss < 0.0).mean()), float(bad)
