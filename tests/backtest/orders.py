"""Orders as a file tells them in the end, in columns: what was known when is asked of them later."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]
Ints = NDArray[np.int64]

NEVER = 10_000_000
"""A day that does not come."""


@dataclass(frozen=True, slots=True)
class Row:
    """One order of a supplier; days are ordinals, `NEVER` where a thing did not happen."""

    supplier: str
    placed: int
    due: int
    arrived: int
    known: int
    """The day on which whoever looks knows whether it failed."""
    failed: bool
    lane: str = "unknown"


@dataclass(frozen=True, slots=True)
class Orders:
    """Orders of many suppliers, one array a column."""

    names: tuple[str, ...]
    lanes: tuple[str, ...]
    supplier: Ints
    placed: Ints
    due: Ints
    arrived: Ints
    known: Ints
    failed: Ints
    lane: Ints


def orders_from(rows: Iterable[Row]) -> Orders:
    """Return the rows in columns, oldest first within each supplier."""
    sorted_rows = sorted(rows, key=lambda row: (row.supplier, row.placed, row.due, row.arrived, row.failed))
    names = sorted({row.supplier for row in sorted_rows})
    lanes = sorted({row.lane for row in sorted_rows})
    number = {name: at for at, name in enumerate(names)}
    lane = {name: at for at, name in enumerate(lanes)}
    return Orders(
        names=tuple(names),
        lanes=tuple(lanes),
        supplier=np.array([number[row.supplier] for row in sorted_rows], dtype=np.int64),
        placed=np.array([row.placed for row in sorted_rows], dtype=np.int64),
        due=np.array([row.due for row in sorted_rows], dtype=np.int64),
        arrived=np.array([row.arrived for row in sorted_rows], dtype=np.int64),
        known=np.array([row.known for row in sorted_rows], dtype=np.int64),
        failed=np.array([row.failed for row in sorted_rows], dtype=np.int64),
        lane=np.array([lane[row.lane] for row in sorted_rows], dtype=np.int64),
    )
