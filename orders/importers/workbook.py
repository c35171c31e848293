"""Turn the sheets of an XLSX workbook into records of text."""

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from typing import BinaryIO
from xml.etree.ElementTree import ParseError

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from orders.importers.problems import FileProblem
from orders.importers.rows import FileError
from orders.importers.text import Record

# What a workbook may unpack to; a hundred thousand orders need less. Its texts are held in memory at once,
# at up to four times their size.
UNPACKED_LIMIT = 100_000_000
PARTS_LIMIT = 2_000
ROW_LIMIT = 1_048_576
COLUMN_LIMIT = 200
# One cell may claim to stand in the last row there is, and the reader fills all rows up to it.
BLANK_LIMIT = 10_000
# After so many rows whoever reads a file is told that the work goes on.
ALIVE_ROWS = 1_000
# Excel keeps 15 digits of a number; a longer one has lost its end.
EXACT_LIMIT = 1e15

# What zipfile, the XML parser and openpyxl raise on a workbook that is not whole. openpyxl checks little
# and fails where it stumbles, hence the look-up and type errors.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    InvalidFileException,
    ParseError,
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


class _Sheet(ReadOnlyWorksheet):
    """Be a worksheet that does not look for its size, which some programs leave out or state wrongly.

    Where it is left out, openpyxl reads the whole sheet to find that out.
    """

    def _get_size(self) -> None:
        """Leave the size open: every row is as wide as its last cell."""


def sheets(stream: BinaryIO, alive: Callable[[], None]) -> Iterator[Iterator[Record]]:
    """Yield the records of each worksheet; a blank row is passed over, and keeps its number.

    `alive` is called while the workbook is opened, which takes long where it has many texts.
    Raises: FileError where the workbook is damaged or unpacks to more than can be real.
    """
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as archive:
            _check_size(archive.infolist())
        stream.seek(0)
        worksheets = _opened(stream, alive)
    except _DAMAGE:
        raise FileError(FileProblem.DAMAGED_WORKBOOK) from None
    for sheet in worksheets:
        # The bound is ours: a sheet may claim a row number far beyond its end.
        rows = sheet.iter_rows(max_row=ROW_LIMIT, values_only=True)  # type: ignore[misc]  # the stubs' own self
        yield _records(rows, alive)


def _opened(stream: BinaryIO, alive: Callable[[], None]) -> list[_Sheet]:
    """Take the steps of openpyxl's own reader that values need, and no other."""
    alive()
    reader = ExcelReader(stream, read_only=True, data_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_strings()
    alive()
    reader.read_workbook()
    apply_stylesheet(reader.archive, reader.wb)
    return [
        _Sheet(reader.wb, sheet.name, relation.target, reader.shared_strings)
        for sheet, relation in reader.parser.find_sheets()
        if relation.target in reader.valid_files and "chartsheet" not in relation.Type
    ]


def _check_size(parts: list[zipfile.ZipInfo]) -> None:
    # zipfile never unpacks more of a part than the size that it declares, so these sizes can be trusted.
    if sum(part.file_size for part in parts) > UNPACKED_LIMIT or len(parts) > PARTS_LIMIT:
        raise FileError(FileProblem.TOO_LARGE)


def _records(values: Iterator[tuple[object, ...]], alive: Callable[[], None]) -> Iterator[Record]:
    row = last = 0
    while row - last < BLANK_LIMIT:
        row += 1
        if row % ALIVE_ROWS == 0:
            alive()
        try:
            cells = next(values, None)
        except _DAMAGE:
            raise FileError(FileProblem.DAMAGED_WORKBOOK) from None
        if cells is None:
            return
        cells = cells[:COLUMN_LIMIT]
        # A record ends with its last cell that is filled.
        width = len(cells)
        while width and cells[width - 1] is None:
            width -= 1
        if not width:
            continue
        last = row
        yield Record(row, [as_text(cell) for cell in cells[:width]])


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
