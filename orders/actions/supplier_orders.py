"""Write orders placed with suppliers: add what a source says, derive the rest, keep the sums."""

from collections.abc import Iterable, Sequence
from datetime import date
from json import loads

from django.db import transaction

from orders import copying
from orders.actions.bursts import turned
from orders.actions.comparing import Compared, Key, compare, first_words, said_by
from orders.actions.day_sums import mark, settle
from orders.actions.deriving import Draft, Effect, derived
from orders.actions.experience import tell_all_if_arrived
from orders.actions.locking import lock_store
from orders.actions.noting import note_changes
from orders.actions.tally import Tally
from orders.claims import Life, life, text_of
from orders.copying import Kept
from orders.importers.rows import Source, SupplierOrderRow
from orders.models import Import, ImportChange, SupplierOrder
from stores.models import Store

# So many orders are derived in one go: what is held in memory does not grow with the store.
BATCH = 4_000


@transaction.atomic
def record_supplier_orders(
    store: Store,
    source: Source,
    rows: Sequence[SupplierOrderRow],
    *,
    learned_on: date,
    currency: str = "",
    the_import: Import | None = None,
) -> Tally:
    """Write what a source says of these orders; a second time changes nothing.

    `currency` is the owner's answer for amounts to which the source names none. With an import it is kept how
    to take the slice back, and the touched days are only marked: `settle_sums` counts them.
    """
    lock_store(store)
    found = compare(store, source, rows, learned_on, currency)
    effect = Effect()
    words = first_words(found, source, learned_on, currency)
    made = _insert(store, len(found.fresh), words, effect)
    _update(store, found, effect)
    if the_import:
        _note(the_import, source, found, made, learned_on)
    finish(store, effect, later=the_import is not None)
    return found.tally


def check_supplier_orders(
    store: Store, source: Source, rows: Sequence[SupplierOrderRow], *, learned_on: date, currency: str = ""
) -> Tally:
    """Return what `record_supplier_orders` would do; nothing is written."""
    return compare(store, source, rows, learned_on, currency).tally


def _insert(store: Store, number: int, words: Iterable[tuple[Key, str, Life]], effect: Effect) -> list[int]:
    """Write so many new orders and return their keys."""
    if not number:
        return []
    keys = copying.next_keys(number)
    drafts = [Draft(pk, *key, claims, held) for pk, (key, claims, held) in zip(keys, words, strict=True)]
    copying.insert(derived(store, drafts, effect, make=True))
    return keys


def _update(store: Store, found: Compared, effect: Effect) -> None:
    drafts = []
    for change in found.changed:
        effect.left(change.kept)
        drafts.append(_draft(change.kept, text_of(change.claims)))
    if drafts:
        copying.update(derived(store, drafts, effect, make=True))


def _draft(kept: Kept, claims: str, *, turned: bool = False) -> Draft:
    """Return an order that is here, to be derived anew from its claims."""
    bulk = kept.confirmed_in_bulk != turned
    return Draft(kept.pk, kept.marketplace, kept.external_id, claims, life(loads(claims)), bulk)


def _note(the_import: Import, source: Source, found: Compared, made: Sequence[int], learned_on: date) -> None:
    """Keep what the slice did: also what it only repeated, because that stands when others are taken back."""
    changed = {
        str(pk): [said_by(change.before, source), said_by(change.said, source)]
        for pk, change in found.changes.items()
        if change.said
    }
    note_changes(
        the_import,
        ImportChange.Kind.SUPPLIER_ORDERS,
        source.value,
        fresh=made,
        repeated=sorted(found.repeated),
        changed=changed,
        learned_on=learned_on,
    )


def finish(store: Store, effect: Effect, *, later: bool = False) -> None:
    """Bring in line what depends on orders that changed: confirmations in one go, sums, the owner's experience.

    `later` leaves the sums to `settle_sums`, with a mark that says which.
    """
    again = turned(store, effect.confirmed)
    if again:
        _rewrite(store, [_draft(kept, kept.claims, turned=True) for kept in again], again, effect)
    if later:
        mark(store, effect.touched)
    else:
        settle(store, effect.touched)
    tell_all_if_arrived(store, effect.arrived)


def _rewrite(store: Store, drafts: Sequence[Draft], kept: Iterable[Kept], effect: Effect) -> None:
    for order in kept:
        effect.left(order)
    copying.update(derived(store, drafts, effect, make=False))


def rewrite(store: Store, orders: Iterable[SupplierOrder | int]) -> int:
    """Derive orders anew after something beside them changed: whose they are, a sale, a parcel.

    Return how many changed hands.
    """
    keys = sorted({order if isinstance(order, int) else order.pk for order in orders})
    touched, moved = set(), 0
    for start in range(0, len(keys), BATCH):
        kept = copying.kept_by_key(store, keys[start : start + BATCH])
        effect = Effect()
        rows = list(derived(store, [_draft(each, each.claims) for each in kept], effect, make=False))
        for each in kept:
            effect.left(each)
        copying.update(rows)
        place = copying.PLACE["supplier_id"]
        moved += sum(row[place] != each.supplier_id for row, each in zip(rows, kept, strict=True))
        touched |= effect.touched
    if touched:
        settle(store, touched)
    return moved


def replace_claims(store: Store, changed: dict[int, str], effect: Effect) -> None:
    """Give orders that are here other claims, as text, and derive them anew; `finish` is for the caller."""
    kept = copying.kept_by_key(store, changed)
    _rewrite(store, [_draft(each, changed[each.pk]) for each in kept], kept, effect)
