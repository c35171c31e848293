"""Compare what a source says with what is here: which orders are new, which change, and which stay as they are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from json import loads

from orders.actions.tally import Tally
from orders.claims import Claims, Life, Said, add, life, text_of
from orders.copying import Kept, kept_by_id
from orders.hearing import hear, is_said_in, statements, text_if_new
from orders.importers.rows import Source, SupplierOrderRow
from stores.models import Store

# Marketplace and order id: who an order is within its store.
Key = tuple[str, str]


@dataclass(slots=True)
class Change:
    """Hold an order that is here and of which something new is said; `said` is all that this source says now."""

    kept: Kept
    before: Claims
    claims: Claims
    said: Claims = field(default_factory=dict)


@dataclass(slots=True)
class Compared:
    """Hold the orders of some rows: `fresh` with their first row, the others by primary key.

    `more` are the further rows of a new order: a check needs no more of a new order than that it is one.
    """

    fresh: dict[Key, SupplierOrderRow] = field(default_factory=dict)
    more: dict[Key, list[SupplierOrderRow]] = field(default_factory=dict)
    changes: dict[int, Change] = field(default_factory=dict)
    repeated: set[int] = field(default_factory=set)

    @property
    def changed(self) -> Iterator[Change]:
        """Return the orders whose claims are not what they were."""
        return (change for change in self.changes.values() if change.claims != change.before)

    @property
    def tally(self) -> Tally:
        """Count the orders."""
        changed = sum(1 for _change in self.changed)
        here = len(self.repeated | self.changes.keys())
        return Tally(len(self.fresh), changed, here - changed)


def compare(
    store: Store, source: Source, rows: Sequence[SupplierOrderRow], learned_on: date, currency: str
) -> Compared:
    """Compare rows with the orders that are here, in one query; nothing is written."""
    here = kept_by_id(store, [row.order_id for row in rows])
    known = {(order.marketplace, order.external_id): order for order in here}
    found = Compared()
    fresh = found.fresh
    for row in rows:
        key = (row.marketplace, row.order_id)
        kept = known.get(key)
        if kept is not None:
            _again(found, kept, source, row, learned_on, currency)
        elif fresh.setdefault(key, row) is not row:
            found.more.setdefault(key, []).append(row)
    return found


def first_words(
    found: Compared, source: Source, learned_on: date, currency: str
) -> Iterator[tuple[Key, str, Life]]:
    """Yield each new order with its claims as text and its life."""
    day = learned_on.isoformat()
    for key, row in found.fresh.items():
        if row.said_at is None and key not in found.more:
            says, held = hear(row, currency or None)
            yield key, text_if_new(source, says, day), held
        else:
            claims: Claims = {}
            for each in (row, *found.more.get(key, ())):
                claims = add(claims, source, statements(each, learned_on, currency or None))
            yield key, text_of(claims), life(claims)


def _again(
    found: Compared, kept: Kept, source: Source, row: SupplierOrderRow, learned_on: date, currency: str
) -> None:
    """Take in what is said of an order that is here."""
    change = found.changes.get(kept.pk)
    if change is None and row.said_at is None:
        says, _held = hear(row, currency or None)
        if is_said_in(kept.claims, source, says):
            found.repeated.add(kept.pk)
            return
    if change is None:
        before: Claims = loads(kept.claims)
        change = found.changes[kept.pk] = Change(kept, before, before)
    said = statements(row, learned_on, currency or None)
    change.said = add(change.said, source, said)
    # Several rows about one order are one statement: taking back another import says it again as one.
    if source.value in change.said:
        change.claims = add(change.before, source, change.said[source.value])


def said_by(claims: Claims, source: Source) -> Said | None:
    """Return what one source says; None where it says nothing."""
    return claims.get(source.value)
