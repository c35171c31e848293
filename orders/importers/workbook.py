"""Turn the sheets of an XLSX workbook into records of text."""

import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from typing import BinaryIO
from xml.parsers.expat import ExpatError

from orders.importers.book_parts import book_of
from orders.importers.excel_values import Calendar
from orders.importers.long_sheets import Row, rows_of, texts_of
from orders.importers.problems import FileProblem
from orders.importers.rows import FileError
from orders.importers.text import Record

# What a workbook may unpack to beside its sheets: its texts are held in memory at once, at up to four times their
# size. Sheets are read row by row and may be as long as Excel makes them: a million rows of forty columns.
HELD_LIMIT = 100_000_000
UNPACKED_LIMIT = 2_000_000_000
_SHEET = re.compile(r"/?xl/worksheets/[^/]+\.xml")
PARTS_LIMIT = 2_000
_PACKED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ENCRYPTED = 0x1
ROW_LIMIT = 1_048_576
# One cell may claim to stand in the last row there is, and the reader fills all rows up to it.
BLANK_LIMIT = 10_000
# After so many rows whoever reads a file is told that the work goes on.
ALIVE_ROWS = 1_000
# Excel keeps 15 digits of a number; a longer one has lost its end.
EXACT_LIMIT = 1e15

# What zipfile, the XML parser and what turns cells into values raise on a workbook that is not whole: attributes and
# parts that are missing are look-up errors.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ExpatError,
    AttributeError,
    AssertionError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    TypeError,
    ValueError,
)


def sheets(stream: BinaryIO, alive: Callable[[], None]) -> Iterator[Iterator[Record]]:
    """Yield the records of each worksheet; a blank row is passed over, and keeps its number.

    `alive` is called while the workbook is opened, which takes long where it has many texts.
    Raises: FileError where the workbook is damaged or unpacks to more than can be real.
    """
    stream.seek(0)
    try:
        worksheets = _opened(zipfile.ZipFile(stream), alive)
    except _DAMAGE:
        raise FileError(FileProblem.DAMAGED_WORKBOOK) from None
    for rows in worksheets:
        yield _records(rows, alive)


def _opened(archive: zipfile.ZipFile, alive: Callable[[], None]) -> list[Iterator[Row]]:
    _check_parts(archive.infolist())
    alive()
    book = book_of(archive)
    texts = _texts(archive, book.texts) if book.texts else []
    alive()
    return [_rows(archive, path, texts, book.calendar) for path in book.sheets]


def _check_parts(parts: list[zipfile.ZipInfo]) -> None:
    """Refuse what would unpack to more than can be real, before anything is unpacked.

    Of these two ways of packing zipfile never unpacks more than a part declares, so the sizes can be trusted. Of the
    others, which no spreadsheet program writes, it unpacks whatever a piece holds, at once.
    """
    for part in parts:
        if part.compress_type not in _PACKED or part.flag_bits & _ENCRYPTED:
            raise FileError(FileProblem.DAMAGED_WORKBOOK)
    held = sum(part.file_size for part in parts if not _SHEET.fullmatch(part.filename))
    whole = sum(part.file_size for part in parts)
    if held > HELD_LIMIT or whole > UNPACKED_LIMIT or len(parts) > PARTS_LIMIT:
        raise FileError(FileProblem.TOO_LARGE)


def _texts(archive: zipfile.ZipFile, path: str) -> list[str]:
    """Return the shared texts; a workbook that calls them a sheet is refused: they are held, whatever their size."""
    if _SHEET.fullmatch(path):
        raise FileError(FileProblem.DAMAGED_WORKBOOK)
    with archive.open(path) as source:
        return texts_of(source)


def _rows(archive: zipfile.ZipFile, path: str, texts: list[str], calendar: Calendar) -> Iterator[Row]:
    with archive.open(path) as source:
        yield from rows_of(source, texts, calendar)


def _records(rows: Iterator[Row], alive: Callable[[], None]) -> Iterator[Record]:
    row = last = read = 0
    while True:
        try:
            found = next(rows, None)
        except _DAMAGE:
            raise FileError(FileProblem.DAMAGED_WORKBOOK) from None
        # The bounds are ours: a sheet may claim a row far beyond its end.
        if found is None or found[0] > ROW_LIMIT or found[0] - last > BLANK_LIMIT:
            return
        number, cells = found
        read += 1
        if read % ALIVE_ROWS == 0:
            alive()
        if number > row and cells:
            row = last = number
            yield Record(row, [as_text(cell) for cell in cells])


def as_text(value: object) -> str:
    """Return a cell as the text that a CSV would have; a number with lost digits shows itself as 8.28E+15."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float():
            if abs(value) >= EXACT_LIMIT:
                return f"{value:G}"
            return str(int(value)) if value.is_integer() else repr(value)
        case datetime():
            return value.isoformat(" ", "seconds")
        case date() | time():
            return value.isoformat()
        case _:
            return str(value)
