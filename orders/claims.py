"""What each source says of one order, and what is held to be true when they speak together.

An order keeps every statement beside its source and the day it was learned. What is held to be true is a
pure function of these statements: files of different sources may come in any sequence, and twice, and end in
the same order. Within one source the newer word stands, but a vaguer one never replaces a definite one.
"""

from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from orders.importers.rows import Outcome, Source, SupplierOrderRow

# source -> field -> [text of the value, day it was learned]. An empty cell states nothing and is not here.
Said = dict[str, list[str]]
Claims = dict[str, Said]

# Whom to believe when two sources differ: the owner's own record before the marketplace's export.
_RANK = {Source.SUPPLIER_ORDERS: 2, Source.ALIEXPRESS: 1}


@dataclass(frozen=True, slots=True)
class Life:
    """Hold what is true of one order placed with a supplier, as far as anybody said; None is unknown."""

    supplier: str | None = None
    products: tuple[str, ...] = ()
    quantity: int | None = None
    cost: Decimal | None = None
    currency: str | None = None
    off_platform: bool | None = None
    paid_by: str | None = None
    ordered_on: date | None = None
    promised_on: date | None = None
    shipped_on: date | None = None
    delivered_on: date | None = None
    shipping_method: str | None = None
    tracking_numbers: tuple[str, ...] = ()
    outcome: Outcome | None = None
    dispute_opened_on: date | None = None
    refunded_on: date | None = None
    refunded_amount: Decimal | None = None
    end_reason: str | None = None
    ended_at: datetime | None = None
    is_paid: bool | None = None
    records_complaints: bool = False

    @property
    def dated_on(self) -> date | None:
        """Return the day the order's age counts from: ordered, or else the first thing known to have happened."""
        if self.ordered_on:
            return self.ordered_on
        ended = self.ended_at.date() if self.ended_at else None
        known = (self.shipped_on, self.dispute_opened_on, self.delivered_on, self.refunded_on, ended)
        return min((day for day in known if day), default=None)


_VAGUE = {Outcome.IN_TRANSIT.value, Outcome.NOT_OBSERVED.value}
_FIELDS = tuple(field.name for field in fields(Life))


def statements(row: SupplierOrderRow, learned_on: date, currency: str | None = None) -> Said:
    """Return what a row states, as text beside the day it was learned.

    `currency` is the owner's answer for a file that names none; a currency in the row itself stands.
    """
    said: dict[str, Any] = {name: getattr(row, name) for name in _FIELDS}
    has_amount = said["cost"] is not None or said["refunded_amount"] is not None
    said["currency"] = (said["currency"] or currency) if has_amount else None
    # A file that would not show a complaint says nothing; it must not silence one that would.
    said["records_complaints"] = said["records_complaints"] or None
    day = learned_on.isoformat()
    return {
        name: [_text(value), day]
        for name, value in said.items()
        if value is not None and value not in ((), "")
    }


def add(claims: Claims, source: Source, said: Said) -> Claims:
    """Return the claims with one more statement of a source; what it said before and still says keeps its day."""
    before = claims.get(source, {})
    news = {
        name: word for name, word in said.items() if name not in before or _is_news(name, before[name], word)
    }
    return {**claims, str(source): {**before, **news}}


def _is_news(name: str, before: list[str], now: list[str]) -> bool:
    """Return whether a word replaces the one before: "in transit" takes no known outcome back."""
    return before[0] != now[0] and not (name == "outcome" and now[0] in _VAGUE and before[0] not in _VAGUE)


def life(claims: Claims) -> Life:
    """Return what is held to be true: per field the word of the source that ranks highest among those that speak."""
    held: dict[str, str] = {}
    for source in sorted(claims, key=lambda name: (_RANK.get(Source(name), 0), name)):
        told = {name: said[0] for name, said in claims[source].items()}
        if "cost" in told or ("refunded_amount" in told and "cost" not in held):
            # An amount brings its own currency, or none: never that of another source's amount.
            held.pop("currency", None)
        else:
            told.pop("currency", None)
        held |= told
    return Life(**{name: _value(name, text) for name, text in held.items()})


def _text(value: Any) -> str:
    if isinstance(value, tuple):
        return "\n".join(" ".join(text.split()) for text in value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value).lower() if isinstance(value, bool) else str(value)


def _value(name: str, text: str) -> Any:
    if name in ("products", "tracking_numbers"):
        return tuple(text.split("\n"))
    if name.endswith("_on"):
        return date.fromisoformat(text)
    return _READ.get(name, str)(text)


def _aware(moment: datetime) -> datetime:
    """Return a moment of a file that names no zone as UTC; AliExpress calls its columns GMT."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


_READ: dict[str, Any] = {
    "quantity": int,
    "cost": Decimal,
    "refunded_amount": Decimal,
    "off_platform": "true".__eq__,
    "records_complaints": "true".__eq__,
    "is_paid": "true".__eq__,
    "outcome": Outcome,
    "ended_at": lambda text: _aware(datetime.fromisoformat(text)),
}
