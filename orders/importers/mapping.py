"""Which column of a table of no known kind is what, as its owner says it once for all files of that form."""

import hashlib
import re
from collections.abc import Mapping as AnyMapping
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from orders.importers import cells
from orders.importers.cells import CellError
from orders.importers.currencies import CURRENCIES
from orders.importers.layouts import heading
from orders.importers.reading import FIELDS
from orders.importers.rows import Outcome

SUPPLIER_FIELDS = tuple(FIELDS)
SALES_FIELDS = (
    *("order id", "name", "ordered", "product", "quantity", "price", "sku", "vendor", "currency", "subtotal"),
    *("shipping", "tax", "discount", "total", "refunded amount", "payment status", "fulfilment status"),
    *("fulfilled", "cancelled", "country", "tracking number", "buyer"),
)
# Columns of a supplier order that say that something happened; a table with none of them is no evidence.
HAPPENED = ("ordered", "shipped", "delivered", "outcome", "dispute opened", "refunded on", "refunded amount")
# A table has no more columns, and a column no more words for how an order ended.
PLACE_LIMIT = 1_000
WORDS_LIMIT = 200


class TableKind(StrEnum):
    """Name what the rows of a table are about."""

    SUPPLIER_ORDERS = "supplier_orders"
    SALES_ORDERS = "sales_orders"


class DayForm(StrEnum):
    """Name what stands first in a day such as 03/04/2026; every other form says it by itself."""

    UNKNOWN = ""
    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


class DecimalForm(StrEnum):
    """Name what parts the decimals of an amount; UNKNOWN refuses 1.234 and 1,234."""

    UNKNOWN = ""
    POINT = "point"
    COMMA = "comma"


class MappingError(ValueError):
    """Say what is wrong with a mapping; `reason` is one of the words in `Mapping.lacking`, or "unreadable"."""

    def __init__(self, reason: str) -> None:
        """Keep the reason."""
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Mapping:
    """Hold where each field stands in a row, and how its cells are written.

    `columns`: field -> place, from 0. `outcomes`: word as `outcome_word` writes it -> `Outcome`, "" for a word
    that says nothing. `guessed`: fields whose place nobody has confirmed. `fingerprint`: of the header.
    """

    kind: TableKind
    columns: dict[str, int]
    day_form: DayForm = DayForm.UNKNOWN
    decimal_form: DecimalForm = DecimalForm.UNKNOWN
    currency: str = ""
    outcomes: dict[str, str] = field(default_factory=dict)
    marketplace: str = cells.DEFAULT_MARKETPLACE
    supplier: str = ""
    guessed: tuple[str, ...] = ()
    fingerprint: str = ""

    def lacking(self) -> tuple[str, ...]:
        """Return what must be said before a table can be read: fields, and "event" for any of `HAPPENED`."""
        needed = ["order id"] if self.kind == TableKind.SUPPLIER_ORDERS else ["order id", "ordered"]
        lacking = [name for name in needed if name not in self.columns]
        if self.kind == TableKind.SUPPLIER_ORDERS and self.columns.keys().isdisjoint(HAPPENED):
            lacking.append("event")
        return tuple(lacking)

    def to_json(self) -> dict[str, Any]:
        """Return what JSON can hold."""
        return asdict(self) | {"guessed": list(self.guessed)}

    @classmethod
    def from_json(cls, said: object) -> "Mapping":
        """Return the mapping of what `to_json` wrote, or of a form. Raises: MappingError."""
        if not isinstance(said, AnyMapping) or not set(said) <= set(cls.__slots__):
            raise MappingError("unreadable")
        try:
            kind = TableKind(said.get("kind", ""))
            known = SUPPLIER_FIELDS if kind == TableKind.SUPPLIER_ORDERS else SALES_FIELDS
            columns = _columns(said.get("columns"), known)
            return cls(
                kind=kind,
                columns=columns,
                day_form=DayForm(said.get("day_form", "")),
                decimal_form=DecimalForm(said.get("decimal_form", "")),
                currency=_currency(said.get("currency", "")),
                outcomes=_outcomes(said.get("outcomes", {})),
                marketplace=cells.to_marketplace(_text(said.get("marketplace", ""))),
                supplier=cells.to_text(_text(said.get("supplier", ""))),
                guessed=tuple(name for name in _list(said.get("guessed", [])) if name in columns),
                fingerprint=_fingerprint(said.get("fingerprint", "")),
            )
        except (CellError, ValueError):
            raise MappingError("unreadable") from None


def fingerprint(header: Sequence[str]) -> str:
    """Return what is the same for two header rows with the same headings in the same sequence."""
    names = [heading(cell) for cell in header]
    while names and not names[-1]:
        names.pop()
    return hashlib.sha256("\x1f".join(names).encode("utf-8", "surrogatepass")).hexdigest()


def outcome_word(cell: str) -> str:
    """Return a word for how an order ended in the one form in which such words are compared."""
    return cells.plain(cell).casefold()


def _columns(said: object, known: Sequence[str]) -> dict[str, int]:
    if not isinstance(said, AnyMapping):
        raise MappingError("unreadable")
    for name, place in said.items():
        # True is an int to Python.
        if name not in known or type(place) is not int or not 0 <= place < PLACE_LIMIT:
            raise MappingError("unreadable")
    if len(set(said.values())) < len(said):
        raise MappingError("unreadable")
    return {name: said[name] for name in known if name in said}


def _outcomes(said: object) -> dict[str, str]:
    if not isinstance(said, AnyMapping) or len(said) > WORDS_LIMIT:
        raise MappingError("unreadable")
    return {outcome_word(_text(word)): Outcome(value).value if value else "" for word, value in said.items()}


def _currency(said: object) -> str:
    code = _text(said)
    if code and code not in CURRENCIES:
        raise MappingError("unreadable")
    return code


def _fingerprint(said: object) -> str:
    if not re.fullmatch(r"([0-9a-f]{64})?", _text(said)):
        raise MappingError("unreadable")
    return str(said)


def _text(said: object) -> str:
    if not isinstance(said, str):
        raise MappingError("unreadable")
    return said


def _list(said: object) -> list[str]:
    if not isinstance(said, list | tuple):
        raise MappingError("unreadable")
    return [_text(each) for each in said]
