"""Read Zendrop's order CSV by the eleven columns that its own reference names."""

from collections.abc import Callable, Iterator

from orders.importers.cells import plain, to_id
from orders.importers.grouping import scattered
from orders.importers.lines import Line
from orders.importers.moments import day_of, to_stamp
from orders.importers.one_order import by, holder, is_cancelled, whole_orders
from orders.importers.problems import RowProblem
from orders.importers.rows import RowError, SupplierOrderRow

MARKETPLACE = "zendrop"
# Any other word for the payment says neither.
_PAID = {"paid": True, "unpaid": False}


def read(opened: Callable[[], Iterator[Line]]) -> Iterator[SupplierOrderRow | RowError]:
    """Yield each order as the last of its lines is read; one bad line refuses its whole order."""
    yield from whole_orders(scattered(opened, by("order id")), _order)


def _order(lines: list[Line]) -> SupplierOrderRow:
    first = lines[0]
    ordered = day_of(holder(lines, "order date").get("order date", to_stamp, None))
    sent_line = holder(lines, "order fulfillment date")
    sent = day_of(sent_line.get("order fulfillment date", to_stamp, None))
    if ordered and sent and sent < ordered:
        sent_line.refuse("order fulfillment date", RowProblem.SHIPPED_BEFORE_ORDERED)
    status = holder(lines, "order status").text("order status")
    shop_id = holder(lines, "store order id").get("store order id", to_id, "")
    return SupplierOrderRow(
        row=first.row,
        marketplace=MARKETPLACE,
        order_id=first.needed("order id", to_id, ""),
        supplier=holder(lines, "supplier names").text("supplier names") or None,
        off_platform=False,
        ordered_on=ordered,
        shipped_on=sent,
        order_status=status or None,
        # Called off, nobody says by whom: an end that is neither good nor bad.
        end_reason="cancelled" if is_cancelled(status) else None,
        is_paid=_PAID.get(plain(holder(lines, "zendrop payment").raw("zendrop payment")).casefold()),
        sale=shop_id or holder(lines, "order number").get("order number", to_id, "") or None,
    )
