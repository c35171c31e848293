"""Read days and times as each kind of file writes them; a form that can be read in two ways is refused."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime

from orders.importers.cells import CellError, plain, refuse_serial, to_calendar
from orders.importers.problems import RowProblem

_CLOCK = r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]+)?)?"
_ISO = re.compile(
    rf"([0-9]{{4}})-([0-9]{{2}})-([0-9]{{2}})(?:[T ]{_CLOCK} ?(Z|[+-][0-9]{{2}}:?[0-9]{{2}})?)?"
)
_MONTH_FIRST = re.compile(rf"([0-9]{{1,2}})/([0-9]{{1,2}})/([0-9]{{2}}|[0-9]{{4}})(?: {_CLOCK})?")
# `Oct-05-26`, `Feb 21, 2026`; `26-May-26`, `05-oct.-26`, `21 lut 2026`.
_WORD = r"([^\W\d_]{3,10})"
_NAMED_FIRST = re.compile(rf"{_WORD}\.?[- ]([0-9]{{1,2}}),?[- ]([0-9]{{2}}|[0-9]{{4}})(?: {_CLOCK})?")
_NAMED_SECOND = re.compile(rf"([0-9]{{1,2}})\.?[- ]{_WORD}\.?,?[- ]([0-9]{{2}}|[0-9]{{4}})(?: {_CLOCK})?")
# English, German, French, Italian, Spanish, Dutch, Polish; short forms are beginnings of these words.
_MONTHS = (
    "january januar janvier gennaio enero januari styczeń stycznia jänner jan",
    "february februar février fevrier febbraio febrero februari luty lutego",
    "march märz maerz mrz mars marzo maart mrt marzec marca",
    "april avril aprile abril kwiecień kwietnia",
    "may mai maggio mayo mei maj maja",
    "june juni juin giugno junio czerwiec czerwca",
    "july juli juillet luglio julio lipiec lipca",
    "august août aout agosto augustus sierpień sierpnia",
    "september septembre settembre septiembre setiembre wrzesień września sept",
    "october oktober octobre ottobre octubre październik października",
    "november novembre noviembre listopad listopada",
    "december dezember décembre decembre dicembre diciembre december grudzień grudnia",
)


def _short_forms() -> dict[str, int]:
    """Return every beginning of a name of a month that begins no other month -> its number."""
    meant: dict[str, set[int]] = {}
    for number, names in enumerate(_MONTHS, start=1):
        for name in names.split():
            for length in range(3, len(name) + 1):
                meant.setdefault(name[:length], set()).add(number)
    return {short: numbers.pop() for short, numbers in meant.items() if len(numbers) == 1}


_MONTH_OF = _short_forms()


def to_stamp(value: str) -> datetime | None:
    """Return the moment of `2026-03-31`, `2026-03-31 9:05` or `2026-03-31T09:05:00+02:00`.

    It is naive where the file names no zone. Raises: CellError.
    """
    return _read(value, _iso)


def to_american_day(value: str) -> datetime | None:
    """Return the naive midnight of `03/31/26` or `03/31/2026`, month first. Raises: CellError."""
    return _read(value, _month_first)


def to_named_day(value: str) -> datetime | None:
    """Return the naive moment of `Oct-05-26`, `26-May-26` or `05-oct.-26`, in many languages. Raises: CellError."""
    return _read(value, _named)


def day_of(moment: datetime | None) -> date | None:
    """Return the day of a moment as its file writes it."""
    return None if moment is None else moment.date()


def _read(value: str, form: Callable[[str], datetime | None]) -> datetime | None:
    text = plain(value)
    if not text:
        return None
    refuse_serial(text)
    moment = _iso(text) or form(text)
    if moment is None:
        raise CellError(RowProblem.DATE)
    return moment


def _iso(text: str) -> datetime | None:
    match = _ISO.fullmatch(text)
    if match is None:
        return None
    return _moment(match[1], int(match[2]), match[3], match.groups()[3:6], match[7] or "")


def _month_first(text: str) -> datetime | None:
    match = _MONTH_FIRST.fullmatch(text)
    return _moment(match[3], int(match[1]), match[2], match.groups()[3:6]) if match else None


def _named(text: str) -> datetime | None:
    first, second = _NAMED_FIRST.fullmatch(text), _NAMED_SECOND.fullmatch(text)
    match = first or second
    if match is None:
        return None
    word, day = (match[1], match[2]) if first else (match[2], match[1])
    month = _MONTH_OF.get(unicodedata.normalize("NFC", word).casefold())
    return _moment(match[3], month, day, match.groups()[3:6]) if month else None


def _moment(year: str, month: int, day: str, clock: tuple[str | None, ...], offset: str = "") -> datetime:
    """Return the moment of its pieces; a year of two digits is one of this century."""
    hour, minute, second = (int(piece or 0) for piece in clock)
    whole = int(year) + (2000 if len(year) == 2 else 0)
    text = f"{whole:04}-{month:02}-{int(day):02}T{hour:02}:{minute:02}:{second:02}{offset}"
    return to_calendar(text, RowProblem.DATE)
