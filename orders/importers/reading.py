"""What a row about an order placed with a supplier says: its columns, and how the cells of each are read."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from orders.importers import cells
from orders.importers.lines import Line
from orders.importers.memo import Memo
from orders.importers.problems import RowProblem
from orders.importers.rows import Outcome, SupplierOrderRow

# column -> what reads its cells.
Readers = dict[str, Memo[Any]]

# column -> field of SupplierOrderRow, in the sequence in which that class declares them.
FIELDS = {
    "marketplace": "marketplace",
    "order id": "order_id",
    "supplier": "supplier",
    "product": "products",
    "quantity": "quantity",
    "cost": "cost",
    "currency": "currency",
    "placed via": "off_platform",
    "paid by": "paid_by",
    "ordered": "ordered_on",
    "promised by": "promised_on",
    "shipped": "shipped_on",
    "delivered": "delivered_on",
    "shipping method": "shipping_method",
    "tracking number": "tracking_numbers",
    "outcome": "outcome",
    "dispute opened": "dispute_opened_on",
    "refunded on": "refunded_on",
    "refunded amount": "refunded_amount",
    "sale": "sale",
    "note": "note",
}
# An owner who keeps one of these columns would have filled it; an outcome may just not be filled in yet.
COMPLAINTS = ("dispute opened", "refunded amount")
NOT_ARRIVED = {Outcome.LOST, Outcome.IN_TRANSIT, Outcome.NOT_OBSERVED}
# An earlier day, a later day (columns), and what is wrong where they stand the other way round.
_SEQUENCE = (
    ("ordered", "promised by", RowProblem.PROMISED_BEFORE_ORDERED),
    ("ordered", "shipped", RowProblem.SHIPPED_BEFORE_ORDERED),
    ("ordered", "delivered", RowProblem.DELIVERED_BEFORE_ORDERED),
    ("shipped", "delivered", RowProblem.DELIVERED_BEFORE_SHIPPED),
    ("ordered", "dispute opened", RowProblem.DISPUTE_BEFORE_ORDERED),
    ("ordered", "refunded on", RowProblem.REFUNDED_BEFORE_ORDERED),
)


def words(value: str) -> str | None:
    """Return the text of a cell, None where it is empty. Raises: CellError."""
    return cells.to_text(value) or None


def titles(value: str) -> tuple[str, ...]:
    """Return the one title in a cell, none where it is empty. Raises: CellError."""
    title = cells.to_text(value)
    return (title,) if title else ()


@dataclass(frozen=True, slots=True)
class Reading:
    """Hold how each column of `FIELDS` is read, and which may not be empty; all readers raise CellError."""

    needed: frozenset[str] = frozenset({"order id", "supplier", "product", "quantity"})
    marketplace: Callable[[str], str] = cells.to_marketplace
    supplier: Callable[[str], str | None] = words
    amount: Callable[[str], Decimal | None] = cells.to_amount
    quantity: Callable[[str], int | None] = cells.to_quantity
    currency: Callable[[str], str | None] = cells.to_currency
    off_platform: Callable[[str], bool | None] = cells.to_off_platform
    day: Callable[[str], date | None] = cells.to_day
    outcome: Callable[[str], Outcome | None] = cells.to_outcome

    def readers(self) -> Readers:
        """Return a reader for each column of `FIELDS`, in its sequence, for one reading of one file."""
        read: dict[str, Callable[[str], Any]] = {
            "marketplace": self.marketplace,
            "order id": cells.to_id,
            "supplier": self.supplier,
            "product": titles,
            "quantity": self.quantity,
            "cost": self.amount,
            "currency": self.currency,
            "placed via": self.off_platform,
            "paid by": words,
            "ordered": self.day,
            "promised by": self.day,
            "shipped": self.day,
            "delivered": self.day,
            "shipping method": words,
            "tracking number": cells.to_tracking_numbers,
            "outcome": self.outcome,
            "dispute opened": self.day,
            "refunded on": self.day,
            "refunded amount": self.amount,
            "sale": words,
            "note": words,
        }
        # The days of a file are the same in each of its columns, and so are its amounts.
        memos = {each: Memo(each) for each in set(read.values())}
        return {column: memos[each] for column, each in read.items()}


# The columns of our own file, as `layouts` names them.
OWN = Reading()


def row_of(line: Line, readers: Readers, needed: frozenset[str]) -> SupplierOrderRow:
    """Return what a line says; what is wrong with it is noted on the line, and its row is then of no use."""
    said: dict[str, Any] = {}
    for column, memo in readers.items():
        ask = line.needed if column in needed else line.get
        said[FIELDS[column]] = ask(column, memo.__getitem__, None)
    row = SupplierOrderRow(row=line.row, records_complaints=any(map(line.has, COMPLAINTS)), **said)
    if not line.errors:
        _check(line, row)
    return row


def _check(line: Line, row: SupplierOrderRow) -> None:
    """Note on the line where its cells contradict each other."""
    for column, problem in contradictions(row):
        line.refuse(column, problem)


def contradictions(row: SupplierOrderRow) -> Iterator[tuple[str, RowProblem]]:
    """Yield where what is said of an order contradicts itself: a column of `FIELDS`, and the rule it breaks."""
    for earlier, later, problem in _SEQUENCE:
        first, second = getattr(row, FIELDS[earlier]), getattr(row, FIELDS[later])
        if first is not None and second is not None and second < first:
            yield later, problem
    if row.refunded_on is not None and not row.refunded_amount:
        yield "refunded amount", RowProblem.REFUND_WITHOUT_AMOUNT
    if row.delivered_on is not None:
        yield from _against_delivered(row)


def _against_delivered(row: SupplierOrderRow) -> Iterator[tuple[str, RowProblem]]:
    if row.outcome in NOT_ARRIVED:
        yield "outcome", RowProblem.OUTCOME_AGAINST_DELIVERED
    if row.promised_on is None:
        return
    if row.outcome == Outcome.CLEAN and is_late(row):
        yield "outcome", RowProblem.CLEAN_BUT_LATE
    if row.outcome == Outcome.LATE and not is_late(row):
        yield "outcome", RowProblem.LATE_BUT_ON_TIME


def is_late(row: SupplierOrderRow) -> bool:
    """Say whether the dates of a row prove that it came late."""
    return row.promised_on is not None and row.delivered_on is not None and row.delivered_on > row.promised_on
