"""What an owner should know of a file beyond its refused rows: what it leaves out, and what looks odd in it.

A doctor looks at every row as it is checked and holds little of each, so that a million rows stay within a few
tens of megabytes. It accuses nobody: what is odd has honest causes too, and the sentences say which.
"""

import re
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

import numpy as np

from orders.importers.rows import Outcome, SupplierOrderRow
from orders.tracking_numbers import has_wrong_digit, number_key

# How many rows are named as examples; the count says how many there are.
EXAMPLES = 5
# Assumption: no parcel from abroad is handed over within a day of its order.
IMPOSSIBLY_FAST = timedelta(days=1)
# Numbers in a row from so many on; two neighbours are chance or one customer's two parcels.
RUN = 4
# One day on which most parcels arrived is the day somebody wrote it down, where the orders are of many days.
MANY_DELIVERIES, MANY_DAYS, MOST = 10, 14, 0.5
# As many figures as a column of 64 bits holds.
_DIGITS = 18
_SILENT = (None, Outcome.NOT_OBSERVED)


class Finding(StrEnum):
    """Name what a doctor may find; the sentences are in `orders.doctor_words`."""

    GUESSED_COLUMNS = "guessed_columns"
    NO_DELIVERY_DATES = "no_delivery_dates"
    NO_COMPLAINTS = "no_complaints"
    UNKNOWN_OUTCOMES = "unknown_outcomes"
    MIXED_CURRENCIES = "mixed_currencies"
    NO_CURRENCY = "no_currency"
    ENTRY_DATE = "entry_date"
    SHARED_TRACKING = "shared_tracking"
    TRACKING_RUN = "tracking_run"
    WRONG_DIGIT = "wrong_digit"
    IMPOSSIBLY_FAST = "impossibly_fast"


@dataclass(frozen=True, slots=True)
class Remark:
    """Hold one finding: how many orders of how many, the first rows, and words that its sentence needs."""

    finding: Finding
    count: int
    of: int
    rows: tuple[int, ...] = ()
    words: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the remark as an import keeps it."""
        return {
            "finding": self.finding.value,
            "count": self.count,
            "of": self.of,
            "rows": list(self.rows),
            "words": list(self.words),
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Remark":
        """Return the remark that an import has kept."""
        rows, words = tuple(kept["rows"]), tuple(kept["words"])
        return cls(Finding(kept["finding"]), kept["count"], kept["of"], rows, words)


@dataclass(slots=True)
class _Numbers:
    """Hold the tracking numbers of a file as numbers: letters as a hash, digits, the order's hash, its row."""

    letters: "array[int]" = field(default_factory=lambda: array("q"))
    digits: "array[int]" = field(default_factory=lambda: array("q"))
    orders: "array[int]" = field(default_factory=lambda: array("q"))
    rows: "array[int]" = field(default_factory=lambda: array("q"))

    def add(self, number: str, order: int, row: int) -> None:
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


# The first figures of a number and what stands around them.
_PARTS = re.compile(r"([^0-9]*)([0-9]+)(.*)", re.DOTALL)


@dataclass(slots=True)
class Doctor:
    """Look at the orders of one file, one after the other, and say at the end what there is to know."""

    guessed_columns: tuple[str, ...] = ()
    orders: int = 0
    dated_deliveries: int = 0
    silent: int = 0
    would_show_complaints: int = 0
    without_currency: int = 0
    currencies: Counter[str] = field(default_factory=Counter)
    delivered: Counter[date] = field(default_factory=Counter)
    ordered: set[date] = field(default_factory=set)
    fast: list[int] = field(default_factory=list)
    fast_count: int = 0
    wrong: list[int] = field(default_factory=list)
    wrong_count: int = 0
    numbers: _Numbers = field(default_factory=_Numbers)

    def note(self, row: SupplierOrderRow) -> None:
        """Look at one order."""
        self.orders += 1
        self.would_show_complaints += row.records_complaints
        if row.cost is not None or row.refunded_amount is not None:
            self._note_currency(row.currency)
        if row.ordered_on is not None:
            self.ordered.add(row.ordered_on)
        if row.delivered_on is not None:
            self._note_delivery(row, row.delivered_on)
        elif row.outcome in _SILENT and row.end_reason is None and not row.refunded_amount:
            self.silent += row.dispute_opened_on is None
        for text in row.tracking_numbers:
            self._note_number(number_key(text), row)

    def _note_currency(self, currency: str | None) -> None:
        if currency:
            self.currencies[currency] += 1
        else:
            self.without_currency += 1

    def _note_delivery(self, row: SupplierOrderRow, delivered_on: date) -> None:
        self.dated_deliveries += 1
        self.delivered[delivered_on] += 1
        if row.ordered_on is not None and delivered_on - row.ordered_on <= IMPOSSIBLY_FAST:
            self.fast_count += 1
            _keep(self.fast, row.row)

    def _note_number(self, number: str, row: SupplierOrderRow) -> None:
        self.numbers.add(number, hash((row.marketplace, row.order_id)), row.row)
        if has_wrong_digit(number):
            self.wrong_count += 1
            _keep(self.wrong, row.row)

    def remarks(self) -> list[Remark]:
        """Return what was found, what weighs most for a verdict first; nothing of a file without supplier orders."""
        return [*self._left_out(), *self._odd()] if self.orders else []

    def _left_out(self) -> Iterator[Remark]:
        if self.guessed_columns:
            guessed = self.guessed_columns
            yield Remark(Finding.GUESSED_COLUMNS, len(guessed), len(guessed), words=guessed)
        if self.silent:
            yield Remark(Finding.UNKNOWN_OUTCOMES, self.silent, self.orders)
        if not self.dated_deliveries:
            yield Remark(Finding.NO_DELIVERY_DATES, self.orders, self.orders)
        if not self.would_show_complaints:
            yield Remark(Finding.NO_COMPLAINTS, self.orders, self.orders)
        if len(self.currencies) > 1:
            words = tuple(code for code, _count in self.currencies.most_common())
            yield Remark(Finding.MIXED_CURRENCIES, self.currencies.total(), self.orders, words=words)
        if self.without_currency:
            yield Remark(Finding.NO_CURRENCY, self.without_currency, self.orders)

    def _odd(self) -> Iterator[Remark]:
        day, count = max(self.delivered.items(), key=lambda item: (item[1], item[0]), default=(date.min, 0))
        if (
            self.dated_deliveries >= MANY_DELIVERIES
            and count > MOST * self.dated_deliveries
            and len(self.ordered) >= MANY_DAYS
        ):
            yield Remark(Finding.ENTRY_DATE, count, self.dated_deliveries, words=(day.isoformat(),))
        tracked = len(set(self.numbers.rows))
        for finding, rows in (
            (Finding.SHARED_TRACKING, list(self.numbers.shared())),
            (Finding.TRACKING_RUN, list(self.numbers.in_runs())),
        ):
            if rows:
                yield Remark(finding, len(rows), tracked, tuple(rows[:EXAMPLES]))
        if self.wrong_count:
            yield Remark(Finding.WRONG_DIGIT, self.wrong_count, tracked, tuple(self.wrong))
        if self.fast_count:
            yield Remark(Finding.IMPOSSIBLY_FAST, self.fast_count, self.dated_deliveries, tuple(self.fast))


def _keep(examples: list[int], row: int) -> None:
    if len(examples) < EXAMPLES:
        examples.append(row)


def remarks_of(kept: list[Mapping[str, Any]]) -> list[Remark]:
    """Return the remarks that an import has kept."""
    return [Remark.from_json(each) for each in kept]
