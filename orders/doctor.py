"""What an owner should know of a file beyond its refused rows: what it leaves out, and what looks odd in it.

A doctor looks at every row as it is checked and holds little of each, so that a million rows stay within a few
tens of megabytes. It accuses nobody: what is odd has honest causes too, and the sentences say which.
"""

from array import array
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from orders.bulk import IN_ONE_GO, WINDOW
from orders.claims import Life, aware
from orders.facts import Arrival, Facts, facts_of
from orders.importers.rows import Outcome, SalesOrderRow, SupplierOrderRow, Tracked
from orders.number_runs import Numbers
from orders.tracking_numbers import has_wrong_digit, number_key

# How many rows are named as examples; the count says how many there are.
EXAMPLES = 5
# Assumption: no parcel from abroad is handed over within a day of its order.
IMPOSSIBLY_FAST = timedelta(days=1)
# One day on which most parcels arrived is the day somebody wrote it down, where the orders are of many days.
MANY_DELIVERIES, MANY_DAYS, MOST = 10, 14, 0.5
# Stands for any day and any amount where only that there is one counts.
_SOME_DAY, _SOME_AMOUNT = date.min, Decimal(1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Finding(StrEnum):
    """Name what a doctor may find; the sentences are in `orders.doctor_words`."""

    GUESSED_COLUMNS = "guessed_columns"
    SALES_ONLY = "sales_only"
    NO_REFUNDS = "no_refunds"
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


class _Known(NamedTuple):
    """Hold all of an order without a day of delivery by which its facts say how it ended."""

    outcome: Outcome | None
    end_reason: str | None
    is_paid: bool | None
    tracked: Tracked | None
    settled: bool | None
    is_disputed: bool
    is_refunded: bool
    has_arrived_by: bool


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
    # When orders were confirmed of which nothing else is known: in one go such clicks say nothing.
    confirmed: "array[float]" = field(default_factory=lambda: array("d"))
    sales: int = 0
    would_show_refunds: int = 0
    numbers: Numbers = field(default_factory=Numbers)

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
        else:
            self._note_end(row)
        for text in row.tracking_numbers:
            self._note_number(number_key(text), row)

    def note_sale(self, row: SalesOrderRow) -> None:
        """Look at one order of a customer."""
        self.sales += 1
        self.would_show_refunds += bool(row.financial_status) or row.refunded_amount is not None
        if row.total is not None or row.subtotal is not None or any(line.price for line in row.lines):
            self._note_currency(row.currency)

    def _note_end(self, row: SupplierOrderRow) -> None:
        """Count an order without a day of delivery where nothing else says how it ended."""
        known = _Known(
            row.outcome,
            row.end_reason,
            row.is_paid,
            row.tracked,
            row.settled,
            row.dispute_opened_on is not None,
            bool(row.refunded_amount),
            row.arrived_by is not None,
        )
        is_unknown, is_unknown_in_bulk = _is_unknown(known)
        if is_unknown:
            self.silent += 1
        elif is_unknown_in_bulk and row.ended_at:
            self.confirmed.append((aware(row.ended_at) - _EPOCH).total_seconds())

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
        self.numbers.add(number, order_hash(row.marketplace, row.order_id), row.row)
        if has_wrong_digit(number):
            self.wrong_count += 1
            _keep(self.wrong, row.row)

    def remarks(self) -> list[Remark]:
        """Return what was found, what weighs most for a verdict first; nothing of a file without orders."""
        if not self.orders and not self.sales:
            return []
        left_out = self._left_out() if self.orders else self._left_out_of_sales()
        return [*self._guessed(), *left_out, *self._currencies(), *self._odd()]

    def _guessed(self) -> Iterator[Remark]:
        if self.guessed_columns:
            guessed = self.guessed_columns
            yield Remark(Finding.GUESSED_COLUMNS, len(guessed), len(guessed), words=guessed)

    def _left_out_of_sales(self) -> Iterator[Remark]:
        yield Remark(Finding.SALES_ONLY, self.sales, self.sales)
        if not self.would_show_refunds:
            yield Remark(Finding.NO_REFUNDS, self.sales, self.sales)

    def _left_out(self) -> Iterator[Remark]:
        if silent := self.silent + _in_one_go(self.confirmed):
            yield Remark(Finding.UNKNOWN_OUTCOMES, silent, self.orders)
        if not self.dated_deliveries:
            yield Remark(Finding.NO_DELIVERY_DATES, self.orders, self.orders)
        if not self.would_show_complaints:
            yield Remark(Finding.NO_COMPLAINTS, self.orders, self.orders)

    def _currencies(self) -> Iterator[Remark]:
        orders = self.orders + self.sales
        if len(self.currencies) > 1:
            words = tuple(code for code, _count in self.currencies.most_common())
            yield Remark(Finding.MIXED_CURRENCIES, self.currencies.total(), orders, words=words)
        if self.without_currency:
            yield Remark(Finding.NO_CURRENCY, self.without_currency, orders)

    def _odd(self) -> Iterator[Remark]:
        day, count = max(self.delivered.items(), key=lambda item: (item[1], item[0]), default=(date.min, 0))
        if (
            self.dated_deliveries >= MANY_DELIVERIES
            and count > MOST * self.dated_deliveries
            and len(self.ordered) >= MANY_DAYS
        ):
            yield Remark(Finding.ENTRY_DATE, count, self.dated_deliveries, words=(day.isoformat(),))
        tracked = self.numbers.of_the_file()
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


@lru_cache(maxsize=4_096)
def _is_unknown(known: _Known) -> tuple[bool, bool]:
    """Return whether the facts leave open how an order ended, and whether they would, confirmed with many others.

    Kept, because a file has few kinds of orders.
    """
    life = Life(
        outcome=known.outcome,
        end_reason=known.end_reason,
        is_paid=known.is_paid,
        tracked=known.tracked,
        settled=known.settled,
        dispute_opened_on=_SOME_DAY if known.is_disputed else None,
        refunded_amount=_SOME_AMOUNT if known.is_refunded else None,
        arrived_by=_SOME_DAY if known.has_arrived_by else None,
    )
    return _leaves_open(facts_of(life)), _leaves_open(facts_of(life, confirmed_in_bulk=True))


def _leaves_open(facts: Facts) -> bool:
    return facts.arrival is Arrival.NOT_OBSERVED and facts.is_evidence and not facts.unattributed


def _in_one_go(confirmed: "array[float]") -> int:
    """Return how many moments lie with enough others within a minute, as `orders.bulk.in_one_go` has it."""
    moments = np.sort(np.array(confirmed, np.float64))
    first = np.arange(len(moments))
    behind = np.searchsorted(moments, moments + WINDOW.total_seconds(), side="right")
    is_burst = behind - first >= IN_ONE_GO
    edges = np.zeros(len(moments) + 1, np.int64)
    np.add.at(edges, first[is_burst], 1)
    np.add.at(edges, behind[is_burst], -1)
    return int(np.count_nonzero(np.cumsum(edges)))


def order_hash(marketplace: str, order_id: str) -> int:
    """Return what tells one order of a store from another, while a process runs."""
    return hash((marketplace, order_id))


def _keep(examples: list[int], row: int) -> None:
    if len(examples) < EXAMPLES:
        examples.append(row)


def remarks_of(kept: list[Mapping[str, Any]]) -> list[Remark]:
    """Return the remarks that an import has kept."""
    return [Remark.from_json(each) for each in kept]
