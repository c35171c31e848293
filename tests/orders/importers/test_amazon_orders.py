"""Amazon's reports of new, unshipped and all orders."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import BinaryIO

import pytest

from orders.importers import SalesLineRow, SalesOrderRow, Source, recognise
from tests.orders.importers.files import Row, errors, file_problem, sales, table
from tests.orders.importers.headers import AMAZON_ALL, AMAZON_NEW, AMAZON_UNSHIPPED

PLACED = datetime(2026, 10, 5, 7, 12, 33, tzinfo=UTC)


def report(header: list[str], *rows: Row) -> BinaryIO:
    """A report as it is downloaded: tabs between the cells, and no quoting at all."""
    lines = ["\t".join(row.get(name, "") for name in header) for row in rows]
    return io.BytesIO("\r\n".join(["\t".join(header), *lines, ""]).encode())


def new(item: str = "7001", **cells: str) -> Row:
    row = {
        "order-id": "111-2222222-3333333",
        "order-item-id": item,
        "purchase-date": "2026-10-05T07:12:33+00:00",
        "payments-date": "2026-10-05T08:00:00+00:00",
        "buyer-email": "x1@marketplace.invalid",
        "buyer-name": "Ada Lovelace",
        "sku": "L-1",
        "product-name": "Lamp",
        "quantity-purchased": "2",
        "currency": "EUR",
        "item-price": "25.00",
        "item-tax": "4.75",
        "shipping-price": "3.00",
        "shipping-tax": "0.57",
        "ship-country": "DE",
        "delivery-end-date": "2026-10-12T21:00:00+02:00",
    }
    return row | {key.replace("_", "-"): value for key, value in cells.items()}


def of_all(**cells: str) -> Row:
    row = {
        "amazon-order-id": "111-2222222-3333333",
        "purchase-date": "2026-10-05T07:12:33+00:00",
        "last-updated-date": "2026-10-07T09:00:00+00:00",
        "order-status": "Shipped",
        "product-name": "Lamp",
        "sku": "L-1",
        "item-status": "Shipped",
        "quantity": "2",
        "currency": "EUR",
        "item-price": "25.00",
        "item-promotion-discount": "5.00",
        "ship-country": "DE",
    }
    return row | {key.replace("_", "-"): value for key, value in cells.items()}


def test_a_new_order_is_read_with_its_price_for_all_pieces() -> None:
    cap = new("7002", product_name="Cap", sku="", quantity_purchased="1", item_price="10.00", item_tax="")
    assert sales(report(AMAZON_NEW, new(), cap)) == [
        SalesOrderRow(
            row=2,
            order_id="111-2222222-3333333",
            name="111-2222222-3333333",
            ordered_at=PLACED,
            currency="EUR",
            lines=(
                SalesLineRow(1, "Lamp", 2, Decimal("12.50"), "L-1"),
                SalesLineRow(2, "Cap", 1, Decimal("10.00")),
            ),
            subtotal=Decimal("35.00"),
            shipping=Decimal("6.00"),
            tax=Decimal("5.89"),
            country="DE",
            promised_on=date(2026, 10, 12),
            buyer="x1@marketplace.invalid",
        )
    ]


def test_an_unshipped_order_has_no_price_and_the_day_to_send_it_by_is_no_promise() -> None:
    row = new(promise_date="2026-10-08T21:59:59+00:00")
    [found] = sales(report(AMAZON_UNSHIPPED, row))
    assert recognise(report(AMAZON_UNSHIPPED, row)) == Source.AMAZON_NEW
    assert found.promised_on is None
    assert (found.lines[0].price, found.subtotal, found.currency) == (None, None, None)


def test_quotation_marks_are_mere_characters() -> None:
    rows = [
        new(product_name='"Bright" lamp, 5" wide'),
        new("7002", product_name='"never closed'),
        new("7003", product_name='5" strip"'),
    ]
    [found] = sales(report(AMAZON_NEW, *rows))
    assert [line.title for line in found.lines] == ['"Bright" lamp, 5" wide', '"never closed', '5" strip"']


def test_a_report_that_a_spreadsheet_saved_with_commas_is_read_with_its_quotes() -> None:
    stream = io.BytesIO(table(AMAZON_NEW, [new(product_name='Lamp, 5" wide')]).encode())
    assert [line.title for line in sales(stream)[0].lines] == ['Lamp, 5" wide']
    assert file_problem(b'order-id,order-item-id,purchase-date\n1,2,"3\n')[0] == "column_missing"


def test_letters_of_windows_are_read() -> None:
    content = report(AMAZON_NEW, new(product_name="Lämpchen")).read().decode().encode("cp1252")
    assert sales(io.BytesIO(content))[0].lines[0].title == "Lämpchen"


def test_all_orders_says_when_it_was_changed_and_what_was_sent() -> None:
    older = of_all(
        last_updated_date="2026-10-06T09:00:00+00:00", product_name="Cap", item_promotion_discount="-1.00"
    )
    [found] = sales(report(AMAZON_ALL, of_all(), older))
    assert (found.updated_at, found.fulfilment_status, found.fulfilled_at) == (
        datetime(2026, 10, 7, 9, tzinfo=UTC),
        "fulfilled",
        None,
    )
    assert (found.subtotal, found.discount) == (Decimal("44.00"), Decimal("6.00"))
    assert (found.financial_status, found.refunded_amount) == ("", None)


def test_the_price_of_a_cancelled_item_is_not_counted() -> None:
    gone = of_all(item_status="Cancelled", quantity="0", product_name="Cap", item_price="99.00")
    [found] = sales(report(AMAZON_ALL, of_all(), gone))
    assert ([line.title for line in found.lines], found.subtotal) == (["Lamp"], Decimal("20.00"))
    assert found.financial_status == ""


@pytest.mark.parametrize(
    "cells", [{"item_status": "Cancelled"}, {"item_status": "", "order_status": "Cancelled"}]
)
def test_an_order_of_cancelled_items_alone_is_called_off(cells: dict[str, str]) -> None:
    [found] = sales(report(AMAZON_ALL, of_all(quantity="0", **cells)))
    assert (found.lines, found.financial_status, found.fulfilment_status) == ((), "cancelled", "")
    assert (found.subtotal, found.discount) == (None, None)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("Shipped - Delivered to Buyer", "fulfilled"),
        ("Unshipped", "unfulfilled"),
        ("Pending", "pending"),
        ("", ""),
    ],
)
def test_what_amazon_says_of_the_sending_is_kept(status: str, expected: str) -> None:
    [found] = sales(report(AMAZON_ALL, of_all(order_status=status)))
    assert found.fulfilment_status == expected


def test_the_same_item_twice_is_one_where_items_have_numbers() -> None:
    [found] = sales(report(AMAZON_NEW, new(), new()))
    assert found.subtotal == Decimal("25.00")
    assert errors(report(AMAZON_NEW, new(), new(sku="other"))) == [
        (3, "order-item-id", "7001", "rows_disagree")
    ]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"purchase_date": "2026-10-05"}, ("purchase-date", "2026-10-05", "moment")),
        ({"item_price": "1.234"}, ("item-price", "1.234", "money")),
        ({"currency": "EURO"}, ("currency", "", "currency")),
        ({"quantity": ""}, ("quantity", "", "missing")),
        ({"product_name": ""}, ("product-name", "", "missing")),
    ],
)
def test_a_cell_that_cannot_be_read_refuses_the_order(
    cells: dict[str, str], expected: tuple[str, str, str]
) -> None:
    assert errors(report(AMAZON_ALL, of_all(**cells))) == [(2, *expected)]
