"""Read the rows that nothing is wrong with, which are nearly all, at a tenth of the cost of a `Line`."""

from collections.abc import Callable
from dataclasses import MISSING, field, fields, make_dataclass
from operator import itemgetter
from typing import Any

from orders.importers.cells import ID_LIMIT, CellError
from orders.importers.lines import Columns
from orders.importers.memo import Memo
from orders.importers.problems import RowProblem
from orders.importers.reading import COMPLAINTS, FIELDS, NOT_ARRIVED, Readers
from orders.importers.rows import Outcome, SupplierOrderRow

QuickReader = Callable[[int, list[str]], SupplierOrderRow | None]

_CLEAN, _LATE = Outcome.CLEAN, Outcome.LATE


def _unguarded(frozen: type) -> Any:
    """Return a class with the very slots of a frozen one, which sets its fields without a guard."""
    declared = [
        (each.name, each.type, field() if each.default is MISSING else field(default=each.default))
        for each in fields(frozen)
    ]
    return make_dataclass(frozen.__name__, declared, slots=True, eq=False)


# A frozen class sets each field through object.__setattr__, which takes as long as all the reading does.
_Draft = _unguarded(SupplierOrderRow)


def quick_reader(columns: Columns, readers: Readers, needed: frozenset[str]) -> QuickReader:
    """Return what reads the cells of a numbered row; None where they are not in order, for `row_of` to say why.

    A column that the table lacks reads as empty.
    """
    width = columns.width
    pick = itemgetter(*(columns.places.get(column, (width, ""))[0] for column in FIELDS))
    memos = [_filled(readers[column]) if column in needed else readers[column] for column in FIELDS]
    markets, ids, suppliers, products, quantities, costs, currencies, vias, payers = memos[:9]
    ordered, promised, shipped, delivered, methods, parcels, outcomes = memos[9:16]
    disputed, refunded, refunds, sales, notes = memos[16:]
    complaints = any(column in columns.places for column in COMPLAINTS)

    def read(number: int, cells: list[str]) -> SupplierOrderRow | None:
        lacking = width - len(cells)
        if lacking < 0:
            return None
        # The columns that are not there find their empty cell behind the others.
        cells.append("")
        if lacking:
            cells.extend([""] * lacking)
        # fmt: off
        a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u = pick(cells)  # noqa: E741
        try:
            row = _Draft(
                number, markets[a], b if _is_plain_id(b) else ids[b], suppliers[c], products[d], quantities[e],
                costs[f], currencies[g], vias[h], payers[i], ordered[j], promised[k], shipped[l], delivered[m],
                methods[n], (o,) if _is_plain_id(o) else parcels[o], outcomes[p], disputed[q], refunded[r],
                refunds[s], None, None, None, None, complaints, sales[t], None, notes[u],
            )
        except CellError:
            return None
        # fmt: on
        if not _is_in_order(row):
            return None
        row.__class__ = SupplierOrderRow
        return row  # type: ignore[no-any-return]  # by the line before

    return read


def _filled(read: Memo[Any]) -> Memo[Any]:
    """Return a reader that refuses a cell in which nothing is said."""

    def filled(cell: str) -> Any:
        value = read[cell]
        if not value:
            raise CellError(RowProblem.MISSING)
        return value

    return Memo(filled)


def _is_plain_id(cell: str) -> bool:
    """Say whether an id is surely what it looks like: digits only, or letters first, which nothing shortened."""
    if cell.isdigit() or (cell.isalnum() and not cell[0].isdigit()):
        return cell.isascii() and len(cell) <= ID_LIMIT
    return False


def _is_in_order(row: Any) -> bool:
    """Say whether no two cells of a row contradict each other, as `reading` tells in detail."""
    ordered, shipped, delivered, refunded = row.ordered_on, row.shipped_on, row.delivered_on, row.refunded_on
    if refunded is not None and not row.refunded_amount:
        return False
    if ordered is not None:
        for day in (row.promised_on, shipped, delivered, row.dispute_opened_on, refunded):
            if day is not None and day < ordered:
                return False
    return delivered is None or ((shipped is None or delivered >= shipped) and _has_fitting_outcome(row))


def _has_fitting_outcome(row: Any) -> bool:
    outcome, promised = row.outcome, row.promised_on
    if outcome is None:
        return True
    if outcome is _CLEAN:
        return promised is None or row.delivered_on <= promised
    if outcome is _LATE:
        return promised is None or row.delivered_on > promised
    return outcome not in NOT_ARRIVED
