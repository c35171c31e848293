"""Find the table in a file: its kind, its header row, and the lines below it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from orders.importers import text, workbook
from orders.importers.cells import plain
from orders.importers.layouts import LAYOUTS, Layout, heading
from orders.importers.lines import Columns, Line
from orders.importers.problems import FileProblem
from orders.importers.rows import FileError
from orders.importers.text import Record

# Exports begin with blank lines, a title or `sep=;`; a header further down is not one.
HEADER_SEARCH_ROWS = 20
HEADER_SHOWN_LENGTH = 200

_WORKBOOK = b"PK\x03\x04"
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Table:
    """Hold the kind of a file, its columns, and the records below its header, to be read once."""

    layout: Layout
    header: Record
    columns: Columns
    records: Iterator[Record]

    def lines(self) -> Iterator[Line]:
        """Yield the lines that say something; blank rows and a repeated header are passed over."""
        for record in self.records:
            if not record.is_blank and record.cells != self.header.cells:
                yield Line(self.columns, record)


def open_table(stream: BinaryIO) -> Table:
    """Return the table of a seekable file, recognised by its header row alone.

    Raises: FileError.
    """
    stream.seek(0)
    head = stream.read(4096)
    if not head:
        raise FileError(FileProblem.EMPTY)
    if head.startswith(_OLD_WORKBOOK):
        raise FileError(FileProblem.OLD_WORKBOOK)
    candidates = workbook.sheets(stream) if head.startswith(_WORKBOOK) else _texts(stream)
    looked_at: list[Record] = []
    for candidate in candidates:
        table = _table(candidate, looked_at)
        if table is not None:
            return table
    raise _not_found(looked_at)


def _texts(stream: BinaryIO) -> Iterator[Iterator[Record]]:
    encoding = text.encoding_of(stream)
    for delimiter in text.DELIMITERS:
        yield text.records(text.lines(stream, encoding), delimiter)


def _table(candidate: Iterator[Record], looked_at: list[Record]) -> Table | None:
    """Return the table that begins in the first rows; what was seen instead is added to `looked_at`."""
    try:
        for record in islice(candidate, HEADER_SEARCH_ROWS):
            looked_at.append(record)
            names = {heading(cell) for cell in record.cells}
            for layout in LAYOUTS:
                if layout.signature <= names:
                    return Table(layout, record, _columns(layout, record), candidate)
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
    return FileError(FileProblem.NOT_RECOGNISED, header=shown(widest))


def shown(header: Record) -> str:
    """Return the cells of a header that are filled, as one short line."""
    return ", ".join(plain(cell) for cell in header.cells if cell.strip())[:HEADER_SHOWN_LENGTH]
