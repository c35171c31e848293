"""Amounts as shops format them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.importers.amounts import Money, currency_in, to_money, to_signed_money
from orders.importers.cells import CellError


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("US $120.95", "120.95", "USD"),
        ("129,46zł", "129.46", "PLN"),
        ("AU $3,000.00", "3000.00", "AUD"),
        ("EUR 90,00", "90.00", "EUR"),
        ("1 234,50 €", "1234.50", "EUR"),
        ("1\u202f234,50\u00a0€", "1234.50", "EUR"),
        ("৳2,999", "2999", "BDT"),
        ("₹1,23,456.00", "123456.00", "INR"),
        ("CHF 1'234.50", "1234.50", "CHF"),
        ("CHF 1\u2019234.50", "1234.50", "CHF"),
        ("R$ 10,00", "10.00", "BRL"),
        ("1.234.567,8", "1234567.8", None),
        ("1,234.50", "1234.50", None),
        # Nobody knows whose dollar or yen it is.
        ("$90.00", "90.00", None),
        ("¥2,999", "2999", None),
        ("90", "90", None),
        ("0,00", "0.00", None),
    ],
)
def test_an_amount_is_read_as_it_is_formatted(text: str, amount: str, currency: str | None) -> None:
    assert to_money(text) == Money(Decimal(amount), currency)
    assert currency_in(text) == currency


@pytest.mark.parametrize(
    "text",
    [
        "1.234",
        "1,234",
        "KWD 1.234",
        "$0,999",
        "1,234.567",
        "12,34,5",
        "1,2345.00",
        "1.234.56",
        "Rs 5",
        "5 USD €",
        "EUR",
        "€",
        "free",
        "1..2",
        ".5",
        "5.",
        "1 EUR 2",
        "(5)",
        "٣",
        "12345678901",
        "NaN",
        "1e5",
    ],
)
def test_what_may_be_read_in_two_ways_or_in_none_is_refused(text: str) -> None:
    with pytest.raises(CellError) as error:
        to_money(text)
    assert error.value.problem == "money"
    assert currency_in(text) is None


def test_a_minus_is_read_only_where_an_amount_may_be_below_zero() -> None:
    for text in ("-$12.00", "$-12.00", "\u2212$12.00", "'-12.00"):
        assert to_signed_money(text) == Money(Decimal("-12.00"), None)
        with pytest.raises(CellError):
            to_money(text)
    with pytest.raises(CellError):
        to_signed_money("-$-12")


def test_an_empty_cell_is_unknown() -> None:
    assert to_money("") is None
    assert to_money(" \u00a0") is None


@given(
    st.decimals(min_value=0, max_value=9_999_999_999, places=2),
    st.sampled_from([",.", ".,", " ,", "'."]),
    st.sampled_from(["EUR {}", "{} €", "{}€", "€{}"]),
)
def test_whatever_is_formatted_is_read_back(amount: Decimal, marks: str, form: str) -> None:
    written = f"{amount:,.2f}".replace(",", "T").replace(".", marks[1]).replace("T", marks[0])
    assert to_money(form.format(written)) == Money(amount, "EUR")


@given(st.text(max_size=20))
def test_any_text_is_an_amount_or_refused(text: str) -> None:
    try:
        money = to_money(text)
    except CellError as error:
        assert error.problem == "money"
    else:
        assert money is None or money.amount >= 0
