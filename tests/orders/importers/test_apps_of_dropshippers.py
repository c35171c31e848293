"""Zendrop's orders by their known columns, and the order list that is handed to DSers."""

import io
from datetime import date, datetime
from typing import BinaryIO

import pytest

from orders.importers import SalesLineRow, SalesOrderRow, SupplierOrderRow
from tests.orders.importers.files import Row, errors, sales, supplier_orders, table
from tests.orders.importers.headers import DSERS, ZENDROP


def zendrop(*rows: Row) -> BinaryIO:
    return io.BytesIO(table(ZENDROP, rows).encode())


def placed(**cells: str) -> Row:
    row = {
        "Order number": "#1332",
        "Order id": "880011",
        "Store order ID": "4541752475812",
        "Order Date": "2025-11-12 09:49:33",
        "Order Fulfillment Date": "2025-11-14 10:00:00",
        "Customer name": "Ada Lovelace",
        "Customer payment": "Refunded",
        "Zendrop payment": "Paid",
        "Shipping": "$5.12",
        "Order status": "Completed",
        "Supplier names": "Bright",
    }
    return row | {key.replace("_", " "): value for key, value in cells.items()}


def test_an_order_with_zendrop_names_its_sale_and_no_delivery() -> None:
    assert supplier_orders(zendrop(placed())) == [
        SupplierOrderRow(
            row=2,
            marketplace="zendrop",
            order_id="880011",
            supplier="Bright",
            off_platform=False,
            ordered_on=date(2025, 11, 12),
            shipped_on=date(2025, 11, 14),
            order_status="Completed",
            is_paid=True,
            sale="4541752475812",
        )
    ]
    assert "lovelace" not in str(supplier_orders(zendrop(placed()))).casefold()


def test_what_the_customer_got_back_is_no_refund_by_the_supplier_and_shipping_is_no_cost() -> None:
    [row] = supplier_orders(zendrop(placed()))
    assert (row.refunded_amount, row.refunded_on, row.cost, row.outcome) == (None, None, None, None)


@pytest.mark.parametrize(
    ("cells", "name", "value"),
    [
        ({"Zendrop_payment": "Unpaid"}, "is_paid", False),
        ({"Zendrop_payment": "Pending"}, "is_paid", None),
        ({"Zendrop_payment": ""}, "is_paid", None),
        ({"Order_status": "Cancelled"}, "end_reason", "cancelled"),
        ({"Order_status": "Processing"}, "end_reason", None),
        ({"Store_order_ID": ""}, "sale", "#1332"),
        ({"Store_order_ID": "", "Order_number": ""}, "sale", None),
        ({"Order_Fulfillment_Date": ""}, "shipped_on", None),
    ],
)
def test_a_word_says_what_it_says_and_an_empty_cell_nothing(
    cells: dict[str, str], name: str, value: object
) -> None:
    [row] = supplier_orders(zendrop(placed(**cells)))
    assert getattr(row, name) == value


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"Order_id": ""}, ("Order id", "", "missing")),
        ({"Store_order_ID": "4.54E+12"}, ("Store order ID", "4.54E+12", "spreadsheet_number")),
        ({"Order_Date": "11/12/2025"}, ("Order Date", "11/12/2025", "date")),
        (
            {"Order_Fulfillment_Date": "2025-11-01"},
            ("Order Fulfillment Date", "2025-11-01", "shipped_before_ordered"),
        ),
    ],
)
def test_a_cell_of_zendrop_that_cannot_be_read_refuses_the_order(
    cells: dict[str, str], expected: tuple[str, str, str]
) -> None:
    assert errors(zendrop(placed(**cells))) == [(2, *expected)]


def test_lines_of_one_order_that_disagree_are_refused() -> None:
    assert len(supplier_orders(zendrop(placed(), placed()))) == 1
    assert errors(zendrop(placed(), placed(Order_status="Cancelled"))) == [
        (3, "Order status", "", "rows_disagree")
    ]


def dsers(*rows: Row, header: list[str] = DSERS) -> BinaryIO:
    return io.BytesIO(table(header, rows).encode())


def wanted(**cells: str) -> Row:
    row = {
        "Order number": "#1001",
        "Date": "2026-03-31",
        "Country (full name)": "Germany",
        "Product id": "1005001234567890",
        "SKU": "14:29#red",
        "Product count": "2",
        "Contact person": "Ada Lovelace",
        "Email": "Ada@Example.invalid",
        "Address": "1 Secret Street",
        "Zip": "10115",
    }
    return row | {key.replace("_", " "): value for key, value in cells.items()}


def test_what_is_handed_to_dsers_is_a_customers_order_without_prices() -> None:
    other = wanted(Product_id="1005009", SKU="", Product_count="1")
    assert sales(dsers(wanted(), other, wanted())) == [
        SalesOrderRow(
            row=2,
            order_id="#1001",
            name="#1001",
            ordered_at=datetime(2026, 3, 31),  # noqa: DTZ001 - the file names no zone
            currency=None,
            lines=(
                SalesLineRow(1, "1005001234567890", 2, None, "14:29#red"),
                SalesLineRow(2, "1005009", 1, None),
            ),
            country="DE",
            buyer="ada@example.invalid",
        )
    ]
    assert "secret" not in str(sales(dsers(wanted()))).casefold()


def test_the_country_may_be_headed_without_its_remark() -> None:
    header = ["Country" if name == "Country (full name)" else name for name in DSERS]
    row = wanted(Country="United Kingdom")
    del row["Country (full name)"]
    assert sales(dsers(row, header=header))[0].country == "GB"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"Date": "03/31/2026"}, ("Date", "03/31/2026", "date")),
        ({"Product_id": "1.005E+15"}, ("Product id", "1.005E+15", "spreadsheet_number")),
        ({"Product_count": ""}, ("Product count", "", "missing")),
        ({"Order_number": ""}, ("Order number", "", "missing")),
    ],
)
def test_a_cell_for_dsers_that_cannot_be_read_refuses_the_order(
    cells: dict[str, str], expected: tuple[str, str, str]
) -> None:
    assert errors(dsers(wanted(**cells))) == [(2, *expected)]
