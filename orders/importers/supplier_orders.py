"""Read our own supplier-orders file: one row per product of an order placed with a supplier."""

from collections.abc import Callable, Iterator

from orders.importers import cells
from orders.importers.cells import CellError
from orders.importers.grouping import scattered
from orders.importers.lines import Line, errors_of
from orders.importers.merging import compare, is_late, merged
from orders.importers.problems import RowProblem
from orders.importers.rows import Outcome, RowError, SupplierOrderRow

# An owner who keeps one of these columns would have filled it; an outcome may just not be filled in yet.
_COMPLAINTS = ("dispute opened", "refunded amount")
_NOT_ARRIVED = {Outcome.LOST, Outcome.IN_TRANSIT, Outcome.NOT_OBSERVED}

# An earlier day, a later day (columns), and what is wrong where they stand the other way round.
_SEQUENCE = (
    ("ordered", "promised by", RowProblem.PROMISED_BEFORE_ORDERED),
    ("ordered", "shipped", RowProblem.SHIPPED_BEFORE_ORDERED),
    ("ordered", "delivered", RowProblem.DELIVERED_BEFORE_ORDERED),
    ("shipped", "delivered", RowProblem.DELIVERED_BEFORE_SHIPPED),
    ("ordered", "dispute opened", RowProblem.DISPUTE_BEFORE_ORDERED),
    ("ordered", "refunded on", RowProblem.REFUNDED_BEFORE_ORDERED),
)


def read(opened: Callable[[], Iterator[Line]]) -> Iterator[SupplierOrderRow | RowError]:
    """Yield each order as its last row is read; one bad row refuses its whole order."""
    for lines in scattered(opened, _key):
        rows = [_row(line) for line in lines]
        compare(lines, rows)
        errors = list(errors_of(lines))
        if errors:
            yield from errors
        else:
            yield merged(rows)


def _key(line: Line) -> tuple[str, str] | None:
    order_id = cells.plain(line.raw("order id"))
    if not order_id:
        return None
    try:
        return cells.to_marketplace(line.raw("marketplace")), order_id
    except CellError:
        # Its own row is refused when it is read; which order it belongs to cannot be known.
        return None


def _row(line: Line) -> SupplierOrderRow:
    row = SupplierOrderRow(
        row=line.row,
        marketplace=line.get("marketplace", cells.to_marketplace, ""),
        order_id=line.needed("order id", cells.to_id, ""),
        supplier=line.needed("supplier", cells.to_text, ""),
        products=(line.needed("product", cells.to_text, ""),),
        quantity=line.needed("quantity", cells.to_quantity, 0),
        cost=line.get("cost", cells.to_amount, None),
        currency=line.get("currency", cells.to_currency, None),
        off_platform=line.get("placed via", cells.to_off_platform, None),
        paid_by=line.text("paid by") or None,
        ordered_on=line.get("ordered", cells.to_day, None),
        promised_on=line.get("promised by", cells.to_day, None),
        shipped_on=line.get("shipped", cells.to_day, None),
        delivered_on=line.get("delivered", cells.to_day, None),
        shipping_method=line.text("shipping method") or None,
        tracking_numbers=line.get("tracking number", cells.to_tracking_numbers, ()),
        outcome=line.get("outcome", cells.to_outcome, None),
        dispute_opened_on=line.get("dispute opened", cells.to_day, None),
        refunded_on=line.get("refunded on", cells.to_day, None),
        refunded_amount=line.get("refunded amount", cells.to_amount, None),
        records_complaints=any(line.has(column) for column in _COMPLAINTS),
    )
    if not line.errors:
        _check(line, row)
    return row


def _check(line: Line, row: SupplierOrderRow) -> None:
    """Note on the line where its cells contradict each other."""
    days = {
        "ordered": row.ordered_on,
        "promised by": row.promised_on,
        "shipped": row.shipped_on,
        "delivered": row.delivered_on,
        "dispute opened": row.dispute_opened_on,
        "refunded on": row.refunded_on,
    }
    for earlier, later, problem in _SEQUENCE:
        first, second = days[earlier], days[later]
        if first is not None and second is not None and second < first:
            line.refuse(later, problem)
    if row.refunded_on is not None and not row.refunded_amount:
        line.refuse("refunded amount", RowProblem.REFUND_WITHOUT_AMOUNT)
    if row.delivered_on is not None:
        _check_outcome(line, row)


def _check_outcome(line: Line, row: SupplierOrderRow) -> None:
    if row.outcome in _NOT_ARRIVED:
        line.refuse("outcome", RowProblem.OUTCOME_AGAINST_DELIVERED)
    if row.promised_on is None:
        return
    if row.outcome == Outcome.CLEAN and is_late(row):
        line.refuse("outcome", RowProblem.CLEAN_BUT_LATE)
    if row.outcome == Outcome.LATE and not is_late(row):
        line.refuse("outcome", RowProblem.LATE_BUT_ON_TIME)
