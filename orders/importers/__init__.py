"""Text and workbooks in; orders, or the cells that kept them out, come out. Pure: no Django, no clock."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from orders.importers import (
    aliexpress,
    aliexpress_inventory,
    amazon,
    dsers,
    ebay,
    etsy,
    mapped,
    shopify,
    supplier_orders,
    woocommerce,
    woocommerce_export,
    zendrop,
)
from orders.importers.guessing import guess_mapping
from orders.importers.lines import Line
from orders.importers.mapping import Mapping, MappingError, TableKind
from orders.importers.outline import Outline, open_mapped, outline
from orders.importers.preview import Preview, PreviewRow, preview_of
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
    "Mapping",
    "MappingError",
    "Outcome",
    "Outline",
    "Preview",
    "PreviewRow",
    "RowError",
    "RowProblem",
    "SalesLineRow",
    "SalesOrderRow",
    "Source",
    "SupplierOrderRow",
    "TableKind",
    "guess_mapping",
    "look_at",
    "outline",
    "preview",
    "read",
    "recognise",
]

Row = SupplierOrderRow | SalesOrderRow | RowError
# The lines of one order follow each other, so that each is read once.
_IN_ONE_PASS: dict[Source, Callable[[Iterator[Line]], Iterator[Row]]] = {
    Source.SHOPIFY: shopify.read,
    Source.EBAY: ebay.read,
    Source.ETSY_ORDERS: etsy.read_orders,
}
# The lines of one order may stand anywhere: the file is read twice.
_IN_TWO_PASSES: dict[Source, Callable[[Callable[[], Iterator[Line]]], Iterator[Row]]] = {
    Source.ALIEXPRESS: aliexpress.read,
    Source.ALIEXPRESS_INVENTORY: aliexpress_inventory.read,
    Source.WOOCOMMERCE: woocommerce.read,
    Source.WOOCOMMERCE_EXPORT: woocommerce_export.read,
    Source.ETSY_ITEMS: etsy.read_items,
    Source.AMAZON_NEW: amazon.read_new,
    Source.AMAZON_ALL: amazon.read_all,
    Source.ZENDROP: zendrop.read,
    Source.DSERS: dsers.read,
}


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
    stream: BinaryIO, source: Source, alive: Callable[[], None] = nothing, mapping: Mapping | None = None
) -> Iterator[Row]:
    """Yield every order where its last row stands, and an error for each cell that kept an order out.

    An order with an error on any of its rows is not yielded at all. A large file takes minutes: `alive` is
    called every few seconds at least, and what it raises ends the reading. `mapping` is for `Source.TABLE`.
    Raises: FileError about the file as a whole, at the first item or later: a quotation mark that is
    never closed, a damaged sheet.
    """
    yield from _read_table(source, mapping)(lambda: _open_as(stream, source, alive, mapping))


def preview(stream: BinaryIO, source: Source, mapping: Mapping | None = None, rows: int = 20) -> Preview:
    """Return the first rows of a seekable file beside what is understood of each; Raises as for `read`."""
    return preview_of(lambda: _open_as(stream, source, nothing, mapping), _read_table(source, mapping), rows)


def _read_table(source: Source, mapping: Mapping | None) -> Callable[[Callable[[], Table]], Iterator[Row]]:
    """Return what reads the tables of a kind."""
    if source == Source.TABLE and mapping is not None:
        return lambda opened: mapped.read(opened, mapping)
    if source in _IN_ONE_PASS:
        return lambda opened: _IN_ONE_PASS[source](opened().lines())
    if source in _IN_TWO_PASSES:
        return lambda opened: _IN_TWO_PASSES[source](lambda: opened().lines())
    return supplier_orders.read


def _open_as(stream: BinaryIO, source: Source, alive: Callable[[], None], mapping: Mapping | None) -> Table:
    if source == Source.TABLE:
        if mapping is None:
            raise FileError(FileProblem.NOT_MAPPED)
        return open_mapped(stream, mapping, alive)
    table = open_table(stream, alive)
    if table.layout.source != source:
        raise not_recognised(table.header)
    return table
