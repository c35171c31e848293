"""Read eBay's orders report: a line per item, and above those of one order a line that sums them up."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from orders.importers.amounts import Purse
from orders.importers.cells import plain, to_id, to_quantity, to_text, to_tracking_numbers
from orders.importers.grouping import contiguous
from orders.importers.lines import Line
from orders.importers.merging import bound
from orders.importers.moments import day_of, to_named_day
from orders.importers.one_order import UNREADABLE, different, holder, last, total, whole_orders
from orders.importers.people import buyer, country
from orders.importers.rows import RowError, SalesLineRow, SalesOrderRow

# A line that fills none of these is the report's own: how many records it has, and whose they are.
_OF_AN_ORDER = ("item number", "item title", "quantity", "sale date")


def read(lines: Iterator[Line]) -> Iterator[SalesOrderRow | RowError]:
    """Yield each order as the last of its lines is read; one bad line refuses its whole order."""
    of_orders = (line for line in lines if line.is_broken or any(map(line.raw, _OF_AN_ORDER)))
    yield from whole_orders((order for order, _is_last in contiguous(of_orders, _begins)), _order)


def _begins(first: Line, line: Line) -> bool:
    return _record(first) != _record(line)


def _record(line: Line) -> str:
    return plain(line.raw("sales record number")) or plain(line.raw("order number"))


def _order(lines: list[Line]) -> SalesOrderRow:
    lines = different(lines)
    items = [line for line in lines if plain(line.raw("item number"))]
    # What belongs to the order stands in the line that sums up, or in the only one.
    heads = [line for line in lines if line not in items] or items
    head = heads[0]
    purse = Purse()
    whole = purse.take(head, "total price") if len(heads) == 1 else None
    products, subtotal = _products(items, whole, purse)
    shipped = last(_moment(line, "shipped on date") for line in heads)
    record = head.get("sales record number", to_id, "")
    return SalesOrderRow(
        row=lines[0].row,
        order_id=holder(lines, "order number").get("order number", to_id, "") or record,
        name=head.needed("sales record number", to_id, ""),
        ordered_at=holder(lines, "sale date").needed("sale date", to_named_day, UNREADABLE),
        lines=products,
        subtotal=subtotal,
        shipping=purse.take(head, "shipping and handling") if len(heads) == 1 else None,
        tax=purse.take(head, "seller collected tax") if len(heads) == 1 else None,
        total=whole,
        currency=purse.currency,
        fulfilment_status="fulfilled" if shipped else "",
        fulfilled_at=shipped,
        country=country(head, "ship to country", "buyer country"),
        tracking_numbers=_tracking_numbers(lines),
        promised_on=day_of(last(_moment(line, "maximum estimated delivery date") for line in heads)),
        buyer=buyer(head, "buyer username"),
    )


def _moment(line: Line, column: str) -> datetime | None:
    return line.get(column, to_named_day, None)


def _tracking_numbers(lines: list[Line]) -> tuple[str, ...]:
    none: tuple[str, ...] = ()
    found = (line.get("tracking number", to_tracking_numbers, none) for line in lines)
    return tuple(dict.fromkeys(number for numbers in found for number in numbers))


def _products(
    items: list[Line], whole: Decimal | None, purse: Purse
) -> tuple[tuple[SalesLineRow, ...], Decimal | None]:
    """Return the products, and what they cost together.

    No document says whether "Sold For" is the price of a piece or of all pieces of a line: it is that of all where
    a price of one would make more than the order's total.
    """
    quantities = [line.needed("quantity", to_quantity, 1) for line in items]
    sold = [purse.take(line, "sold for") for line in items]
    bound("sold for", items, [(price or 0) * of for price, of in zip(sold, quantities, strict=True)])
    worth = total(None if price is None else price * of for price, of in zip(sold, quantities, strict=True))
    is_of_all = worth is not None and whole is not None and worth > whole
    products = tuple(
        SalesLineRow(
            position=position,
            title=line.needed("item title", to_text, ""),
            quantity=of,
            price=(price / of).quantize(Decimal("0.01")) if price is not None and is_of_all else price,
            sku=line.text("custom label"),
        )
        for position, (line, price, of) in enumerate(zip(items, sold, quantities, strict=True), start=1)
    )
    return products, total(sold) if is_of_all else worth
