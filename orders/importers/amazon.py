"""Read Amazon's order reports: one line per item, between tabs, in which quotation marks are mere characters."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from orders.importers.amounts import Money, Purse, to_signed_money
from orders.importers.cells import plain, to_currency, to_id, to_moment, to_quantity, to_text
from orders.importers.grouping import scattered
from orders.importers.lines import Line
from orders.importers.merging import bound
from orders.importers.moments import day_of, to_stamp
from orders.importers.one_order import (
    UNREADABLE,
    by,
    holder,
    is_cancelled,
    once,
    total,
    total_of_filled,
    whole_orders,
)
from orders.importers.people import buyer, country
from orders.importers.rows import RowError, SalesLineRow, SalesOrderRow


@dataclass(frozen=True, slots=True)
class _Report:
    """Hold the names that a report has for what both have."""

    order_id: str
    quantity: str
    item_id: str = ""


_NEW = _Report(order_id="order-id", quantity="quantity-purchased", item_id="order-item-id")
_ALL = _Report(order_id="amazon-order-id", quantity="quantity")


def read_new(opened: Callable[[], Iterator[Line]]) -> Iterator[SalesOrderRow | RowError]:
    """Yield each order of a report of new or unshipped orders; one bad line refuses its whole order."""
    yield from whole_orders(scattered(opened, by(_NEW.order_id)), lambda lines: _order(lines, _NEW))


def read_all(opened: Callable[[], Iterator[Line]]) -> Iterator[SalesOrderRow | RowError]:
    """Yield each order of a report of all orders; one bad line refuses its whole order."""
    yield from whole_orders(scattered(opened, by(_ALL.order_id)), lambda lines: _order(lines, _ALL))


def _order(lines: list[Line], report: _Report) -> SalesOrderRow:
    status = holder(lines, "order-status").text("order-status")
    items = once(lines, report.item_id) if report.item_id else lines
    # The price of a cancelled item is still filled.
    kept = [line for line in items if not is_cancelled(plain(line.raw("item-status")) or status)]
    first = lines[0]
    purse = Purse(holder(lines, "currency").get("currency", to_currency, None))
    products, worth = _products(kept, report, purse)
    discount = _sum(kept, purse, "item-promotion-discount")
    number = first.needed(report.order_id, to_id, "")
    return SalesOrderRow(
        row=first.row,
        order_id=number,
        name=number,
        ordered_at=holder(lines, "purchase-date").needed("purchase-date", to_moment, UNREADABLE),
        lines=products,
        subtotal=None if worth is None else worth - (discount or Decimal(0)),
        shipping=_sum(kept, purse, "shipping-price"),
        tax=_sum(kept, purse, "item-tax", "shipping-tax"),
        discount=discount,
        currency=purse.currency,
        financial_status="" if kept else "cancelled",
        fulfilment_status=_fulfilment(status) if kept else "",
        country=country(first, "ship-country"),
        promised_on=_last_day(kept, "delivery-end-date"),
        updated_at=max(_updates(lines), default=None),
        buyer=buyer(first, "buyer-email"),
    )


def _fulfilment(status: str) -> str:
    """Return Amazon's state in the words of `SalesOrderRow`; any other as it is written."""
    word = status.casefold()
    if word.startswith("shipped"):
        return "fulfilled"
    return "unfulfilled" if word == "unshipped" else word


def _products(
    items: list[Line], report: _Report, purse: Purse
) -> tuple[tuple[SalesLineRow, ...], Decimal | None]:
    """Return the items, and what they cost together; the file's price is that of all pieces of a line."""
    quantities = [line.needed(report.quantity, to_quantity, 1) for line in items]
    prices = [purse.take(line, "item-price") for line in items]
    bound("item-price", items, prices)
    products = tuple(
        SalesLineRow(
            position=position,
            title=line.needed("product-name", to_text, ""),
            quantity=of,
            price=None if price is None else (price / of).quantize(Decimal("0.01")),
            sku=line.text("sku"),
        )
        for position, (line, price, of) in enumerate(zip(items, prices, quantities, strict=True), start=1)
    )
    return products, total(prices)


def _sum(items: list[Line], purse: Purse, *columns: str) -> Decimal | None:
    """Return the sum of amounts of items; a discount may be written below zero, and counts without its sign."""
    amounts = [[purse.take(line, column, _without_sign) for line in items] for column in columns]
    for column, found in zip(columns, amounts, strict=True):
        bound(column, items, found)
    return total_of_filled(amount for found in amounts for amount in found)


def _without_sign(value: str) -> Money | None:
    money = to_signed_money(value)
    return None if money is None else Money(abs(money.amount), money.currency)


def _last_day(items: list[Line], column: str) -> date | None:
    days = (day_of(line.get(column, to_stamp, None)) for line in items)
    return max((day for day in days if day is not None), default=None)


def _updates(lines: list[Line]) -> list[datetime]:
    found = (line.get("last-updated-date", to_moment, None) for line in lines)
    return [moment for moment in found if moment is not None]
