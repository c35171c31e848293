"""Turn the bytes of a text file into records, whatever its encoding, line ends and quoting."""

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from orders.importers.problems import FileProblem, RowProblem
from orders.importers.rows import FileError

DELIMITERS = (",", ";", "\t")
CHUNK_BYTES = 65_536
# A longer physical line is no table; without a bound one line of a whole upload is copied again and again.
LINE_LIMIT = 1_000_000
# Enough of a line that is too long to find the order id in it.
PREFIX_LENGTH = 2_000


@dataclass(frozen=True, slots=True)
class Record:
    """Hold one row of a file as text; `row` is its number as a spreadsheet shows it."""

    row: int
    cells: tuple[str, ...]
    problem: RowProblem | None = None

    @property
    def is_blank(self) -> bool:
        """Say whether nothing at all is written in the row."""
        return self.problem is None and not any(cell.strip() for cell in self.cells)


def encoding_of(stream: BinaryIO) -> str:
    """Return the codec that reads the file: by its mark, else UTF-8 where it fits, else Windows-1252."""
    stream.seek(0)
    head = stream.read(64)
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    # Latin letters in UTF-16 without a mark: every second byte is zero.
    pairs = len(head) // 2
    if pairs and head[1::2].count(0) > 0.8 * pairs:
        return "utf-16-le"
    if pairs and head[0::2].count(0) > 0.8 * pairs:
        return "utf-16-be"
    return "utf-8" if _is_utf8(stream) else "cp1252"


def _is_utf8(stream: BinaryIO) -> bool:
    stream.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk := stream.read(CHUNK_BYTES):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def lines(stream: BinaryIO, encoding: str) -> Iterator[str]:
    """Yield the physical lines, each ended by LF; CRLF and bare CR count as line ends too.

    Raises: FileError where a line is too long for a table.
    """
    stream.seek(0)
    decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(encoding)("replace"), translate=True)
    rest = ""
    while chunk := stream.read(CHUNK_BYTES):
        *whole, rest = (rest + decoder.decode(chunk)).split("\n")
        for line in whole:
            yield line + "\n"
        if len(rest) > LINE_LIMIT:
            raise FileError(FileProblem.NOT_A_TABLE)
    *whole, rest = (rest + decoder.decode(b"", final=True)).split("\n")
    for line in whole:
        yield line + "\n"
    if rest:
        yield rest


class _Feed:
    """Hand lines to the csv reader, and remember what it took for the record in hand."""

    def __init__(self, source: Iterator[str]) -> None:
        self.source = source
        self.first = ""
        self.taken = 0
        self.is_spent = False

    def __iter__(self) -> "_Feed":
        return self

    def __next__(self) -> str:
        line = next(self.source, None)
        if line is None:
            self.is_spent = True
            raise StopIteration
        self.first = self.first if self.taken else line
        self.taken += 1
        return line


def records(source: Iterator[str], delimiter: str) -> Iterator[Record]:
    """Yield every record of the lines, blank ones too.

    Raises: FileError where a quotation mark is opened and never closed: it swallows what follows, so
    nothing after it can be trusted.
    """
    feed = _Feed(source)
    reader = csv.reader(feed, delimiter=delimiter)
    row = 0
    while True:
        row += 1
        feed.taken = 0
        try:
            cells = next(reader, None)
        except csv.Error:
            # A cell above the csv module's limit of 131,072 characters: over many lines it is an open quote.
            if feed.taken > 1:
                raise FileError(FileProblem.QUOTE_NOT_CLOSED, row=str(row)) from None
            yield Record(row, _prefix(feed.first, delimiter), RowProblem.CELL_TOO_LONG)
            continue
        if cells is None:
            return
        if feed.is_spent:
            # The reader asked for a line after the last one, which it does only inside quotes.
            raise FileError(FileProblem.QUOTE_NOT_CLOSED, row=str(row))
        yield Record(row, tuple(cells))


def _prefix(line: str, delimiter: str) -> tuple[str, ...]:
    """Return the cells at the start of a line that are surely whole."""
    return tuple(next(csv.reader([line[:PREFIX_LENGTH]], delimiter=delimiter))[:-1])
