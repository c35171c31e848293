"""Read the XML of worksheets and of their texts as it comes, in memory that does not grow with a sheet.

openpyxl builds a tree of each row in Python, ten times slower, and keeps something of every row that it has read.
"""

from collections.abc import Iterator, Sequence
from typing import IO, Protocol
from xml.parsers.expat import ParserCreate

from openpyxl.utils import column_index_from_string
from openpyxl.xml.constants import SHEET_MAIN_NS

from orders.importers.excel_values import Calendar, value_of
from orders.importers.problems import FileProblem
from orders.importers.rows import FileError

COLUMN_LIMIT = 200
# One row as it is written, and what stands before the first one; 200 texts of 500 characters need far less.
ROW_BYTES = 4_000_000
# Elements within elements, each of which the parser remembers; a sheet has seven.
DEPTH_LIMIT = 200
_CHUNK = 65_536
_DIGITS = "0123456789"


# The number of a row and its cells.
Row = tuple[int, list[object]]


def _tag(name: str) -> str:
    return f"{SHEET_MAIN_NS} {name}"


_DATA, _ROW, _CELL, _VALUE, _TEXT = map(_tag, ("sheetData", "row", "c", "v", "t"))
_SHARED, _SPOKEN = map(_tag, ("si", "rPh"))


class Taker(Protocol):
    """Be told of the elements of a document."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take note of the beginning of an element."""

    def end(self, tag: str) -> None:
        """Take note of the end of an element."""

    def text(self, text: str) -> None:
        """Take note of a piece of text."""


def told(taker: Taker, source: IO[bytes]) -> Iterator[int]:
    """Read a document; yield the bytes of each piece when its elements were told."""
    parser = ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = taker.start
    parser.EndElementHandler = taker.end
    parser.CharacterDataHandler = taker.text
    # Nobody needs entities of their own in a sheet, but who wants it to unfold without end.
    parser.StartDoctypeDeclHandler = refuse
    while chunk := source.read(_CHUNK):
        parser.Parse(chunk, False)
        yield len(chunk)
    parser.Parse(b"", True)
    yield 0


def refuse(*_declared: object) -> None:
    """Refuse what no program writes. Raises: FileError, always."""
    raise FileError(FileProblem.DAMAGED_WORKBOOK)


def texts_of(source: IO[bytes]) -> list[str]:
    """Return the texts that the cells of all sheets refer to by their number."""
    taker = _Texts()
    for _size in told(taker, source):
        pass
    return taker.found


def rows_of(source: IO[bytes], texts: Sequence[str], calendar: Calendar) -> Iterator[Row]:
    """Yield the number and the cells of each row, as they are written; a cell that is not filled is None.

    Raises: FileError where one row alone is too long to be held.
    """
    taker = _Rows(texts, calendar)
    since = 0
    for size in told(taker, source):
        since = size if taker.found else since + size
        if since > ROW_BYTES:
            raise FileError(FileProblem.TOO_LARGE)
        found, taker.found = taker.found, []
        yield from found
        if taker.is_over:
            return


class _Texts:
    """Gather shared texts: the pieces of each, without how it is spoken."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.pieces: list[str] = []
        self.is_text = False
        self.is_spoken = False
        self.depth = 0

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        """Begin a text, or a piece of it."""
        self.depth += 1
        if self.depth > DEPTH_LIMIT:
            refuse()
        if tag == _TEXT:
            self.is_text = not self.is_spoken
        elif tag == _SPOKEN:
            self.is_spoken = True

    def end(self, tag: str) -> None:
        """End a text, or a piece of it."""
        self.depth -= 1
        if tag == _TEXT:
            self.is_text = False
        elif tag == _SPOKEN:
            self.is_spoken = False
        elif tag == _SHARED:
            # Excel writes "_x005F_" for an underscore that would otherwise begin an escaped sign.
            self.found.append("".join(self.pieces).replace("x005F_", ""))
            self.pieces.clear()

    def text(self, text: str) -> None:
        """Take a piece of a text."""
        if self.is_text:
            self.pieces.append(text)


class _Rows:
    """Gather the rows of a sheet; of a row the cells that are filled, up to the last column that is read."""

    def __init__(self, texts: Sequence[str], calendar: Calendar) -> None:
        self.texts, self.calendar = texts, calendar
        self.found: list[Row] = []
        self.is_over = False
        self.row = self.column = self.depth = 0
        self.cells: list[object] = []
        self.kind, self.style = "n", 0
        self.pieces: list[str] = []
        self.taken = ""
        self.is_spoken = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin a row, a cell or what a cell holds."""
        self.depth += 1
        if self.depth > DEPTH_LIMIT:
            refuse()
        if tag == _CELL:
            self.pieces.clear()
            place = attributes.get("r")
            self.column = column_index_from_string(place.rstrip(_DIGITS)) if place else self.column + 1
            self.kind, self.style = attributes.get("t", "n"), int(attributes.get("s", 0))
        elif tag == _VALUE or (tag == _TEXT and not self.is_spoken):
            self.taken = tag
        elif tag == _ROW:
            place = attributes.get("r")
            self.row = int(float(place)) if place else self.row + 1
            self.column = 0
        elif tag == _SPOKEN:
            self.is_spoken = True

    def end(self, tag: str) -> None:
        """End a row, a cell or what a cell holds."""
        self.depth -= 1
        if tag == self.taken:
            self.taken = ""
        elif tag == _CELL:
            self._end_cell()
        elif tag == _ROW:
            self.found.append((self.row, self.cells))
            self.cells = []
        elif tag == _SPOKEN:
            self.is_spoken = False
        elif tag == _DATA:
            self.is_over = True

    def text(self, text: str) -> None:
        """Take a piece of what a cell holds: a value of its own kind, and of a text only what is written in place."""
        if self.taken and (self.taken == _TEXT) == (self.kind == "inlineStr"):
            self.pieces.append(text)

    def _end_cell(self) -> None:
        written = "".join(self.pieces)
        self.pieces.clear()
        if written and self.column <= COLUMN_LIMIT:
            self.cells += [None] * (self.column - len(self.cells))
            self.cells[self.column - 1] = value_of(written, self.kind, self.style, self.texts, self.calendar)
