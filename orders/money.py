"""Amounts in many currencies as one sum: each at the reference rate of its own day, and what has none is listed."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

# The bank publishes on working days; longer than its longest pause at Christmas and Easter a rate does not hold.
HOLDS_FOR = timedelta(days=7)
EURO = "EUR"


@dataclass(frozen=True, slots=True)
class Amount:
    """Hold what was paid, or given back, in one currency on one day; an unknown day or currency is None or empty."""

    day: date | None
    currency: str
    paid: Decimal
    refunded: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Gap:
    """Name amounts that are in no sum, because they have no currency, no day, or no rate on it."""

    currency: str
    month: date | None
    paid: Decimal
    refunded: Decimal


@dataclass(slots=True)
class Month:
    """Sum what was paid and given back in one month, in the store's currency."""

    paid: Decimal = Decimal(0)
    refunded: Decimal = Decimal(0)


@dataclass(slots=True)
class Sums:
    """Hold the sums by month (its first day), and the amounts that are in none of them."""

    months: dict[date, Month] = field(default_factory=dict)
    gaps: list[Gap] = field(default_factory=list)


class Rates:
    """Look reference rates up: units of a currency for one euro, on a day or the last working day before it."""

    def __init__(self, rows: Iterable[tuple[str, date, Decimal]]) -> None:
        """Take (currency, day, rate) in any order."""
        by_currency: defaultdict[str, list[tuple[date, Decimal]]] = defaultdict(list)
        for currency, day, rate in sorted(rows):
            by_currency[currency].append((day, rate))
        self._rows: Mapping[str, Sequence[tuple[date, Decimal]]] = by_currency

    def per_euro(self, currency: str, day: date) -> Decimal | None:
        """Return the rate; None where there is none within HOLDS_FOR."""
        if currency == EURO:
            return Decimal(1)
        rows = self._rows.get(currency, ())
        place = bisect_right(rows, day, key=lambda row: row[0])
        if not place or day - rows[place - 1][0] > HOLDS_FOR:
            return None
        return rows[place - 1][1]

    def factor(self, source: str, target: str, day: date) -> Decimal | None:
        """Return what one unit of `source` is worth in `target` on a day; None where a rate is missing."""
        if source == target:
            return Decimal(1)
        one, other = self.per_euro(source, day), self.per_euro(target, day)
        return None if one is None or other is None else other / one


def sums(amounts: Iterable[Amount], currency: str, rates: Rates) -> Sums:
    """Return the sums by month in one currency; what cannot be converted is listed, never guessed."""
    found = Sums()
    missing: defaultdict[tuple[str, date | None], list[Decimal]] = defaultdict(
        lambda: [Decimal(0), Decimal(0)]
    )
    for amount in amounts:
        month = amount.day.replace(day=1) if amount.day else None
        factor = (
            rates.factor(amount.currency, currency, amount.day) if amount.day and amount.currency else None
        )
        if factor is None or month is None:
            gap = missing[amount.currency, month]
            gap[0] += amount.paid
            gap[1] += amount.refunded
            continue
        into = found.months.setdefault(month, Month())
        into.paid += amount.paid * factor
        into.refunded += amount.refunded * factor
    found.months = dict(sorted(found.months.items(), reverse=True))
    found.gaps = [
        Gap(code, month, paid, refunded)
        for (code, month), (paid, refunded) in sorted(
            missing.items(), key=lambda item: (item[0][0], item[0][1] or date.min)
        )
    ]
    return found
