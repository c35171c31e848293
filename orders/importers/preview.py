"""Show the first rows of a file beside what is understood of each."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from itertools import islice

from orders.importers.rows import RowError, SalesOrderRow, SupplierOrderRow
from orders.importers.tables import Table

Order = SupplierOrderRow | SalesOrderRow
# Read beyond the rows that are shown, so that the last order shown is whole.
_READ_ROWS = 300
# What is shown of a cell.
_CELL_LENGTH = 200
# Never shown: where it stands, and what tells buyers apart.
_HIDDEN = {"row", "buyer", "records_complaints", "said_at"}


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """Hold the raw cells of one row, the order that begins in it, and what was wrong with the row.

    `order` is None on a further row of an order, and where an error keeps the order out.
    """

    row: int
    cells: list[str]
    order: Order | None
    errors: list[RowError]

    @property
    def understood(self) -> dict[str, object]:
        """Return what the order states: field of the row class -> value."""
        if self.order is None:
            return {}
        said = {each.name: getattr(self.order, each.name) for each in fields(self.order)}
        return {
            name: value for name, value in said.items() if name not in _HIDDEN and value not in (None, "", ())
        }


@dataclass(frozen=True, slots=True)
class Preview:
    """Hold the header of a file as it is written, and its first rows.

    `read_as`: place of a column, from 0 -> the field that it is read as.
    """

    header: list[str]
    read_as: dict[int, str]
    rows: list[PreviewRow]


def preview_of(
    opened: Callable[[], Table],
    read: Callable[[Callable[[], Table]], Iterator[Order | RowError]],
    rows: int,
) -> Preview:
    """Return the first rows of a table, and what `read` understands of them. Raises: FileError."""

    def beginning() -> Table:
        table = opened()
        return replace(table, records=islice(table.records, max(_READ_ROWS, rows)))

    table = beginning()
    shown = list(islice((record for record in table.records if table.says(record)), rows))
    orders: dict[int, Order] = {}
    errors: dict[int, list[RowError]] = {}
    for item in read(beginning):
        if isinstance(item, RowError):
            errors.setdefault(item.row, []).append(item)
        else:
            orders[item.row] = item
    return Preview(
        header=[cell[:_CELL_LENGTH] for cell in table.header.cells],
        read_as={place: name for name, (place, _) in table.columns.places.items()},
        rows=[
            PreviewRow(
                record.row,
                [cell[:_CELL_LENGTH] for cell in record.cells],
                orders.get(record.row),
                errors.get(record.row, []),
            )
            for record in shown
        ],
    )
