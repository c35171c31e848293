"""The distribution of the net benefit over the horizon, by FFT on a fixed money lattice.

The lattice step depends only on the number of orders, the on-platform price, the customer costs and the
severities, so that a better offer is compared on the same lattice and never looks worse. Each mass function
is split on the lattice so that its mean is kept; such a split also keeps stochastic order.
"""

import math
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assessments.engine.policy import Four

CELLS = 8_192
NEAR = 32
FINER = 16
"""Below this many cells single failures stand out, and the chance is worked out on cells so much finer."""
SHORT = 40_000
"""Products up to which two masses are multiplied out faster than by one transform more."""
LEAST = 1e-200
"""Where a row of probabilities begins before they are made to add up: far from the least float and the greatest."""
CHANCE_DIGITS = 12
"""Decimals of a chance that stand above the noise of a transform and of sums of thousands of cells."""
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LossLattice:
    """Probability mass of the loss from failures, on cells of `step` money: all of them, or the first that are asked.

    The mean is that of all losses: what lies beyond the last cell is known by it and needs no cells of its own.
    """

    step: float
    mass: Floats
    above: Floats
    """Mass in this cell and beyond; one cell more than the mass, for all that lies beyond its last."""
    mean: float
    """In cells."""
    failures: Floats
    """Probability of 0, 1, 2, ... failures; a row for each channel that costs anything."""
    cells_each: Floats
    """What one failure of each row costs, in cells."""

    def below(self, money: float) -> float:
        """Return the chance that the loss is less than this."""
        cells = money / self.step
        if cells >= NEAR:
            return _below(self.mass, cells)
        if cells <= 0.0:
            return 0.0
        near = _sum_of(_on_lattice(self.failures, FINER * self.cells_each), FINER * NEAR + 2)
        # Never more than at the edge of the coarser cells, so that a larger gain never looks worse.
        return min(_below(near, FINER * cells), _below(self.mass, NEAR))

    def excess(self, cells: float) -> float:
        """Return the mean of the loss beyond a level, both in cells."""
        first = min(len(self.mass), max(0, math.floor(cells) + 1))
        # A mass counts once for each further cell that it lies beyond: all cells less those up to the first.
        return float((first - cells) * self.above[first] + self.mean - self.above[1 : first + 1].sum())


def _below(mass: Floats, cells: float) -> float:
    """Return the chance of less than that many cells.

    The mass of a cell is spread evenly over its width, save the first, which is a true "no loss".
    """
    whole = int(cells + 0.5)
    if whole >= len(mass):
        return 1.0
    share = cells + 0.5 - whole if whole else 1.0
    return float(mass[:whole].sum() + share * mass[whole])


def lattice_step(orders: int, on_price: float, price: float, severity: Four, customer_cost: Four) -> float:
    """Return the cell width at which even the failure of every order in every way fits the lattice."""
    # The offered price enters only when it is above the on-platform price, where nothing can pass anyway.
    dearest = max(on_price, price)
    return orders * (dearest * sum(severity) + sum(customer_cost)) / (CELLS - 8)


@lru_cache(maxsize=16)
def _falling(orders: int) -> tuple[Floats, Floats]:
    """Return 0..orders-1, and (orders - k) / (k + 1)."""
    k = np.arange(orders, dtype=np.float64)
    return k, (orders - k) / (k + 1.0)


def failures_mass(orders: int, a: float | Floats, b: float | Floats) -> Floats:
    """Return the Beta-binomial probabilities of 0 to `orders` failures; a row for each of several shapes."""
    k, ratio = _falling(orders)
    row_a, row_b = np.asarray(a)[..., np.newaxis], np.asarray(b)[..., np.newaxis]
    mass = np.empty((*row_a.shape[:-1], orders + 1))
    mass[..., 0] = LEAST
    # Each from the one before it; what all of them lack is the same factor.
    np.multiply(ratio, (row_a + k) / (row_b + (orders - 1.0) - k), out=mass[..., 1:])
    with np.errstate(over="ignore"):
        np.cumprod(mass, axis=-1, out=mass)
        total = mass.sum(axis=-1, keepdims=True)
    if not np.isfinite(total).all():
        return _by_logarithms(ratio * (row_a + k) / (row_b + (orders - 1.0) - k))
    mass /= total
    return mass


def _by_logarithms(steps: Floats) -> Floats:
    """Return what the steps from one probability to the next make, where they span more than a float does."""
    grown = np.zeros((*steps.shape[:-1], steps.shape[-1] + 1))
    np.cumsum(np.log(steps), axis=-1, out=grown[..., 1:])
    mass: Floats = np.exp(grown - grown.max(axis=-1, keepdims=True))
    mass /= mass.sum(axis=-1, keepdims=True)
    return mass


def _on_lattice(masses: Floats, cells_each: Floats) -> list[Floats]:
    """Return each row split between the two nearest cells of every point, so that its mean is kept."""
    position = np.arange(masses.shape[-1]) * cells_each[:, np.newaxis]
    lower = position.astype(np.intp)
    up = masses * (position - lower)
    cells = np.concatenate((lower, lower + 1), axis=1)
    shares = np.concatenate((masses - up, up), axis=1)
    return [
        np.bincount(cell, share).astype(np.float64, copy=False)
        for cell, share in zip(cells, shares, strict=True)
    ]


@lru_cache(maxsize=4_096)
def _fast_length(size: int) -> int:
    """Return the least length from `size` up that a Fourier transform takes quickly."""
    return min(base << max(0, (-(-size // base) - 1).bit_length()) for base in (8, 9, 10, 12, 15))


def _sum_of(parts: list[Floats], most: int) -> Floats:
    """Return the first cells of the distribution of a sum of independent parts.

    What lies beyond them never comes back below.
    """
    if not parts:
        return np.ones(1)
    parts = sorted([part[:most] for part in parts], key=len)
    if len(parts) > 1 and len(parts[0]) * len(parts[1]) <= SHORT:
        parts[:2] = [np.convolve(parts[0], parts[1])[:most]]
    if len(parts) == 1:
        return parts[0]
    size = sum(len(part) for part in parts) - len(parts) + 1
    length = _fast_length(size)
    # One transform at a time: rows in one array pass the size from which fresh pages cost more than the sums.
    spectrum = np.fft.rfft(parts[0], length)
    for part in parts[1:]:
        spectrum *= np.fft.rfft(part, length)
    mass: Floats = np.fft.irfft(spectrum, length)[: min(size, most)]
    return np.maximum(mass, 0.0, out=mass)


def loss_lattice(
    orders: int,
    extra_cost: Four,
    shapes: tuple[tuple[float, float], ...],
    step: float,
    gain: float = math.inf,
    beyond: float = 0.0,
) -> LossLattice:
    """Return the distribution of the sum of the four channels' extra costs over so many orders.

    Only its first cells: those below a gain, and those up to a level that no more than a share `beyond` passes.
    """
    dear = [(cost, *shape) for cost, shape in zip(extra_cost, shapes, strict=True) if cost > 0.0]
    cost, a, b = np.array(dear).reshape(-1, 3).T
    failures, cells_each = failures_mass(orders, a, b), cost / step
    whole = int(cells_each.sum() * orders) + len(dear) + 1
    most = min(whole, max(gain / step, NEAR, _passed_by(beyond, failures, cells_each)) + 2.0)
    mass = _sum_of(_on_lattice(failures, cells_each), int(most))
    above = np.ones(len(mass) + 1)
    np.subtract(1.0, np.cumsum(mass), out=above[1:])
    mean = orders * float((cells_each * a / (a + b)).sum())
    return LossLattice(step, mass, above, mean, failures, cells_each)


def _passed_by(share: float, failures: Floats, cells_each: Floats) -> float:
    """Return a level in cells that the sum of the rows passes at most this often: no row passes its own part of it."""
    if share <= 0.0 or not len(failures):
        return math.inf
    within = np.cumsum(failures, axis=-1) < 1.0 - share / len(failures)
    # Of a failure that lies between two cells some is counted in the upper one.
    return float(within.sum(axis=-1) @ cells_each) + len(failures)


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
        chance = (1.0 - self.vanishing) * stays + self.vanishing * goes
        # What lies further behind the point is noise, and of two chances that are none neither is the better.
        return min(1.0, max(0.0, round(chance, CHANCE_DIGITS)))

    def cvar(self, tail: float) -> float:
        """Return the mean loss over the horizon in the worst cases (a gain is negative), money.

        Source: R. T. Rockafellar and S. Uryasev, J. Risk 2 (2000) 21-41.
        """
        step = self.losses.step
        gap = (self.gain - self.gain_if_vanished) / step
        # In cells: the loss is l with the supplier there, and l + gap with the supplier gone.
        level = self._exceeded(0, -math.ceil(gap), tail)
        if gap < level:
            level = min(level, gap + self._exceeded(math.floor(gap), 0, tail))
        stays = self.losses.excess(level)
        goes = self.losses.excess(level - gap)
        beyond = (1.0 - self.vanishing) * stays + self.vanishing * goes
        return (level + beyond / tail) * step - self.gain

    def _exceeded(self, stays_at: int, goes_at: int, tail: float) -> float:
        """Return the least cell exceeded at most that often, counted from a cell of its own in either case.

        Infinity where the losses have no such cell: the level is then one of the other case. So it is where it would
        lie beyond the cells that are known.
        """
        last, above, vanishing = len(self.losses.mass), self.losses.above.item, self.vanishing

        def under(cell: int) -> bool:
            stays = above(min(last, cell + stays_at + 1))
            goes = above(min(last, max(0, cell + goes_at + 1)))
            return (1.0 - vanishing) * stays + vanishing * goes <= tail

        cell = bisect_left(range(last), True, key=under)
        return cell if cell < last else math.inf
