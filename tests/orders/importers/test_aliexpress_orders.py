"""The order sheet of AliExpress's personal-data export."""

from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise

import pytest

from orders import importers
from orders.importers import Source, SupplierOrderRow
from orders.importers.aliexpress import NO_EVIDENCE, severity
from tests.orders.importers.files import (
    ALIEXPRESS_HEADER,
    aliexpress_line,
    errors,
    read,
    supplier_orders,
    with_sheet,
    workbook,
)


def test_an_order_is_read_with_its_end_and_without_currency() -> None:
    stream = workbook([aliexpress_line()], sheets_before=["Account"])
    assert importers.recognise(stream) == Source.ALIEXPRESS
    assert supplier_orders(stream) == [
        SupplierOrderRow(
            row=2,
            marketplace="aliexpress",
            order_id="8200",
            products=("LED strip",),
            cost=Decimal("151.15"),
            off_platform=False,
            ordered_on=date(2026, 2, 21),
            order_status="FINISH",
            end_reason="buyer_accept_goods",
            ended_at=datetime(2026, 3, 20, 10),  # noqa: DTZ001 - the file does not say which zone
            is_paid=True,
            records_complaints=True,
        )
    ]


def test_items_of_one_order_become_one_order_wherever_they_stand() -> None:
    stream = workbook(
        [
            aliexpress_line("1", "100", item_name="Strip", payable_amt="15115"),
            aliexpress_line("9", "900"),
            aliexpress_line(
                "2", "100", item_name="Lamp", payable_amt=5, gmt_trade_end_time="2026-03-25 10:00:00"
            ),
            aliexpress_line("3", "100", item_name="Strip", payable_amt=0),
        ]
    )
    found = supplier_orders(stream)
    assert [row.order_id for row in found] == ["900", "100"]
    assert (found[1].row, found[1].products, found[1].cost) == (2, ("Strip", "Lamp"), Decimal("151.20"))
    assert found[1].ended_at is not None
    assert found[1].ended_at.day == 25


def test_a_line_that_stands_twice_is_counted_once() -> None:
    [row] = supplier_orders(workbook([aliexpress_line(), aliexpress_line()]))
    assert row.cost == Decimal("151.15")


def test_one_item_with_two_contents_is_refused() -> None:
    assert errors(workbook([aliexpress_line(), aliexpress_line(payable_amt=1)])) == [
        (3, "order_id", "8201", "rows_disagree")
    ]


ENDS_WORST_FIRST = [
    "seller_send_goods_timeout",
    "a_code_of_tomorrow",
    "cancel_order_close_trade",
    None,
    "buyer_accept_goods_timeout",
    "buyer_accept_goods",
    "buyer_pay_timeout",
]


@pytest.mark.parametrize(("worse", "better"), list(pairwise(ENDS_WORST_FIRST)))
def test_the_worst_end_of_its_items_is_the_end_of_the_order(better: str | None, worse: str | None) -> None:
    for first, second in ((better, worse), (worse, better)):
        lines = [
            aliexpress_line("1", end_reason=first, gmt_trade_end_time=first and "2026-03-01 00:00:00"),
            aliexpress_line("2", end_reason=second, gmt_trade_end_time=second and "2026-03-01 00:00:00"),
        ]
        [row] = supplier_orders(workbook(lines))
        assert row.end_reason == worse
        assert (row.ended_at is None) == (worse is None)


def test_every_fault_of_a_seller_is_the_worst() -> None:
    faults = ["seller_accept_issue_no_goods_return", "seller_response_issue_timeout", "seller_of_tomorrow"]
    assert {severity(code) for code in faults} == {0}
    assert {severity(code) for code in NO_EVIDENCE} == {6}


@pytest.mark.parametrize("end_reason", sorted(NO_EVIDENCE))
def test_an_order_that_was_never_paid_is_handed_on_with_its_reason(end_reason: str) -> None:
    line = aliexpress_line(end_reason=end_reason, is_success_pay="false", gmt_pay_order_time=None)
    [row] = supplier_orders(workbook([line]))
    assert (row.end_reason, row.is_paid) == (end_reason, False)


def test_an_open_order_has_no_end() -> None:
    line = aliexpress_line(
        end_reason=None,
        gmt_trade_end_time="",
        order_status="WAIT_BUYER_ACCEPT_GOODS",
        is_success_pay=None,
        payable_amt=None,
    )
    [row] = supplier_orders(workbook([line]))
    assert (row.end_reason, row.ended_at, row.order_status) == (None, None, "WAIT_BUYER_ACCEPT_GOODS")
    assert (row.is_paid, row.cost, row.records_complaints) == (None, None, False)


def test_a_file_without_ends_and_states_is_read() -> None:
    [row] = supplier_orders(
        workbook([aliexpress_line()], header=[*ALIEXPRESS_HEADER[:3], *ALIEXPRESS_HEADER[4:7]])
    )
    assert (row.end_reason, row.ended_at, row.order_status, row.is_paid) == (None, None, None, None)


def test_true_and_dates_may_be_cells_of_their_own_kind() -> None:
    moment = datetime(2026, 2, 21, 7, 44, 46)  # noqa: DTZ001 - a cell of a workbook has no zone
    [row] = supplier_orders(workbook([aliexpress_line(is_success_pay=True, gmt_create_order_time=moment)]))
    assert (row.is_paid, row.ordered_on) == (True, date(2026, 2, 21))


@pytest.mark.parametrize(
    ("column", "cell", "value", "problem"),
    [
        ("parent_orderid", "", "", "missing"),
        ("order_id", None, "", "missing"),
        ("order_id", "8.28E+15", "8.28E+15", "spreadsheet_number"),
        ("payable_amt", 151.15, "151.15", "hundredths"),
        ("payable_amt", "US $1", "US $1", "hundredths"),
        ("gmt_create_order_time", "21.02.2026", "21.02.2026", "local_moment"),
        ("gmt_create_order_time", "2026-02-30 07:44:46", "2026-02-30 07:44:46", "local_moment"),
        ("gmt_create_order_time", 46112.5, "46112.5", "spreadsheet_date"),
        ("gmt_create_order_time", None, "", "missing"),
        ("gmt_trade_end_time", "2026-02-20 10:00:00", "2026-02-20 10:00:00", "ended_before_ordered"),
        ("is_success_pay", "yes", "", "true_false"),
        ("item_name", None, "", "missing"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named(column: str, cell: object, value: str, problem: str) -> None:
    assert errors(workbook([aliexpress_line() | {column: cell}])) == [(2, column, value, problem)]


def test_an_id_that_a_spreadsheet_has_shortened_is_refused() -> None:
    stream = with_sheet(workbook([aliexpress_line(parent_orderid=8200)]), "<v>8200</v>", "<v>8.28E+15</v>")
    assert errors(stream) == [(2, "parent_orderid", "8.28E+15", "spreadsheet_number")]


def test_one_bad_line_refuses_its_whole_order_and_no_other() -> None:
    lines = [
        aliexpress_line("1", "100"),
        aliexpress_line("2", "200"),
        aliexpress_line("3", "100", payable_amt="?"),
    ]
    found = read(workbook(lines))
    assert [(type(row).__name__, row.row) for row in found] == [("SupplierOrderRow", 3), ("RowError", 4)]
