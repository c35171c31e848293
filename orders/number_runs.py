"""Find tracking numbers that stand on several orders, or in a run, among those of a million rows and of the store."""

import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from orders.tracking_numbers import s10_digit

# Numbers in a row from so many on; two neighbours are chance or one customer's two parcels.
RUN = 4
# As many figures as a column of 64 bits holds.
_DIGITS = 18
# So many numbers of a file are kept as they are written, to be looked for among the orders of the store.
LOOKED_UP = 2_000
# The row of a number that stands on an order of the store, and not in the file.
STORED = 0
# The first figures of a number and what stands around them.
_PARTS = re.compile(r"([^0-9]*)([0-9]+)(.*)", re.DOTALL)


Column = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(slots=True)
class Numbers:
    """Hold the tracking numbers of a file as numbers: letters as a hash, digits, the order's hash, its row."""

    letters: "array[int]" = field(default_factory=lambda: array("q"))
    digits: "array[int]" = field(default_factory=lambda: array("q"))
    orders: "array[int]" = field(default_factory=lambda: array("q"))
    rows: "array[int]" = field(default_factory=lambda: array("q"))
    # The first numbers of the file as they are written, with the hashes of their orders.
    first: dict[str, set[int]] = field(default_factory=dict)

    def add(self, number: str, order: int, row: int) -> None:
        """Take note of a number, as `number_key` writes it, of an order and a row."""
        parts = _PARTS.match(number)
        if parts is None:
            return
        if row != STORED and (number in self.first or len(self.first) < LOOKED_UP):
            self.first.setdefault(number, set()).add(order)
        before, serial, after = parts.groups()
        # The last digit of an S10 number is its check digit, so numbers in a row differ in the one before it.
        counted = serial[:-1] if _has_digit(before, after) else serial
        self.letters.append(hash((before, after, len(serial))))
        self.digits.append(int(counted[-_DIGITS:] or 0))
        self.orders.append(order)
        self.rows.append(row)

    def add_stored(self, number: str, order: int) -> None:
        """Take note of a number that an order of the store has; one that is in the file itself is no news."""
        if order not in self.first.get(number, ()):
            self.add(number, order, STORED)

    def to_look_up(self) -> set[str]:
        """Return the numbers that, on an order of the store, would make those of the file shared or a run."""
        return {near for number in self.first for near in neighbours(number)}

    def of_the_file(self) -> int:
        """Return how many rows of the file have a number."""
        return len(set(self.rows) - {STORED})

    def shared(self) -> Iterator[int]:
        """Yield the row of each number that an earlier order has, too, in the order of the file."""
        letters, digits, orders, rows = self._sorted()
        same = (letters[1:] == letters[:-1]) & (digits[1:] == digits[:-1]) & (orders[1:] != orders[:-1])
        yield from _of_the_file(rows[1:][same])

    def in_runs(self) -> Iterator[int]:
        """Yield the row of each number that stands in a run, in the order of the file."""
        letters, digits, _orders, rows = self._sorted(stored_last=True)
        if len(rows) < RUN:
            return
        once = np.concatenate(([True], (letters[1:] != letters[:-1]) | (digits[1:] != digits[:-1])))
        letters, digits, rows = letters[once], digits[once], rows[once]
        breaks = np.flatnonzero((letters[1:] != letters[:-1]) | (digits[1:] != digits[:-1] + 1)) + 1
        starts, ends = np.concatenate(([0], breaks)), np.concatenate((breaks, [len(rows)]))
        inside = np.zeros(len(rows), bool)
        for start, end in zip(starts[ends - starts >= RUN], ends[ends - starts >= RUN], strict=True):
            inside[start:end] = True
        yield from _of_the_file(rows[inside])

    def _sorted(self, *, stored_last: bool = False) -> tuple[Column, ...]:
        """Return the columns by number and row: what the store has before the file, or behind it."""
        columns = [
            np.frombuffer(column, np.int64) for column in (self.letters, self.digits, self.orders, self.rows)
        ]
        row = columns[3]
        place = np.lexsort((row, (row == STORED) == stored_last, columns[1], columns[0]))
        return tuple(column[place] for column in columns)


def neighbours(number: str) -> set[str]:
    """Return the number, as `number_key` writes it, and those that could stand in one run with it."""
    parts = _PARTS.match(number)
    if parts is None:
        return {number}
    before, serial, after = parts.groups()
    has_digit = _has_digit(before, after) and len(serial) > 1
    counted = serial[:-1] if has_digit else serial
    found = {number}
    for step in range(1 - RUN, RUN):
        near = str(int(counted) + step).zfill(len(counted))
        if step and near.isdecimal() and len(near) == len(counted):
            found.add(f"{before}{near}{s10_digit(near) if has_digit else ''}{after}")
    return found


def _has_digit(before: str, after: str) -> bool:
    """Return whether the last figure between these letters is a check digit, as in an S10 number."""
    return len(before) == len(after) == 2


def _of_the_file(rows: Column) -> Iterator[int]:
    yield from np.sort(rows[rows != STORED]).tolist()
