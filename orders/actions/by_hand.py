"""Record what a person says of orders: add one, correct it, take words back; each with an entry in its history."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from json import loads

from django.db import transaction

from orders import copying
from orders.actions.deriving import Effect, Owners, owners_of
from orders.actions.linking import Beside, beside
from orders.actions.locking import lock_store
from orders.actions.supplier_orders import finish, record_supplier_orders, replace_claims
from orders.claims import Claims, Life, life, text_of
from orders.copying import Kept
from orders.facts import Facts, facts_of
from orders.hand import (
    Refusal,
    Spoken,
    becomes_unknown,
    is_bad,
    new_contradictions,
    own_words,
    with_own,
)
from orders.hearing import statements
from orders.importers.problems import RowProblem
from orders.importers.rows import Source, SupplierOrderRow
from orders.models import OrderNote, SupplierOrder
from orders.tracking import TRACKERS
from stores.models import Store, User
from suppliers.actions import add_supplier


@dataclass(frozen=True, slots=True)
class Hand:
    """Say who writes, when, which day it is in the store, and why; `token` is that of the form."""

    user: User
    now: datetime
    today: date
    note: str = ""
    token: str = ""
    how: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """Hold one order before and after somebody spoke of it, and why it stays as it is where it does."""

    kept: Kept
    before: Claims
    after: Claims
    held: Life
    then: Life
    facts_before: Facts
    facts: Facts
    refusal: Refusal | None = None
    problems: tuple[tuple[str, RowProblem], ...] = ()

    @property
    def is_news(self) -> bool:
        """Return whether anything is written."""
        return self.refusal is None and own_words(self.before) != own_words(self.after)

    @property
    def turns(self) -> bool:
        """Return whether an order of which it was known how it ended counts otherwise from now on."""
        was_known = self.facts_before.arrival.value in ("proven", "lost") or is_bad(self.facts_before)
        return was_known and self.facts_before != self.facts


class CannotSay(Exception):
    """Say that an order stays as it is, and why."""

    def __init__(self, refusal: Refusal, problems: Iterable[tuple[str, RowProblem]] = ()) -> None:
        """Keep the reason, and the fields that contradict each other."""
        super().__init__(refusal)
        self.refusal, self.problems = refusal, tuple(problems)


class OrderIsHere(Exception):
    """Say that a store has an order of this marketplace and id already."""

    def __init__(self, order: SupplierOrder) -> None:
        """Keep the order."""
        super().__init__(order.pk)
        self.order = order


def steps(store: Store, spoken: Mapping[int, Spoken], hand: Hand) -> list[Step]:
    """Return what would become of these orders; nothing is written."""
    found: list[tuple[Kept, Claims, Claims]] = []
    for kept in copying.kept_by_key(store, spoken):
        before: Claims = loads(kept.claims)
        found.append((kept, before, _after(kept, before, spoken[kept.pk], hand)))
    lives = [life(claims) for _kept, *both in found for claims in both]
    owners = owners_of(store, lives, make=False)
    around = beside(store, lives, owners.of), owners
    return [_step(kept, before, after, around, spoken[kept.pk], hand) for kept, before, after in found]


def _after(kept: Kept, before: Claims, spoken: Spoken, hand: Hand) -> Claims:
    row = SupplierOrderRow(
        row=0,
        marketplace=kept.marketplace,
        order_id=kept.external_id,
        said_at=hand.now,
        **spoken.says,  # type: ignore[arg-type]  # fields of a row, from a form
    )
    return with_own(before, spoken, statements(row, hand.today))


# What stands beside orders, and whose they are.
Around = tuple[Beside, Owners]


def _step(kept: Kept, before: Claims, after: Claims, around: Around, spoken: Spoken, hand: Hand) -> Step:
    held, then = life(before), life(after)
    # A number that was corrected is that of another parcel.
    then = life(around[0].claims(after, then))
    was, now = _facts(kept, held, around), _facts(kept, then, around)
    problems = tuple(new_contradictions(held, then, after))
    # "Nobody knows" is heard, and hides nothing that is recorded as bad.
    is_unheard = spoken.says.get("outcome", then.outcome) is not then.outcome
    refusal = None
    if problems:
        refusal = Refusal.CONTRADICTION
    elif is_unheard or becomes_unknown(was, now):
        refusal = Refusal.STAYS_BAD
    elif (is_bad(was) or was.unattributed) and held != then and not hand.note:
        refusal = Refusal.NOTE_NEEDED
    return Step(kept, before, after, held, then, was, now, refusal, problems)


def _facts(kept: Kept, held: Life, around: Around) -> Facts:
    beside_it, owners = around
    _sale, state = beside_it.sale(held, owners.of(held))
    return facts_of(held, confirmed_in_bulk=kept.confirmed_in_bulk, sale=state)


@transaction.atomic
def correct_order(
    store: Store,
    order_id: int,
    spoken: Spoken,
    hand: Hand,
    kind: OrderNote.Kind = OrderNote.Kind.CORRECTED,
    seen: Claims | None = None,
) -> bool:
    """Write what a person says of one order; False where it is no news. Raises: CannotSay.

    `seen` are the claims that the person looked at; where they are others by now, nothing is written. An order
    of which nobody speaks any more is deleted; its history stays.
    """
    lock_store(store)
    for step in steps(store, {order_id: spoken}, hand):
        if seen is not None and step.before != seen:
            raise CannotSay(Refusal.CHANGED)
        if step.refusal:
            raise CannotSay(step.refusal, step.problems)
        if step.is_news:
            supplier = spoken.says.get("supplier")
            if supplier:
                add_supplier(store, str(supplier))
            write_steps(store, [step], hand, kind)
            return True
    return False


def take_back_words(store: Store, order: SupplierOrder, fields: Iterable[str] | None, hand: Hand) -> bool:
    """Take back what the owner said, all of it without `fields`; what others said stands. Raises: CannotSay."""
    taken = frozenset(own_words(order.claims) if fields is None else fields)
    # An amount goes with its currency.
    taken |= {"currency"} if "cost" in taken else set()
    return correct_order(store, order.pk, Spoken({}, taken), hand, OrderNote.Kind.TAKEN_BACK)


@transaction.atomic
def add_order(store: Store, row: SupplierOrderRow, hand: Hand) -> SupplierOrder:
    """Add one order; the same form sent twice adds one. Raises: CannotSay, OrderIsHere."""
    lock_store(store)
    sent = hand.token and OrderNote.objects.filter(store=store, token=hand.token).first()
    if sent:
        return _order(store, sent.marketplace, sent.external_id)
    here = SupplierOrder.objects.filter(
        store=store, marketplace=row.marketplace, external_id=row.order_id
    ).first()
    if here:
        raise OrderIsHere(here)
    claims: Claims = {Source.OWNER.value: statements(row, hand.today)}
    held = life(claims)
    problems = new_contradictions(Life(), held, claims)
    if problems:
        raise CannotSay(Refusal.CONTRADICTION, problems)
    record_supplier_orders(store, Source.OWNER, [row], learned_on=hand.today)
    note = _note(store, row.marketplace, row.order_id, hand, OrderNote.Kind.ADDED)
    note.changes = changes_of(Life(), held)
    note.save()
    return _order(store, row.marketplace, row.order_id)


def _order(store: Store, marketplace: str, external_id: str) -> SupplierOrder:
    return SupplierOrder.objects.get(store=store, marketplace=marketplace, external_id=external_id)


def write_steps(
    store: Store, written: list[Step], hand: Hand, kind: OrderNote.Kind, clicks: frozenset[int] = frozenset()
) -> None:
    """Write orders as somebody said, each with an entry in its history; `clicks` are those without a day."""
    effect = Effect()
    gone = [step.kept for step in written if not step.after.keys() - {each.value for each in TRACKERS}]
    left = {kept.pk for kept in gone}
    replace_claims(
        store, {step.kept.pk: text_of(step.after) for step in written if step.kept.pk not in left}, effect
    )
    for kept in gone:
        effect.left(kept)
    copying.delete(left)
    finish(store, effect)
    notes = []
    for step in written:
        note = _note(store, step.kept.marketplace, step.kept.external_id, hand, kind)
        note.changes = changes_of(step.held, step.then, step.facts_before, step.facts)
        note.is_click = step.kept.pk in clicks
        notes.append(note)
    OrderNote.objects.bulk_create(notes)


def note_only(
    store: Store, orders: Iterable[Kept | SupplierOrder], hand: Hand, kind: OrderNote.Kind, *, click: bool
) -> None:
    """Keep that somebody said something that counts as nothing; `click` where it was an arrival without its day."""
    notes = [_note(store, each.marketplace, each.external_id, hand, kind) for each in orders]
    for note in notes:
        note.is_click = click
    OrderNote.objects.bulk_create(notes)


def _note(store: Store, marketplace: str, external_id: str, hand: Hand, kind: OrderNote.Kind) -> OrderNote:
    return OrderNote(
        store=store,
        marketplace=marketplace,
        external_id=external_id,
        kind=kind,
        how=hand.how,
        text=hand.note,
        made_by=hand.user,
        made_at=hand.now,
        token=hand.token,
    )


def changes_of(
    held: Life, then: Life, before: Facts | None = None, after: Facts | None = None
) -> list[list[str]]:
    """Return [what, before, after] for each fact that is another, as texts."""
    found = [
        [name, _text(was), _text(now)]
        for name, was, now in zip(held._fields, held, then, strict=True)
        if was != now and name != "records_complaints"
    ]
    if before and after and before.arrival is not after.arrival:
        found.append(["arrival", before.arrival.value, after.arrival.value])
    return found


def _text(value: object) -> str:
    if value is None or value == ():
        return ""
    if isinstance(value, tuple):
        return ", ".join(value)
    return str(value).lower() if isinstance(value, bool) else str(value)
