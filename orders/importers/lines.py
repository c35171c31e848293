"""A line of a table, read cell by cell; what cannot be read is collected, not raised."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from orders.importers import cells
from orders.importers.cells import CellError
from orders.importers.problems import RowProblem
from orders.importers.quoting import quotable
from orders.importers.rows import RowError
from orders.importers.text import Record

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Columns:
    """Hold where the columns that are read stand, and how many columns the header has.

    `places`: column -> its place in the row, and its heading as the file writes it.
    """

    places: dict[str, tuple[int, str]]
    width: int


class Line:
    """Read the cells of one record by the names of their columns; `errors` holds what went wrong."""

    def __init__(self, columns: Columns, record: Record) -> None:
        """Note what is wrong with the record as a whole."""
        self.columns = columns
        self.row = record.row
        self.cells = tuple(record.cells)
        self.errors: list[RowError] = []
        if record.problem is not None:
            self._note("", "", record.problem)
        if any(cell.strip() for cell in record.cells[columns.width :]):
            # Never quoted: what a separator cut off is a piece of some text.
            self._note("", "", RowProblem.TOO_MANY_CELLS)
        # The cells of such a row may stand in the wrong columns: what they say is no news.
        self.is_broken = bool(self.errors)

    def has(self, column: str) -> bool:
        """Say whether the file has a column at all."""
        return column in self.columns.places

    def raw(self, column: str) -> str:
        """Return the cell as it stands in the file; empty where the row or the file has no such cell."""
        place, _ = self.columns.places.get(column, (len(self.cells), ""))
        return self.cells[place] if place < len(self.cells) else ""

    def get(self, column: str, read: Callable[[str], T], otherwise: T) -> T:
        """Return the cell as `read` understands it; `otherwise`, with an error noted, where it cannot."""
        try:
            return read(self.raw(column))
        except CellError as error:
            self.refuse(column, error.problem)
            return otherwise

    def text(self, column: str) -> str:
        """Return the text of a cell."""
        return self.get(column, cells.to_text, "")

    def needed(self, column: str, read: Callable[[str], T | None], otherwise: T) -> T:
        """Return the value of a cell that must be filled; `otherwise`, with an error noted, if it is not."""
        known = len(self.errors)
        value = self.get(column, read, None)
        if value is None or value in ("", ()):
            if len(self.errors) == known:
                self.refuse(column, RowProblem.MISSING)
            return otherwise
        return value

    def refuse(self, column: str, problem: RowProblem) -> None:
        """Note that a cell broke a rule, unless the row as a whole is refused already."""
        if self.is_broken:
            return
        self._note(self.columns.places.get(column, (0, column))[1], self.raw(column), problem)

    def _note(self, heading: str, value: str, problem: RowProblem) -> None:
        self.errors.append(RowError(row=self.row, column=heading, value=quotable(value), problem=problem))


def errors_of(lines: Iterable[Line]) -> Iterator[RowError]:
    """Yield every error noted on the lines of one order; the first one stands for the order."""
    held = list(lines)
    found = (error for line in held for error in line.errors)
    for number, error in enumerate(found):
        if number == 0:
            yield replace(error, rows=tuple(line.row for line in held))
        else:
            yield replace(error, is_first_of_order=False)
