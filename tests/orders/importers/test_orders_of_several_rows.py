"""Several rows of our own file that are one order."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from orders.importers import Outcome, RowError, SupplierOrderRow
from tests.orders.importers.files import errors, read, supplier_file, supplier_orders, supplier_row


def test_rows_of_one_order_become_one_order_wherever_they_stand() -> None:
    found = supplier_orders(
        supplier_file(
            supplier_row(
                product="Strip",
                quantity="2",
                cost="10.00",
                ordered="2026-03-01",
                promised_by="2026-04-01",
                shipped="2026-03-05",
                delivered="2026-03-20",
                tracking_number="LP1",
                refunded_amount="1.00",
                refunded_on="2026-04-02",
                outcome="clean",
            ),
            supplier_row("A2"),
            supplier_row(
                product="Lamp",
                quantity="1",
                cost="5.00",
                currency="USD",
                promised_by="2026-04-05",
                shipped="2026-03-07",
                delivered="2026-03-25",
                shipping_method="Standard",
                tracking_number="LP1 LP2",
                refunded_amount="2.00",
                refunded_on="2026-04-03",
                dispute_opened="2026-03-30",
                paid_by="card",
                outcome="not as described",
            ),
        )
    )
    assert [row.order_id for row in found] == ["A2", "A1"]
    assert found[1] == SupplierOrderRow(
        row=2,
        marketplace="aliexpress",
        order_id="A1",
        supplier="Shenzhen Bright",
        products=("Strip", "Lamp"),
        quantity=3,
        cost=Decimal("15.00"),
        currency="USD",
        paid_by="card",
        ordered_on=date(2026, 3, 1),
        promised_on=date(2026, 4, 5),
        shipped_on=date(2026, 3, 7),
        delivered_on=date(2026, 3, 25),
        shipping_method="Standard",
        tracking_numbers=("LP1", "LP2"),
        outcome=Outcome.NOT_AS_DESCRIBED,
        dispute_opened_on=date(2026, 3, 30),
        refunded_on=date(2026, 4, 3),
        refunded_amount=Decimal("3.00"),
        records_complaints=True,
    )


def test_what_one_row_of_an_order_leaves_open_is_open() -> None:
    known = supplier_row(cost="10.00", shipped="2026-03-05", delivered="2026-03-20", outcome="clean")
    [row] = supplier_orders(supplier_file(known, supplier_row()))
    assert (row.cost, row.shipped_on, row.delivered_on, row.outcome) == (None, None, None, None)
    assert (row.refunded_on, row.refunded_amount, row.dispute_opened_on) == (None, None, None)
    assert row.promised_on is None


def test_one_late_part_keeps_the_order_late() -> None:
    late = supplier_row(promised_by="2026-03-10", delivered="2026-03-15")
    on_time = supplier_row(promised_by="2026-03-20", delivered="2026-03-18")
    for rows in ([late, on_time], [on_time, late]):
        [row] = supplier_orders(supplier_file(*rows))
        assert (row.promised_on, row.delivered_on) == (date(2026, 3, 10), date(2026, 3, 18))


WORST_FIRST = ["counterfeit", "lost", "not as described", "late", "in transit", "not observed", "", "clean"]


@pytest.mark.parametrize(("worse", "better"), list(pairwise(WORST_FIRST)))
def test_the_worst_part_names_the_order(better: str, worse: str) -> None:
    for first, second in ((better, worse), (worse, better)):
        [row] = supplier_orders(supplier_file(supplier_row(outcome=first), supplier_row(outcome=second)))
        assert (row.outcome or "") == worse.replace(" ", "_")


@pytest.mark.parametrize(
    ("column", "one", "other"),
    [
        ("supplier", "Bright", "Lucky"),
        ("currency", "USD", "EUR"),
        ("placed via", "platform", "off platform"),
        ("paid by", "card", "wire"),
        ("ordered", "2026-03-01", "2026-03-02"),
    ],
)
def test_rows_of_one_order_that_disagree_are_refused_by_name(column: str, one: str, other: str) -> None:
    rows = [supplier_row() | {column: one}, supplier_row() | {column: one}, supplier_row() | {column: other}]
    [(row, heading, _value, problem)] = errors(supplier_file(*rows))
    assert (row, heading, problem) == (4, column, "rows_disagree")


@pytest.mark.parametrize("column", ["currency", "placed via", "paid by", "ordered"])
def test_a_row_that_leaves_a_shared_cell_empty_disagrees_with_nobody(column: str) -> None:
    said = {"currency": "USD", "placed via": "off platform", "paid by": "card", "ordered": "2026-03-01"}
    full, empty = supplier_row() | {column: said[column]}, supplier_row()
    one, other = supplier_orders(supplier_file(full, empty)), supplier_orders(supplier_file(empty, full))
    assert one == other
    assert one[0].off_platform is (True if column == "placed via" else None)


@pytest.mark.parametrize(
    ("column", "most", "rows"),
    [
        ("cost", "9999999999.99", 101),
        ("refunded amount", "9999999999.99", 101),
        ("quantity", "1000000", 2_001),
    ],
)
def test_rows_that_add_up_to_more_than_an_order_can_have_are_refused_by_name(
    column: str, most: str, rows: int
) -> None:
    row = supplier_row() | {column: most}
    [(number, heading, _value, problem)] = errors(supplier_file(*[row] * rows))
    assert (number, heading, problem) == (rows + 1, column, "sum_too_large")
    assert len(supplier_orders(supplier_file(*[row] * (rows - 2)))) == 1


def test_the_errors_of_one_order_count_as_one_order_that_stayed_out() -> None:
    bad = supplier_row(quantity="x", cost="y")
    found = read(supplier_file(bad, supplier_row("A2"), bad, supplier_row("A3", cost="z")))
    refused = [row for row in found if isinstance(row, RowError)]
    assert (len(refused), sum(error.is_first_of_order for error in refused)) == (5, 2)


def test_the_same_number_on_another_marketplace_is_another_order() -> None:
    found = supplier_orders(supplier_file(supplier_row(), supplier_row(marketplace="1688", supplier="Lucky")))
    assert [row.marketplace for row in found] == ["aliexpress", "1688"]


def test_one_bad_row_refuses_its_whole_order_and_no_other() -> None:
    found = read(supplier_file(supplier_row(), supplier_row("A2"), supplier_row(quantity="many")))
    assert [(type(row).__name__, row.row) for row in found] == [("SupplierOrderRow", 3), ("RowError", 4)]
