"""Whether the sale an order was placed for stands, where nothing says which one it is: by product and supplier.

Files share no key: an export of AliExpress names no sale. But what a dropshipper orders was sold a few days
before. Where every sale that it can have been stands, the one that it was stands, too.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

# An order is placed 0 to 7 days after its sale. Assumption.
LONGEST = timedelta(days=7)
# Shop and marketplace date by clocks of their own: what speaks against is looked for a day further both ways.
SLACK = timedelta(days=1)
# A day of a sale -> the days of the orders that may have been placed for it.
FIRST, LAST = -SLACK, LONGEST + SLACK


@dataclass(slots=True)
class Sold:
    """Hold on which days something was sold, and whether all sales of the day stand.

    `titled` is by the key of a product, `supplied` by supplier; `unassigned` holds the days on which a sale that
    does not stand has a line of which nobody said whose it is: it may be any supplier's.
    """

    titled: dict[str, dict[date, bool]] = field(default_factory=dict)
    supplied: dict[int, dict[date, bool]] = field(default_factory=dict)
    unassigned: dict[date, bool] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Return whether anything was sold."""
        return bool(self.titled or self.supplied)

    def add_title(self, title: str, day: date, *, stands: bool) -> None:
        """Take note of a sale of a product."""
        _note(self.titled.setdefault(title, {}), day, stands)

    def add_supplier(self, supplier_id: int | None, day: date, *, stands: bool) -> None:
        """Take note of a sale of something of a supplier; None where nobody said whose it is."""
        days = self.unassigned if supplier_id is None else self.supplied.setdefault(supplier_id, {})
        _note(days, day, stands)

    def stand_by_product(self, titles: Iterable[str], placed_on: date) -> bool | None:
        """Return whether the sales of the same product stand; None where there are none to decide."""
        same = [days for title in titles if (days := self.titled.get(title))]
        if any(_doubtful(days, placed_on) for days in same):
            return False
        return True if any(_sold(days, placed_on) for days in same) else None

    def stand_for(self, titles: Iterable[str], supplier_id: int | None, placed_on: date) -> bool:
        """Return whether an order was placed for one of some sales of which every one stands.

        The sales of the same product decide; where there are none, those of anything of its supplier.
        """
        by_product = self.stand_by_product(titles, placed_on)
        if by_product is not None:
            return by_product
        theirs = self.supplied.get(supplier_id) if supplier_id is not None else None
        if not theirs or not _sold(theirs, placed_on):
            return False
        return not _doubtful(theirs, placed_on) and not _doubtful(self.unassigned, placed_on)


def _note(days: dict[date, bool], day: date, stands: bool) -> None:
    days[day] = days.get(day, True) and stands


def _sold(days: dict[date, bool], placed_on: date) -> bool:
    return any(placed_on - timedelta(days=back) in days for back in range(LONGEST.days + 1))


def _doubtful(days: dict[date, bool], placed_on: date) -> bool:
    """Return whether a sale that it can have been does not stand, or nobody knows whether it does."""
    return any(
        not days.get(placed_on - timedelta(days=back), True) for back in range(FIRST.days, LAST.days + 1)
    )


def spans(days: Iterable[date], before: timedelta, after: timedelta) -> list[tuple[date, date]]:
    """Return the spans of time that reach from so long before each day to so long after it, none touching another."""
    found: list[tuple[date, date]] = []
    for day in sorted(days):
        if found and day - before <= found[-1][1] + timedelta(days=1):
            found[-1] = (found[-1][0], day + after)
        else:
            found.append((day - before, day + after))
    return found
