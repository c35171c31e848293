"""Etsy's Sold Order Items and Sold Orders."""

import io
from datetime import datetime
from decimal import Decimal
from typing import BinaryIO

import pytest

from orders.importers import SalesLineRow, SalesOrderRow
from tests.orders.importers.files import Row, errors, sales, table
from tests.orders.importers.headers import ETSY_ITEMS, ETSY_ORDERS


def day(number: int) -> datetime:
    return datetime(2026, 9, number)  # noqa: DTZ001 - the files name no zone


def items(*rows: Row) -> BinaryIO:
    return io.BytesIO(table(ETSY_ITEMS, rows).encode())


def orders(*rows: Row) -> BinaryIO:
    return io.BytesIO(table(ETSY_ORDERS, rows).encode())


def item(transaction: str = "4001", order_id: str = "9001", **cells: str) -> Row:
    row = {
        "Sale Date": "09/03/26",
        "Item Name": "Mug",
        "Buyer": "janedoe",
        "Quantity": "2",
        "Price": "34.00",
        "Order Shipping": "8.00",
        "Order Sales Tax": "0",
        "Item Total": "68.00",
        "Currency": "CAD",
        "Transaction ID": transaction,
        "Listing ID": "1501",
        "Date Paid": "09/03/2026",
        "Date Shipped": "09/05/2026",
        "Ship Name": "Jane Doe",
        "Ship Country": "Canada",
        "Order ID": order_id,
        "SKU": "M-1",
    }
    return row | {key.replace("_", " "): value for key, value in cells.items()}


def order(order_id: str = "9001", **cells: str) -> Row:
    row = {
        "Sale Date": "09/03/26",
        "Order ID": order_id,
        "Buyer User ID": "1",
        "Full Name": "Jane Doe",
        "Date Shipped": "09/05/26",
        "Ship Country": "Canada",
        "Currency": "CAD",
        "Order Value": "68.00",
        "Discount Amount": "0",
        "Shipping": "8.00",
        "Sales Tax": "0",
        "Order Total": "76.00",
        "Status": "Completed",
        "Adjusted Order Total": "0.00",
        "Buyer": "janedoe",
    }
    return row | {key.replace("_", " "): value for key, value in cells.items()}


def test_items_of_one_order_are_one_order_and_its_shipping_is_no_sum() -> None:
    soap = item("4002", Item_Name="Soap", Quantity="1", Price="9.00", Item_Total="9.00", SKU="")
    assert sales(items(item(), item("4003", "9002"), soap))[1] == SalesOrderRow(
        row=2,
        order_id="9001",
        name="9001",
        ordered_at=day(3),
        currency="CAD",
        lines=(
            SalesLineRow(1, "Mug", 2, Decimal("34.00"), "M-1"),
            SalesLineRow(2, "Soap", 1, Decimal("9.00")),
        ),
        subtotal=Decimal("77.00"),
        shipping=Decimal("8.00"),
        tax=Decimal(0),
        fulfilment_status="fulfilled",
        fulfilled_at=day(5),
        country="CA",
        buyer="janedoe",
    )


def test_shipping_may_stand_on_one_item_beside_zeros() -> None:
    [row] = sales(items(item(Order_Shipping="0.00"), item("4002", Order_Shipping="8.00")))
    assert row.shipping == Decimal("8.00")


def test_an_order_is_sent_when_its_last_item_is() -> None:
    [row] = sales(items(item(), item("4002", Date_Shipped="")))
    assert (row.fulfilled_at, row.fulfilment_status) == (None, "")
    [row] = sales(items(item(), item("4002", Date_Shipped="09/14/26")))
    assert row.fulfilled_at == day(14)


def test_the_items_say_nothing_of_refunds_and_so_nothing_of_the_payment() -> None:
    [row] = sales(items(item()))
    assert (row.financial_status, row.refunded_amount, row.total) == ("", None, None)


def test_the_same_item_twice_is_one_and_two_different_ones_are_refused() -> None:
    [row] = sales(items(item(), item()))
    assert row.subtotal == Decimal("68.00")
    assert errors(items(item(), item(Quantity="3"))) == [(3, "Transaction ID", "4001", "rows_disagree")]


def test_an_order_has_its_amounts_and_no_products() -> None:
    assert sales(orders(order(Adjusted_Order_Total="66.00"))) == [
        SalesOrderRow(
            row=2,
            order_id="9001",
            name="9001",
            ordered_at=day(3),
            currency="CAD",
            lines=(),
            subtotal=Decimal("68.00"),
            shipping=Decimal("8.00"),
            tax=Decimal(0),
            discount=Decimal(0),
            total=Decimal("76.00"),
            refunded_amount=Decimal("10.00"),
            financial_status="completed",
            fulfilment_status="fulfilled",
            fulfilled_at=day(5),
            country="CA",
            buyer="janedoe",
        )
    ]


@pytest.mark.parametrize(
    ("adjusted", "refunded", "status"),
    [
        ("76.00", Decimal("0.00"), "completed"),
        ("$75.50", Decimal("0.50"), "completed"),
        # Zero is written where nothing was adjusted, and where everything went back.
        ("0.00", None, ""),
        ("", None, ""),
        ("80.00", None, ""),
    ],
)
def test_an_adjusted_total_shows_a_refund_and_zero_shows_nothing(
    adjusted: str, refunded: Decimal | None, status: str
) -> None:
    [row] = sales(orders(order(Adjusted_Order_Total=adjusted)))
    assert (row.refunded_amount, row.financial_status) == (refunded, status)


def test_an_order_that_was_called_off_says_so() -> None:
    [row] = sales(orders(order(Status="Canceled", Date_Shipped="")))
    assert (row.financial_status, row.fulfilment_status) == ("cancelled", "")


def test_both_files_know_the_order_by_the_same_number_and_buyer() -> None:
    [of_items], [of_orders] = sales(items(item())), sales(orders(order()))
    assert (of_items.order_id, of_items.ordered_at) == (of_orders.order_id, of_orders.ordered_at)
    assert of_items.buyer == of_orders.buyer


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"Sale_Date": "13/03/26"}, ("Sale Date", "13/03/26", "date")),
        ({"Transaction_ID": ""}, ("Transaction ID", "", "missing")),
        ({"Order_ID": ""}, ("Order ID", "", "missing")),
        ({"Quantity": "0"}, ("Quantity", "0", "quantity")),
        ({"Price": "1.234"}, ("Price", "1.234", "money")),
        ({"Price": "US $5"}, ("Price", "US $5", "currencies_differ")),
    ],
)
def test_a_cell_that_cannot_be_read_refuses_the_order(
    cells: dict[str, str], expected: tuple[str, str, str]
) -> None:
    assert errors(items(item(**cells))) == [(2, *expected)]


def test_an_order_without_its_total_is_refused() -> None:
    assert errors(orders(order(Order_Total=""))) == [(2, "Order Total", "", "missing")]
