"""What a cell of a workbook holds, by how it is written."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from openpyxl.utils.datetime import from_excel, from_ISO8601


class Calendar(NamedTuple):
    """Hold when a workbook's days begin, and which styles make a day, or a span of time, of a number."""

    epoch: datetime
    days: Collection[int]
    spans: Collection[int]


def value_of(written: str, kind: str, style: int, texts: Sequence[str], calendar: Calendar) -> object:
    """Return the value of a cell that is filled; `kind` and `style` are its attributes t and s.

    Raises: what a workbook that is not whole gives cause for (ValueError, LookupError, OverflowError).
    """
    match kind:
        case "n":
            return _number(written, style, calendar)
        case "s":
            return texts[int(written)]
        case "b":
            return bool(int(written))
        case "d":
            return from_ISO8601(written)  # type: ignore[no-untyped-call]  # the stubs' own gap
        case _:
            # A text in its place, what a formula came to, and what could not be worked out: "#N/A".
            return written


def _number(written: str, style: int, calendar: Calendar) -> object:
    number = float(written) if {".", "e", "E"} & set(written) else int(written)
    if style not in calendar.days:
        return number
    try:
        return from_excel(number, calendar.epoch, timedelta=style in calendar.spans)
    except (OverflowError, ValueError):
        return "#VALUE!"
