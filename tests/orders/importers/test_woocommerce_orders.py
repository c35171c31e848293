"""WooCommerce: the download of Analytics, and the file of Advanced Order Export."""

import io
from datetime import UTC, datetime
from decimal import Decimal
from typing import BinaryIO

import pytest

from orders.importers import SalesLineRow, SalesOrderRow
from tests.orders.importers.files import Row, errors, sales, table
from tests.orders.importers.headers import WOOCOMMERCE, WOOCOMMERCE_EXPORT

NAIVE = datetime(2026, 3, 31, 9, 5, 7)  # noqa: DTZ001 - neither file names a zone


def analytics(*rows: Row) -> BinaryIO:
    return io.BytesIO(table(WOOCOMMERCE, rows, line_end="\r\n").encode())


def order(number: str = "1001", **cells: str) -> Row:
    row = {
        "Date": "2026-03-31 9:05:07",
        "Order #": number,
        "N. Revenue (formatted)": "€1.250,00",
        "Status": "completed",
        "Customer": "Ada Lovelace",
        "Customer type": "new",
        "Product(s)": "2× Lamp, 1× Strip, red",
        "Items sold": "3",
        "Net Sales": "1250",
    }
    return row | {key.replace("_", " "): value for key, value in cells.items()}


def refund(number: str = "1001", amount: str = "-42", **cells: str) -> Row:
    return order(number, Date="2026-04-09 10:00:00", Net_Sales=amount, **cells) | {
        "N. Revenue (formatted)": f"{amount},00 €"
    }


def test_an_order_of_analytics_says_when_what_state_and_its_net_sales() -> None:
    assert sales(analytics(order())) == [
        SalesOrderRow(
            row=2,
            order_id="1001",
            name="1001",
            ordered_at=NAIVE,
            currency="EUR",
            lines=(),
            subtotal=Decimal(1250),
            financial_status="paid",
            fulfilment_status="fulfilled",
        )
    ]
    assert "lovelace" not in str(sales(analytics(order()))).casefold()


@pytest.mark.parametrize("rows", [(order(), refund()), (refund(), order()), (order("7"), refund(), order())])
def test_a_refund_is_a_second_line_wherever_it_stands(rows: tuple[Row, ...]) -> None:
    [found] = [row for row in sales(analytics(*rows)) if row.order_id == "1001"]
    assert (found.subtotal, found.refunded_amount) == (Decimal(1250), Decimal(42))
    assert found.ordered_at == NAIVE


def test_refunds_add_up_and_a_line_that_was_copied_twice_counts_once() -> None:
    [found] = sales(analytics(refund(amount="-8.50"), order(), refund(), refund(), order()))
    assert found.refunded_amount == Decimal("50.50")


def test_without_a_refund_line_nothing_is_said_of_refunds() -> None:
    [found] = sales(analytics(order()))
    assert found.refunded_amount is None
    # A refund of shipping alone shows as zero: how much it was stands nowhere.
    [found] = sales(analytics(order(), refund(amount="0")))
    assert found.refunded_amount is None


def test_a_refund_whose_order_is_not_in_the_file_is_refused() -> None:
    assert errors(analytics(refund())) == [(2, "Net Sales", "-42", "refund_without_order")]


def test_two_different_orders_of_one_number_are_refused() -> None:
    found = errors(analytics(order(), order(Net_Sales="9")))
    assert [problem for _row, _column, _value, problem in found] == ["rows_disagree"]


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("processing", ("paid", "unfulfilled")),
        ("wc-on-hold", ("pending", "unfulfilled")),
        ("refunded", ("refunded", "")),
        ("Cancelled", ("voided", "unfulfilled")),
        ("Abgeschlossen", ("", "")),
        ("", ("", "")),
    ],
)
def test_a_state_says_what_is_known_of_money_and_parcel(status: str, expected: tuple[str, str]) -> None:
    [found] = sales(analytics(order(Status=status)))
    assert (found.financial_status, found.fulfilment_status) == expected


@pytest.mark.parametrize("formatted", ["$1,250.00", "1.250,00 kr.", "", "?"])
def test_a_currency_that_is_not_named_for_sure_is_unknown(formatted: str) -> None:
    [found] = sales(analytics(order() | {"N. Revenue (formatted)": formatted}))
    assert found.currency is None


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"Net_Sales": ""}, ("Net Sales", "", "missing")),
        ({"Net_Sales": "1.234"}, ("Net Sales", "1.234", "money")),
        ({"Date": "31/03/2026"}, ("Date", "31/03/2026", "date")),
        ({"Date": ""}, ("Date", "", "missing")),
        ({"Order_#": ""}, ("Order #", "", "missing")),
    ],
)
def test_a_cell_of_analytics_that_cannot_be_read_refuses_the_order(
    cells: dict[str, str], expected: tuple[str, str, str]
) -> None:
    assert errors(analytics(order(**cells))) == [(2, *expected)]


def export(*rows: Row) -> BinaryIO:
    return io.BytesIO(table(WOOCOMMERCE_EXPORT, rows, line_end="\r\n").encode())


def line(number: str = "1001", item: str = "1", **cells: str) -> Row:
    row = {
        "Order Number": number,
        "Order Status": "wc-processing",
        "Order Date": "2026-03-31 09:05",
        "First Name (Billing)": "Ada",
        "Country Code (Billing)": "US",
        "Country Code (Shipping)": "DE",
        "Email (Billing)": "Ada@Example.invalid",
        "Item #": item,
        "SKU": "L-1",
        "Name": "Lamp",
        "Quantity": "2",
        "Item Cost": "12.50",
        "Order Line (w/o tax)": "25.00",
        "Cart Discount Amount": "0",
        "Order Subtotal Amount": "35.00",
        "Order Tax Amount": "3.00",
        "Order Shipping Amount": "4.90",
        "Order Refund Amount": "0",
        "Order Total Amount": "43.90",
        "Order Total Tax Amount": "4.00",
    }
    return row | {key.replace("_", " "): value for key, value in cells.items()}


def strip(**cells: str) -> Row:
    return line(item="2", SKU="", Name="Strip", Quantity="1", Item_Cost="10", **cells)


def test_an_order_repeats_its_own_cells_on_each_line_and_they_are_no_sum() -> None:
    assert sales(export(line(), strip())) == [
        SalesOrderRow(
            row=2,
            order_id="1001",
            name="1001",
            ordered_at=datetime(2026, 3, 31, 9, 5),  # noqa: DTZ001 - the file names no zone
            currency=None,
            lines=(
                SalesLineRow(1, "Lamp", 2, Decimal("12.50"), "L-1"),
                SalesLineRow(2, "Strip", 1, Decimal(10)),
            ),
            subtotal=Decimal("35.00"),
            shipping=Decimal("4.90"),
            tax=Decimal("4.00"),
            discount=Decimal(0),
            total=Decimal("43.90"),
            refunded_amount=Decimal(0),
            financial_status="paid",
            fulfilment_status="unfulfilled",
            country="DE",
            buyer="ada@example.invalid",
        )
    ]


def test_the_lines_of_an_order_may_stand_anywhere_and_twice() -> None:
    found = sales(export(line(), line("7"), strip(), line()))
    assert [(row.order_id, len(row.lines)) for row in found] == [("7", 1), ("1001", 2)]


def test_an_order_that_fills_its_own_cells_on_the_first_line_only_is_the_same() -> None:
    bare = {name: "" for name in line() if name.startswith("Order ") and name != "Order Number"}
    assert sales(export(line(), strip() | bare)) == sales(export(line(), strip()))


def test_newer_versions_call_the_product_item_name() -> None:
    header = [
        "Order Number",
        "Order Date",
        "Item Name",
        "Quantity",
        "Order Line Total",
        "Order Line (w/o tax)",
    ]
    row = {"Order Number": "7", "Order Date": "2026-03-31", "Item Name": "Lamp", "Quantity": "3"}
    stream = io.BytesIO(table(header, [row | {"Order Line (w/o tax)": "10.00"}], ";").encode("utf-8-sig"))
    [found] = sales(stream)
    assert found.lines == (SalesLineRow(1, "Lamp", 3, Decimal("3.33")),)
    assert (found.total, found.refunded_amount, found.currency) == (None, None, None)


def test_an_order_without_products_is_an_order() -> None:
    [found] = sales(export(line(item="", SKU="", Name="", Quantity="")))
    assert found.lines == ()


def test_lines_that_disagree_about_their_order_are_refused_by_name() -> None:
    assert errors(export(line(), strip(Order_Total_Amount="99.00"))) == [
        (3, "Order Total Amount", "99.00", "rows_disagree")
    ]


def test_amounts_of_two_currencies_in_one_order_are_refused() -> None:
    stream = export(line(Item_Cost="€12.50", Order_Total_Amount="£43.90"))
    assert errors(stream) == [(2, "Order Total Amount", "£43.90", "currencies_differ")]


def test_a_date_with_an_offset_keeps_it() -> None:
    [found] = sales(export(line(Order_Date="2026-03-31T09:05:07+00:00")))
    assert found.ordered_at == datetime(2026, 3, 31, 9, 5, 7, tzinfo=UTC)
