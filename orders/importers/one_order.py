"""Make one order of the lines that it has in a file, each of which may repeat what belongs to the order."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import TypeVar

from orders.importers.cells import plain
from orders.importers.lines import Line, errors_of
from orders.importers.problems import RowProblem
from orders.importers.rows import RowError

Row = TypeVar("Row")

# In the place of a moment that could not be read, in a row that is refused for it.
UNREADABLE = datetime.min.replace(tzinfo=UTC)
_CANCELLED = {"cancelled", "canceled"}


def whole_orders(groups: Iterable[list[Line]], make: Callable[[list[Line]], Row]) -> Iterator[Row | RowError]:
    """Yield the order that `make` finds in each group of lines; one bad line refuses its whole order."""
    for lines in groups:
        row = make(lines)
        errors = list(errors_of(lines))
        if errors:
            yield from errors
        else:
            yield row


def by(column: str) -> Callable[[Line], str | None]:
    """Return what tells the lines of one order by a column; None for a line that fills it not."""
    return lambda line: plain(line.raw(column)) or None


def holder(lines: list[Line], column: str) -> Line:
    """Return the line that fills a cell of the order first; one that fills it otherwise is refused by name."""
    first, said = lines[0], ""
    for line in lines:
        text = plain(line.raw(column))
        if text and not said:
            first, said = line, text
        elif text and text != said:
            line.refuse(column, RowProblem.ROWS_DISAGREE)
    return first


def different(lines: list[Line]) -> list[Line]:
    """Return the lines that differ: where files were put together, a line stands twice and is one."""
    kept: dict[Sequence[str], Line] = {}
    for line in lines:
        kept.setdefault(line.cells, line)
    return list(kept.values())


def once(lines: list[Line], column: str) -> list[Line]:
    """Return each item once, known by a column; one that stands twice with different contents is refused."""
    kept: dict[str, Line] = {}
    for line in lines:
        same = kept.setdefault(plain(line.raw(column)) or f"row {line.row}", line)
        if same.cells != line.cells:
            line.refuse(column, RowProblem.ROWS_DISAGREE)
    return list(kept.values())


def total(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """Return the sum of amounts; unknown where one of them is, or where there are none."""
    known = list(amounts)
    return (
        None if not known or None in known else sum((each for each in known if each is not None), Decimal(0))
    )


def total_of_filled(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """Return the sum of those amounts that are filled in; unknown where none is."""
    return total(amount for amount in amounts if amount is not None)


def last(moments: Iterable[datetime | None]) -> datetime | None:
    """Return the last of these moments; unknown where one of them is, or where there are none."""
    known = list(moments)
    return None if not known or None in known else max(each for each in known if each is not None)


def is_cancelled(word: str) -> bool:
    """Say whether a status says that an order was called off."""
    return word.casefold() in _CANCELLED
