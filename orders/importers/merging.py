"""Make one order of several rows: the worst of all, and arrived when the last has arrived."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TypeVar

from orders.importers.cells import SUMMED_AMOUNT_LIMIT, SUMMED_QUANTITY_LIMIT
from orders.importers.lines import Line
from orders.importers.problems import RowProblem
from orders.importers.reading import is_late
from orders.importers.rows import Outcome, SupplierOrderRow

T = TypeVar("T")

# From worst to best. No word at all hides more than "clean" says, so it comes before it.
_WORST_FIRST = (
    Outcome.COUNTERFEIT,
    Outcome.LOST,
    Outcome.NOT_AS_DESCRIBED,
    Outcome.LATE,
    Outcome.IN_TRANSIT,
    Outcome.NOT_OBSERVED,
    None,
    Outcome.CLEAN,
)
# What all rows of an order must say alike, where they say it: column -> field.
_SHARED = {
    "supplier": "supplier",
    "currency": "currency",
    "placed via": "off_platform",
    "paid by": "paid_by",
    "ordered": "ordered_on",
}
# What adds up over the rows of an order: column, field, and the most that can be kept of it.
_SUMMED = (
    ("quantity", "quantity", Decimal(SUMMED_QUANTITY_LIMIT)),
    ("cost", "cost", SUMMED_AMOUNT_LIMIT),
    ("refunded amount", "refunded_amount", SUMMED_AMOUNT_LIMIT),
)

# So many rows of the largest quantity and the largest amount stay below both limits.
_SURELY_BOUNDED = 90


def compare(lines: list[Line], rows: list[SupplierOrderRow]) -> None:
    """Note on each line where it says other than an earlier row of the same order."""
    for column, name in _SHARED.items():
        said: object = None
        for line, row in zip(lines, rows, strict=True):
            value = getattr(row, name)
            if said is None:
                said = value
            elif value is not None and value != said:
                line.refuse(column, RowProblem.ROWS_DISAGREE)
    for column, name, limit in _SUMMED:
        bound(column, lines, [getattr(row, name) for row in rows], limit)


def agree(rows: list[SupplierOrderRow]) -> bool:
    """Say whether nothing that `compare` notes can be wrong with the rows of one order."""
    shared = all(
        len({value for row in rows if (value := getattr(row, name)) is not None}) <= 1
        for name in _SHARED.values()
    )
    return shared and len(rows) <= _SURELY_BOUNDED


def bound(
    column: str,
    lines: list[Line],
    values: Sequence[Decimal | int | None],
    limit: Decimal = SUMMED_AMOUNT_LIMIT,
) -> None:
    """Note the cell with which the sum of a column over the rows of one order grows past its limit."""
    total = Decimal(0)
    for line, value in zip(lines, values, strict=True):
        before, total = total, total + (value or 0)
        if before <= limit < total:
            line.refuse(column, RowProblem.SUM_TOO_LARGE)


def merged(rows: list[SupplierOrderRow]) -> SupplierOrderRow:
    """Return the one order of its rows; `row` and the identity are those of the first."""
    if len(rows) == 1:
        return rows[0]
    costs = [row.cost for row in rows]
    refunds = [row.refunded_amount for row in rows if row.refunded_amount is not None]
    return replace(
        rows[0],
        currency=_first(row.currency for row in rows),
        off_platform=_first(row.off_platform for row in rows),
        paid_by=_first(row.paid_by for row in rows),
        ordered_on=_first(row.ordered_on for row in rows),
        products=_once(product for row in rows for product in row.products),
        tracking_numbers=_once(number for row in rows for number in row.tracking_numbers),
        sale=_only(row.sale for row in rows),
        shipping_method=_first(row.shipping_method for row in rows),
        quantity=_sum_of_all(row.quantity for row in rows),
        # A cost that one row leaves open leaves the order's cost open.
        cost=None if None in costs else sum((cost for cost in costs if cost is not None), Decimal(0)),
        promised_on=_promised(rows),
        shipped_on=_last_of_all(row.shipped_on for row in rows),
        delivered_on=_last_of_all(row.delivered_on for row in rows),
        outcome=min((row.outcome for row in rows), key=_WORST_FIRST.index),
        dispute_opened_on=min(_known(row.dispute_opened_on for row in rows), default=None),
        refunded_on=max(_known(row.refunded_on for row in rows), default=None),
        refunded_amount=sum(refunds, Decimal(0)) if refunds else None,
    )


def _promised(rows: list[SupplierOrderRow]) -> date | None:
    """Return the first promise that was broken, so that the order stays late; else the last promise."""
    broken = _known(row.promised_on for row in rows if is_late(row))
    return min(broken) if broken else max(_known(row.promised_on for row in rows), default=None)


def _last_of_all(days: Iterable[date | None]) -> date | None:
    known = list(days)
    return None if None in known else max(_known(known))


def _sum_of_all(quantities: Iterable[int | None]) -> int | None:
    """Return the sum; None where one of them is not known."""
    known = list(quantities)
    return None if None in known else sum(quantity for quantity in known if quantity is not None)


def _known(days: Iterable[date | None]) -> list[date]:
    return [day for day in days if day is not None]


def _first(values: Iterable[T | None]) -> T | None:
    return next((value for value in values if value is not None), None)


def _only(values: Iterable[T | None]) -> T | None:
    """Return the one value that is stated; None where there are several."""
    found = {value for value in values if value is not None}
    return found.pop() if len(found) == 1 else None


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
