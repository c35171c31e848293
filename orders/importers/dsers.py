"""Read the order CSV that is handed to DSers: one line per product of a customer's order, without any price."""

from collections.abc import Callable, Iterator

from orders.importers.cells import to_id, to_quantity
from orders.importers.grouping import scattered
from orders.importers.lines import Line
from orders.importers.moments import to_stamp
from orders.importers.one_order import UNREADABLE, by, different, holder, whole_orders
from orders.importers.people import buyer, country
from orders.importers.rows import RowError, SalesLineRow, SalesOrderRow


def read(opened: Callable[[], Iterator[Line]]) -> Iterator[SalesOrderRow | RowError]:
    """Yield each order as the last of its lines is read; one bad line refuses its whole order."""
    yield from whole_orders(scattered(opened, by("order number")), _order)


def _order(lines: list[Line]) -> SalesOrderRow:
    first = lines[0]
    items = different(lines)
    number = first.needed("order number", to_id, "")
    return SalesOrderRow(
        row=first.row,
        order_id=number,
        name=number,
        ordered_at=holder(lines, "date").needed("date", to_stamp, UNREADABLE),
        currency=None,
        lines=tuple(_item(line, position) for position, line in enumerate(items, start=1)),
        country=country(first, "country", "country (full name)"),
        buyer=buyer(first, "email", "contact person", "zip"),
    )


def _item(line: Line, position: int) -> SalesLineRow:
    sku = line.text("sku")
    return SalesLineRow(
        position=position,
        title=line.needed("product id", to_id, ""),
        quantity=line.needed("product count", to_quantity, 1),
        price=None,
        sku=sku,
    )
