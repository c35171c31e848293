"""Find tracking numbers that stand on several orders, or in a run, among those of a million rows."""

import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

# Numbers in a row from so many on; two neighbours are chance or one customer's two parcels.
RUN = 4
# As many figures as a column of 64 bits holds.
_DIGITS = 18
# The first figures of a number and what stands around them.
_PARTS = re.compile(r"([^0-9]*)([0-9]+)(.*)", re.DOTALL)


@dataclass(slots=True)
class Numbers:
    """Hold the tracking numbers of a file as numbers: letters as a hash, digits, the order's hash, its row."""

    letters: "array[int]" = field(default_factory=lambda: array("q"))
    digits: "array[int]" = field(default_factory=lambda: array("q"))
    orders: "array[int]" = field(default_factory=lambda: array("q"))
    rows: "array[int]" = field(default_factory=lambda: array("q"))

    def add(self, number: str, order: int, row: int) -> None:
        """Take note of a number, as `number_key` writes it, of an order and a row."""
        parts = _PARTS.match(number)
        if parts is None:
            return
        before, serial, after = parts.groups()
        # The last digit of an S10 number is its check digit, so numbers in a row differ in the one before it.
        counted = serial[:-1] if len(before) == len(after) == 2 else serial
        self.letters.append(hash((before, after, len(serial))))
        self.digits.append(int(counted[-_DIGITS:] or 0))
        self.orders.append(order)
        self.rows.append(row)

    def shared(self) -> Iterator[int]:
        """Yield the row of each number that an earlier order has, too, in the order of the file."""
        letters, digits, orders, rows = self._sorted()
        same = (letters[1:] == letters[:-1]) & (digits[1:] == digits[:-1]) & (orders[1:] != orders[:-1])
        yield from np.sort(rows[1:][same]).tolist()

    def in_runs(self) -> Iterator[int]:
        """Yield the row of each number that stands in a run, in the order of the file."""
        letters, digits, _orders, rows = self._sorted()
        if len(rows) < RUN:
            return
        once = np.concatenate(([True], (letters[1:] != letters[:-1]) | (digits[1:] != digits[:-1])))
        letters, digits, rows = letters[once], digits[once], rows[once]
        breaks = np.flatnonzero((letters[1:] != letters[:-1]) | (digits[1:] != digits[:-1] + 1)) + 1
        starts, ends = np.concatenate(([0], breaks)), np.concatenate((breaks, [len(rows)]))
        inside = np.zeros(len(rows), bool)
        for start, end in zip(starts[ends - starts >= RUN], ends[ends - starts >= RUN], strict=True):
            inside[start:end] = True
        yield from np.sort(rows[inside]).tolist()

    def _sorted(self) -> tuple[np.ndarray[Any, np.dtype[np.int64]], ...]:
        columns = [
            np.frombuffer(column, np.int64) for column in (self.letters, self.digits, self.orders, self.rows)
        ]
        place = np.lexsort((columns[3], columns[1], columns[0]))
        return tuple(column[place] for column in columns)
