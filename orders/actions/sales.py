"""Write orders of customers; of the person only the country and a keyed hash are kept."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.crypto import salted_hmac

from orders.actions.experience import experience, tell_all_if_changed
from orders.actions.linking import keys_of, orders_of
from orders.actions.locking import lock_store
from orders.actions.noting import note_changes
from orders.actions.parcels import record_parcels
from orders.actions.sale_rows import apply, save
from orders.actions.supplier_orders import rewrite
from orders.actions.tally import Tally
from orders.importers.rows import SalesOrderRow, Source, channel_of
from orders.links import sale_key
from orders.models import EarlyParts, Import, SalesOrder
from orders.models.changes import ImportChange
from orders.sale_parts import Part, Parts, add, part_name, piece_part, row_part, says_enough
from orders.shipments import parcels_of, tells_of_parcels
from orders.webhooks import Piece
from stores.models import Store

# Order id -> what is said of it: names of parts, and the words about them.
Words = Mapping[str, Sequence[tuple[str, Part]]]


@transaction.atomic
def record_sales_orders(
    store: Store,
    channel: str,
    rows: Sequence[SalesOrderRow],
    *,
    learned_on: date,
    source: str = "",
    the_import: Import | None = None,
) -> Tally:
    """Write what a kind of file says of these orders; a second time changes nothing, its later word counts."""
    how: Part = {"learned_on": learned_on.isoformat()} | ({"by": the_import.pk} if the_import else {})
    words = _words_of(store, rows, part_name(source or channel), how)
    return _record(store, channel, words, {row.order_id: row.name for row in rows}, the_import)


def check_sales_orders(
    store: Store, channel: str, rows: Sequence[SalesOrderRow], *, learned_on: date, source: str = ""
) -> Tally:
    """Return what `record_sales_orders` would do; nothing is written."""
    words = _words_of(store, rows, part_name(source or channel), {"learned_on": learned_on.isoformat()})
    names = {row.order_id: row.name for row in rows}
    early = dict(_early(store, channel, words).values_list("external_id", "parts"))
    return _merged(store, channel, words, names, _known(store, channel, words, names), early).tally


def _words_of(store: Store, rows: Iterable[SalesOrderRow], name: str, how: Part) -> Words:
    """Return what a file says; the last row of an order is the one that counts, for it is not two orders."""
    zone = ZoneInfo(store.time_zone)
    return {row.order_id: [(name, row_part(row, buyer_hash(store, row.buyer), zone) | how)] for row in rows}


@transaction.atomic
def record_shop_news(
    store: Store,
    source: Source,
    rows: Sequence[SalesOrderRow],
    pieces: Sequence[Piece],
    *,
    learned_on: date,
) -> Tally:
    """Write what a shop itself says of orders and of parts of them, the newest word of each.

    What comes before its order waits for it.
    """
    how: Part = {"learned_on": learned_on.isoformat()}
    words: dict[str, list[tuple[str, Part]]] = {}
    for row in rows:
        part = row_part(row, buyer_hash(store, row.buyer), UTC) | how
        words.setdefault(row.order_id, []).append((part_name(source), part))
    for piece in pieces:
        words.setdefault(piece.order_id, []).append((piece.key, piece_part(piece) | how))
    return _record(store, channel_of(source), words, {row.order_id: row.name for row in rows}, None)


@dataclass(slots=True)
class _Written:
    """Hold the orders of one piece of writing by their ids, and the parts that still wait for their order."""

    fresh: dict[str, SalesOrder] = field(default_factory=dict)
    changed: dict[str, SalesOrder] = field(default_factory=dict)
    repeated: list[SalesOrder] = field(default_factory=list)
    waiting: dict[str, Parts] = field(default_factory=dict)
    arrived: list[str] = field(default_factory=list)

    @property
    def tally(self) -> Tally:
        """Count the orders."""
        return Tally(len(self.fresh), len(self.changed), len(self.repeated))

    def note(self, the_import: Import, channel: str) -> None:
        """Note which orders an import wrote, to take it back; what was said before stays with the orders."""
        note_changes(
            the_import,
            ImportChange.Kind.SALES,
            channel,
            fresh=[order.pk for order in self.fresh.values()],
            repeated=[order.pk for order in self.repeated],
            changed={str(order.pk): [] for order in self.changed.values()},
        )


def _record(
    store: Store, channel: str, words: Words, names: Mapping[str, str], the_import: Import | None
) -> Tally:
    """Add what is said, derive the rest, and tell whoever rests on it."""
    if not words:
        return Tally()
    lock_store(store)
    seen_through = experience(store)
    known = _known(store, channel, words, names)
    early = dict(_early(store, channel, words).values_list("external_id", "parts"))
    keys = keys_of(known.values())
    written = _merged(store, channel, words, names, known, early)
    orders = [*written.fresh.values(), *written.changed.values()]
    save(store, written.fresh.values(), written.changed.values())
    _keep_waiting(store, channel, written)
    if the_import:
        written.note(the_import, channel)
    if orders:
        rewrite(store, orders_of(store, keys | keys_of(orders)))
        tell_all_if_changed(store, seen_through)
    _tell_parcels(store, [*(order.parts for order in orders), *written.waiting.values()])
    return written.tally


def _merged(
    store: Store,
    channel: str,
    words: Words,
    names: Mapping[str, str],
    known: Mapping[str, SalesOrder],
    early: Mapping[str, Parts],
) -> _Written:
    written = _Written()
    for key, said in words.items():
        order = known.get(key)
        before: Parts = order.parts if order else {}
        parts = _with(_with(before, early.get(key, {}).items()), said)
        if not says_enough(parts):
            written.waiting[key] = parts
            continue
        if key in early:
            written.arrived.append(key)
        if order is None:
            order = SalesOrder(store=store, channel=channel, external_id=key)
            written.fresh[key] = order
        elif parts is before and not _gets_its_id(order, key, names):
            written.repeated.append(order)
            continue
        else:
            written.changed[key] = order
        if _gets_its_id(order, key, names):
            order.external_id = key
        apply(order, parts)
    return written


def _with(parts: Parts, said: Iterable[tuple[str, Part]]) -> Parts:
    for name, part in said:
        parts = add(parts, name, part)
    return parts


def _gets_its_id(order: SalesOrder, key: str, names: Mapping[str, str]) -> bool:
    """Return whether an order that was known by its name alone has an id now."""
    name = names.get(key, key)
    return name != key != order.external_id and sale_key(order.external_id) == sale_key(name)


def _known(
    store: Store, channel: str, ids: Collection[str], names: Mapping[str, str]
) -> dict[str, SalesOrder]:
    """Return order id of a row -> the order that is here already.

    Old exports, and what is handed to apps, have no ids and are known by the name of the order: by it they meet
    those of newer exports.
    """
    here = SalesOrder.objects.filter(store=store, channel=channel)
    wanted = {*ids, *(form for name in names.values() for form in _forms(channel, name))}
    unnamed = {form for key in ids if names.get(key) == key for form in _forms(channel, key)}
    meant = Q(external_id__in=wanted)
    found = list(here.filter(meant | Q(name__in=unnamed) if unnamed else meant))
    by_id = {order.external_id: order for order in found}
    by_name = {sale_key(order.name): order for order in found}
    nameless = {key: order for key, order in by_name.items() if sale_key(order.external_id) == key}
    known = {}
    for key in ids:
        name = names.get(key)
        without_id = (by_name if name == key else nameless).get(sale_key(name))
        order = by_id.get(key) or without_id
        if order:
            known[key] = order
    return known


def _forms(channel: str, name: str) -> set[str]:
    """Return how a name may be written: Shopify's with its "#", or without it by whoever wrote a list of orders."""
    if channel != Source.SHOPIFY:
        return {name}
    return {name, name.removeprefix("#") if name.startswith("#") else f"#{name}"}


def _early(store: Store, channel: str, ids: Collection[str]) -> QuerySet[EarlyParts]:
    return EarlyParts.objects.filter(store=store, channel=channel, external_id__in=list(ids))


def _keep_waiting(store: Store, channel: str, written: _Written) -> None:
    """Keep what came before its order, and let go of what has met it."""
    if written.arrived:
        _early(store, channel, written.arrived).delete()
    EarlyParts.objects.bulk_create(
        [
            EarlyParts(store=store, channel=channel, external_id=key, parts=parts)
            for key, parts in written.waiting.items()
        ],
        update_conflicts=True,
        unique_fields=["store", "channel", "external_id"],
        update_fields=["parts"],
    )


def _tell_parcels(store: Store, known: Iterable[Parts]) -> None:
    """Pass on what the shop says of the parcels of these orders, also of one that is still to come."""
    rows = [row for parts in known if any(map(tells_of_parcels, parts)) for row in parcels_of(parts)]
    if rows:
        record_parcels(store, Source.SHOPIFY_WEBHOOK, rows)


def buyer_hash(store: Store, buyer: str) -> str:
    """Return a keyed hash that tells one buyer of a store from another, and nothing else; empty for nobody."""
    return salted_hmac(f"leeway.buyer.{store.pk}", buyer, algorithm="sha256").hexdigest() if buyer else ""
