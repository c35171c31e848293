"""Our own supplier-orders file."""

import io
from datetime import date
from decimal import Decimal

import pytest

from orders import importers
from orders.importers import Outcome, RowError, Source, SupplierOrderRow
from tests.orders.importers.files import (
    SUPPLIER_HEADER,
    errors,
    read,
    supplier_file,
    supplier_orders,
    supplier_row,
    with_sheet,
    workbook,
)

WHOLE_LIFE = supplier_row(
    "8200001",
    quantity="2",
    cost="12,50",
    currency="usd",
    placed_via="Off-Platform",
    paid_by="PayPal goods and services",
    ordered="2026-01-05",
    promised_by="2026-02-10 00:00",
    shipped="2026-01-08T09:30:00+08:00",
    delivered="2026-02-12",
    shipping_method="Standard",
    tracking_number="LP00123; UA123456789YP, LP00123",
    outcome="Late",
    dispute_opened="2026-02-11",
    refunded_amount="3",
    refunded_on="2026-02-20",
)


def test_an_order_is_read_with_its_whole_life() -> None:
    assert supplier_orders(supplier_file(WHOLE_LIFE)) == [
        SupplierOrderRow(
            row=2,
            marketplace="aliexpress",
            order_id="8200001",
            supplier="Shenzhen Bright",
            products=("LED strip",),
            quantity=2,
            cost=Decimal("12.50"),
            currency="USD",
            off_platform=True,
            paid_by="PayPal goods and services",
            ordered_on=date(2026, 1, 5),
            promised_on=date(2026, 2, 10),
            shipped_on=date(2026, 1, 8),
            delivered_on=date(2026, 2, 12),
            shipping_method="Standard",
            tracking_numbers=("LP00123", "UA123456789YP"),
            outcome=Outcome.LATE,
            dispute_opened_on=date(2026, 2, 11),
            refunded_on=date(2026, 2, 20),
            refunded_amount=Decimal(3),
            records_complaints=True,
        )
    ]


def test_four_columns_are_enough_and_what_is_not_said_is_unknown() -> None:
    [row] = supplier_orders(supplier_file(supplier_row(), header=SUPPLIER_HEADER[:4]))
    assert row == SupplierOrderRow(
        row=2,
        marketplace="aliexpress",
        order_id="A1",
        supplier="Shenzhen Bright",
        products=("LED strip",),
        quantity=1,
    )


@pytest.mark.parametrize(
    ("columns", "expected"),
    [([], False), (["outcome"], False), (["dispute opened"], True), (["refunded amount"], True)],
)
def test_a_file_records_complaints_where_it_has_a_column_for_them(columns: list[str], expected: bool) -> None:
    [row] = supplier_orders(supplier_file(supplier_row(), header=[*SUPPLIER_HEADER[:4], *columns]))
    assert row.records_complaints is expected


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("ORDER_ID,Supplier,Product,QUANTITY,promised_by", "A1,Bright,Strip,1,2026-03-31"),
        ("Order ID, Supplier , Product ,Quantity,Promised  By", "A1,Bright,Strip,1,2026-03-31"),
        ("promised on,quantity,product,supplier,order id", "2026-03-31,1,Strip,Bright,A1"),
        ("order id,supplier,product,quantity,promised,my notes", "A1,Bright,Strip,1,2026-03-31,x"),
    ],
)
def test_headings_are_known_however_they_are_written(header: str, cells: str) -> None:
    [row] = supplier_orders(io.BytesIO(f"{header}\n{cells}\n".encode()))
    assert (row.order_id, row.promised_on) == ("A1", date(2026, 3, 31))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("", "aliexpress"),
        ("AliExpress", "aliexpress"),
        (" Ali-Express.com ", "aliexpress"),
        ("1688.com", "1688"),
        ("CJ Dropshipping", "cjdropshipping"),
        ("淘宝", "淘宝"),
        ("--", "aliexpress"),
    ],
)
def test_a_marketplace_has_one_name_however_it_is_written(written: str, expected: str) -> None:
    [row] = supplier_orders(supplier_file(supplier_row(marketplace=written)))
    assert row.marketplace == expected


@pytest.mark.parametrize("word", list(Outcome))
def test_every_outcome_is_read_with_spaces_or_underscores(word: Outcome) -> None:
    for written in (word, word.replace("_", " "), word.upper()):
        [row] = supplier_orders(supplier_file(supplier_row(outcome=written)))
        assert row.outcome is word


@pytest.mark.parametrize(
    ("cells", "column", "value", "problem"),
    [
        ({"order_id": ""}, "order id", "", "missing"),
        ({"order_id": "8.28E+15"}, "order id", "8.28E+15", "spreadsheet_number"),
        ({"order_id": "8280000000001230.00"}, "order id", "8280000000001230.00", "spreadsheet_number"),
        ({"order_id": "12\x0034"}, "order id", "", "unreadable_character"),
        ({"order_id": "12\ufffd34"}, "order id", "", "unreadable_character"),
        ({"supplier": " "}, "supplier", "", "missing"),
        ({"product": ""}, "product", "", "missing"),
        ({"product": "x" * 100_000}, "product", "", "too_long"),
        ({"quantity": ""}, "quantity", "", "missing"),
        ({"quantity": "two"}, "quantity", "", "quantity"),
        ({"quantity": "0"}, "quantity", "0", "quantity"),
        ({"quantity": "1.5"}, "quantity", "1.5", "quantity"),
        ({"quantity": "٣"}, "quantity", "", "quantity"),
        ({"quantity": "1000001"}, "quantity", "", "quantity"),
        ({"cost": "US $12.50"}, "cost", "US $12.50", "amount"),
        ({"cost": "1,234.50"}, "cost", "1,234.50", "amount"),
        ({"cost": "-1"}, "cost", "-1", "amount"),
        ({"currency": "US"}, "currency", "", "currency"),
        ({"currency": "XXX"}, "currency", "", "currency"),
        ({"marketplace": "x" * 41}, "marketplace", "", "too_long"),
        ({"placed_via": "chat"}, "placed via", "", "placed_via"),
        ({"ordered": "31/13/2026"}, "ordered", "31/13/2026", "date"),
        ({"ordered": "2026-02-30"}, "ordered", "2026-02-30", "date"),
        ({"ordered": "0026-02-03"}, "ordered", "0026-02-03", "date"),
        ({"ordered": "46112"}, "ordered", "46112", "spreadsheet_date"),
        ({"delivered": "yesterday"}, "delivered", "", "date"),
        ({"tracking_number": "6.27E+10"}, "tracking number", "6.27E+10", "spreadsheet_number"),
        (
            {"tracking_number": " ".join(str(n) for n in range(51))},
            "tracking number",
            "",
            "too_long",
        ),
        ({"outcome": "fine"}, "outcome", "", "outcome"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named(
    cells: dict[str, str], column: str, value: str, problem: str
) -> None:
    row = supplier_row() | {key.replace("_", " "): cell for key, cell in cells.items()}
    assert errors(supplier_file(row)) == [(2, column, value, problem)]


@pytest.mark.parametrize(
    ("cells", "column", "value", "problem"),
    [
        ({"promised_by": "2026-03-09"}, "promised by", "2026-03-09", "promised_before_ordered"),
        ({"shipped": "2026-03-09"}, "shipped", "2026-03-09", "shipped_before_ordered"),
        ({"delivered": "2026-03-09"}, "delivered", "2026-03-09", "delivered_before_ordered"),
        (
            {"shipped": "2026-03-20", "delivered": "2026-03-19"},
            "delivered",
            "2026-03-19",
            "delivered_before_shipped",
        ),
        ({"dispute_opened": "2026-03-09"}, "dispute opened", "2026-03-09", "dispute_before_ordered"),
        (
            {"refunded_on": "2026-03-09", "refunded_amount": "1"},
            "refunded on",
            "2026-03-09",
            "refunded_before_ordered",
        ),
        ({"refunded_on": "2026-03-19"}, "refunded amount", "", "refund_without_amount"),
        (
            {"refunded_on": "2026-03-19", "refunded_amount": "0.00"},
            "refunded amount",
            "0.00",
            "refund_without_amount",
        ),
        (
            {"delivered": "2026-03-19", "outcome": "in transit"},
            "outcome",
            "in transit",
            "outcome_against_delivered",
        ),
        ({"delivered": "2026-03-19", "outcome": "lost"}, "outcome", "lost", "outcome_against_delivered"),
        (
            {"delivered": "2026-03-19", "promised_by": "2026-03-18", "outcome": "clean"},
            "outcome",
            "clean",
            "clean_but_late",
        ),
        (
            {"delivered": "2026-03-18", "promised_by": "2026-03-18", "outcome": "late"},
            "outcome",
            "late",
            "late_but_on_time",
        ),
    ],
)
def test_cells_that_contradict_each_other_are_named(
    cells: dict[str, str], column: str, value: str, problem: str
) -> None:
    assert errors(supplier_file(supplier_row(ordered="2026-03-10", **cells))) == [(2, column, value, problem)]


@pytest.mark.parametrize(
    "cells",
    [
        {
            "ordered": "2026-03-10",
            "promised_by": "2026-03-10",
            "shipped": "2026-03-10",
            "delivered": "2026-03-10",
        },
        {"delivered": "2026-03-18", "promised_by": "2026-03-18", "outcome": "clean"},
        {"delivered": "2026-03-19", "promised_by": "2026-03-18", "outcome": "late"},
        {"delivered": "2026-03-19", "outcome": "late"},
        {"delivered": "2026-03-19", "promised_by": "2026-03-18", "outcome": "counterfeit"},
        {"refunded_amount": "4.00"},
        {"outcome": "lost", "promised_by": "2026-03-18"},
    ],
)
def test_cells_that_agree_are_taken(cells: dict[str, str]) -> None:
    assert len(supplier_orders(supplier_file(supplier_row(**cells)))) == 1


def test_every_cell_of_a_row_that_cannot_be_read_is_named_at_once() -> None:
    found = errors(supplier_file(supplier_row(quantity="x", cost="y", ordered="z")))
    assert [column for _, column, _, _ in found] == ["quantity", "cost", "ordered"]


def test_a_row_with_more_cells_than_columns_is_refused_and_nothing_else_is_said_of_it() -> None:
    stream = io.BytesIO(b"order id,supplier,product,quantity\nA1,Bright,Strip, 5 m,1\nA2,Bright,Strip,1,,\n")
    first, second = read(stream)
    assert first == RowError(2, "", "", "too_many_cells")
    assert isinstance(second, SupplierOrderRow)


def test_our_file_may_also_be_a_workbook() -> None:
    row = {"order id": 8200000000000001, "supplier": "Bright", "product": "Strip", "quantity": 2.0}
    dated = row | {"ordered": date(2026, 3, 31), "cost": 12.5}
    stream = workbook([dated], header=[*row, "ordered", "cost"], title="Sheet1")
    assert importers.recognise(stream) == Source.SUPPLIER_ORDERS
    [order] = supplier_orders(stream)
    assert (order.order_id, order.quantity, order.cost) == ("8200000000000001", 2, Decimal("12.5"))
    assert order.ordered_on == date(2026, 3, 31)


def test_a_number_that_a_workbook_has_shortened_is_refused() -> None:
    row = {"order id": 8200, "supplier": "Bright", "product": "Strip", "quantity": 1}
    stream = with_sheet(workbook([row], header=list(row)), "<v>8200</v>", "<v>8.28E+15</v>")
    assert errors(stream) == [(2, "order id", "8.28E+15", "spreadsheet_number")]
