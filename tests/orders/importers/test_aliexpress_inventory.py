"""The CSV of the browser extension that lists one's orders on AliExpress."""

import io
from datetime import date
from decimal import Decimal
from typing import BinaryIO

import pytest

from orders.importers import SupplierOrderRow
from tests.orders.importers.files import Row, errors, supplier_orders, table
from tests.orders.importers.headers import INVENTORY


def inventory(*rows: Row) -> BinaryIO:
    return io.BytesIO(table(INVENTORY, rows).encode())


def item(order_id: str = "3069099405659913", **cells: str) -> Row:
    row = {
        "Order Date": "Feb 21, 2026",
        "Order ID": order_id,
        "Title": "LED strip",
        "Qty": "2",
        "Price": "US $120.95",
        "Store": "Bright Official Store",
        "Product ID": "1005001",
        "SKU ID": "12000",
        "Attributes": "Color: 6L, Ships From: GERMANY",
        "Price Info": "US $120.95|120|95",
        "Currency": "USD",
        "Status": "Completed",
        "Store Url": "https://example.invalid/store",
    }
    return row | {key.replace("_", " "): value for key, value in cells.items()}


def test_an_order_names_its_shop_and_its_cost_but_no_end() -> None:
    assert supplier_orders(inventory(item())) == [
        SupplierOrderRow(
            row=2,
            marketplace="aliexpress",
            order_id="3069099405659913",
            supplier="Bright Official Store",
            products=("LED strip",),
            quantity=2,
            cost=Decimal("241.90"),
            currency="USD",
            off_platform=False,
            ordered_on=date(2026, 2, 21),
            order_status="Completed",
        )
    ]


def test_completed_is_no_delivery_no_outcome_and_no_silence_about_complaints() -> None:
    [row] = supplier_orders(inventory(item()))
    assert (row.outcome, row.delivered_on, row.ended_at, row.end_reason, row.is_paid) == (None,) * 5
    assert row.records_complaints is False


@pytest.mark.parametrize(
    ("status", "end_reason"),
    [
        ("Canceled", "cancelled"),
        ("Closed", "closed"),
        ("EXPIRED", "expired"),
        ("In Transit", None),
        ("", None),
    ],
)
def test_an_order_that_was_called_off_says_so(status: str, end_reason: str | None) -> None:
    [row] = supplier_orders(inventory(item(Status=status)))
    assert (row.end_reason, row.order_status) == (end_reason, status or None)


def test_items_of_one_order_are_one_order_and_the_same_line_twice_is_one_line() -> None:
    lamp = item(Title="Lamp", Qty="1", Price="US $1,000.05", SKU_ID="12001")
    [other, row] = supplier_orders(inventory(item(), item("9"), lamp, item()))
    assert other.order_id == "9"
    assert (row.products, row.quantity, row.cost) == (("LED strip", "Lamp"), 3, Decimal("1241.95"))


@pytest.mark.parametrize(
    ("price", "currency", "cost"),
    [
        ("129,46zł", "PLN", "258.92"),
        ("৳2,999", "BDT", "5998"),
        ("1 234,50 €", "EUR", "2469.00"),
        ("$5", "AUD", "10"),
    ],
)
def test_prices_are_read_as_the_page_formats_them(price: str, currency: str, cost: str) -> None:
    [row] = supplier_orders(inventory(item(Price=price, Currency=currency)))
    assert (row.cost, row.currency) == (Decimal(cost), currency)
    [row] = supplier_orders(inventory(item(Price=price, Currency="")))
    assert row.currency == (None if price == "$5" else currency)


def test_an_empty_price_is_unknown() -> None:
    [row] = supplier_orders(inventory(item(), item(Price="", SKU_ID="2")))
    assert (row.cost, row.quantity) == (None, 4)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"Price": "129,46zł"}, ("Price", "", "currencies_differ")),
        ({"Price": "free"}, ("Price", "", "money")),
        ({"Order_Date": "21/02/2026"}, ("Order Date", "21/02/2026", "date")),
        ({"Qty": "0"}, ("Qty", "0", "quantity")),
        ({"Title": ""}, ("Title", "", "missing")),
        ({"Order_ID": "3.06909E+15"}, ("Order ID", "3.06909E+15", "spreadsheet_number")),
        ({"Currency": "dollar"}, ("Currency", "", "currency")),
    ],
)
def test_a_cell_that_cannot_be_read_refuses_the_order(
    cells: dict[str, str], expected: tuple[str, str, str]
) -> None:
    assert errors(inventory(item(**cells))) == [(2, *expected)]


def test_two_shops_in_one_order_are_refused() -> None:
    assert errors(inventory(item(), item(Store="Lucky", SKU_ID="2"))) == [(3, "Store", "", "rows_disagree")]


def test_an_order_without_its_number_is_refused_alone() -> None:
    assert errors(inventory(item(""))) == [(2, "Order ID", "", "missing")]
