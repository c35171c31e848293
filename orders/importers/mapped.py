"""Read any table by a mapping of its columns."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from itertools import chain
from typing import TypeVar

from orders.importers import cells, supplier_orders
from orders.importers.amounts import Money
from orders.importers.cells import CellError
from orders.importers.forms import day_reader, in_utc, moment_reader, money_reader
from orders.importers.grouping import scattered
from orders.importers.lines import Line, errors_of
from orders.importers.mapping import Mapping, TableKind, outcome_word
from orders.importers.merging import bound
from orders.importers.problems import RowProblem
from orders.importers.reading import Reading
from orders.importers.rows import Outcome, RowError, SalesLineRow, SalesOrderRow, SupplierOrderRow
from orders.importers.tables import Table

T = TypeVar("T")

_UNREADABLE = datetime.min.replace(tzinfo=UTC)
# What belongs to the order: columns of amounts, and of words.
_AMOUNTS = ("subtotal", "shipping", "tax", "discount", "total", "refunded amount")
_ORDER_COLUMNS = (*_AMOUNTS, "name", "ordered", "payment status", "fulfilled", "cancelled", "country")


def read(
    opened: Callable[[], Table], mapping: Mapping
) -> Iterator[SupplierOrderRow | SalesOrderRow | RowError]:
    """Yield each order as its last row is read; one bad row refuses its whole order."""
    if mapping.kind == TableKind.SUPPLIER_ORDERS:
        yield from supplier_orders.read(lambda: _with_currency(opened()), _reading(mapping))
    else:
        yield from _Sales(mapping).read(opened)


def _with_currency(table: Table) -> Table:
    """Return a table whose cost, where no column names the currency, is asked for it too."""
    places = table.columns.places
    if "currency" in places or "cost" not in places:
        return table
    return replace(table, columns=replace(table.columns, places=places | {"currency": places["cost"]}))


def _reading(mapping: Mapping) -> Reading:
    money = money_reader(mapping.decimal_form)
    by_sign = "currency" not in mapping.columns
    return Reading(
        needed=frozenset({"order id"}),
        marketplace=lambda cell: cells.to_marketplace(cell if cells.plain(cell) else mapping.marketplace),
        supplier=lambda cell: cells.to_text(cell) or mapping.supplier or None,
        amount=lambda cell: _amount(money(cell), mapping.currency if by_sign else ""),
        currency=_currency_reader(mapping, money),
        day=day_reader(mapping.day_form),
        outcome=_outcome_reader(mapping),
    )


def _amount(money: Money | None, currency: str) -> Decimal | None:
    if money is None:
        return None
    if currency and money.currency and money.currency != currency:
        raise CellError(RowProblem.CURRENCIES_DIFFER)
    return money.amount


def _currency_reader(mapping: Mapping, money: Callable[[str], Money | None]) -> Callable[[str], str | None]:
    """Return what reads the currency from its own column, else from the sign beside the amount."""
    if "currency" in mapping.columns:
        return lambda cell: cells.to_currency(cell) or mapping.currency or None

    def read_sign(cell: str) -> str | None:
        try:
            found = money(cell)
        except CellError:
            # The amount itself is refused where it is read.
            return None
        return (found.currency if found else None) or mapping.currency or None

    return read_sign


def _outcome_reader(mapping: Mapping) -> Callable[[str], Outcome | None]:
    def read_outcome(cell: str) -> Outcome | None:
        word = outcome_word(cell)
        if word not in mapping.outcomes:
            return cells.to_outcome(cell)
        meant = mapping.outcomes[word]
        return Outcome(meant) if meant else None

    return read_outcome


class _Sales:
    """Read customers' orders by a mapping; order-level cells repeat on each row, or stand on the first only."""

    def __init__(self, mapping: Mapping) -> None:
        self.mapping = mapping
        self.money = money_reader(mapping.decimal_form)
        self.moment = moment_reader(mapping.day_form)

    def read(self, opened: Callable[[], Table]) -> Iterator[SalesOrderRow | RowError]:
        """Yield each order as its last row is read."""
        for lines in scattered(
            lambda: opened().lines(), lambda line: cells.plain(line.raw("order id")) or None
        ):
            row = self._order(lines)
            for column in _ORDER_COLUMNS:
                _compare(lines, column)
            errors = list(errors_of(lines))
            if errors:
                yield from errors
            else:
                yield row

    def _order(self, lines: list[Line]) -> SalesOrderRow:
        first = lines[0]
        order_id = first.needed("order id", cells.to_id, "")
        ordered = _line_with(lines, "ordered").needed("ordered", self.moment, None)
        amounts = {column: self._amount(lines, column) for column in _AMOUNTS}
        none: tuple[str, ...] = ()
        parcels = [line.get("tracking number", cells.to_tracking_numbers, none) for line in lines]
        return SalesOrderRow(
            row=first.row,
            order_id=order_id,
            name=_said(lines, "name", cells.to_text, "") or order_id,
            ordered_at=in_utc(ordered) if ordered else _UNREADABLE,
            currency=self._currency(lines),
            lines=self._items(lines),
            subtotal=amounts["subtotal"],
            shipping=amounts["shipping"],
            tax=amounts["tax"],
            discount=amounts["discount"],
            total=amounts["total"],
            refunded_amount=amounts["refunded amount"],
            financial_status=_said(lines, "payment status", cells.to_text, ""),
            fulfilment_status=_said(lines, "fulfilment status", cells.to_text, ""),
            fulfilled_at=self._at(lines, "fulfilled"),
            cancelled_at=self._at(lines, "cancelled"),
            country=_country(_said(lines, "country", cells.plain, "")),
            tracking_numbers=tuple(dict.fromkeys(chain.from_iterable(parcels))),
            buyer=_said(lines, "buyer", cells.plain, "").casefold(),
        )

    def _items(self, lines: list[Line]) -> tuple[SalesLineRow, ...]:
        prices = [line.get("price", self._money_amount, None) for line in lines]
        bound("price", lines, prices)
        return tuple(
            SalesLineRow(
                position=position,
                title=line.text("product"),
                quantity=line.get("quantity", cells.to_quantity, None) or 1,
                price=price or Decimal(0),
                sku=line.text("sku"),
                vendor=line.text("vendor"),
            )
            for position, (line, price) in enumerate(zip(lines, prices, strict=True), start=1)
            if line.raw("product").strip() or line.raw("sku").strip()
        )

    def _money_amount(self, cell: str) -> Decimal | None:
        by_sign = "currency" not in self.mapping.columns
        return _amount(self.money(cell), self.mapping.currency if by_sign else "")

    def _amount(self, lines: list[Line], column: str) -> Decimal | None:
        return _said(lines, column, self._money_amount, None)

    def _at(self, lines: list[Line], column: str) -> datetime | None:
        moment = _said(lines, column, self.moment, None)
        return in_utc(moment) if moment else None

    def _currency(self, lines: list[Line]) -> str | None:
        read = _currency_reader(self.mapping, self.money)
        if "currency" in self.mapping.columns:
            return _said(lines, "currency", read, None) or self.mapping.currency or None
        columns = [column for column in ("total", "subtotal", "price") if column in self.mapping.columns]
        found = [read(line.raw(column)) for column in columns for line in lines]
        return next(filter(None, found), None) or self.mapping.currency or None


def _line_with(lines: list[Line], column: str) -> Line:
    """Return the first line whose cell is filled, else the first."""
    return next((line for line in lines if line.raw(column).strip()), lines[0])


def _said(lines: list[Line], column: str, read: Callable[[str], T], otherwise: T) -> T:
    return _line_with(lines, column).get(column, read, otherwise)


def _compare(lines: list[Line], column: str) -> None:
    """Note each line that says other than an earlier one about the order as a whole."""
    first = cells.plain(_line_with(lines, column).raw(column))
    for line in lines[1:]:
        text = cells.plain(line.raw(column))
        if text and text != first:
            line.refuse(column, RowProblem.ROWS_DISAGREE)


def _country(text: str) -> str:
    code = text.upper()
    return code if len(code) == 2 and code.isascii() and code.isalpha() else ""
