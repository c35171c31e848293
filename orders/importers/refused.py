"""Give the refused rows of a file back as a file with the same header, to be mended and handed in again."""

import csv
from collections.abc import Callable, Iterator, Sequence
from io import TextIOBase

from orders.importers.problems import RowProblem
from orders.importers.rows import RowError
from orders.importers.text import Record

# Stands beyond the last column, so that a row whose end is not here is refused again until it is mended.
CUT_OFF = "the rest of this row was too long to be repeated"


class Rows:
    """Remember row numbers in a bit each: a file may be refused as a whole."""

    def __init__(self) -> None:
        """Begin with none."""
        self.bits = bytearray()

    def add(self, error: RowError) -> None:
        """Remember every row of the order that an error kept out."""
        for row in error.rows or (error.row,):
            place, bit = divmod(row, 8)
            if place >= len(self.bits):
                self.bits.extend(bytes(max(place + 1 - len(self.bits), len(self.bits))))
            self.bits[place] |= 1 << bit

    def __contains__(self, row: int) -> bool:
        """Say whether a row was added."""
        place, bit = divmod(row, 8)
        return place < len(self.bits) and bool(self.bits[place] >> bit & 1)

    def __bool__(self) -> bool:
        """Say whether any row was."""
        return bool(self.bits)


def write(
    header: Record, records: Iterator[Record], refused: Rows, out: TextIOBase, alive: Callable[[], None]
) -> None:
    """Write the header and the refused rows as a CSV, cell by cell as they stand.

    Nothing is taken out or put before a cell, not even before one that a spreadsheet would take for a formula:
    the file is made to be handed in again, and must say what the first one said.
    """
    writer = csv.writer(out)
    writer.writerow(header.cells)
    for number, record in enumerate(records):
        if number % 1_000 == 0:
            alive()
        if record.row in refused:
            writer.writerow(_whole(record, len(header.cells)))


def _whole(record: Record, width: int) -> Sequence[str]:
    if record.problem != RowProblem.CELL_TOO_LONG:
        return record.cells
    return (*record.cells[:width], *[""] * (width - len(record.cells)), CUT_OFF)
