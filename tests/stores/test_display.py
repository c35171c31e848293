"""Numbers, days and verdicts as a page writes them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template.loader import render_to_string

from stores.templatetags import display

HARD = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"


@pytest.mark.parametrize(
    ("amount", "currency", "written"),
    [
        (Decimal("12.5"), "USD", "$12.50"),
        (Decimal("12.5"), "EUR", f"12.50{HARD}EUR"),
        (1234567.005, "USD", "$1,234,567.01"),
        (Decimal(1500), "JPY", f"1,500{HARD}JPY"),
        (Decimal("1.2345"), "KWD", f"1.235{HARD}KWD"),
        (Decimal("-3.5"), "USD", f"{MINUS}$3.50"),
        (Decimal("-0.001"), "EUR", f"0.00{HARD}EUR"),
        (0, "EUR", f"0.00{HARD}EUR"),
        (Decimal(7), "", "7.00 (currency not known)"),
        (None, "USD", "unknown"),
        (float("nan"), "USD", "unknown"),
    ],
)
def test_an_amount_always_bears_its_currency(
    amount: Decimal | float | None, currency: str, written: str
) -> None:
    assert display.money(amount, currency) == written


@pytest.mark.parametrize(
    ("value", "style", "written"),
    [
        (0.04, "percent", f"4{HARD}%"),
        (0.024, "percent", f"2.4{HARD}%"),
        (0.125, "percent", f"13{HARD}%"),
        (0.04, "of100", f"4{HARD}of 100"),
        (0, "percent", f"0{HARD}%"),
        (1, "of100", f"100{HARD}of 100"),
        (None, "percent", "unknown"),
        (None, "of100", "unknown"),
    ],
)
def test_a_share_is_written_as_percent_or_out_of_100(value: float | None, style: str, written: str) -> None:
    assert display.share(value, style) == written


@pytest.mark.parametrize(
    ("value", "style", "written"),
    [
        (0.0001, "percent", f"under 0.1{HARD}%"),
        (0.9999, "percent", f"over 99{HARD}%"),
        (0.004, "of100", f"under 1{HARD}of 100"),
        (0.996, "of100", f"over 99{HARD}of 100"),
    ],
)
def test_rounding_never_makes_a_small_share_none_nor_a_large_one_all(
    value: float, style: str, written: str
) -> None:
    assert display.share(value, style) == written


def test_an_unknown_count_is_said_and_zero_is_a_number() -> None:
    assert [display.count(None), display.count(0), display.count(1281)] == ["unknown", "0", "1,281"]


def test_a_day_names_its_month() -> None:
    assert display.day(date(2026, 3, 5)) == "5 Mar 2026"
    assert display.day(datetime(2026, 3, 5, 9, 7, tzinfo=UTC)) == "5 Mar 2026"
    assert display.day(None) == "unknown"


def test_a_moment_is_written_to_the_minute() -> None:
    assert display.moment(datetime(2026, 3, 5, 9, 7, tzinfo=UTC)) == "5 Mar 2026, 09:07"
    assert display.moment(datetime(2026, 3, 5, 9, 7)) == "5 Mar 2026, 09:07"  # noqa: DTZ001 - naive on purpose
    assert display.moment(None) == "unknown"


@pytest.mark.parametrize("verdict", ["STAY", "NOT_YET", "PILOT", "READY"])
def test_each_verdict_is_a_word_an_icon_and_an_outline(verdict: str) -> None:
    drawn = render_to_string("components/verdict_badge.html", display.verdict_badge(verdict))
    assert str(display.VERDICT_WORDS[verdict]) in drawn
    assert f"icons.svg#{verdict.lower()}" in drawn
    assert f"verdict-{verdict.lower()}" in drawn


@pytest.mark.parametrize("verdict", [None, "", "MAYBE"])
def test_what_is_no_verdict_never_looks_like_one(verdict: str | None) -> None:
    drawn = display.verdict_badge(verdict, "large")
    assert drawn == {"key": "none", "word": "No proposal", "size": "large"}


def test_an_icon_is_an_ornament_unless_it_has_a_name() -> None:
    assert 'aria-hidden="true"' in display.icon("check")
    assert 'role="img" aria-label="a &lt;b&gt;"' in display.icon("check", "a <b>")


def test_messages_are_drawn_by_their_level() -> None:
    levels = ["debug", "success", "warning", "error", "extra"]
    assert [display.notice(each) for each in levels] == ["info", "success", "warning", "error", "info"]


def test_an_error_links_to_the_field_or_to_its_first_choice() -> None:
    class Form(forms.Form):
        name = forms.CharField()
        answer = forms.ChoiceField(choices=[("y", "Yes"), ("n", "No")], widget=forms.RadioSelect)

    form = Form()
    assert [display.error_anchor(form["name"]), display.error_anchor(form["answer"])] == [
        "id_name",
        "id_answer_0",
    ]
    assert 'id="id_answer_0"' in str(form["answer"])


def test_a_page_of_a_list_says_which_rows_it_holds() -> None:
    rows: list[object] = list(range(1200))
    assert display.page_span(Paginator(rows, 50).page(2)) == "51 to 100 of 1,200"
