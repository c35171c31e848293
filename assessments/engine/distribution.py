"""The distribution of the net benefit over the horizon, by FFT on a fixed money lattice.

The lattice step depends only on the number of orders, the on-platform price, the customer costs and the
severities, so that a better offer is compared on the same lattice and never looks worse. Each mass function
is split on the lattice so that its mean is kept; such a split also keeps stochastic order.
"""

import math
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise

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
        most = FINER * NEAR + 2
        near = _sum_of(_on_lattice(self.failures, FINER * self.cells_each, most), most)
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
        np.multiply.accumulate(mass, axis=-1, out=mass)
        total = np.add.reduce(mass, axis=-1, keepdims=True)
    if not total.max(initial=0.0) < math.inf:
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


def _on_lattice(masses: Floats, cells_each: Floats, most: int) -> list[Floats]:
    """Return the first cells of each row, split between the two nearest of every point, so that its mean is kept."""
    position = np.arange(masses.shape[-1]) * cells_each[:, np.newaxis]
    cells = np.empty((2, *masses.shape), dtype=np.intp)
    # What lies further behind goes anywhere behind the cells that are returned.
    cells[0] = np.minimum(position, most)
    position -= cells[0]
    shares = np.empty((2, *masses.shape))
    np.multiply(masses, position, out=shares[1])
    np.subtract(masses, shares[1], out=shares[0])
    # All rows are counted at once, each behind the one before it.
    ends = list(accumulate([last + 2 for last in cells[0, :, -1].tolist()], initial=0))
    cells[0] += np.array(ends[:-1], dtype=np.intp)[:, np.newaxis]
    np.add(cells[0], 1, out=cells[1])
    counted = np.bincount(cells.ravel(), shares.ravel()).astype(np.float64, copy=False)
    return [counted[first : min(end, first + most)] for first, end in pairwise(ends)]


@lru_cache(maxsize=4_096)
def _fast_length(size: int) -> int:
    """Return the least length from `size` up that a Fourier transform takes quickly."""
    return min(base << max(0, (-(-size // base) - 1).bit_length()) for base in (8, 9, 10, 12, 15))


def _sum_of(parts: list[Floats], most: int) -> Floats:
    """Return the first `most` cells of the distribution of a sum of independent parts, of which none has more.

    What lies beyond them never comes back below.
    """
    if not parts:
        return np.ones(1)
    parts = sorted(parts, key=len)
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
    gap: float = 0.0,
) -> LossLattice:
    """Return the distribution of the sum of the four channels' extra costs over so many orders.

    Only its first cells: those below a gain, and those up to a level that lies a gap (money) above one that no
    more than a share `beyond` passes.
    """
    dear = [(cost / step, a, b) for cost, (a, b) in zip(extra_cost, shapes, strict=True) if cost > 0.0]
    cells_each, row_a, row_b = (np.array([row[at] for row in dear]) for at in range(3))
    failures = failures_mass(orders, row_a, row_b)
    whole = int(sum([cells for cells, _, _ in dear]) * orders) + len(dear) + 1
    last = max(gain / step, NEAR, gap / step + _passed_by(beyond, failures, cells_each))
    most = int(min(whole, last + 2.0))
    mass = _sum_of(_on_lattice(failures, cells_each, most), most)
    above = np.empty(len(mass) + 1)
    above[0] = 0.0
    np.cumsum(mass, out=above[1:])
    np.subtract(1.0, above, out=above)
    mean = orders * sum([cells * a / (a + b) for cells, a, b in dear])
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
        last, above = len(self.losses.mass), self.losses.above.item
        vanishing, staying = self.vanishing, 1.0 - self.vanishing
        low, high, cell = 0, last, last - 1
        # The last cell is asked first: where it is passed too often, so is every other.
        while low < high:
            stays = above(min(last, cell + stays_at + 1))
            goes = above(min(last, max(0, cell + goes_at + 1)))
            if staying * stays + vanishing * goes <= tail:
                high = cell
            else:
                low = cell + 1
            cell = (low + high) // 2
        return high if high < last else math.inf
