"""Days and times as each kind of file writes them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.importers.cells import CellError
from orders.importers.moments import to_american_day, to_named_day, to_stamp


@pytest.mark.parametrize(
    "text",
    [
        "Oct-05-26",
        "05-oct.-26",
        "5-Okt-26",
        "05-ott-26",
        "05-paź-26",
        "05-octobre-2026",
        "Oct 5, 2026",
        "October 5, 2026",
        "5. Oktober 2026",
        "2026-10-05",
        "05-oct-26",
    ],
)
def test_a_month_in_words_is_read_in_many_languages(text: str) -> None:
    assert to_named_day(text) == datetime(2026, 10, 5)  # noqa: DTZ001 - no file of these names a zone


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("26-May-26", 5),
        ("26-mai-26", 5),
        ("26-Mär-26", 3),
        ("26-févr.-26", 2),
        ("26-juil.-26", 7),
        ("26-août-26", 8),
    ],
)
def test_the_day_may_stand_before_the_month(text: str, month: int) -> None:
    assert to_named_day(text) == datetime(2026, month, 26)  # noqa: DTZ001 - as above


def test_a_time_behind_the_day_is_read() -> None:
    assert to_named_day("Sep-30-26 23:45:00") == datetime(2026, 9, 30, 23, 45)  # noqa: DTZ001 - as above
    assert to_stamp("2026-03-31 9:05") == datetime(2026, 3, 31, 9, 5)  # noqa: DTZ001 - as above
    assert to_stamp("2026-03-31T09:05:07Z") == datetime(2026, 3, 31, 9, 5, 7, tzinfo=UTC)
    moment = to_stamp("2026-03-31 09:05:07 -0700")
    assert moment == datetime(2026, 3, 31, 9, 5, 7, tzinfo=timezone(timedelta(hours=-7)))


def test_etsys_years_have_two_or_four_digits() -> None:
    expected = datetime(2026, 9, 3)  # noqa: DTZ001 - as above
    assert (
        to_american_day("09/03/26")
        == to_american_day("9/3/2026")
        == to_american_day("2026-09-03")
        == expected
    )


@pytest.mark.parametrize("text", ["05-jui-26", "05-xyz-26", "31-Feb-26", "05/10/26", "05-10-26", "Oct 2026"])
def test_a_day_that_nobody_can_tell_is_refused(text: str) -> None:
    with pytest.raises(CellError) as error:
        to_named_day(text)
    assert error.value.problem == "date"


@pytest.mark.parametrize(
    ("text", "problem"),
    [("13/01/26", "date"), ("9/3/026", "date"), ("02/30/26", "date"), ("45384.34", "spreadsheet_date")],
)
def test_a_day_of_no_calendar_is_refused(text: str, problem: str) -> None:
    with pytest.raises(CellError) as error:
        to_american_day(text)
    assert error.value.problem == problem


def test_an_empty_cell_names_no_day() -> None:
    assert to_stamp("  ") is to_american_day("") is to_named_day("\u00a0") is None


@given(st.text(max_size=30))
def test_any_text_is_a_moment_or_refused(text: str) -> None:
    for read in (to_stamp, to_american_day, to_named_day):
        try:
            read(text)
        except CellError as error:
            assert error.problem in {"date", "spreadsheet_date"}
