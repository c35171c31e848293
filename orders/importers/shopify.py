"""Read Shopify's "Export orders" file: one line per product, the order's own cells on its first line only."""

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal

from orders.importers import cells
from orders.importers.grouping import contiguous
from orders.importers.lines import Line, errors_of
from orders.importers.people import buyer, country
from orders.importers.problems import RowProblem
from orders.importers.rows import RowError, SalesLineRow, SalesOrderRow

# Cells that the first line of every order fills and no other line does.
_FIRST_LINE_ONLY = ("id", "financial status", "currency", "subtotal", "total")
_UNREADABLE = datetime.min.replace(tzinfo=UTC)


def read(lines: Iterator[Line]) -> Iterator[SalesOrderRow | RowError]:
    """Yield each order as its last line is read; one bad line refuses its whole order."""
    for order, is_last in contiguous(lines, _begins):
        row = _order(order)
        errors = list(errors_of(order))
        if not errors and is_last and _is_cut_off(row):
            order[0].refuse("subtotal", RowProblem.ORDER_CUT_OFF)
            errors = list(errors_of(order))
        if errors:
            yield from errors
        else:
            yield row


def _begins(first: Line, line: Line) -> bool:
    """Say whether a line begins a new order.

    `Name` is unique by habit only, and files put together hold an order twice in a row.
    """
    if cells.plain(line.raw("name")) != cells.plain(first.raw("name")):
        return True
    number, earlier = line.raw("id").strip(), first.raw("id").strip()
    if number and earlier and number != earlier:
        return True
    return _fills_first_line(line) and line.cells == first.cells


def _fills_first_line(line: Line) -> bool:
    return any(line.raw(column).strip() for column in _FIRST_LINE_ONLY)


def _order(lines: list[Line]) -> SalesOrderRow:
    first = lines[0]
    name = first.needed("name", cells.to_id, "")
    if any(map(first.has, _FIRST_LINE_ONLY)) and not _fills_first_line(first):
        first.refuse("name", RowProblem.ORDER_WITHOUT_FIRST_LINE)
    return SalesOrderRow(
        row=first.row,
        order_id=first.get("id", cells.to_id, "") or name,
        name=name,
        ordered_at=first.needed("created at", cells.to_moment, _UNREADABLE),
        currency=first.get("currency", cells.to_currency, None),
        lines=_items(lines),
        subtotal=first.get("subtotal", cells.to_amount, None),
        shipping=first.get("shipping", cells.to_amount, None),
        tax=first.get("taxes", cells.to_amount, None),
        discount=first.get("discount amount", cells.to_amount, None),
        total=first.get("total", cells.to_amount, None),
        refunded_amount=first.get("refunded amount", cells.to_amount, None),
        financial_status=first.text("financial status"),
        fulfilment_status=first.text("fulfillment status"),
        fulfilled_at=first.get("fulfilled at", cells.to_moment, None),
        cancelled_at=first.get("cancelled at", cells.to_moment, None),
        country=country(first, "shipping country", "billing country"),
        buyer=buyer(first, "email", "shipping name", "shipping zip"),
    )


def _items(lines: list[Line]) -> tuple[SalesLineRow, ...]:
    products = [line for line in lines if not _is_tip(line)]
    return tuple(_item(line, position) for position, line in enumerate(products, start=1))


def _is_tip(line: Line) -> bool:
    """Say whether a line is a tip: no product, and not part of the subtotal."""
    return (
        line.raw("lineitem name").strip() == "Tip"
        and not line.raw("vendor").strip()
        and line.raw("lineitem requires shipping").strip().casefold() == "false"
    )


def _item(line: Line, position: int) -> SalesLineRow:
    return SalesLineRow(
        position=position,
        title=line.needed("lineitem name", cells.to_text, ""),
        quantity=line.needed("lineitem quantity", cells.to_quantity, 0),
        price=line.needed("lineitem price", cells.to_amount, Decimal(0)),
        sku=line.text("lineitem sku"),
        vendor=line.text("vendor"),
        discount=line.get("lineitem discount", cells.to_amount, None) or Decimal(0),
        fulfilment_status=line.text("lineitem fulfillment status"),
    )


def _is_cut_off(row: SalesOrderRow) -> bool:
    """Say whether the products of an order fall short of its subtotal, so that lines must be missing."""
    if row.subtotal is None:
        return False
    worth = sum(((line.price or 0) * line.quantity for line in row.lines), Decimal(0))
    return worth - (row.discount or Decimal(0)) < row.subtotal
