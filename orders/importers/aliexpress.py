"""Read the order sheet of AliExpress's personal-data export: one line per item of an order."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

from orders.importers import cells
from orders.importers.grouping import scattered
from orders.importers.lines import Line, errors_of
from orders.importers.merging import bound
from orders.importers.problems import RowProblem
from orders.importers.rows import RowError, SupplierOrderRow

MARKETPLACE = "aliexpress"

# Nobody's fault and no evidence: never paid, or stopped by the platform's risk check.
NO_EVIDENCE = frozenset(
    {"buyer_pay_timeout", "buyer_cancel_notpay_order", "risk_reject_closed", "buyer_cancel_order_in_risk"}
)
# A good end of one item hides an open one no more than it hides a bad one; what is no evidence hides nothing.
_SEVERITY: dict[str | None, int] = {
    "cancel_order_close_trade": 2,
    None: 3,
    "buyer_accept_goods_timeout": 4,
    "buyer_accept_goods": 5,
} | dict.fromkeys(NO_EVIDENCE, 6)


def read(opened: Callable[[], Iterator[Line]]) -> Iterator[SupplierOrderRow | RowError]:
    """Yield each order a buyer sees as its last item is read; one bad line refuses its whole order."""
    for lines in scattered(opened, _key):
        _compare(lines)
        kept = list({_item_key(line): line for line in reversed(lines)}.values())[::-1]
        items = [_item(line) for line in kept]
        bound("payable amt", kept, [item.cost for item in items])
        errors = list(errors_of(lines))
        if errors:
            yield from errors
        else:
            yield _whole(items)


def severity(end_reason: str | None) -> int:
    """Return how bad an end is for the supplier, 0 the worst; None is an item that has not ended.

    A code that nobody has explained ranks right after a fault, so that it cannot pass as a good end.
    """
    if end_reason is not None and end_reason.startswith("seller_"):
        return 0
    return _SEVERITY.get(end_reason, 1)


def _key(line: Line) -> str | None:
    return cells.plain(line.raw("parent orderid")) or None


def _item_key(line: Line) -> str:
    return cells.plain(line.raw("order id")) or f"row {line.row}"


def _compare(lines: list[Line]) -> None:
    """Note where one item stands twice with different contents; the same line twice is one line."""
    seen: dict[str, tuple[str, ...]] = {}
    for line in lines:
        if seen.setdefault(_item_key(line), line.cells) != line.cells:
            line.refuse("order id", RowProblem.ROWS_DISAGREE)


def _item(line: Line) -> SupplierOrderRow:
    line.needed("order id", cells.to_id, "")
    ordered = line.needed("gmt create order time", cells.to_local_moment, None)
    ended = line.get("gmt trade end time", cells.to_local_moment, None)
    if ordered is not None and ended is not None and ended < ordered:
        line.refuse("gmt trade end time", RowProblem.ENDED_BEFORE_ORDERED)
    end_reason = line.text("end reason").casefold() or None
    return SupplierOrderRow(
        row=line.row,
        marketplace=MARKETPLACE,
        order_id=line.needed("parent orderid", cells.to_id, ""),
        products=(line.needed("item name", cells.to_text, ""),),
        cost=line.get("payable amt", cells.to_hundredths, None),
        off_platform=False,
        ordered_on=None if ordered is None else ordered.date(),
        order_status=line.text("order status") or None,
        end_reason=end_reason,
        ended_at=ended,
        is_paid=line.get("is success pay", cells.to_truth, None),
        # A granted dispute shows as the reason of the end, so an order without an end says nothing yet.
        records_complaints=end_reason is not None,
    )


def _whole(items: list[SupplierOrderRow]) -> SupplierOrderRow:
    """Return the parent order: bad where any item is bad, ended when the last item has ended."""
    worst = min(items, key=lambda item: severity(item.end_reason))
    costs = [item.cost for item in items]
    ends = [item.ended_at for item in items if item.ended_at is not None]
    return replace(
        worst,
        row=items[0].row,
        products=tuple(dict.fromkeys(product for item in items for product in item.products)),
        cost=None if None in costs else sum((cost for cost in costs if cost is not None), Decimal(0)),
        ordered_on=min(item.ordered_on for item in items if item.ordered_on is not None),
        ended_at=max(ends, default=None) if worst.end_reason is not None else None,
    )
