"""Turn the bytes of a text file into records, whatever its encoding, line ends and quoting."""

import codecs
import csv
import io
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain, count, repeat
from typing import BinaryIO, NamedTuple

from orders.importers.problems import FileProblem, RowProblem
from orders.importers.rows import FileError

DELIMITERS = (",", ";", "\t")
CHUNK_BYTES = 65_536
# After so many chunks whoever reads a file is told that the work goes on.
ALIVE_CHUNKS = 8
# A longer physical line is no table; without a bound one line of a whole upload is copied again and again.
LINE_LIMIT = 1_000_000
# Enough of a line that is too long to find the order id in it.
PREFIX_LENGTH = 2_000


class Record(NamedTuple):
    """Hold one row of a file as text; `row` is its number as a spreadsheet shows it."""

    row: int
    cells: list[str]
    problem: RowProblem | None = None

    @property
    def is_blank(self) -> bool:
        """Say whether nothing at all is written in the row."""
        return self.problem is None and not any(cell.strip() for cell in self.cells)


# Called by `map`, it costs half of what the class itself does.
_RECORD = partial(tuple.__new__, Record)


def blocks(stream: BinaryIO, encoding: str, alive: Callable[[], None]) -> Iterator[str]:
    """Yield the text in blocks of whole lines; LF, CRLF and bare CR end a line, LF parts two in a block.

    Raises: FileError where a line is too long for a table.
    """
    stream.seek(0)
    decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(encoding)("replace"), translate=True)
    rest = ""
    for number in count():
        if number % ALIVE_CHUNKS == 0:
            alive()
        chunk = stream.read(CHUNK_BYTES)
        rest += decoder.decode(chunk, final=not chunk)
        if not chunk:
            break
        whole, line_end, last = rest.rpartition("\n")
        if line_end:
            yield whole
        rest = last
        if len(rest) > LINE_LIMIT:
            raise FileError(FileProblem.NOT_A_TABLE)
    if rest:
        yield rest.removesuffix("\n")


class Splitting:
    """Say how many cells of a row are wanted, while its file is being read; -1 is all of them."""

    most = -1


class _Feed:
    """Hand lines to the csv reader, and remember what it took for the record in hand."""

    def __init__(self, source: Iterator[str]) -> None:
        self.source = source
        self.pending: Iterator[str] = iter(())
        self.first = ""
        self.taken = 0
        self.is_spent = False

    def begin(self, line: str) -> None:
        """Put a line before those that are still to come."""
        self.first = line
        self.taken = 0

    def __iter__(self) -> "_Feed":
        return self

    def __next__(self) -> str:
        self.taken += 1
        if self.taken == 1:
            return self.first + "\n"
        line = next(self.pending, None)
        if line is None:
            block = next(self.source, None)
            if block is None:
                self.is_spent = True
                raise StopIteration
            self.pending = iter(block.split("\n"))
            line = next(self.pending)
        return line + "\n"


def records(
    source: Iterator[str], delimiter: str, splitting: Splitting | None = None, *, quoted: bool = True
) -> Iterator[Record]:
    """Return every record of some blocks, blank ones too; without `quoted` a quotation mark is a mere character.

    Raises: FileError, while they are taken, where a quotation mark is opened and never closed: it swallows
    what follows, so nothing after it can be trusted.
    """
    # Chained, the records of a block are handed on without a step of Python for each.
    return chain.from_iterable(_batches(source, delimiter, splitting or Splitting(), quoted))


def _batches(
    source: Iterator[str], delimiter: str, splitting: Splitting, quoted: bool
) -> Iterator[Iterable[Record]]:
    feed = _Feed(source)
    reader = csv.reader(feed, delimiter=delimiter)
    limit = csv.field_size_limit()
    row = 1
    for block in source:
        lines = block.split("\n")
        # Where no quotation mark stands, splitting is all that the csv module does, at half its cost.
        if (not quoted or '"' not in block) and max(map(len, lines)) <= limit:
            cells = map(str.split, lines, repeat(delimiter), repeat(splitting.most))
            yield map(_RECORD, zip(count(row), cells, repeat(None)))
            row += len(lines)
            continue
        feed.pending = iter(lines)
        while (line := next(feed.pending, None)) is not None:
            if '"' not in line and len(line) <= limit:
                yield (Record(row, line.split(delimiter)),)
            elif not quoted:
                yield (_unquoted(row, line, delimiter, limit),)
            else:
                feed.begin(line)
                yield (_parsed(row, reader, feed, delimiter),)
            row += 1


def _unquoted(row: int, line: str, delimiter: str, limit: int) -> Record:
    cells = line.split(delimiter)
    if max(map(len, cells)) <= limit:
        return Record(row, cells)
    return Record(row, line[:PREFIX_LENGTH].split(delimiter)[:-1], RowProblem.CELL_TOO_LONG)


def _parsed(row: int, reader: Iterator[list[str]], feed: _Feed, delimiter: str) -> Record:
    try:
        cells = next(reader)
    except csv.Error:
        # A cell above the csv module's limit of 131,072 characters: over many lines it is an open quote.
        if feed.taken > 1:
            raise FileError(FileProblem.QUOTE_NOT_CLOSED, row=str(row)) from None
        return Record(row, _prefix(feed.first, delimiter), RowProblem.CELL_TOO_LONG)
    if feed.is_spent:
        # The reader asked for a line after the last one, which it does only inside quotes.
        raise FileError(FileProblem.QUOTE_NOT_CLOSED, row=str(row))
    return Record(row, cells)


def _prefix(line: str, delimiter: str) -> list[str]:
    """Return the cells at the start of a line that are surely whole."""
    return next(csv.reader([line[:PREFIX_LENGTH]], delimiter=delimiter))[:-1]
