"""Read Etsy's two files: Sold Order Items with a line per item, and Sold Orders with a line per order."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from orders.importers.amounts import Purse, to_money
from orders.importers.cells import to_currency, to_id, to_quantity, to_text
from orders.importers.grouping import scattered
from orders.importers.lines import Line
from orders.importers.merging import bound
from orders.importers.moments import to_american_day
from orders.importers.one_order import UNREADABLE, by, holder, is_cancelled, last, once, total, whole_orders
from orders.importers.people import buyer, country
from orders.importers.rows import RowError, SalesLineRow, SalesOrderRow


def read_items(opened: Callable[[], Iterator[Line]]) -> Iterator[SalesOrderRow | RowError]:
    """Yield each order of Sold Order Items as its last item is read; one bad line refuses its whole order."""
    yield from whole_orders(scattered(opened, by("order id")), _order_of_items)


def read_orders(lines: Iterator[Line]) -> Iterator[SalesOrderRow | RowError]:
    """Yield each order of Sold Orders, which name no products."""
    yield from whole_orders(([line] for line in lines), _order_of_its_own)


def _order_of_items(lines: list[Line]) -> SalesOrderRow:
    items = once(lines, "transaction id")
    first = lines[0]
    purse = Purse(holder(lines, "currency").get("currency", to_currency, None))
    products = tuple(_item(line, position, purse) for position, line in enumerate(items, start=1))
    sums = [purse.take(line, "item total") for line in items]
    bound("item total", items, sums)
    shipped = last(line.get("date shipped", to_american_day, None) for line in items)
    number = first.needed("order id", to_id, "")
    return SalesOrderRow(
        row=first.row,
        order_id=number,
        name=number,
        ordered_at=holder(lines, "sale date").needed("sale date", to_american_day, UNREADABLE),
        lines=products,
        subtotal=total(sums),
        shipping=_repeated(items, "order shipping", purse),
        tax=_repeated(items, "order sales tax", purse),
        currency=purse.currency,
        fulfilment_status="fulfilled" if shipped else "",
        fulfilled_at=shipped,
        country=country(first, "ship country"),
        buyer=buyer(first, "buyer"),
    )


def _repeated(lines: list[Line], column: str, purse: Purse) -> Decimal | None:
    """Return an amount of the order, which stands on every line or on one beside zeros: never a sum."""
    amounts = [purse.take(line, column) for line in lines]
    return max((amount for amount in amounts if amount is not None), default=None)


def _item(line: Line, position: int, purse: Purse) -> SalesLineRow:
    line.needed("transaction id", to_id, "")
    return SalesLineRow(
        position=position,
        title=line.needed("item name", to_text, ""),
        quantity=line.needed("quantity", to_quantity, 1),
        price=purse.take(line, "price"),
        sku=line.text("sku"),
    )


def _order_of_its_own(lines: list[Line]) -> SalesOrderRow:
    [line] = lines
    purse = Purse(line.get("currency", to_currency, None))
    line.needed("order total", to_money, None)
    whole = purse.take(line, "order total")
    shipped = line.get("date shipped", to_american_day, None)
    status = line.text("status").casefold()
    refunded = _refunded(whole, purse.take(line, "adjusted order total"))
    number = line.needed("order id", to_id, "")
    return SalesOrderRow(
        row=line.row,
        order_id=number,
        name=number,
        ordered_at=line.needed("sale date", to_american_day, UNREADABLE),
        lines=(),
        subtotal=purse.take(line, "order value"),
        shipping=purse.take(line, "shipping"),
        tax=purse.take(line, "sales tax"),
        discount=purse.take(line, "discount amount"),
        total=whole,
        refunded_amount=refunded,
        currency=purse.currency,
        financial_status="cancelled" if is_cancelled(status) else status if refunded is not None else "",
        fulfilment_status="fulfilled" if shipped else "",
        fulfilled_at=shipped,
        country=country(line, "ship country"),
        buyer=buyer(line, "buyer") or buyer(line, "buyer user id"),
    )


def _refunded(whole: Decimal | None, adjusted: Decimal | None) -> Decimal | None:
    """Return what the adjusted total lacks; Etsy writes zero where nothing was adjusted, so zero says nothing."""
    if whole is None or not adjusted or adjusted > whole:
        return None
    return whole - adjusted
