"""Take back what an import said, one of its slices at a time: afterwards all is as if it had never been.

What others said later stays, also where they only repeated it: a slice that said the same again takes over what
the one before it did.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from json import loads

from django.db import transaction

from orders import copying
from orders.actions.day_sums import settle_sums
from orders.actions.deriving import Effect
from orders.actions.locking import lock_store
from orders.actions.made_suppliers import take_back_suppliers
from orders.actions.supplier_orders import finish, replace_claims
from orders.actions.undoing_sales import take_back_sales
from orders.claims import Claims, Said, take_back, text_of, words
from orders.copying import Kept
from orders.importers.rows import Source
from orders.models import Import, ImportChange
from orders.tracking import TRACKERS

# What a source said before and what it said then, as `ImportChange.changed` has them.
Words = list[Said | None]


@dataclass(slots=True)
class Later:
    """Hold a later slice of the same source, and what of it has to be written anew."""

    row: ImportChange
    repeated: set[int]
    is_touched: bool = False

    @classmethod
    def of(cls, row: ImportChange) -> "Later":
        """Return a slice as it is."""
        return cls(row, set(row.repeated))

    def says(self, pk: int, standing: Said | None) -> Said | None:
        """Return what the slice says of an order, None for nothing; a repetition says what stood, on its day."""
        if pk in self.repeated:
            return {"says": standing["says"], "on": str(self.row.learned_on)} if standing else None
        noted: Words | None = self.row.changed.get(str(pk))
        return noted[1] if noted else None

    def stands_on(self, pk: int, before: Said | None, said: Said) -> None:
        """Note what stood before this slice now."""
        self.repeated.discard(pk)
        self.row.changed[str(pk)] = [before, said]
        self.is_touched = True

    def save(self) -> None:
        """Write what has changed."""
        if self.is_touched:
            self.row.repeated = sorted(self.repeated)
            self.row.save(update_fields=("repeated", "changed"))


@dataclass(slots=True)
class Taken:
    """Gather what becomes of the orders of a slice: other claims, or nobody who speaks of them."""

    changed: dict[int, str] = field(default_factory=dict)
    gone: list[Kept] = field(default_factory=list)


@transaction.atomic
def undo_slice(the_import: Import) -> bool:
    """Undo one slice of an import, the last first; return whether more is left, the counting of sums included."""
    store = the_import.store
    lock_store(store)
    change = ImportChange.objects.filter(the_import=the_import).order_by("-pk").first()
    if change is None:
        more = settle_sums(store)
        if not more:
            take_back_suppliers(the_import)
        return more
    if change.kind == ImportChange.Kind.SALES:
        take_back_sales(change)
    else:
        _take_back_orders(the_import, change)
    change.delete()
    return True


def _take_back_orders(the_import: Import, change: ImportChange) -> None:
    """Take back what a slice said of orders placed with suppliers."""
    store, source = the_import.store, Source(change.source)
    keys = {*change.fresh, *map(int, change.changed)}
    later = _later(change, keys)
    taken = Taken()
    for kept in copying.kept_by_key(store, keys):
        claims: Claims = loads(kept.claims)
        entry: Words = change.changed.get(str(kept.pk)) or [None, None]
        now = _without(claims, source, kept.pk, entry, later[kept.pk])
        if not now.keys() - {each.value for each in TRACKERS}:
            taken.gone.append(kept)
        elif now != claims:
            taken.changed[kept.pk] = text_of(now)
    for each in {id(each): each for slices in later.values() for each in slices}.values():
        each.save()
    effect = Effect()
    replace_claims(store, taken.changed, effect)
    for kept in taken.gone:
        effect.left(kept)
    copying.delete(kept.pk for kept in taken.gone)
    finish(store, effect, later=True)


def _later(change: ImportChange, keys: set[int]) -> defaultdict[int, list[Later]]:
    """Return order -> the later slices of the same source that speak of it, in their sequence."""
    found: defaultdict[int, list[Later]] = defaultdict(list)
    rows = ImportChange.objects.filter(
        store_id=change.store_id,
        kind=change.kind,
        source=change.source,
        pk__gt=change.pk,
        first__lte=change.last,
        last__gte=change.first,
    )
    for row in rows.order_by("pk").iterator(chunk_size=50):
        each = Later.of(row)
        for pk in keys & (each.repeated | set(map(int, row.changed))):
            found[pk].append(each)
    return found


def _without(claims: Claims, source: Source, pk: int, entry: Words, later: list[Later]) -> Claims:
    """Return the claims without one statement of a source; the later ones then stand on what stood before it."""
    before, said = entry
    current = claims.get(source.value)
    # A slice that made the order said all that stood until the next one changed it.
    stood = _stood(pk, later, current) if said is None else _after(source, before, said)
    statements: list[Said] = []
    for each in later:
        says = each.says(pk, stood)
        if says is not None:
            each.stands_on(pk, _after(source, before, *statements), says)
            statements.append(says)
            stood = _after(source, stood, says)
    return take_back(claims, source, before, [*statements, *_beyond(current, stood)])


def _stood(pk: int, later: list[Later], current: Said | None) -> Said | None:
    """Return what stood before any later slice: what the first one that said something found, else what stands now."""
    found: list[Words] = [each.row.changed[str(pk)] for each in later if str(pk) in each.row.changed]
    return found[0][0] if found else current


def _after(source: Source, before: Said | None, *said: Said) -> Said | None:
    """Return what stands after some statements of one source."""
    return take_back({}, source, before, said).get(source.value)


def _beyond(current: Said | None, stood: Said | None) -> Iterable[Said]:
    """Yield what stands now and no slice said: somebody said it without an import, and it stays."""
    if current is None or stood is None or current == stood:
        return
    here, there = words(current), words(stood)
    for name, word in here.items():
        if there.get(name) != word:
            moment = {"at": word.at} if word.at else {}
            yield {"says": {name: word.text}, "on": word.on, **moment}
