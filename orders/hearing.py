"""What one row of a file states, as the text in which claims are kept: made for a million rows, so made once.

The text is written straight from the row, because it is all that has to be compared where nothing is new.
"""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter
from typing import Any

from orders.claims import Life, Said, aware, united
from orders.importers.rows import Outcome, Source, SupplierOrderRow, Tracked

# So many values of a field are remembered as text; most fields have few.
KEPT = 8_192
# Values that are seldom the same, or equal though their texts differ (12.5 and 12.50), are written each time.
_ANEW = {"cost", "refunded_amount", "ended_at", "tracking_numbers", "sale", "note"}
_FIELDS = Life._fields
_values = attrgetter(*_FIELDS)
_quoted = json.JSONEncoder(ensure_ascii=False).encode
_PRODUCTS, _COST, _CURRENCY, _NUMBERS, _REFUND, _ENDED, _COMPLAINTS = map(
    _FIELDS.index,
    (
        "products",
        "cost",
        "currency",
        "tracking_numbers",
        "refunded_amount",
        "ended_at",
        "records_complaints",
    ),
)
_TEXT: dict[type, Callable[[Any], str]] = {
    str: str,
    int: str,
    bool: lambda value: "true" if value else "false",
    Decimal: str,
    date: date.isoformat,
    datetime: datetime.isoformat,
    tuple: "\n".join,
    Outcome: str.__str__,
    Tracked: str.__str__,
}


class _Pieces(dict[Any, str]):
    """Hold value -> `"field":"text"`, or nothing for an empty text; `_ANEW` says what may not be held."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def __missing__(self, value: Any) -> str:
        if len(self) >= KEPT:
            self.clear()
        piece = self[value] = self.made(value)
        return piece

    def made(self, value: Any) -> str:
        """Return the piece of a value."""
        text = _TEXT[type(value)](value)
        return f'"{self.name}":{_quoted(text)}' if text else ""


_PIECES: list[Callable[[Any], str]] = [
    _Pieces(name).made if name in _ANEW else _Pieces(name).__getitem__ for name in _FIELDS
]


def hear(row: SupplierOrderRow, currency: str | None = None) -> tuple[str, Life]:
    """Return what a row states as text, and the life of an order of which nothing else is known.

    `currency` is the owner's answer for a file that names none; a currency in the row itself stands.
    """
    told = list(_values(row))
    has_amount = told[_COST] is not None or told[_REFUND] is not None
    told[_CURRENCY] = (told[_CURRENCY] or currency) if has_amount else None
    if told[_ENDED] is not None:
        told[_ENDED] = aware(told[_ENDED])
    products, numbers = _titles(told[_PRODUCTS]), _one_space(told[_NUMBERS])
    if len(numbers) > 1:
        numbers = united(numbers)
    told[_PRODUCTS], told[_NUMBERS] = products or None, numbers or None
    # A file that would not show a complaint says nothing; it must not silence one that would.
    told[_COMPLAINTS] = told[_COMPLAINTS] or None
    pieces = [piece(value) for piece, value in zip(_PIECES, told, strict=True) if value is not None]
    if "" in pieces:
        pieces = [piece for piece in pieces if piece]
        told = [None if value == "" else value for value in told]
    told[_PRODUCTS], told[_NUMBERS], told[_COMPLAINTS] = products, numbers, bool(told[_COMPLAINTS])
    return "{" + ",".join(pieces) + "}", Life._make(told)


def statements(row: SupplierOrderRow, learned_on: date, currency: str | None = None) -> Said:
    """Return what a row states, with the day it was learned; `currency` as in `hear`."""
    said: Said = {"says": json.loads(hear(row, currency)[0]), "on": learned_on.isoformat()}
    if row.said_at:
        said["at"] = aware(row.said_at).astimezone(UTC).isoformat()
    return said


def text_if_new(source: Source, says: str, day: str) -> str:
    """Return `text_of` the claims of an order of which nobody spoke before; `day` in ISO form."""
    return f'{{"{source.value}":{{"says":{says},"on":"{day}"}}}}'


def is_said_in(kept: str, source: Source, says: str) -> bool:
    """Return whether kept claims say of this source exactly this, whenever it was learned.

    No text inside the claims can look like it, because there every quotation mark has a backslash before it.
    """
    return f'"{source.value}":{{"says":{says},"on"' in kept


def _one_space(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Return texts on one line each, without those that say nothing; most are as they come."""
    if all(map(str.isalnum, texts)):
        return texts
    plain = tuple([line for text in texts if (line := " ".join(text.split()))])
    return texts if plain == texts else plain


_titles = lru_cache(maxsize=KEPT)(_one_space)
