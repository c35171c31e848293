"""What the page of one order shows: its facts with their reasons, who said what and when, parcels and history."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from orders.claims import Claims, Life, by_rank, life, words
from orders.conflicts import conflicts_of
from orders.explaining import explain_facts, is_overdue
from orders.facts import Arrival, Facts
from orders.hand_words import LOOKS, field_name, marketplace_name, source_name, value_words
from orders.importers.rows import Source
from orders.models import OrderNote, Parcel, SupplierOrder
from orders.reason_words import why_sentence
from orders.sales import promised_day
from orders.tracking import number_keys
from orders.tracking_numbers import Plausibility, look_of

# Says something of the file, and nothing of the order.
_NOT_SHOWN = ("records_complaints",)
_NUMBERS = "tracking_numbers"


@dataclass(frozen=True, slots=True)
class Fact:
    """Hold one fact in words: what, its value, why, who said so and when it was entered."""

    key: str
    name: str
    value: str
    why: str
    source: str
    entered_on: date | None


@dataclass(frozen=True, slots=True)
class Word:
    """Hold one word of a source: `is_held` where it is the one that counts, `is_own` where the owner said it."""

    field: str
    name: str
    value: str
    source: str
    entered_on: date
    said_at: datetime | None
    is_held: bool
    is_own: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """Hold a tracking number: what it looks like, and what tracking says of the parcel where anything does."""

    number: str
    look: str
    is_doubtful: bool
    carrier: str
    parcel: Parcel | None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Hold what sources contradict each other about, in words."""

    name: str
    values: tuple[tuple[str, str, date], ...]
    held: str


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold one entry of the history; `changes` are (what, before, after) in words."""

    note: OrderNote
    changes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class OrderPage:
    """Hold all that the page of an order shows."""

    order: SupplierOrder
    marketplace: str
    held: Life
    facts: tuple[Fact, ...]
    conflicts: tuple[Disagreement, ...]
    days: tuple[Word, ...]
    others: tuple[Word, ...]
    parcels: tuple[Seen, ...]
    history: tuple[Entry, ...]
    is_overdue: bool
    own_words: tuple[Word, ...]
    promised_to_customer: date | None

    @property
    def has_own_words(self) -> bool:
        """Return whether the owner said anything that can be taken back."""
        return bool(self.own_words)


def page_of(order: SupplierOrder, today: date) -> OrderPage:
    """Return what the page of an order shows; two queries."""
    claims: Claims = order.claims
    held = life(claims)
    said = tuple(_words(claims, held))
    return OrderPage(
        order=order,
        marketplace=marketplace_name(order.marketplace),
        held=held,
        facts=tuple(_facts(claims, held, order)),
        conflicts=tuple(_conflicts(claims)),
        days=tuple(word for word in said if _is_day(word.field)),
        others=tuple(word for word in said if not _is_day(word.field)),
        parcels=tuple(_parcels(order, held)),
        history=tuple(_history(order)),
        is_overdue=is_overdue(order, today),
        own_words=tuple(word for word in said if word.is_own),
        promised_to_customer=promised_day(order.sale.parts) if order.sale else None,
    )


def _is_day(field: str) -> bool:
    return field.endswith("_on") or field in ("ended_at", "arrived_by")


def facts_as_stored(order: SupplierOrder) -> Facts:
    """Return the facts of an order as they were derived when it was written."""
    return Facts(
        Arrival(order.arrival),
        order.because,
        order.late,
        order.not_as_described,
        order.counterfeit,
        order.unattributed,
        order.kind_not_stated,
        order.arrived_on,
        order.is_evidence,
        order.attestable,
    )


def _facts(claims: Claims, held: Life, order: SupplierOrder) -> Iterator[Fact]:
    for each in explain_facts(claims, held, facts_as_stored(order)):
        # The day itself, or one by which it had arrived.
        name = "arrived_by" if each.because == "arrived_by_then" else each.fact
        yield Fact(
            each.fact,
            field_name(name),
            value_words(each.fact, each.value),
            why_sentence(each.because),
            source_name(each.source),
            each.learned_on,
        )


def _words(claims: Claims, held: Life) -> Iterator[Word]:
    """Yield every word, by field; of each field the one that counts first."""
    by_field: dict[str, list[Word]] = {}
    for source in reversed(by_rank(claims)):
        for field, word in words(claims[source]).items():
            if field in _NOT_SHOWN:
                continue
            value = value_words(field, word.text)
            counts = (field not in by_field or field == _NUMBERS) and _counts(field, word.text, held)
            by_field.setdefault(field, []).append(
                Word(
                    field,
                    field_name(field),
                    value,
                    source_name(source),
                    date.fromisoformat(word.on),
                    datetime.fromisoformat(word.at) if word.at else None,
                    is_held=counts,
                    is_own=source == Source.OWNER.value,
                )
            )
    for field in Life._fields:
        yield from by_field.get(field, ())


def _counts(field: str, text: str, held: Life) -> bool:
    """Return whether a word is what is held to be true: a vague outcome does not hide a definite one.

    The tracking numbers of all sources are, unless the owner replaced them.
    """
    if field == _NUMBERS:
        return set(number_keys(text.split("\n"))) <= set(number_keys(held.tracking_numbers))
    return field != "outcome" or (held.outcome is not None and held.outcome.value == text)


def _conflicts(claims: Claims) -> Iterator[Disagreement]:
    for each in conflicts_of(claims):
        values = tuple(
            (source_name(said.source), value_words(each.field, said.value), said.learned_on)
            for said in each.values
        )
        yield Disagreement(field_name(each.field), values, value_words(each.field, each.held))


def _parcels(order: SupplierOrder, held: Life) -> Iterator[Seen]:
    keys = number_keys(held.tracking_numbers)
    known = {
        parcel.number_key: parcel
        for parcel in Parcel.objects.filter(store=order.store_id, number_key__in=keys)
    }
    for number in held.tracking_numbers:
        look = look_of(number)
        key = next(iter(number_keys([number])), "")
        doubtful = look.plausibility is Plausibility.DIGIT_WRONG
        yield Seen(number, str(LOOKS[look.plausibility]), doubtful, look.carrier, known.get(key))


def _history(order: SupplierOrder) -> Iterator[Entry]:
    notes = OrderNote.objects.filter(
        store=order.store_id, external_id=order.external_id, marketplace=order.marketplace
    )
    for note in notes.select_related("made_by").order_by("-made_at", "-pk"):
        changes = tuple(
            (field_name(field), value_words(field, before), value_words(field, after))
            for field, before, after in note.changes
        )
        yield Entry(note, changes)
