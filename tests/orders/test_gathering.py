"""The command line puts files together as the database does."""

from collections import Counter
from datetime import date
from io import BytesIO
from itertools import permutations

import pytest

from orders.actions import record_sales_orders, record_supplier_orders
from orders.days import day_counts
from orders.gathering import gather
from orders.importers import read, recognise
from orders.importers.rows import SalesOrderRow, SupplierOrderRow, channel_of
from orders.queries import day_groups, fulfilled_orders
from stores.models import Store
from suppliers.models import Supplier
from tests.orders.importers.files import SHOPIFY_HEADER, SUPPLIER_HEADER, Row, table

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)


def placed(order_id: str, **cells: str) -> Row:
    row = {"order id": order_id, "supplier": "Bright", "product": "Lamp", "quantity": "1", "paid by": "card"}
    return row | {"ordered": f"2026-03-0{order_id}"} | {key.replace("_", " "): cells[key] for key in cells}


def sold(number: str, **cells: str) -> Row:
    return {
        "Name": f"#100{number}",
        "Id": f"7{number}",
        "Created at": f"2026-03-0{number} 10:00:00 +0000",
        "Currency": "USD",
        "Subtotal": "30.00",
        "Total": "30.00",
        "Lineitem quantity": "1",
        "Lineitem name": "Lamp",
        "Lineitem price": "30.00",
        "Refunded Amount": "0.00",
        "Financial Status": "paid",
    } | {key.replace("_", " "): cells[key] for key in cells}


SENT = {"Fulfillment_Status": "fulfilled", "Fulfilled_at": "2026-03-04 10:00:00 +0000"}
SALES = [
    sold("1", **SENT),
    sold("2", Refunded_Amount="30.00", Financial_Status="refunded", **SENT),
    sold("3", Cancelled_at="2026-03-04 10:00:00 +0000"),
]
OLD_HEADER = [name for name in SHOPIFY_HEADER if name != "Id"]
PLACED_FILE = table(
    SUPPLIER_HEADER,
    [
        placed("1", sale="#1001"),
        placed("2", sale="1002", delivered="2026-03-12"),
        placed("3", sale="1003"),
        placed("4", tracking_number="YT1"),
        placed("5", sale="9999"),
    ],
)
SOLD_FILE = table(SHOPIFY_HEADER, SALES)
SOLD_BEFORE_IDS_FILE = table(
    OLD_HEADER, [{key: cell for key, cell in row.items() if key != "Id"} for row in SALES]
)
FILES = [text.encode() for text in (PLACED_FILE, SOLD_FILE, SOLD_BEFORE_IDS_FILE)]


@pytest.mark.parametrize("files", list(permutations(FILES)), ids=range(6))
def test_files_in_any_sequence_come_to_the_same_in_memory_and_in_the_database(
    store: Store, files: tuple[bytes, ...]
) -> None:
    for text in files:
        source = recognise(BytesIO(text))
        rows = list(read(BytesIO(text), source))
        ours = [row for row in rows if isinstance(row, SupplierOrderRow)]
        theirs = [row for row in rows if isinstance(row, SalesOrderRow)]
        assert len(ours) + len(theirs) == len(rows)
        record_supplier_orders(store, source, ours, learned_on=TODAY)
        record_sales_orders(store, channel_of(source), theirs, learned_on=TODAY, source=source)
    gathered = gather([BytesIO(text) for text in files], TODAY)
    in_memory = Counter(day_counts((held, facts) for _id, held, facts in gathered.orders()))
    assert day_groups(Supplier.objects.get()) == dict(in_memory)
    assert gathered.fulfilled(TODAY) == fulfilled_orders(store, TODAY) == 2
    reasons = {order_id: facts.because for order_id, _held, facts in gathered.orders()}
    assert reasons == {
        "1": "attestable",
        "2": "delivered",
        "3": "nobody_said",
        "4": "nobody_said",
        "5": "nobody_said",
    }
