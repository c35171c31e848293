"""What each source says of one order, and what is held to be true when they speak together.

An order keeps every statement beside its source and the day it was learned. What is held to be true is a
pure function of these statements: files of different sources may come in any sequence, and twice, and end in
the same order. Within one source the newer word stands, but a vaguer one never replaces a definite one.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from orders.importers.rows import Outcome, Source, Tracked
from orders.tracking_numbers import number_key

# What one source says: {"says": {field: text}, "on": the day it was learned}, and where they differ from field to
# field "dates": {field: day}. Who names the moment of a word has it in "at", or by field in "moments".
# An empty cell states nothing and is not here. Compact, because every order of a million has one.
Said = dict[str, Any]
Claims = dict[str, Said]

# Whom to believe when two sources differ: the owner, then what comes straight from shop or carrier, then the
# owner's own files, then the marketplace's exports.
RANK = {
    Source.OWNER: 5,
    Source.AFTERSHIP: 4,
    Source.TRACK17: 4,
    Source.SHOPIFY_WEBHOOK: 4,
    Source.WOOCOMMERCE_WEBHOOK: 4,
    Source.SUPPLIER_ORDERS: 3,
    Source.TABLE: 3,
    Source.ZENDROP: 3,
    Source.ALIEXPRESS: 2,
    Source.ALIEXPRESS_INVENTORY: 1,
}


class Life(NamedTuple):
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
    sale: str | None = None
    settled: bool | None = None
    note: str | None = None
    tracked: Tracked | None = None
    arrived_by: date | None = None

    @property
    def dated_on(self) -> date | None:
        """Return the day the order's age counts from: ordered, or else the first thing known to have happened."""
        if self.ordered_on:
            return self.ordered_on
        ended = self.ended_at.date() if self.ended_at else None
        known = (self.shipped_on, self.dispute_opened_on, self.delivered_on, self.refunded_on, ended)
        return min((day for day in known if day), default=None)


class Word(NamedTuple):
    """Hold one word of a source: its text, the day it was learned, and the moment it was said where one is named."""

    text: str
    on: str
    at: str | None = None


_LOST = Outcome.LOST.value
_VAGUE = {Outcome.IN_TRANSIT.value, Outcome.NOT_OBSERVED.value}
_GOOD = {Outcome.CLEAN.value}
# What tracking says -> words of files for how it ended that do not stand against it. That goods were bad stands:
# it tells of more than of the arrival.
_OVERRULED = {
    Tracked.LOST.value: {Outcome.CLEAN.value, Outcome.LATE.value},
    Tracked.RETURNED.value: _GOOD,
    Tracked.NOT_TAKEN.value: _GOOD,
    Tracked.HELD.value: _GOOD,
}
# Every source knows some of an order's parcels: their words are put together.
_NUMBERS = "tracking_numbers"
_FIELDS = Life._fields
_PLACE = {name: place for place, name in enumerate(_FIELDS)}
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def text_of(claims: Claims) -> str:
    """Return claims in the form in which they are kept: alike claims are alike texts."""
    return _encode(claims)


def words(said: Said) -> dict[str, Word]:
    """Return field -> word of what one source says."""
    on, at = said["on"], said.get("at")
    dates, moments = said.get("dates", {}), said.get("moments", {})
    return {
        name: Word(text, dates.get(name, on), moments.get(name, at)) for name, text in said["says"].items()
    }


def _together(told: Mapping[str, Word]) -> Said:
    """Return what one source says, from its words: one and the same for the same words."""
    ordered = {name: told[name] for name in sorted(told, key=_PLACE.__getitem__)}
    on = _usual(word.on for word in ordered.values())
    at = _usual(word.at for word in ordered.values())
    said: Said = {"says": {name: word.text for name, word in ordered.items()}, "on": on}
    if at:
        said["at"] = at
    dates = {name: word.on for name, word in ordered.items() if word.on != on}
    moments = {name: word.at for name, word in ordered.items() if word.at != at}
    return said | ({"dates": dates} if dates else {}) | ({"moments": moments} if moments else {})


def _usual(texts: Iterable[str | None]) -> str | None:
    """Return the text that most have, the last of them where several are as frequent."""
    counts = Counter(texts)
    return max(counts, key=lambda text: (counts[text], text or ""), default=None)


def add(claims: Claims, source: Source, said: Said) -> Claims:
    """Return the claims with one more statement of a source; what it said before and still says keeps its day."""
    if not said["says"]:
        return claims
    before = claims.get(source.value)
    if before is None:
        return {**claims, source.value: said}
    here = words(before)
    held = {name: _standing(name, here.get(name), word, source) for name, word in words(said).items()}
    together = _together(here | held)
    return claims if together == before else {**claims, source.value: together}


def _standing(name: str, before: Word | None, now: Word, source: Source) -> Word:
    """Return which of two words of one source stands."""
    if before is None:
        return now
    if name == _NUMBERS and source is not Source.OWNER:
        return _united_words(before, now)
    if before.text == now.text:
        return before._replace(at=_latest(before, now))
    # In a file "in transit" takes no known outcome back. A person who corrects an answer means it, but what is
    # known to be bad stays so until something else is known.
    if name == "outcome" and (source is not Source.OWNER or before.text not in _GOOD):
        vague = (before.text in _VAGUE, now.text in _VAGUE)
        if vague[0] != vague[1]:
            return before if vague[1] else now
    if before.at and now.at:
        return now if (now.at, now.text) > (before.at, before.text) else before
    return now


def united(numbers: Iterable[str]) -> tuple[str, ...]:
    """Return the different tracking numbers, sorted; of two spellings of one the first by the alphabet."""
    found: dict[str, str] = {}
    for number in numbers:
        key = number_key(number) or number
        found[key] = min(number, found.get(key, number))
    return tuple(found[key] for key in sorted(found))


def _united(before: str, now: str) -> str:
    return before if before == now else "\n".join(united([*before.split("\n"), *now.split("\n")]))


def _united_words(before: Word, now: Word) -> Word:
    """Return the numbers of both words; the day is that on which all of them were known."""
    text = _united(before.text, now.text)
    on = before.on if text == before.text else now.on if text == now.text else max(before.on, now.on)
    return Word(text, on, _latest(before, now))


def _latest(before: Word, now: Word) -> str | None:
    return max(filter(None, (before.at, now.at)), default=None)


def take_back(claims: Claims, source: Source, before: Said | None, later: Sequence[Said]) -> Claims:
    """Return the claims as if a source had never said something: from what stood before it and what it said later."""
    held = {name: said for name, said in claims.items() if name != source.value}
    if before:
        held[source.value] = before
    for said in later:
        held = add(held, source, said)
    return held


def by_rank(claims: Claims) -> list[str]:
    """Return who speaks of an order, the one to believe last."""
    return sorted(claims, key=lambda name: (RANK.get(Source(name), 0), name))


def life(claims: Claims) -> Life:
    """Return what is held to be true: per field the word of the source that ranks highest among those that speak.

    Tracking numbers are those of all sources, unless the owner names them. Of arrival the owner knows more than a
    carrier, and a carrier more than a file.
    """
    held: dict[str, str] = {}
    for source in by_rank(claims):
        told = dict(claims[source]["says"])
        if source == Source.OWNER:
            if "delivered_on" in told or "arrived_by" in told or told.get("outcome") == _LOST:
                # Whoever has the parcel in hand, or waits for it in vain, knows better than its carrier.
                held.pop("tracked", None)
        elif _NUMBERS in told and _NUMBERS in held:
            told[_NUMBERS] = _united(held[_NUMBERS], told[_NUMBERS])
        if held.get("outcome") in _OVERRULED.get(told.get("tracked", ""), ()):
            del held["outcome"]
        if told.get("outcome") in _VAGUE and _stays(held.get("outcome"), source):
            del told["outcome"]
        if "cost" in told or ("refunded_amount" in told and "cost" not in held):
            # An amount brings its own currency, or none: never that of another source's amount.
            held.pop("currency", None)
        else:
            told.pop("currency", None)
        held |= told
    return Life(**{name: _READ.get(name, str)(text) for name, text in held.items()})


def _stays(outcome: str | None, source: str) -> bool:
    """Return whether a vaguer word does not hide this one: the owner may take a good one back, and no bad one."""
    return outcome is not None and outcome not in _VAGUE and (source != Source.OWNER or outcome not in _GOOD)


def aware(moment: datetime) -> datetime:
    """Return a moment of a file that names no zone as UTC; AliExpress calls its columns GMT."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


_day = lru_cache(maxsize=8_192)(date.fromisoformat)
_READ: dict[str, Callable[[str], Any]] = {
    "products": lambda text: tuple(text.split("\n")),
    "tracking_numbers": lambda text: tuple(text.split("\n")),
    "quantity": int,
    "cost": Decimal,
    "refunded_amount": Decimal,
    "off_platform": "true".__eq__,
    "records_complaints": "true".__eq__,
    "is_paid": "true".__eq__,
    "settled": "true".__eq__,
    "tracked": Tracked,
    "outcome": Outcome,
    "ended_at": lambda text: aware(datetime.fromisoformat(text)),
    **dict.fromkeys((name for name in _FIELDS if name.endswith("_on") or name == "arrived_by"), _day),
}
