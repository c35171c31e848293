"""Read WooCommerce's Analytics > Orders download: one line per order, and a second one for each refund."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from orders.importers.amounts import currency_in, to_signed_money
from orders.importers.cells import CellError, to_id
from orders.importers.grouping import scattered
from orders.importers.lines import Line
from orders.importers.merging import bound
from orders.importers.moments import to_stamp
from orders.importers.one_order import UNREADABLE, by, different, total, whole_orders
from orders.importers.problems import RowProblem
from orders.importers.rows import RowError, SalesOrderRow

# WooCommerce has one state for money and parcel together: state -> (money, parcel), in Shopify's words.
STATES = {
    "pending": ("pending", "unfulfilled"),
    "on-hold": ("pending", "unfulfilled"),
    "processing": ("paid", "unfulfilled"),
    "completed": ("paid", "fulfilled"),
    "refunded": ("refunded", ""),
    "cancelled": ("voided", "unfulfilled"),
    "failed": ("voided", "unfulfilled"),
    "trash": ("voided", "unfulfilled"),
}


def read(opened: Callable[[], Iterator[Line]]) -> Iterator[SalesOrderRow | RowError]:
    """Yield each order as the last of its lines is read; one bad line refuses its whole order."""
    yield from whole_orders(scattered(opened, by("order #")), _order)


def states_of(status: str) -> tuple[str, str]:
    """Return what a state of WooCommerce says of payment and sending; another word, or a translated one, of neither."""
    return STATES.get(status.casefold().removeprefix("wc-"), ("", ""))


def _order(lines: list[Line]) -> SalesOrderRow:
    own, *refunds = _own_first(lines)
    net = _net(own)
    back = total(_net(line) for line in refunds)
    if net is not None and net < 0:
        own.refuse("net sales", RowProblem.REFUND_WITHOUT_ORDER)
    if any((_net(line) or 0) > 0 for line in refunds):
        own.refuse("order #", RowProblem.ROWS_DISAGREE)
    bound("net sales", lines, [abs(_net(line) or Decimal(0)) for line in lines])
    paid, sent = states_of(own.text("status"))
    number = own.needed("order #", to_id, "")
    return SalesOrderRow(
        row=own.row,
        order_id=number,
        name=number,
        ordered_at=own.needed("date", to_stamp, UNREADABLE),
        currency=currency_in(own.raw("n. revenue (formatted)")),
        lines=(),
        subtotal=net,
        # Net sales leave tax and shipping out: a refund of these alone shows as zero, and is not known.
        refunded_amount=-back if back else None,
        financial_status=paid,
        fulfilment_status=sent,
    )


def _own_first(lines: list[Line]) -> list[Line]:
    """Return the order's own line, the one with the largest amount, and behind it those of its refunds."""
    for line in lines:
        line.needed("net sales", to_signed_money, None)
    return sorted(different(lines), key=lambda line: _net(line) or Decimal(0), reverse=True)


def _net(line: Line) -> Decimal | None:
    try:
        money = to_signed_money(line.raw("net sales"))
    except CellError:
        # Noted on the line when it was first read.
        return None
    return None if money is None else money.amount
