"""The distribution of the net benefit over the horizon, by FFT on a fixed money lattice.

The lattice step depends only on the number of orders, the on-platform price, the customer costs and the
severities, so that a better offer is compared on the same lattice and never looks worse. Each mass function
is split on the lattice so that its mean is kept; such a split also keeps stochastic order.
"""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaln

from assessments.engine.policy import Four

CELLS = 8_192
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LossLattice:
    """Probability mass of the loss from failures, on cells of `step` money up to the largest loss."""

    step: float
    mass: Floats
    above: Floats
    """Mass in this cell and beyond."""
    moment: Floats
    """Sum of cell number times mass, in this cell and beyond."""

    def below(self, money: float) -> float:
        """Return the chance that the loss is less than this.

        The mass of a cell is spread evenly over its width, save the first, which is a true "no loss".
        """
        cells = money / self.step
        if cells <= 0.0:
            return 0.0
        whole = int(cells + 0.5)
        if whole >= len(self.mass):
            return 1.0
        share = cells + 0.5 - whole if whole else 1.0
        return float(1.0 - self.above[whole] + share * self.mass[whole])

    def excess(self, cells: float) -> float:
        """Return the mean of the loss beyond a level, both in cells."""
        first = self._cell_after(cells)
        return float(self.moment[first] - cells * self.above[first])

    def beyond(self, cells: float) -> float:
        """Return the chance of more than a level in cells."""
        return float(self.above[self._cell_after(cells)])

    def _cell_after(self, cells: float) -> int:
        return min(len(self.mass), max(0, math.floor(cells) + 1))


def lattice_step(orders: int, on_price: float, price: float, severity: Four, customer_cost: Four) -> float:
    """Return the cell width at which even the failure of every order in every way fits the lattice."""
    # The offered price enters only when it is above the on-platform price, where nothing can pass anyway.
    dearest = max(on_price, price)
    return orders * (dearest * sum(severity) + sum(customer_cost)) / (CELLS - 8)


@lru_cache(maxsize=16)
def _falling(orders: int) -> tuple[Floats, Floats]:
    """Return 0..orders-1, and the logarithm of (orders - k) / (k + 1)."""
    k = np.arange(orders, dtype=np.float64)
    return k, np.log((orders - k) / (k + 1.0))


def failures_mass(orders: int, a: float, b: float) -> Floats:
    """Return the Beta-binomial probabilities of 0 to `orders` failures."""
    k, log_ratio = _falling(orders)
    steps = log_ratio + np.log((a + k) / (b + (orders - 1.0) - k))
    logs = np.empty(orders + 1)
    logs[0] = betaln(a, b + orders) - betaln(a, b)
    np.cumsum(steps, out=logs[1:])
    logs[1:] += logs[0]
    mass: Floats = np.exp(logs)
    mass /= mass.sum()
    return mass


def _on_lattice(mass: Floats, cells_each: float) -> Floats:
    """Return the mass function split between the two nearest cells, so that its mean is kept."""
    position = np.arange(len(mass)) * cells_each
    cell = position.astype(np.intp)
    up = mass * (position - cell)
    size = int(cell[-1]) + 2
    split: Floats = np.bincount(cell, weights=mass - up, minlength=size).astype(np.float64, copy=False)
    split[1:] += np.bincount(cell, weights=up, minlength=size)[:-1]
    return split


@lru_cache(maxsize=4_096)
def _fast_length(size: int) -> int:
    """Return the least length from `size` up that a Fourier transform takes quickly."""
    return min(base << max(0, (-(-size // base) - 1).bit_length()) for base in (8, 9, 10, 12, 15))


def _sum_of(parts: list[Floats]) -> Floats:
    """Return the distribution of a sum of independent parts."""
    size = sum(len(part) for part in parts) - len(parts) + 1
    length = _fast_length(size)
    # One transform at a time: rows in one array pass the size from which fresh pages cost more than the sums.
    spectrum = np.fft.rfft(parts[0], length)
    for part in parts[1:]:
        spectrum *= np.fft.rfft(part, length)
    mass: Floats = np.fft.irfft(spectrum, length)[:size]
    return np.maximum(mass, 0.0, out=mass)


def loss_lattice(
    orders: int, extra_cost: Four, shapes: tuple[tuple[float, float], ...], step: float
) -> LossLattice:
    """Return the distribution of the sum of the four channels' extra costs over so many orders."""
    parts = [
        _on_lattice(failures_mass(orders, a, b), cost / step)
        for cost, (a, b) in zip(extra_cost, shapes, strict=True)
        if cost > 0.0
    ]
    mass = _sum_of(parts) if len(parts) > 1 else parts[0] if parts else np.ones(1)
    return LossLattice(step, mass, _from_the_end(mass), _from_the_end(mass * np.arange(len(mass))))


def _from_the_end(values: Floats) -> Floats:
    """Return the sums of each value and all after it, and a last sum of none."""
    sums = np.zeros(len(values) + 1)
    np.cumsum(values[::-1], out=sums[-2::-1])
    return sums


@dataclass(frozen=True, slots=True)
class NetBenefit:
    """The net benefit over the horizon: a gain less the losses, with one chance of a second, smaller gain."""

    losses: LossLattice
    gain: float
    gain_if_vanished: float
    vanishing: float

    def probability_positive(self) -> float:
        """Return the chance that leaving pays over the horizon."""
        stays = self.losses.below(self.gain)
        goes = self.losses.below(self.gain_if_vanished)
        return min(1.0, max(0.0, (1.0 - self.vanishing) * stays + self.vanishing * goes))

    def cvar(self, tail: float = 0.05) -> float:
        """Return the mean loss over the horizon in the worst cases (a gain is negative), money.

        Source: R. T. Rockafellar and S. Uryasev, J. Risk 2 (2000) 21-41.
        """
        step = self.losses.step
        gap = (self.gain - self.gain_if_vanished) / step
        # In cells: the loss is l with the supplier there, and l + gap with the supplier gone.
        level = min(self._quantile(0.0, gap, tail), self._quantile(gap, gap, tail))
        stays = self.losses.excess(level)
        goes = self.losses.excess(level - gap)
        beyond = (1.0 - self.vanishing) * stays + self.vanishing * goes
        return (level + beyond / tail) * step - self.gain

    def _quantile(self, offset: float, gap: float, tail: float) -> float:
        """Return the least level of the form offset + cell that is exceeded at most that often."""
        low, high = 0, len(self.losses.mass)
        while low < high:
            middle = (low + high) // 2
            level = offset + middle
            stays = self.losses.above[middle + 1] if offset == 0.0 else self.losses.beyond(level)
            goes = self.losses.beyond(level - gap) if offset == 0.0 else self.losses.above[middle + 1]
            over = (1.0 - self.vanishing) * stays + self.vanishing * goes
            low, high = (low, middle) if over <= tail else (middle + 1, high)
        return offset + low
