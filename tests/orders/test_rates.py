"""Reference rates: the bank's file, the table of rates, and the sums made with them."""

import io
import zipfile
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from urllib.error import URLError

import pytest
from django.core.management import CommandError, call_command

from orders import tasks
from orders.actions.rates import keep_rates, newer_rates
from orders.fetching import Unreachable, fetched
from orders.importers.ecb import RateRow, RatesError, read_rates
from orders.models import ReferenceRate
from orders.money import Amount, Gap, Rates, sums

HISTORY = b"Date,USD,JPY,XXX,\n2026-05-29,1.0800,169.50,3.1,\n2026-05-28,1.0700,N/A,,\n"


def rows(content: bytes) -> list[RateRow]:
    return list(read_rates(io.BytesIO(content)))


def zipped(content: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("eurofxref-hist.csv", content)
    return stream.getvalue()


def test_the_history_is_read_as_csv_and_zipped_and_a_day_without_a_rate_has_none() -> None:
    expected = [
        RateRow(date(2026, 5, 29), "USD", Decimal("1.0800")),
        RateRow(date(2026, 5, 29), "JPY", Decimal("169.50")),
        RateRow(date(2026, 5, 28), "USD", Decimal("1.0700")),
    ]
    assert rows(HISTORY) == expected
    assert rows(zipped(HISTORY)) == expected


def test_the_daily_file_writes_its_day_in_words() -> None:
    assert rows(b"Date, USD, JPY, \n29 May 2026, 1.08, 169.5, \n")[0].day == date(2026, 5, 29)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "not 'Date'"),
        (b"Day,USD\n2026-05-29,1.08\n", "'Day'"),
        (b"Date,Dollar\n2026-05-29,1.08\n", "currency code"),
        (b"Date,USD\n29/05/2026,1.08\n", "Line 2: '29/05/2026' is not a day"),
        (b"Date,USD\n2026-05-29,one\n", "Line 2, column USD: 'one'"),
        (b"Date,USD\n2026-05-29,0\n", "above 0"),
        (b"Date,USD\n2026-05-29,-1\n", "above 0"),
        (b"Date,USD\n2026-05-29,Infinity\n", "above 0"),
        (b"Date,USD\n2026-05-29,\xff\n", "not UTF-8"),
        (b"PK\x03\x04 and no more", "zip file"),
    ],
)
def test_what_is_not_the_banks_file_is_refused_with_the_place(content: bytes, said: str) -> None:
    with pytest.raises(RatesError, match=said):
        rows(content)


def test_a_zip_that_unfolds_without_end_is_refused() -> None:
    with pytest.raises(RatesError, match="larger"):
        rows(zipped(b"0" * 20_000_001))


@pytest.mark.django_db
def test_a_second_loading_changes_nothing_and_a_correction_is_taken() -> None:
    assert keep_rates(rows(HISTORY)) == keep_rates(rows(HISTORY)) == 3
    assert ReferenceRate.objects.count() == 3
    keep_rates([RateRow(date(2026, 5, 29), "USD", Decimal("1.09"))])
    assert ReferenceRate.objects.get(currency="USD", day="2026-05-29").per_euro == Decimal("1.09")


@pytest.mark.django_db
def test_a_bad_row_far_down_leaves_nothing_behind() -> None:
    with pytest.raises(RatesError):
        keep_rates(read_rates(io.BytesIO(HISTORY + b"2026-05-27,zero,1,,\n")))
    assert not ReferenceRate.objects.exists()


@pytest.mark.django_db
def test_only_rates_of_the_last_week_and_newer_are_looked_at_again() -> None:
    keep_rates([RateRow(date(2026, 5, 29), "USD", Decimal("1.08"))])
    old, new = date(2026, 5, 22), date(2026, 5, 23)
    offered = [RateRow(old, "USD", Decimal(1)), RateRow(new, "USD", Decimal(1))]
    assert [row.day for row in newer_rates(offered)] == [new]


@pytest.mark.django_db
def test_the_command_loads_a_file_and_says_where_a_bad_one_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = tmp_path / "good.zip", tmp_path / "bad.csv"
    good.write_bytes(zipped(HISTORY))
    bad.write_bytes(b"Date,USD\n2026-05-29,one\n")
    call_command("load_rates", good)
    assert "3 rates are loaded" in capsys.readouterr().out
    with pytest.raises(CommandError, match=r"Line 2, column USD.*Nothing was loaded"):
        call_command("load_rates", bad)
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("load_rates", tmp_path / "none.csv")


def test_a_bank_that_cannot_be_reached_is_said_with_the_way_out() -> None:
    with pytest.raises(Unreachable, match="name the file"):
        fetched("http://127.0.0.1:9/eurofxref-hist.zip")


@pytest.mark.django_db
def test_the_daily_task_loads_what_is_new_and_outlives_a_bank_that_is_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # The bank is the one thing here that is not on this machine.
    monkeypatch.setattr("orders.fetching.urlopen", lambda *_args, **_named: io.BytesIO(zipped(HISTORY)))
    tasks.load_rates()
    assert ReferenceRate.objects.count() == 3

    def away(*_args: object, **_named: object) -> io.BytesIO:
        raise URLError("no route")

    monkeypatch.setattr("orders.fetching.urlopen", away)
    tasks.load_rates()
    assert ReferenceRate.objects.count() == 3


FRIDAY = date(2026, 5, 29)
RATES = Rates([("USD", FRIDAY, Decimal("1.25")), ("GBP", FRIDAY, Decimal("0.8"))])


def test_an_amount_is_converted_at_the_rate_of_its_own_day() -> None:
    rates = Rates([("USD", FRIDAY, Decimal("1.25")), ("USD", FRIDAY - timedelta(days=1), Decimal("1.00"))])
    assert rates.factor("EUR", "USD", FRIDAY) == Decimal("1.25")
    assert rates.factor("EUR", "USD", FRIDAY - timedelta(days=1)) == Decimal("1.00")
    assert rates.factor("USD", "EUR", FRIDAY) == Decimal("0.8")


def test_two_currencies_meet_by_way_of_the_euro() -> None:
    assert RATES.factor("GBP", "USD", FRIDAY) == Decimal("1.5625")


@pytest.mark.parametrize(("days", "known"), [(0, True), (2, True), (7, True), (8, False), (-1, False)])
def test_a_rate_holds_over_a_weekend_and_a_holiday_never_longer_and_never_backwards(
    days: int, known: bool
) -> None:
    assert (RATES.factor("GBP", "USD", FRIDAY + timedelta(days=days)) is not None) is known


def test_one_currency_needs_no_rate() -> None:
    assert RATES.factor("TND", "TND", date(1990, 1, 1)) == 1


def test_what_cannot_be_converted_is_listed_and_in_no_sum() -> None:
    may, none = date(2026, 5, 1), Decimal(0)
    found = sums(
        [
            Amount(FRIDAY, "USD", Decimal(10)),
            Amount(FRIDAY, "GBP", none, Decimal(4)),
            Amount(FRIDAY, "TND", Decimal(7)),
            Amount(FRIDAY, "", Decimal(3)),
            Amount(None, "USD", Decimal(2)),
        ],
        "USD",
        RATES,
    )
    assert (found.months[may].paid, found.months[may].refunded) == (Decimal(10), Decimal("6.25"))
    assert found.gaps == [
        Gap("", may, Decimal(3), none),
        Gap("TND", may, Decimal(7), none),
        Gap("USD", None, Decimal(2), none),
    ]
