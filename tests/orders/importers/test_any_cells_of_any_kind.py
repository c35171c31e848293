"""Whatever stands in the cells of a known kind of file: orders and errors come out, and nothing else is raised."""

import io
from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orders.importers import FileError, RowError, RowProblem, SalesOrderRow, read
from orders.importers.cells import SUMMED_AMOUNT_LIMIT
from orders.importers.quoting import quotable
from tests.orders.importers import test_amazon_orders as amazon
from tests.orders.importers import test_apps_of_dropshippers as apps
from tests.orders.importers import test_ebay_orders as ebay
from tests.orders.importers import test_etsy_orders as etsy
from tests.orders.importers import test_woocommerce_orders as woocommerce
from tests.orders.importers.files import Read, Row, aliexpress_line, shopify_order, supplier_row, table
from tests.orders.importers.headers import HEADERS
from tests.orders.importers.test_aliexpress_inventory import item as inventory_item

# A row of each kind that is read whole, of which some cells are then exchanged.
ROWS: dict[str, Row] = {
    "shopify": shopify_order(),
    "older shopify": shopify_order(),
    "woocommerce": woocommerce.order(),
    "woocommerce export": woocommerce.line(),
    "aliexpress": {name: str(value) for name, value in aliexpress_line().items()},
    "inventory": inventory_item(),
    "ebay": ebay.sold(),
    "etsy items": etsy.item(),
    "etsy orders": etsy.order(),
    "amazon new": amazon.new(),
    "amazon unshipped": amazon.new(promise_date="2026-10-08T21:59:59+00:00"),
    "amazon all": amazon.of_all(),
    "zendrop": apps.placed(),
    "dsers": apps.wanted(),
    "our own": supplier_row(),
}

CELLS = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        [
            *(
                "",
                "0",
                "1",
                "2",
                "1000000",
                "9999999999.99",
                "-5",
                "US $1,200.95",
                "129,46zł",
                "1.234",
                "EUR",
            ),
            *("2026-03-31", "2026-03-31T10:00:00+00:00", "Oct-05-26", "10/05/26", "Feb 21, 2026", "99/99/99"),
            *("Cancelled", "Shipped", "completed", "Paid", "=1+1", '"', "'", "\x00", "\ud800", "x" * 5_000),
        ]
    ),
)


@pytest.mark.parametrize("kind", HEADERS)
def test_a_whole_row_of_each_kind_is_an_order(kind: str) -> None:
    source, header = HEADERS[kind]
    whole = {name: cell for name, cell in ROWS[kind].items() if name in header}
    [row] = read(io.BytesIO(table(header, [whole]).encode()), source)
    assert not isinstance(row, RowError)


@pytest.mark.parametrize("kind", HEADERS)
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_any_cells_below_a_documented_header(kind: str, data: st.DataObject) -> None:
    source, header = HEADERS[kind]
    changes = data.draw(st.lists(st.dictionaries(st.sampled_from(header), CELLS, max_size=3), max_size=3))
    whole = {name: cell for name, cell in ROWS[kind].items() if name in header}
    delimiter = data.draw(st.sampled_from([",", ";", "\t"]))
    rows = table(header, [whole | change for change in changes], delimiter)
    stream = io.BytesIO(rows.encode("utf-8", "surrogatepass"))
    try:
        found: list[Read] = list(read(stream, source))
    except FileError:
        return
    for row in found:
        assert "\x00" not in repr(row)
        if isinstance(row, RowError):
            assert RowProblem(row.problem)
            assert row.value == quotable(row.value)
        elif isinstance(row, SalesOrderRow):
            check(row)
        else:
            assert row.order_id
            assert row.outcome is None or kind == "our own"


def check(row: SalesOrderRow) -> None:
    assert row.order_id
    assert 1995 <= row.ordered_at.year <= 2099
    for moment in (row.ordered_at, row.fulfilled_at, row.cancelled_at, row.updated_at):
        assert moment is None or isinstance(moment, datetime)
    for amount in (row.subtotal, row.shipping, row.tax, row.discount, row.total, row.refunded_amount):
        assert amount is None or (abs(amount) <= SUMMED_AMOUNT_LIMIT and amount == round(amount, 2))
    for line in row.lines:
        assert line.quantity >= 1
        assert line.price is None or Decimal(0) <= line.price <= SUMMED_AMOUNT_LIMIT
