"""Pages of a long list by key: page 10,000 costs what page 1 costs, and no row is skipped or shown twice.

A page begins beyond a position (the value sorted by, and the id), which an index finds at once. Rows without a
value stand first where the largest value does and last where it does not, as PostgreSQL keeps them in an index.
What no index serves is looked for row by row, in so many rows at a time and no more.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Field, Func, Model, Q, QuerySet, TextField, Value
from django.db.models.expressions import F
from django.db.models.lookups import (
    GreaterThan,
    GreaterThanOrEqual,
    LessThan,
    LessThanOrEqual,
)

LOOK = 10_000
"""Rows that one page looks through for what no index serves: at most some 20 ms."""
LARGEST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Position:
    """Be a place in a sorted list: right at a row, by the value it is sorted by (None is unknown) and its id."""

    value: Any
    pk: int


@dataclass(frozen=True, slots=True)
class Sort:
    """Sort rows by a column and then by id; `read` turns the column's text back into a value (ValueError)."""

    column: str
    read: Callable[[str], Any]
    descending: bool = True

    @property
    def names(self) -> tuple[str, str]:
        """Return what to hand to order_by."""
        sign = "-" if self.descending else ""
        return f"{sign}{self.column}", f"{sign}pk"

    def backwards(self) -> "Sort":
        """Return the same from the other end."""
        return replace(self, descending=not self.descending)

    def position(self, row: Model) -> Position:
        """Return where a row stands."""
        return Position(getattr(row, self.column), row.pk)

    def text(self, at: Position) -> str:
        """Return a position as an address has it."""
        return f"{'' if at.value is None else at.value}~{at.pk}"

    def place(self, text: str) -> Position | None:
        """Return the position that an address names; None for one that is none."""
        value, _mark, number = text.rpartition("~")
        try:
            place = Position(self.read(value) if value else None, int(number))
        except (ValueError, ArithmeticError):
            return None
        return place if 0 <= place.pk <= LARGEST_ID else None


@dataclass(frozen=True, slots=True)
class Listing:
    """Be a list to page through: rows that an index finds in this sort, and what is then asked of each of them."""

    rows: QuerySet[Any]
    sort: Sort
    asked: Q = field(default_factory=Q)


@dataclass(frozen=True, slots=True)
class KeyPage:
    """Show some rows, and the addresses of what lies before and after them.

    `looked_to` is where the looking stopped before the page was full; the neighbour on that side goes on there.
    """

    rows: list[Any]
    before: str = ""
    after: str = ""
    is_first: bool = False
    looked_to: Position | None = None


def page(listing: Listing, size: int, after: str = "", before: str = "") -> KeyPage:
    """Return the rows beyond or before a position, or the first; what names no position counts as none."""
    sort = listing.sort
    end = sort.place(before) if before else None
    if end:
        found, stopped = _read(replace(listing, sort=sort.backwards()), end, size + 1)
        if len(found) > size or stopped:
            return _backward(sort, found[:size][::-1], stopped, end)
    start = sort.place(after) if after and not end else None
    found, stopped = _read(listing, start, size + 1)
    rows = found[:size]
    last = sort.position(rows[-1]) if len(found) > size else stopped
    first = sort.position(rows[0]) if rows else start
    return KeyPage(
        rows=rows,
        before=sort.text(first) if start and first else "",
        after=sort.text(last) if last else "",
        is_first=start is None,
        looked_to=stopped,
    )


def _backward(sort: Sort, rows: list[Any], stopped: Position | None, end: Position) -> KeyPage:
    first = stopped or sort.position(rows[0])
    last = sort.position(rows[-1]) if rows else Position(end.value, end.pk)
    return KeyPage(rows, before=sort.text(first), after=sort.text(last), looked_to=stopped)


def everything(listing: Listing, at_a_time: int) -> Iterator[Any]:
    """Yield every row, read page by page, so that neither memory nor a transaction grows with the list."""
    at: Position | None = None
    while True:
        found, stopped = _read(listing, at, at_a_time)
        yield from found
        at = stopped or (listing.sort.position(found[-1]) if len(found) == at_a_time else None)
        if at is None:
            return


def _read(listing: Listing, start: Position | None, number: int) -> tuple[list[Any], Position | None]:
    """Return up to so many rows beyond a position, and where the looking stopped before that many were found."""
    found: list[Any] = []
    for part in _parts(listing.rows, listing.sort, start):
        stop = _stop(part, listing.sort) if listing.asked else None
        within = part.filter(_up_to(part, listing.sort, stop)) if stop else part
        found += within.filter(listing.asked)[: number - len(found)]
        if len(found) == number:
            return found, None
        if stop:
            return found, stop
    return found, None


def _parts(rows: QuerySet[Any], sort: Sort, start: Position | None) -> list[QuerySet[Any]]:
    """Return the rows beyond a position in two parts: those without a value, and those with one."""
    empty = rows.filter(**{f"{sort.column}__isnull": True}).order_by(*sort.names)
    filled = rows.filter(**{f"{sort.column}__isnull": False}).order_by(*sort.names)
    if start is None:
        return [empty, filled] if sort.descending else [filled, empty]
    if start.value is None:
        rest = empty.filter(**{f"pk__{'lt' if sort.descending else 'gt'}": start.pk})
        return [rest, filled] if sort.descending else [rest]
    rest = filled.filter(_beyond(rows, sort, start))
    return [rest] if sort.descending else [rest, empty]


def _stop(part: QuerySet[Any], sort: Sort) -> Position | None:
    found = part.values_list(sort.column, "pk")[LOOK - 1 : LOOK]
    return next((Position(*row) for row in found), None)


def _beyond(rows: QuerySet[Any], sort: Sort, at: Position) -> Q:
    """Return the condition "later in the list than this" for rows with a value.

    It is one comparison of a pair, which an index answers: in two conditions it would read every tie first.
    """
    return _compared(rows, sort, at, LessThan if sort.descending else GreaterThan)


def _up_to(rows: QuerySet[Any], sort: Sort, at: Position) -> Q:
    """Return the condition "not later in the list than this"."""
    if at.value is None:
        return Q(**{f"pk__{'gte' if sort.descending else 'lte'}": at.pk})
    return _compared(rows, sort, at, GreaterThanOrEqual if sort.descending else LessThanOrEqual)


def _compared(rows: QuerySet[Any], sort: Sort, at: Position, compare: Callable[[Func, Func], Any]) -> Q:
    column: Field[Any, Any] = rows.model._meta.get_field(sort.column)
    theirs = _Pair(Value(at.value, output_field=column), Value(at.pk))
    return Q(compare(_Pair(F(sort.column), F("pk")), theirs))


class _Pair(Func):
    template = "(%(expressions)s)"
    # Nothing reads a pair: it is only compared.
    output_field = TextField()
