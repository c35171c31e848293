"""Show the beginning of a table of no known kind, so that its owner can say which column is what."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import BinaryIO

from orders.importers import text, workbook
from orders.importers.charsets import encoding_of
from orders.importers.forms import is_day
from orders.importers.layouts import Layout
from orders.importers.lines import Columns
from orders.importers.mapping import Mapping, fingerprint
from orders.importers.problems import FileProblem
from orders.importers.rows import FileError, Source
from orders.importers.tables import (
    HEADER_SEARCH_ROWS,
    Table,
    is_workbook,
    narrow,
    not_a_table,
    nothing,
)
from orders.importers.text import Record, Splitting

# So many rows show how a table writes its days and amounts.
SAMPLE_ROWS = 200
# What is shown of a cell.
SAMPLE_LENGTH = 200
_ANY = Layout(source=Source.TABLE, signature=frozenset(), required=(), optional=())


@dataclass(frozen=True, slots=True)
class Outline:
    """Hold the header of a table, cells of the rows below it as text, and the form of its file.

    `encoding` is the name of a codec, `delimiter` one character; both are empty for a workbook.
    """

    header: list[str]
    sample: list[list[str]]
    encoding: str
    delimiter: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class _Found:
    header: Record
    sample: list[Record]
    rest: Iterator[Record]
    encoding: str = ""
    delimiter: str = ""


def outline(stream: BinaryIO, alive: Callable[[], None] = nothing) -> Outline:
    """Return what the beginning of any seekable table shows. Raises: FileError where it is no table."""
    found = _find(stream, alive, Splitting())
    header = [" ".join(cell.replace("\ufeff", "").split())[:SAMPLE_LENGTH] for cell in found.header.cells]
    sample = [
        [cell[:SAMPLE_LENGTH] for cell in record.cells[: len(header)]]
        for record in found.sample
        if not record.is_blank and record.problem is None
    ]
    return Outline(header, sample, found.encoding, found.delimiter, fingerprint(found.header.cells))


def open_mapped(stream: BinaryIO, mapping: Mapping, alive: Callable[[], None] = nothing) -> Table:
    """Return the table of a seekable file with its columns as a mapping names them.

    Raises: FileError where it is no table, where the mapping is not whole or was made for another header.
    """
    if lacking := mapping.lacking():
        raise FileError(FileProblem.NOT_MAPPED, columns=", ".join(lacking))
    splitting = Splitting()
    found = _find(stream, alive, splitting)
    header = found.header.cells
    is_other = mapping.fingerprint and mapping.fingerprint != fingerprint(header)
    if is_other or max(mapping.columns.values()) >= len(header):
        raise FileError(FileProblem.OTHER_COLUMNS)
    places = {
        name: (place, " ".join(header[place].replace("\ufeff", "").split())[:100])
        for name, place in mapping.columns.items()
    }
    records = chain(found.sample, found.rest)
    return Table(_ANY, found.header, Columns(places, len(header)), records, splitting)


def _find(stream: BinaryIO, alive: Callable[[], None], splitting: Splitting) -> _Found:
    """Return the best reading of a file: the one with the most rows of one width, then the widest."""
    looked_at: list[Record] = []
    if is_workbook(stream):
        for sheet in workbook.sheets(stream, alive):
            if (found := _begun(sheet, looked_at)) is not None:
                return found
        raise not_a_table(looked_at)
    encoding = encoding_of(stream)
    candidates = []
    for delimiter in text.DELIMITERS:
        records = text.records(text.blocks(stream, encoding, alive), delimiter)
        if (found := _begun(records, looked_at, encoding, delimiter)) is not None:
            candidates.append((_likeness(found), delimiter))
    if not candidates:
        raise not_a_table(looked_at)
    # The stream is one: the reading that is chosen begins it anew.
    _, delimiter = max(candidates, key=lambda each: each[0])
    records = text.records(text.blocks(stream, encoding, alive), delimiter, splitting)
    found = _begun(records, looked_at, encoding, delimiter)
    if found is None:
        raise not_a_table(looked_at)
    return found


def _begun(
    records: Iterator[Record], looked_at: list[Record], encoding: str = "", delimiter: str = ""
) -> _Found | None:
    """Return the table in some records, None where they are none."""
    try:
        first = list(islice(records, HEADER_SEARCH_ROWS + SAMPLE_ROWS))
        seen = list(narrow(first))
    except FileError as error:
        if error.problem != FileProblem.QUOTE_NOT_CLOSED:
            raise
        looked_at.append(Record(row=0, cells=['"']))
        return None
    looked_at += seen[:HEADER_SEARCH_ROWS]
    widths = Counter(width for record in seen if (width := _filled_width(record.cells)) > 1)
    usual = max(widths, key=lambda width: (widths[width], width), default=0)
    for number, record in enumerate(seen[:HEADER_SEARCH_ROWS]):
        if _is_header(record, usual):
            return _Found(record, first[number + 1 :], records, encoding, delimiter)
    return None


def _filled_width(cells: Sequence[str]) -> int:
    """Return how many cells a row has, without the empty ones behind the last that is filled."""
    width = len(cells)
    while width and not cells[width - 1].strip():
        width -= 1
    return width


def _is_header(record: Record, usual: int) -> bool:
    """Say whether a row names columns: nearly as many as rows have cells, none of them a number or a day."""
    if record.problem is not None:
        return False
    names = [cell.strip() for cell in record.cells if cell.strip()]
    enough = len(names) >= 2 and 2 * len(names) >= usual
    visible = "".join(names).replace("\ufeff", "").replace("\n", "").isprintable()
    return enough and visible and "\ufffd" not in "".join(names) and not any(map(_is_value, names))


def _is_value(cell: str) -> bool:
    return cell.replace(".", "").replace(",", "").replace("-", "").isdecimal() or "@" in cell or is_day(cell)


def _likeness(found: _Found) -> tuple[int, int]:
    width = len(found.header.cells)
    return sum(1 for record in found.sample if len(record.cells) == width), width
