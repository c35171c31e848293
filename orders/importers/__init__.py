"""Text and workbooks in; orders, or the cells that kept them out, come out. Pure: no Django, no clock."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
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
from orders.importers.tables import Table, not_recognised, nothing, open_table

__all__ = [
    "FileError",
    "FileProblem",
    "Kind",
    "Outcome",
    "RowError",
    "RowProblem",
    "SalesLineRow",
    "SalesOrderRow",
    "Source",
    "SupplierOrderRow",
    "look_at",
    "read",
    "recognise",
]


def recognise(stream: BinaryIO) -> Source:
    """Return the kind of a seekable file by its header row, never by its name.

    Raises: FileError where no kind fits or a column that must be there is not.
    """
    return look_at(stream).source


@dataclass(frozen=True, slots=True)
class Kind:
    """Hold what a header row says: the kind of the file, and the headings in it that are not read."""

    source: Source
    unread: tuple[str, ...]


def look_at(stream: BinaryIO, alive: Callable[[], None] = nothing) -> Kind:
    """Return what the header row of a seekable file says; `alive` and Raises as for `read`."""
    table = open_table(stream, alive)
    return Kind(table.layout.source, table.unread())


def read(
    stream: BinaryIO, source: Source, alive: Callable[[], None] = nothing
) -> Iterator[SupplierOrderRow | SalesOrderRow | RowError]:
    """Yield every order where its last row stands, and an error for each cell that kept an order out.

    An order with an error on any of its rows is not yielded at all. A large file takes minutes: `alive` is
    called every few seconds at least, and what it raises ends the reading.
    Raises: FileError about the file as a whole, at the first item or later: a quotation mark that is
    never closed, a damaged sheet.
    """

    def opened() -> Iterator[Line]:
        return _open_as(stream, source, alive).lines()

    if source == Source.SHOPIFY:
        yield from shopify.read(opened())
    elif source == Source.ALIEXPRESS:
        yield from aliexpress.read(opened)
    else:
        yield from supplier_orders.read(opened)


def _open_as(stream: BinaryIO, source: Source, alive: Callable[[], None]) -> Table:
    table = open_table(stream, alive)
    if table.layout.source != source:
        raise not_recognised(table.header)
    return table
