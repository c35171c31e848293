"""Read the CSV of the browser extension "Aliexpress Shopper Inventory": one line per item of an order."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from orders.importers.aliexpress import MARKETPLACE
from orders.importers.amounts import Purse
from orders.importers.cells import to_currency, to_id, to_quantity, to_text
from orders.importers.grouping import scattered
from orders.importers.lines import Line
from orders.importers.merging import bound
from orders.importers.moments import day_of, to_named_day
from orders.importers.one_order import by, different, holder, total, whole_orders
from orders.importers.rows import RowError, SupplierOrderRow

# Words of the page for an order that was called off: an end that is neither good nor bad.
_CALLED_OFF = {"canceled": "cancelled", "cancelled": "cancelled", "closed": "closed", "expired": "expired"}


def read(opened: Callable[[], Iterator[Line]]) -> Iterator[SupplierOrderRow | RowError]:
    """Yield each order as its last item is read; one bad line refuses its whole order."""
    yield from whole_orders(scattered(opened, by("order id")), _order)


def _order(lines: list[Line]) -> SupplierOrderRow:
    # The file has no ids of items.
    items = different(lines)
    first = lines[0]
    quantities = [line.needed("qty", to_quantity, 0) for line in items]
    purse = Purse(holder(lines, "currency").get("currency", to_currency, None))
    costs = [_cost(line, quantity, purse) for line, quantity in zip(items, quantities, strict=True)]
    bound("price", items, costs)
    status = holder(lines, "status").text("status")
    return SupplierOrderRow(
        row=first.row,
        marketplace=MARKETPLACE,
        order_id=first.needed("order id", to_id, ""),
        supplier=holder(lines, "store").text("store") or None,
        products=tuple(dict.fromkeys(line.needed("title", to_text, "") for line in items)),
        quantity=sum(quantities),
        cost=total(costs),
        currency=purse.currency,
        off_platform=False,
        ordered_on=day_of(holder(lines, "order date").get("order date", to_named_day, None)),
        order_status=status or None,
        end_reason=_CALLED_OFF.get(status.casefold()),
    )


def _cost(line: Line, quantity: int, purse: Purse) -> Decimal | None:
    """Return what a line cost: the page shows the price of one piece."""
    price = purse.take(line, "price")
    return None if price is None else price * quantity
