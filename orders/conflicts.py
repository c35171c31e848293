"""Where the sources of one order contradict each other; nothing is decided here, all of it is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from orders.claims import Claims, by_rank, life, words
from orders.facts import Facts, facts_of
from suppliers.naming import name_key

# What may differ without a contradiction: words for the same thing, and what a source adds up on its own.
# Tracking numbers are put together; the owner's take the place of others.
_COMPARED = (
    "supplier",
    "quantity",
    "ordered_on",
    "promised_on",
    "shipped_on",
    "delivered_on",
    "cost",
    "currency",
    "paid_by",
    "refunded_amount",
    "refunded_on",
    "outcome",
    "dispute_opened_on",
    "end_reason",
    "off_platform",
    "is_paid",
    "sale",
    "settled",
)
# What a source says -> what it means for the arrival; any other word says nothing of it.
_ARRIVED = {"clean", "late", "not_as_described", "counterfeit"}


@dataclass(frozen=True, slots=True)
class Saying:
    """Hold what one source says of a field, and the day it was learned."""

    source: str
    value: str
    learned_on: date


@dataclass(frozen=True, slots=True)
class Conflict:
    """Hold a field of which sources say different things: each with its source, and what is held to be true.

    `field` is a field of `orders.claims.Life`, or "arrival", of which `held` is an `Arrival` and each value
    "arrived", "lost" or "not_arrived".
    """

    field: str
    values: tuple[Saying, ...]
    held: str


def sayings(claims: Claims, field: str) -> list[Saying]:
    """Return what the sources say of a field, the one to believe first."""
    told = [(source, words(claims[source]).get(field)) for source in reversed(by_rank(claims))]
    return [Saying(source, word.text, date.fromisoformat(word.on)) for source, word in told if word]


def conflicts_of(claims: Claims) -> list[Conflict]:
    """Return what the sources of an order contradict each other about, and what is held to be true."""
    held = life(claims)
    found = [_arrivals(claims, facts_of(held))]
    for field in _COMPARED:
        said = sayings(claims, field)
        plain = name_key if field == "supplier" else _plain
        if len({plain(each.value) for each in said}) > 1:
            found.append(Conflict(field, tuple(said), _text(getattr(held, field), said)))
    return [each for each in found if each is not None]


def _arrivals(claims: Claims, facts: Facts) -> Conflict | None:
    said = []
    for source in reversed(by_rank(claims)):
        told = words(claims[source])
        word = _word_on_arrival({field: each.text for field, each in told.items()})
        if word:
            field, value = word
            said.append(Saying(source, value, date.fromisoformat(told[field].on)))
    differ = len({each.value for each in said}) > 1
    return Conflict("arrival", tuple(said), facts.arrival.value) if differ else None


def _word_on_arrival(told: dict[str, str]) -> tuple[str, str] | None:
    """Return the field in which a source says whether the order arrived, and what it says."""
    outcome, tracked = told.get("outcome"), told.get("tracked")
    if outcome == "lost" or outcome in _ARRIVED:
        return "outcome", "lost" if outcome == "lost" else "arrived"
    if "delivered_on" in told:
        return "delivered_on", "arrived"
    if "arrived_by" in told and tracked is None:
        return "arrived_by", "arrived"
    if tracked in ("delivered", "lost"):
        return "tracked", "arrived" if tracked == "delivered" else "lost"
    if tracked in ("returned", "not_taken", "held"):
        return "tracked", "not_arrived"
    if told.get("end_reason") in ("buyer_accept_goods", "seller_send_goods_timeout"):
        return "end_reason", "arrived" if told["end_reason"] == "buyer_accept_goods" else "lost"
    return None


def _plain(text: str) -> str:
    """Return a value in the form in which two are compared: 5 and 5.00 are the same amount."""
    try:
        return str(Decimal(text).normalize())
    except InvalidOperation:
        return text.casefold()


def _text(value: object, said: Sequence[Saying]) -> str:
    """Return the value that counts as the source that says it writes it."""
    if value is None:
        return ""
    written = str(value).lower() if isinstance(value, bool) else str(value)
    return next((each.value for each in said if _plain(each.value) == _plain(written)), written)
