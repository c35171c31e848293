"""Find the table in a file: its kind, its header row, and the lines below it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from orders.importers import text, workbook
from orders.importers.charsets import encoding_of
from orders.importers.layouts import HEADINGS, LAYOUTS, Layout, heading
from orders.importers.lines import Columns, Line
from orders.importers.problems import FileProblem, RowProblem
from orders.importers.rows import FileError
from orders.importers.text import Record, Splitting

# Exports begin with blank lines, a title or `sep=;`; a header further down is not one.
HEADER_SEARCH_ROWS = 20
# No table has more; a row of a million separators is none.
COLUMN_LIMIT = 1_000
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
    splitting: Splitting

    def keys_only(self, places: Iterable[int]) -> Iterator[Record]:
        """Return every record below the header, of which the cells at some places are whole and others need not be."""
        self.splitting.most = max(places) + 1
        return self.records

    def says(self, record: Record) -> bool:
        """Say whether a record is an order's: no blank row, and not the header again."""
        return not record.is_blank and not self._is_header(record)

    def _is_header(self, record: Record) -> bool:
        # Nothing more than empty cells may stand behind what the header says.
        width = len(self.header.cells)
        return record.cells[:width] == self.header.cells and not any(record.cells[width:])

    def lines(self) -> Iterator[Line]:
        """Yield the lines that say something; blank rows and a repeated header are passed over."""
        return (Line(self.columns, record) for record in self.records if self.says(record))

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
    splitting = Splitting()
    sheets = is_workbook(stream)
    candidates = workbook.sheets(stream, alive) if sheets else _texts(stream, alive, splitting)
    looked_at: list[Record] = []
    for candidate in candidates:
        alive()
        table = _table(candidate, looked_at, splitting)
        if table is not None:
            return table
    raise _not_found(looked_at)


def is_workbook(stream: BinaryIO) -> bool:
    """Say whether a seekable file is a workbook. Raises: FileError where it can be no table at all."""
    stream.seek(0)
    head = stream.read(4096)
    if not head:
        raise FileError(FileProblem.EMPTY)
    if head.startswith(_OLD_WORKBOOK):
        raise FileError(FileProblem.OLD_WORKBOOK)
    return head.startswith(_WORKBOOK)


def _texts(stream: BinaryIO, alive: Callable[[], None], splitting: Splitting) -> Iterator[Iterator[Record]]:
    encoding = encoding_of(stream)
    for delimiter in text.DELIMITERS:
        quoted = delimiter != "\t" or not _begins_unquoted(text.blocks(stream, encoding, alive))
        yield text.records(text.blocks(stream, encoding, alive), delimiter, splitting, quoted=quoted)


def _begins_unquoted(blocks: Iterator[str]) -> bool:
    """Say whether lines parted by tabs are those of a kind that writes quotation marks as mere characters."""
    lines = (line for block in blocks for line in block.split("\n"))
    headers = ({heading(cell) for cell in line.split("\t")} for line in islice(lines, HEADER_SEARCH_ROWS))
    return any(layout.fits(names) for names in headers for layout in LAYOUTS if layout.is_unquoted)


def _table(candidate: Iterator[Record], looked_at: list[Record], splitting: Splitting) -> Table | None:
    """Return the table that begins in the first rows; what was seen instead is added to `looked_at`."""
    try:
        for record in narrow(islice(candidate, HEADER_SEARCH_ROWS)):
            looked_at.append(record)
            names = set() if record.problem else {heading(cell) for cell in record.cells}
            for layout in LAYOUTS:
                if layout.fits(names):
                    return Table(layout, record, _columns(layout, record), candidate, splitting)
    except FileError as error:
        # Read with the wrong delimiter, any text may seem to open a quotation mark.
        if error.problem != FileProblem.QUOTE_NOT_CLOSED:
            raise
        # What cannot be read is not nothing: the file is no table, but it is not empty either.
        looked_at.append(Record(row=0, cells=['"']))
    return None


def narrow(records: Iterable[Record]) -> Iterator[Record]:
    """Yield the records that may be a header; of wider ones only the beginning, marked as no header."""
    for record in records:
        if len(record.cells) > COLUMN_LIMIT:
            yield Record(record.row, record.cells[:COLUMN_LIMIT], RowProblem.TOO_MANY_CELLS)
        else:
            yield record


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
    refusal = not_a_table(looked_at)
    if refusal.problem == FileProblem.NOT_A_TABLE and _is_legible(looked_at):
        return not_recognised(max(_written(looked_at), key=lambda record: len(_known(record))))
    return refusal


def not_a_table(looked_at: list[Record]) -> FileError:
    """Return the refusal of a file in whose first rows there is nothing, or nothing like a table."""
    return FileError(FileProblem.NOT_A_TABLE if _written(looked_at) else FileProblem.EMPTY)


def _written(records: list[Record]) -> list[Record]:
    return [record for record in records if not record.is_blank]


def _is_legible(looked_at: list[Record]) -> bool:
    """Say whether the widest row has cells, and characters that can be read."""
    widest = max(_written(looked_at), key=lambda record: sum(bool(cell.strip()) for cell in record.cells))
    visible = "".join("".join(widest.cells).split())
    filled = sum(bool(cell.strip()) for cell in widest.cells)
    return filled >= 2 and visible.isprintable() and "\ufffd" not in visible


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
