"""Text and workbooks in; orders, or the cells that kept them out, come out. Pure: no Django, no clock."""

from collections.abc import Iterator
from typing import BinaryIO

from orders.importers import aliexpress, shopify, supplier_orders
from orders.importers.lines import Line
from orders.importers.problems import FileProblem, RowProblem
from orders.importers.rows import (
    FileError,
    Outcome,
    RowError,
    SalesLineRow,
    SalesOrderRow,
    Source,
    SupplierOrderRow,
)
from orders.importers.tables import Table, open_table, shown

__all__ = [
    "FileError",
    "FileProblem",
    "Outcome",
    "RowError",
    "RowProblem",
    "SalesLineRow",
    "SalesOrderRow",
    "Source",
    "SupplierOrderRow",
    "count",
    "read",
    "recognise",
]


def recognise(stream: BinaryIO) -> Source:
    """Return the kind of a seekable file by its header row, never by its name.

    Raises: FileError where no kind fits or a column that must be there is not.
    """
    return open_table(stream).layout.source


def count(stream: BinaryIO, source: Source) -> int:
    """Return the number of rows below the header that say something: the length of a progress bar.

    Raises: FileError.
    """
    return sum(1 for _ in _open_as(stream, source).lines())


def read(stream: BinaryIO, source: Source) -> Iterator[SupplierOrderRow | SalesOrderRow | RowError]:
    """Yield every order where its last row stands, and an error for each cell that kept an order out.

    An order with an error on any of its rows is not yielded at all.
    Raises: FileError about the file as a whole, at the first item or later: a quotation mark that is
    never closed, a damaged sheet.
    """

    def opened() -> Iterator[Line]:
        return _open_as(stream, source).lines()

    if source == Source.SHOPIFY:
        yield from shopify.read(opened())
    elif source == Source.ALIEXPRESS:
        yield from aliexpress.read(opened)
    else:
        yield from supplier_orders.read(opened)


def _open_as(stream: BinaryIO, source: Source) -> Table:
    table = open_table(stream)
    if table.layout.source != source:
        raise FileError(FileProblem.NOT_RECOGNISED, header=shown(table.header))
    return table
