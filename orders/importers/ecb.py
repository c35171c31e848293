"""Read the European Central Bank's file of euro reference rates, the daily one or the whole history.

One row a working day, one column a currency: how many units one euro buys. `N/A` is a day without a rate.
"""

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import BinaryIO

from orders.importers.currencies import CURRENCIES

_NO_RATE = {"", "N/A"}
_ZIP = b"PK\x03\x04"
# The whole history since 1999 is about 700 kB; what is much larger is not that file.
_MOST_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class RateRow:
    """Hold one reference rate: units of `currency` for one euro."""

    day: date
    currency: str
    per_euro: Decimal


class RatesError(Exception):
    """Say in plain words where a file of rates is not what it should be."""


def read_rates(stream: BinaryIO) -> Iterator[RateRow]:
    """Yield every rate of a file, as CSV or zipped. Raises: RatesError, before anything of a bad row is yielded."""
    rows = csv.reader(io.StringIO(_text(stream)))
    header = [cell.strip() for cell in next(rows, [])]
    if not header or header[0] != "Date":
        raise RatesError(f"The first column is headed {header[0] if header else ''!r}, not 'Date'.")
    places = [(place, name) for place, name in enumerate(header) if name in CURRENCIES]
    if not places:
        raise RatesError("No column is headed with a currency code, such as USD.")
    for row in rows:
        if any(cell.strip() for cell in row):
            day = _day(row[0].strip(), rows.line_num)
            yield from _of_day(day, row, places, rows.line_num)


def _text(stream: BinaryIO) -> str:
    body = stream.read(_MOST_BYTES + 1)
    if body.startswith(_ZIP):
        body = _unzipped(body)
    if len(body) > _MOST_BYTES:
        raise RatesError(f"The file is larger than {_MOST_BYTES:,} bytes; the bank's is far smaller.")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RatesError(f"Byte {error.start} is not UTF-8 text.") from None


def _unzipped(body: bytes) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive, archive.open(archive.namelist()[0]) as member:
            return member.read(_MOST_BYTES + 1)
    except (zipfile.BadZipFile, IndexError, NotImplementedError, RuntimeError) as error:
        raise RatesError(f"The zip file cannot be opened: {error}.") from None


def _day(text: str, line: int) -> date:
    # The daily file writes the day in words, the history in figures.
    for form in ("%Y-%m-%d", "%d %B %Y"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a calendar day
        except ValueError:
            continue
    raise RatesError(f"Line {line}: {text!r} is not a day; write it as 2026-11-20.")


def _of_day(day: date, row: list[str], places: list[tuple[int, str]], line: int) -> Iterator[RateRow]:
    for place, currency in places:
        cell = row[place].strip() if place < len(row) else ""
        if cell in _NO_RATE:
            continue
        try:
            rate = Decimal(cell)
        except InvalidOperation:
            rate = Decimal("NaN")
        if not rate.is_finite() or rate <= 0 or rate >= 10**10:
            raise RatesError(
                f"Line {line}, column {currency}: {cell!r} is not a rate; write a number above 0."
            )
        yield RateRow(day, currency, rate)
