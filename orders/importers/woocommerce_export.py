"""Read "Advanced Order Export For WooCommerce": one line per product, the order's own cells on each of them."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from orders.importers.amounts import Purse
from orders.importers.cells import plain, to_id, to_quantity
from orders.importers.grouping import scattered
from orders.importers.lines import Line
from orders.importers.merging import bound
from orders.importers.moments import to_stamp
from orders.importers.one_order import UNREADABLE, by, different, holder, whole_orders
from orders.importers.people import buyer, country
from orders.importers.rows import RowError, SalesLineRow, SalesOrderRow
from orders.importers.woocommerce import states_of

_ITEM = ("item #", "name", "sku", "quantity")


def read(opened: Callable[[], Iterator[Line]]) -> Iterator[SalesOrderRow | RowError]:
    """Yield each order as the last of its lines is read; one bad line refuses its whole order."""
    yield from whole_orders(scattered(opened, by("order number")), _order)


def _order(lines: list[Line]) -> SalesOrderRow:
    purse = Purse()
    items = _items(lines, purse)
    first = lines[0]
    paid, sent = states_of(holder(lines, "order status").text("order status"))
    number = first.needed("order number", to_id, "")

    def amount(column: str) -> Decimal | None:
        return purse.take(holder(lines, column), column)

    tax = "order total tax amount" if first.has("order total tax amount") else "order tax amount"
    return SalesOrderRow(
        row=first.row,
        order_id=number,
        name=number,
        ordered_at=holder(lines, "order date").needed("order date", to_stamp, UNREADABLE),
        lines=items,
        subtotal=amount("order subtotal amount"),
        shipping=amount("order shipping amount"),
        tax=amount(tax),
        discount=amount("cart discount amount"),
        total=amount("order total amount"),
        refunded_amount=amount("order refund amount"),
        # Behind the amounts, which may name it.
        currency=purse.currency,
        financial_status=paid,
        fulfilment_status=sent,
        country=country(first, "country code (shipping)", "country code (billing)"),
        buyer=buyer(first, "email (billing)"),
    )


def _items(lines: list[Line], purse: Purse) -> tuple[SalesLineRow, ...]:
    """Return the products; the same one twice is two where the file numbers them, and else a repeated line."""
    filled = [line for line in different(lines) if any(plain(line.raw(column)) for column in _ITEM)]
    bound("quantity", filled, [line.get("quantity", to_quantity, None) for line in filled])
    return tuple(_item(line, position, purse) for position, line in enumerate(filled, start=1))


def _item(line: Line, position: int, purse: Purse) -> SalesLineRow:
    quantity = line.needed("quantity", to_quantity, 1)
    price = purse.take(line, "item cost")
    if price is None:
        whole = purse.take(line, "order line (w/o tax)")
        price = whole and (whole / quantity).quantize(Decimal("0.01"))
    return SalesLineRow(
        position=position,
        title=line.text("name") or line.text("sku"),
        quantity=quantity,
        price=price,
        sku=line.text("sku"),
    )
