"""The Shopify orders export."""

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest

from orders import importers
from orders.importers import SalesLineRow, SalesOrderRow, Source
from tests.orders.importers.files import (
    SHOPIFY_HEADER,
    errors,
    read,
    sales,
    shopify_file,
    shopify_line,
    shopify_order,
    table,
)

ZERO = Decimal(0)


@pytest.fixture
def real_export(shared_data: Path) -> bytes:
    return (shared_data / "shopify_orders_export" / "orders_export_us_2020_2022.csv").read_bytes()


def without_rows(rows: list[SalesOrderRow]) -> dict[str, SalesOrderRow]:
    return {row.order_id: replace(row, row=0) for row in rows}


def test_the_real_export_is_read_whole(real_export: bytes) -> None:
    stream = io.BytesIO(real_export)
    assert importers.recognise(stream) == Source.SHOPIFY
    rows = sales(stream)
    assert len(rows) == len({row.order_id for row in rows}) == 81
    # One of the 98 lines is a tip.
    assert sum(len(row.lines) for row in rows) == 97
    assert {row.country for row in rows} == {"US"}
    assert all(row.buyer for row in rows)


def test_the_totals_of_the_real_export_add_up(real_export: bytes) -> None:
    tips = ZERO
    for row in sales(io.BytesIO(real_export)):
        worth = sum(((line.price or ZERO) * line.quantity for line in row.lines), ZERO)
        assert worth - (row.discount or ZERO) == row.subtotal
        tips += (row.total or ZERO) - (row.subtotal or ZERO) - (row.shipping or ZERO) - (row.tax or ZERO)
    written = csv.DictReader(io.StringIO(real_export.decode()))
    assert tips == sum(Decimal(line["Lineitem price"]) for line in written if line["Lineitem name"] == "Tip")


@pytest.mark.parametrize("cut", [2, 30, 57, 97])
def test_the_real_export_cut_in_two_with_an_overlap_gives_the_same_orders(
    real_export: bytes, cut: int
) -> None:
    header, *lines = real_export.splitlines(keepends=True)
    first = io.BytesIO(header + b"".join(lines[: cut + 20]))
    second = io.BytesIO(header + b"".join(lines[max(0, cut - 20) :]))
    both = [row for part in (first, second) for row in read(part) if isinstance(row, SalesOrderRow)]
    assert without_rows(both) == without_rows(sales(io.BytesIO(real_export)))


def test_an_order_keeps_what_is_its_own_and_nothing_of_the_person() -> None:
    stream = shopify_file(
        shopify_order(
            Fulfilled_at="2023-06-02 10:00:00 -0700",
            Cancelled_at="2023-06-09T10:00:00+02:00",
            Fulfillment_Status="fulfilled",
            Refunded_Amount="5.00",
            Discount_Amount="10.00",
            Lineitem_sku="'0012",
            Lineitem_discount="1.50",
            Lineitem_fulfillment_status="fulfilled",
            Shipping_Country="de",
            Billing_Country="US",
            Shipping_Name="Ada Lovelace",
            Shipping_Street="1 Secret Street",
            Notes="call\nme",
        ),
        shopify_line(),
    )
    assert sales(stream) == [
        SalesOrderRow(
            row=2,
            order_id="4541752475812",
            name="#1001",
            ordered_at=datetime(2023, 5, 31, 23, 6, 5, tzinfo=timezone(timedelta(hours=-7))),
            currency="USD",
            lines=(
                SalesLineRow(
                    1, "Hoodie - S", 1, Decimal("35.00"), "0012", "Bright", Decimal("1.50"), "fulfilled"
                ),
                SalesLineRow(2, "Cap", 1, Decimal("10.00"), "", "Lucky"),
            ),
            subtotal=Decimal("35.00"),
            shipping=Decimal("2.74"),
            tax=ZERO,
            discount=Decimal("10.00"),
            total=Decimal("37.74"),
            refunded_amount=Decimal("5.00"),
            financial_status="paid",
            fulfilment_status="fulfilled",
            fulfilled_at=datetime(2023, 6, 2, 17, tzinfo=UTC),
            cancelled_at=datetime(2023, 6, 9, 8, tzinfo=UTC),
            country="DE",
            buyer="ada@example.invalid",
        )
    ]
    assert "secret" not in str(sales(stream)).casefold()
    assert "lovelace" not in str(sales(stream)).casefold()
    assert "ada@" not in str(sales(stream)).casefold()


def test_a_newline_in_a_note_does_not_shift_the_rows() -> None:
    stream = shopify_file(
        shopify_order(Notes="one\ntwo\n\nthree"), shopify_order("#1002", "2", Currency="XYZ")
    )
    assert [type(row).__name__ for row in read(stream)] == ["SalesOrderRow", "RowError"]
    assert [row.row for row in read(stream)] == [2, 3]


@pytest.mark.parametrize(
    "columns", [SHOPIFY_HEADER, SHOPIFY_HEADER[:78], SHOPIFY_HEADER[:70]], ids=["79", "78", "older"]
)
def test_exports_of_every_age_are_read(columns: list[str]) -> None:
    row = {name: cell for name, cell in shopify_order().items() if name in columns}
    assert [order.order_id for order in sales(shopify_file(row, header=columns))] == ["4541752475812"]


def test_five_columns_are_enough_and_the_name_is_then_the_key() -> None:
    columns = ["Name", "Created at", "Lineitem quantity", "Lineitem name", "Lineitem price"]
    rows = [shopify_order("#1"), shopify_line("#1"), shopify_line("#1"), shopify_order("#2")]
    kept = [{name: row[name] for name in columns} for row in rows]
    found = sales(shopify_file(*kept, header=columns))
    assert [(row.order_id, len(row.lines), row.currency, row.total) for row in found] == [
        ("#1", 3, None, None),
        ("#2", 1, None, None),
    ]


def test_both_kinds_of_empty_are_unknown_and_zero_is_zero() -> None:
    stream = io.BytesIO(
        table(SHOPIFY_HEADER, [shopify_order(Shipping="EMPTY", Taxes="", Currency="")])
        .replace("EMPTY", '""')
        .encode()
    )
    [row] = sales(stream)
    assert (row.shipping, row.tax, row.currency, row.refunded_amount) == (None, None, None, ZERO)


def test_a_tip_is_no_product() -> None:
    tip = {"Lineitem_name": "Tip", "Vendor": "", "Lineitem_requires_shipping": "false"}
    [row] = sales(shopify_file(shopify_order(), shopify_line(**tip)))
    assert [line.title for line in row.lines] == ["Hoodie - S"]
    [row] = sales(shopify_file(shopify_order(), shopify_line(**(tip | {"Vendor": "Tipper"}))))
    assert [line.title for line in row.lines] == ["Hoodie - S", "Tip"]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"Email": " ADA@x.invalid "}, "ada@x.invalid"),
        ({"Email": "", "Shipping_Name": "Ada  LOVELACE", "Shipping_Zip": "'02139"}, "ada lovelace|02139"),
        ({"Email": "", "Shipping_Name": "Ada", "Shipping_Zip": ""}, ""),
        ({"Email": "", "Shipping_Name": "", "Shipping_Zip": "1"}, ""),
    ],
)
def test_the_buyer_is_the_mail_else_name_and_postal_code(cells: dict[str, str], expected: str) -> None:
    [row] = sales(shopify_file(shopify_order(**cells)))
    assert row.buyer == expected


@pytest.mark.parametrize(
    ("shipping", "billing", "expected"),
    [("FR", "US", "FR"), ("", "US", "US"), ("France", "", "FR"), ("Atlantis", "", "")],
)
def test_the_country_is_where_the_parcel_goes(shipping: str, billing: str, expected: str) -> None:
    [row] = sales(shopify_file(shopify_order(Shipping_Country=shipping, Billing_Country=billing)))
    assert row.country == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"Id": "4.54175E+12"}, ("Id", "4.54175E+12", "spreadsheet_number")),
        ({"Created_at": "45384.34789"}, ("Created at", "45384.34789", "spreadsheet_date")),
        ({"Created_at": "5/31/2023 23:06"}, ("Created at", "5/31/2023 23:06", "moment")),
        ({"Created_at": "2023-02-30 10:00:00 +0000"}, ("Created at", "2023-02-30 10:00:00 +0000", "moment")),
        ({"Created_at": "0001-01-01 00:00:00 +1400"}, ("Created at", "0001-01-01 00:00:00 +1400", "moment")),
        ({"Created_at": ""}, ("Created at", "", "missing")),
        ({"Fulfilled_at": "2023-06-02 10:00:00"}, ("Fulfilled at", "2023-06-02 10:00:00", "moment")),
        ({"Name": ""}, ("Name", "", "missing")),
        ({"Currency": "Dollar"}, ("Currency", "", "currency")),
        ({"Lineitem_quantity": "0"}, ("Lineitem quantity", "0", "quantity")),
        ({"Lineitem_quantity": ""}, ("Lineitem quantity", "", "missing")),
        ({"Lineitem_price": "-1.00"}, ("Lineitem price", "-1.00", "amount")),
        ({"Lineitem_price": "1.234"}, ("Lineitem price", "1.234", "amount")),
        ({"Lineitem_name": ""}, ("Lineitem name", "", "missing")),
        ({"Total": "USD 37.74"}, ("Total", "USD 37.74", "amount")),
        ({"Vendor": "x" * 501}, ("Vendor", "", "too_long")),
        ({"Id": "9" * 101}, ("Id", "", "too_long")),
    ],
)
def test_a_cell_that_cannot_be_read_refuses_the_order_by_name(
    cells: dict[str, str], expected: tuple[str, str, str]
) -> None:
    assert errors(shopify_file(shopify_order(**cells))) == [(2, *expected)]


def test_one_bad_line_refuses_its_whole_order_and_no_other() -> None:
    stream = shopify_file(
        shopify_order("#1003", "3"),
        shopify_order("#1002", "2"),
        shopify_line("#1002", Lineitem_price="free"),
        shopify_order("#1001", "1"),
    )
    found = read(stream)
    assert [row.order_id for row in found if isinstance(row, SalesOrderRow)] == ["3", "1"]
    assert [row.row for row in found] == [2, 4, 5]


def test_two_orders_of_one_name_stay_two() -> None:
    found = sales(shopify_file(shopify_order("#1", "1"), shopify_order("#1", "2")))
    assert [row.order_id for row in found] == ["1", "2"]


def test_an_order_that_stands_twice_in_a_row_is_not_added_up() -> None:
    once = [shopify_order(), shopify_line()]
    found = sales(shopify_file(*once, *once))
    assert [len(row.lines) for row in found] == [2, 2]


def test_a_file_that_repeats_the_order_on_each_line_gives_one_order() -> None:
    found = sales(shopify_file(shopify_order(), shopify_order(Lineitem_name="Cap", Lineitem_price="0.00")))
    assert [[line.title for line in row.lines] for row in found] == [["Hoodie - S", "Cap"]]


def test_an_order_whose_first_line_is_missing_is_refused() -> None:
    stream = shopify_file(shopify_line("#1001"), shopify_order("#1000", "1"))
    found = read(stream)
    assert [(row.row, getattr(row, "problem", "")) for row in found] == [
        (2, "order_without_first_line"),
        (3, ""),
    ]


def test_a_last_order_whose_lines_do_not_reach_its_subtotal_is_refused() -> None:
    whole = shopify_order("#1000", "1", Subtotal="45.00")
    assert errors(shopify_file(whole)) == [(2, "Subtotal", "45.00", "order_cut_off")]
    assert len(sales(shopify_file(whole, shopify_line("#1000")))) == 1
    # Only the end of a file can be cut off.
    assert len(sales(shopify_file(whole, shopify_order("#999", "9")))) == 2
    assert len(sales(shopify_file(shopify_order(Subtotal="")))) == 1


def test_an_export_of_an_age_without_ids_and_one_with_them_give_the_same_name() -> None:
    [old] = sales(shopify_file(shopify_order("#1001", "")))
    [new] = sales(shopify_file(shopify_order("#1001", "4541")))
    assert (old.order_id, old.name) == ("#1001", "#1001")
    assert (new.order_id, new.name) == ("4541", "#1001")
