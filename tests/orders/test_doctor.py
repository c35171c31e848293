"""The doctor: what a file leaves out and what looks odd in it, and what is left alone."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.bulk import in_one_go
from orders.doctor import Doctor, Finding, Remark, remarks_of
from orders.doctor_words import advice
from orders.facts import Arrival, facts_of
from orders.hearing import hear
from orders.importers.rows import Outcome, SalesOrderRow, SupplierOrderRow
from orders.number_runs import RUN

DAY = date(2026, 3, 1)


def order(number: int, **said: Any) -> SupplierOrderRow:
    """An order of which everything is said."""
    known: dict[str, Any] = {
        "ordered_on": DAY + timedelta(days=number),
        "delivered_on": DAY + timedelta(days=number + 12),
        "cost": Decimal("12.50"),
        "currency": "USD",
        "records_complaints": True,
    }
    return SupplierOrderRow(number + 2, "aliexpress", str(number), **known | said)


def found(*rows: SupplierOrderRow, **known: Any) -> dict[Finding, Remark]:
    """What a doctor finds in these orders."""
    doctor = Doctor(**known)
    for row in rows:
        doctor.note(row)
    remarks = doctor.remarks()
    assert remarks_of([remark.to_json() for remark in remarks]) == remarks
    return {remark.finding: remark for remark in remarks}


def test_nothing_is_said_of_a_file_that_leaves_nothing_out() -> None:
    assert found(*(order(number) for number in range(40))) == {}


def test_nothing_is_said_of_a_file_without_supplier_orders() -> None:
    assert found(guessed_columns=("cost",)) == {}


def test_orders_of_which_nobody_says_how_they_ended_are_counted() -> None:
    rows = [
        order(1),
        order(2, delivered_on=None),
        order(3, delivered_on=None, outcome=Outcome.NOT_OBSERVED),
        order(4, delivered_on=None, outcome=Outcome.LOST),
        order(5, delivered_on=None, refunded_amount=Decimal(3)),
        order(6, delivered_on=None, dispute_opened_on=DAY),
        order(7, delivered_on=None, end_reason="seller_send_goods_timeout"),
    ]
    assert found(*rows)[Finding.UNKNOWN_OUTCOMES] == Remark(Finding.UNKNOWN_OUTCOMES, 2, 7)


@pytest.mark.parametrize(
    ("end_reason", "unknown"),
    [
        ("buyer_accept_goods_timeout", 100),
        ("cancel_order_close_trade", 100),
        ("a_code_that_nobody_explains", 100),
        # Nobody paid, so nothing was to come.
        ("buyer_pay_timeout", 0),
        ("buyer_accept_goods", 0),
    ],
)
def test_what_counts_as_unknown_is_what_the_facts_leave_open(end_reason: str, unknown: int) -> None:
    rows = [order(n, delivered_on=None, end_reason=end_reason) for n in range(100)]
    for row in rows:
        facts = facts_of(hear(row)[1])
        assert (facts.arrival is Arrival.NOT_OBSERVED and facts.is_evidence) is bool(unknown)
    remarks = found(*rows)
    assert (Finding.UNKNOWN_OUTCOMES in remarks) is bool(unknown)
    if unknown:
        assert remarks[Finding.UNKNOWN_OUTCOMES].count == unknown


@given(st.lists(st.integers(0, 400), max_size=40))
def test_confirmations_in_one_go_leave_it_unknown_how_orders_ended(seconds: list[int]) -> None:
    moments = [datetime(2026, 5, 1, 12, 0, tzinfo=UTC) + timedelta(seconds=each) for each in seconds]
    rows = [
        order(number, delivered_on=None, end_reason="buyer_accept_goods", ended_at=moment)
        for number, moment in enumerate(moments)
    ]
    bursts = in_one_go(moments)
    remark = found(*rows).get(Finding.UNKNOWN_OUTCOMES)
    assert (remark.count if remark else 0) == sum(moment in bursts for moment in moments)


def sale(number: int, **said: Any) -> SalesOrderRow:
    """An order of a customer of which everything is said."""
    known: dict[str, Any] = {"currency": "USD", "total": Decimal("20.00"), "financial_status": "paid"}
    at = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
    return SalesOrderRow(number + 2, str(number), f"#{number}", at, lines=(), **known | said)


def found_in_sales(*rows: SalesOrderRow) -> dict[Finding, Remark]:
    doctor = Doctor()
    for row in rows:
        doctor.note_sale(row)
    return {remark.finding: remark for remark in doctor.remarks()}


def test_of_customers_orders_it_is_said_that_they_only_show_volume() -> None:
    assert found_in_sales(sale(1), sale(2)).keys() == {Finding.SALES_ONLY}
    told = advice(found_in_sales(sale(1))[Finding.SALES_ONLY])
    assert not told.is_odd
    assert "no delivery dates" in told.text


def test_of_customers_orders_it_is_said_what_else_they_leave_out() -> None:
    silent = {"financial_status": ""}
    remarks = found_in_sales(
        sale(1, **silent), sale(2, currency="EUR", **silent), sale(3, currency=None, **silent)
    )
    assert remarks.keys() == {
        Finding.SALES_ONLY,
        Finding.NO_REFUNDS,
        Finding.MIXED_CURRENCIES,
        Finding.NO_CURRENCY,
    }
    assert remarks[Finding.NO_CURRENCY] == Remark(Finding.NO_CURRENCY, 1, 3)
    refunded = sale(4, refunded_amount=Decimal(0), **silent)
    assert Finding.NO_REFUNDS not in found_in_sales(sale(1, **silent), refunded)


def test_a_file_of_both_is_judged_by_the_orders_placed_with_suppliers() -> None:
    doctor = Doctor()
    doctor.note(order(1))
    doctor.note_sale(sale(1))
    assert doctor.remarks() == []


def test_a_file_without_any_delivery_or_any_place_for_a_complaint_is_told_so() -> None:
    remarks = found(order(1, delivered_on=None, records_complaints=False))
    assert {Finding.NO_DELIVERY_DATES, Finding.NO_COMPLAINTS} <= remarks.keys()


def test_one_delivery_date_is_enough_to_say_nothing() -> None:
    assert Finding.NO_DELIVERY_DATES not in found(order(1), order(2, delivered_on=None))


def test_currencies_are_named_the_commonest_first_and_amounts_without_one_are_counted() -> None:
    remarks = found(order(1), order(2, currency="EUR"), order(3, currency="EUR"), order(4, currency=None))
    assert remarks[Finding.MIXED_CURRENCIES].words == ("EUR", "USD")
    assert remarks[Finding.NO_CURRENCY].count == 1


def test_an_order_without_an_amount_needs_no_currency() -> None:
    assert found(order(1, cost=None, currency=None)) == {}


@pytest.mark.parametrize(("together", "told"), [(16, True), (15, False)])
def test_most_parcels_on_one_day_look_like_the_day_of_writing(together: int, told: bool) -> None:
    one_day = DAY + timedelta(days=90)
    rows = [order(n, **({"delivered_on": one_day} if n < together else {})) for n in range(30)]
    assert (Finding.ENTRY_DATE in found(*rows)) is told


def test_parcels_ordered_on_few_days_may_arrive_on_one() -> None:
    rows = [order(n, ordered_on=DAY, delivered_on=DAY + timedelta(days=12)) for n in range(30)]
    assert found(*rows) == {}


def test_a_number_on_two_orders_is_named_and_twice_on_one_order_is_not() -> None:
    shared = {"tracking_numbers": ("RB123456785GB", "rb 123456785 gb")}
    assert found(order(1, **shared)) == {}
    assert found(order(1, **shared), order(2, **shared))[Finding.SHARED_TRACKING].rows == (4,)


def test_numbers_of_the_same_digits_and_other_letters_are_different() -> None:
    rows = [
        order(1, tracking_numbers=("YT2305321266042817",)),
        order(2, tracking_numbers=("LP2305321266042817",)),
    ]
    assert Finding.SHARED_TRACKING not in found(*rows)


@pytest.mark.parametrize(("length", "told"), [(RUN, True), (RUN - 1, False)])
def test_numbers_in_a_row_are_told_from_four_on(length: int, told: bool) -> None:
    rows = [order(n, tracking_numbers=(f"YT{2305321266042817 + n}",)) for n in range(length)]
    rows.append(order(60, tracking_numbers=("YT9905321266042817",)))
    remarks = found(*reversed(rows))
    assert (Finding.TRACKING_RUN in remarks) is told
    if told:
        assert remarks[Finding.TRACKING_RUN].count == length


def test_the_check_digit_of_s10_does_not_hide_a_run() -> None:
    numbers = ("RB123456785GB", "RB123456794GB", "RB123456803GB", "RB123456817GB")
    rows = [order(n, tracking_numbers=(number,)) for n, number in enumerate(numbers)]
    assert found(*rows)[Finding.TRACKING_RUN].count == 4


def test_a_wrong_check_digit_is_named_by_its_row() -> None:
    rows = [order(1, tracking_numbers=("RB123456786GB", "1Z5R89390357567128")), order(2)]
    assert found(*rows)[Finding.WRONG_DIGIT].rows == (3, 3)


@pytest.mark.parametrize(("days", "told"), [(0, True), (1, True), (2, False)])
def test_a_parcel_within_a_day_is_too_fast(days: int, told: bool) -> None:
    remarks = found(order(1, delivered_on=DAY + timedelta(days=1 + days)))
    assert (Finding.IMPOSSIBLY_FAST in remarks) is told


def test_every_finding_has_a_sentence() -> None:
    for finding in Finding:
        told = advice(Remark(finding, 3, 10, (2,), ("2026-05-01",)))
        assert told.title
        assert "%(" not in told.title + told.text


@given(st.lists(st.text(max_size=30), max_size=30))
def test_no_number_however_odd_breaks_it(numbers: list[str]) -> None:
    found(*(order(place, tracking_numbers=(number,)) for place, number in enumerate(numbers)))
