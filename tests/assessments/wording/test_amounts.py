"""How numbers are written."""

import pytest

from assessments.wording.amounts import money, money_range, orders, per_hundred, percent, price, signed_money
from assessments.wording.terms import written


@pytest.mark.parametrize(
    ("value", "currency", "text"),
    [
        (1240.4, "USD", "$1,240"),
        (41.2, "USD", "$41"),
        (9.994, "USD", "$9.99"),
        (9.996, "USD", "$10"),
        (0, "USD", "$0"),
        (-0.001, "USD", "$0"),
        (-65, "USD", "−$65"),
        (-65, "EUR", "−65\u00a0EUR"),
        (0.4, "JPY", "0\u00a0JPY"),
        (None, "EUR", "unknown"),
    ],
)
def test_an_estimate_is_rounded_and_names_its_currency(value: float | None, currency: str, text: str) -> None:
    assert money(value, currency) == text


def test_a_price_keeps_its_cents() -> None:
    assert price(14.5, "USD") == "$14.50"
    assert price(1450, "JPY") == "1,450\u00a0JPY"


def test_a_difference_has_a_sign_unless_it_is_nothing() -> None:
    assert [signed_money(value, "USD") for value in (58, -550, 0, 0.001)] == ["+$58", "−$550", "$0", "$0"]


def test_both_ends_of_a_range_are_rounded_alike() -> None:
    assert money_range(0.37, 461, "USD") == "$0 to $461"
    assert money_range(27, 1862, "EUR") == "27 to 1,862\u00a0EUR"
    assert money_range(461, 461.2, "USD") == "about $461"
    assert money_range(None, 461, "USD") == "unknown"


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (0.01, 0.09, "between 1 and 9 of every 100 orders"),
        (0.001, 0.23, "up to 23 of every 100 orders"),
        (0.03, 0.031, "about 3 of every 100 orders"),
        (0, 0.004, "fewer than 1 of every 100 orders"),
        (0.2, None, "unknown"),
    ],
)
def test_a_rate_is_told_as_orders_of_a_hundred(low: float, high: float | None, text: str) -> None:
    assert per_hundred(low, high) == text


def test_only_a_true_nothing_reads_as_zero_percent() -> None:
    assert [percent(value) for value in (0, 0.0001, 0.9999, 1, None)] == [
        "0\u00a0%",
        "under 0.1\u00a0%",
        "over 99\u00a0%",
        "100\u00a0%",
        "unknown",
    ]
    assert written(0.0004, "of100", "USD") == "fewer than 0.1"
    assert written(0.0, "of100", "USD") == "0"


def test_unknown_is_never_zero() -> None:
    units = ("money", "price", "share", "days", "orders", "per_month", "weeks", "bool", "count", "payment")
    assert {written(None, unit, "USD") for unit in units} == {"unknown"}
    assert orders(None) == "unknown"
