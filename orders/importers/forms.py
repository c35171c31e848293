"""Read the days and amounts of a table whose owner says how it writes them."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

from orders.importers.amounts import Money, to_money
from orders.importers.cells import CellError, plain, refuse_serial, to_calendar
from orders.importers.mapping import DayForm, DecimalForm
from orders.importers.moments import to_named_day
from orders.importers.problems import RowProblem

_CLOCK = r"(?:,? +([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]+)?)?(?: ?([AaPp])\.?[Mm]\.?)?)?"
# `31/03/2026`, `3.4.26 14:05`, `03-31-2026 2:05 PM`.
_SHORT = re.compile(rf"([0-9]{{1,2}})([/.-])([0-9]{{1,2}})\2([0-9]{{4}}|[0-9]{{2}}){_CLOCK}")
# `2026/3/31`, `2026.03.31 14:05`, `2026年3月31日`.
_YEAR_FIRST = re.compile(rf"([0-9]{{4}})[/.年-]([0-9]{{1,2}})[/.月-]([0-9]{{1,2}})日?{_CLOCK}")
_MARKS = {DecimalForm.POINT: ("[,' ]", "."), DecimalForm.COMMA: ("[.' ]", ",")}


def day_forms(cell: str) -> frozenset[DayForm]:
    """Return in which of the two ways a short day can be read; none where a cell is no short day."""
    match = _SHORT.fullmatch(plain(cell))
    if match is None:
        return frozenset()
    first, second = int(match[1]), int(match[3])
    forms = {DayForm.DAY_FIRST} if second <= 12 else set()
    return frozenset(forms | ({DayForm.MONTH_FIRST} if first <= 12 else set()))


def is_day(cell: str) -> bool:
    """Say whether a cell is a day, or a moment, in any form that can be read."""
    if day_forms(cell):
        return True
    try:
        return moment_reader(DayForm.UNKNOWN)(cell) is not None
    except CellError:
        return False


def moment_reader(form: DayForm) -> Callable[[str], datetime | None]:
    """Return what reads a moment, or a day as its midnight; naive where the cell names no zone."""

    def read(value: str) -> datetime | None:
        text = plain(value)
        if not text:
            return None
        refuse_serial(text)
        short, long = _SHORT.fullmatch(text), _YEAR_FIRST.fullmatch(text)
        if long:
            return _moment(long[1], long[2], long[3], long.groups()[3:])
        if not short:
            return to_named_day(value)
        if form == DayForm.UNKNOWN:
            raise CellError(RowProblem.DAY_OR_MONTH)
        day, month = (short[1], short[3]) if form == DayForm.DAY_FIRST else (short[3], short[1])
        year = short[4] if len(short[4]) == 4 else f"20{short[4]}"
        return _moment(year, month, day, short.groups()[4:])

    return read


def day_reader(form: DayForm) -> Callable[[str], date | None]:
    """Return what reads a day, as its file writes it."""
    read = moment_reader(form)

    def day(value: str) -> date | None:
        moment = read(value)
        return None if moment is None else moment.date()

    return day


def _moment(year: str, month: str, day: str, clock: tuple[str | None, ...]) -> datetime:
    hour, minute, second = (int(piece or 0) for piece in clock[:3])
    half = (clock[3] or "").casefold()
    if half:
        if not 1 <= hour <= 12:
            raise CellError(RowProblem.DATE)
        hour = hour % 12 + (12 if half == "p" else 0)
    text = f"{year}-{int(month):02}-{int(day):02}T{hour:02}:{minute:02}:{second:02}"
    return to_calendar(text, RowProblem.DATE)


def in_utc(moment: datetime) -> datetime:
    """Return a moment in UTC; one without a zone is taken to be in it."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def money_reader(form: DecimalForm) -> Callable[[str], Money | None]:
    """Return what reads an amount with the currency that it names."""
    if form == DecimalForm.UNKNOWN:
        return to_money
    thousands, mark = _MARKS[form]
    # Thousands by threes, or the Indian way by twos, and two decimals at most.
    grouped = re.compile(
        rf"([0-9]{{1,3}}(?:{thousands}[0-9]{{2,3}})*{thousands}[0-9]{{3}}|[0-9]+)(?:\{mark}([0-9]{{1,2}}))?"
    )

    def read(value: str) -> Money | None:
        text = plain(value)
        found = re.search(r"[0-9](?:[0-9.,' ]*[0-9])?", text)
        number = grouped.fullmatch(found[0]) if found else None
        if not text:
            return None
        if found is None or number is None:
            raise CellError(RowProblem.MONEY)
        # What stands beside the number is read where amounts with signs are.
        beside = to_money(f"{text[: found.start()]}1{text[found.end() :]}")
        whole = re.sub("[^0-9]", "", number[1])
        if beside is None or len(whole) > 10:
            raise CellError(RowProblem.MONEY)
        return Money(Decimal(f"{whole}.{number[2] or '0'}"), beside.currency)

    return read
