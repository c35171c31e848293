"""What a person may say of an order by hand, and what it then counts as; docs/decisions/0016 says why."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum

from orders.claims import Claims, Life, Said, add, take_back, words
from orders.facts import Arrival, Facts
from orders.importers.problems import RowProblem
from orders.importers.reading import FIELDS, contradictions
from orders.importers.rows import Outcome, Source, SupplierOrderRow

# Where an order comes from that no marketplace knows: its id is one of ours.
BY_HAND = "byhand"
_VAGUE = (Outcome.IN_TRANSIT, Outcome.NOT_OBSERVED)
_BAD = ("late", "not_as_described", "counterfeit")
_ON_THE_END = frozenset({"outcome", "delivered_on", "arrived_by", "settled"})
_OF_ROWS = {field.name for field in fields(SupplierOrderRow)}


class What(StrEnum):
    """Name what can be said of several orders at once."""

    ARRIVED = "arrived"
    LATE = "late"
    LOST = "lost"
    NOT_AS_DESCRIBED = "not_as_described"
    COUNTERFEIT = "counterfeit"
    SETTLED = "settled"
    TAKEN_BACK = "taken_back"


class Refusal(StrEnum):
    """Say why an order stays as it is."""

    # What is recorded as bad becomes unknown by nobody's word.
    STAYS_BAD = "stays_bad"
    NOTE_NEEDED = "note_needed"
    CONTRADICTION = "contradiction"
    # Whoever looked at it has seen something else.
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Spoken:
    """Hold what a person says of one order: values by field of `Life`, and fields whose words are taken back."""

    says: dict[str, object]
    taken_back: frozenset[str] = frozenset()


def spoken_of(what: What, day: date | None, today: date) -> Spoken:
    """Return what is said of an order, with the day of its arrival where that is known.

    "Arrived" alone says nothing of quality or of lateness: without a day it had arrived by today, no more.
    """
    if what is What.SETTLED:
        return Spoken({"settled": True})
    if what is What.TAKEN_BACK:
        return Spoken({}, _ON_THE_END)
    if what is What.ARRIVED:
        return Spoken({"delivered_on": day} if day else {"arrived_by": today})
    says: dict[str, object] = {"outcome": Outcome(what.value)}
    return Spoken(says | {"delivered_on": day} if day and what is not What.LOST else says)


def own_words(claims: Claims) -> dict[str, str]:
    """Return field -> text of what the owner said."""
    said = claims.get(Source.OWNER.value)
    return {name: word.text for name, word in words(said).items()} if said else {}


def without_own(claims: Claims, taken_back: frozenset[str]) -> Claims:
    """Return the claims without these words of the owner."""
    said = claims.get(Source.OWNER.value)
    if not said or not taken_back:
        return claims
    kept: list[Said] = [
        {"says": {name: word.text}, "on": word.on} | ({"at": word.at} if word.at else {})
        for name, word in words(said).items()
        if name not in taken_back
    ]
    return take_back(claims, Source.OWNER, None, kept)


def with_own(claims: Claims, spoken: Spoken, said: Said) -> Claims:
    """Return the claims after somebody spoke; a vague answer of one's own makes way for a day of arrival."""
    taken = spoken.taken_back
    arrives = spoken.says.keys() & {"delivered_on", "arrived_by"}
    if arrives and own_words(claims).get("outcome") in {each.value for each in _VAGUE}:
        taken |= {"outcome"}
    return add(without_own(claims, taken), Source.OWNER, said)


def is_bad(facts: Facts) -> bool:
    """Return whether something that went wrong is recorded."""
    return facts.arrival is Arrival.LOST or facts.kind_not_stated or any(getattr(facts, bad) for bad in _BAD)


def becomes_unknown(before: Facts, after: Facts) -> bool:
    """Return whether something recorded as bad would no longer be known to be so, nor known to be otherwise."""
    if not is_bad(before) or is_bad(after) or after.unattributed:
        return False
    if after.arrival is not Arrival.PROVEN or not after.is_evidence:
        return True
    return any(getattr(before, bad) and getattr(after, bad) is None for bad in _BAD)


def new_contradictions(before: Life, after: Life, claims: Claims) -> list[tuple[str, RowProblem]]:
    """Return the fields that would contradict others and did not before; the rules are those of files.

    `claims` are those after it. Where two files contradict each other, that alone refuses nothing.
    """
    known = set(_contradictions(before, claims))
    return [
        (field, problem)
        for field, problem in _contradictions(after, claims)
        if (field, problem) not in known or getattr(before, field) != getattr(after, field)
    ]


def _contradictions(held: Life, claims: Claims) -> Iterator[tuple[str, RowProblem]]:
    # A file's "in transit" is the word of its day: that it arrived later is no contradiction.
    if held.outcome in _VAGUE and "outcome" not in own_words(claims):
        held = held._replace(outcome=None)
    said = {name: value for name, value in held._asdict().items() if name in _OF_ROWS}
    for column, problem in contradictions(SupplierOrderRow(row=0, marketplace="", order_id="", **said)):
        yield FIELDS[column], problem
