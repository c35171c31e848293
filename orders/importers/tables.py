"""Find the table in a file: its kind, its header row, and the lines below it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from orders.importers import text, workbook
from orders.importers.layouts import HEADINGS, LAYOUTS, Layout, heading
from orders.importers.lines import Columns, Line
from orders.importers.problems import FileProblem
from orders.importers.rows import FileError
from orders.importers.text import Record

# Exports begin with blank lines, a title or `sep=;`; a header further down is not one.
HEADER_SEARCH_ROWS = 20
# After so many rows whoever reads a file is told that the work goes on.
ALIVE_ROWS = 1_000
# What may be repeated of a heading that no kind of file has, and how many of them.
UNREAD_LENGTH = 40
UNREAD_LIMIT = 30

_WORKBOOK = b"PK\x03\x04"
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Table:
    """Hold the kind of a file, its columns, and the records below its header, to be read once."""

    layout: Layout
    header: Record
    columns: Columns
    records: Iterator[Record]
    alive: Callable[[], None]

    def lines(self) -> Iterator[Line]:
        """Yield the lines that say something; blank rows and a repeated header are passed over."""
        for number, record in enumerate(self.records):
            if number % ALIVE_ROWS == 0:
                self.alive()
            if not record.is_blank and record.cells != self.header.cells:
                yield Line(self.columns, record)

    def unread(self) -> tuple[str, ...]:
        """Return the headings that are not read, as the file writes them; none that may be about a person."""
        read = {place for place, _ in self.columns.places.values()}
        others = [" ".join(cell.split()) for place, cell in enumerate(self.header.cells) if place not in read]
        return tuple(filter(_is_heading, dict.fromkeys(others)))[:UNREAD_LIMIT]


def nothing() -> None:
    """Do nothing, where nobody has to be told that a long reading goes on."""


def open_table(stream: BinaryIO, alive: Callable[[], None] = nothing) -> Table:
    """Return the table of a seekable file, recognised by its header row alone.

    `alive` is called again and again while the file is read. Raises: FileError.
    """
    stream.seek(0)
    head = stream.read(4096)
    if not head:
        raise FileError(FileProblem.EMPTY)
    if head.startswith(_OLD_WORKBOOK):
        raise FileError(FileProblem.OLD_WORKBOOK)
    candidates = workbook.sheets(stream, alive) if head.startswith(_WORKBOOK) else _texts(stream)
    looked_at: list[Record] = []
    for candidate in candidates:
        alive()
        table = _table(candidate, looked_at, alive)
        if table is not None:
            return table
    raise _not_found(looked_at)


def _texts(stream: BinaryIO) -> Iterator[Iterator[Record]]:
    encoding = text.encoding_of(stream)
    for delimiter in text.DELIMITERS:
        yield text.records(text.lines(stream, encoding), delimiter)


def _table(candidate: Iterator[Record], looked_at: list[Record], alive: Callable[[], None]) -> Table | None:
    """Return the table that begins in the first rows; what was seen instead is added to `looked_at`."""
    try:
        for record in islice(candidate, HEADER_SEARCH_ROWS):
            looked_at.append(record)
            names = {heading(cell) for cell in record.cells}
            for layout in LAYOUTS:
                if layout.signature <= names:
                    return Table(layout, record, _columns(layout, record), candidate, alive)
    except FileError as error:
        # Read with the wrong delimiter, any text may seem to open a quotation mark.
        if error.problem != FileProblem.QUOTE_NOT_CLOSED:
            raise
        # What cannot be read is not nothing: the file is no table, but it is not empty either.
        looked_at.append(Record(row=0, cells=('"',)))
    return None


def _columns(layout: Layout, header: Record) -> Columns:
    places: dict[str, tuple[int, str]] = {}
    for place, cell in enumerate(header.cells):
        name = layout.also.get(heading(cell), heading(cell))
        if name not in layout.columns:
            continue
        if name in places:
            raise FileError(FileProblem.COLUMN_TWICE, column=name)
        places[name] = (place, " ".join(cell.replace("\ufeff", "").split()))
    missing = [name for name in layout.required if name not in places]
    if missing:
        raise FileError(FileProblem.COLUMN_MISSING, columns=", ".join(missing))
    return Columns(places, len(header.cells))


def _not_found(looked_at: list[Record]) -> FileError:
    written = [record for record in looked_at if not record.is_blank]
    if not written:
        return FileError(FileProblem.EMPTY)
    widest = max(written, key=lambda record: sum(bool(cell.strip()) for cell in record.cells))
    visible = "".join("".join(widest.cells).split())
    filled = sum(bool(cell.strip()) for cell in widest.cells)
    if filled < 2 or not visible.isprintable() or "\ufffd" in visible:
        return FileError(FileProblem.NOT_A_TABLE)
    return not_recognised(max(written, key=lambda record: len(_known(record))))


def not_recognised(header: Record) -> FileError:
    """Return the refusal of a file of no known kind, which repeats no cell that is not a heading of ours.

    The first row of a file that was cut in two is an order, with the name and the address of a person.
    """
    known = _known(header)
    if not known:
        return FileError(FileProblem.NO_HEADER)
    return FileError(FileProblem.NOT_RECOGNISED, header=", ".join(known))


def _known(record: Record) -> list[str]:
    return list(dict.fromkeys(name for cell in record.cells if (name := heading(cell)) in HEADINGS))


def _is_heading(cell: str) -> bool:
    return bool(cell) and len(cell) < UNREAD_LENGTH and "@" not in cell and cell.isprintable()
