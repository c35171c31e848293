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
from orders.actions.parcels import record_parcels
from orders.actions.sale_rows import apply, save
from orders.actions.supplier_orders import rewrite
from orders.actions.tally import Tally
from orders.importers.rows import SalesOrderRow, Source, channel_of
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
    name, zone = part_name(source or channel), ZoneInfo(store.time_zone)
    # The last row of an order in a file is the one that counts; a file that repeats one is not two orders.
    words = {row.order_id: [(name, row_part(row, buyer_hash(store, row.buyer), zone) | how)] for row in rows}
    return _record(store, channel, words, {row.order_id: row.name for row in rows}, the_import)


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
        _note(the_import, channel, written)
    if orders:
        rewrite(store, orders_of(store, keys | keys_of(orders)))
        tell_all_if_changed(store, seen_through)
    _tell_parcels(store, [*(order.parts for order in orders), *written.waiting.values()])
    return Tally(len(written.fresh), len(written.changed), len(written.repeated))


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
    return order.external_id == names.get(key) != key


def _known(
    store: Store, channel: str, ids: Collection[str], names: Mapping[str, str]
) -> dict[str, SalesOrder]:
    """Return order id of a row -> the order that is here already.

    Old exports have no ids and are known by the name of the order: by it they meet those of newer exports.
    """
    here = SalesOrder.objects.filter(store=store, channel=channel)
    wanted = {*ids, *names.values()}
    unnamed = [key for key in ids if names.get(key) == key]
    found = list(
        here.filter(Q(external_id__in=wanted) | Q(name__in=unnamed) if unnamed else Q(external_id__in=wanted))
    )
    by_id = {order.external_id: order for order in found}
    by_name = {order.name: order for order in found}
    known = {}
    for key in ids:
        without_id = by_id.get(names.get(key, key)) or (by_name.get(key) if names.get(key) == key else None)
        order = by_id.get(key) or without_id
        if order:
            known[key] = order
    return known


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


def _note(the_import: Import, channel: str, written: _Written) -> None:
    """Note which orders an import wrote, so that it can be taken back; what was said before stays with the order."""
    fresh, changed, repeated = (
        [order.pk for order in orders]
        for orders in (written.fresh.values(), written.changed.values(), written.repeated)
    )
    touched = [*fresh, *changed, *repeated]
    if touched:
        ImportChange.objects.create(
            store_id=the_import.store_id,
            the_import=the_import,
            kind=ImportChange.Kind.SALES,
            source=channel,
            fresh=fresh,
            repeated=repeated,
            changed={key: [] for key in changed},
            first=min(touched),
            last=max(touched),
        )


def _tell_parcels(store: Store, known: Iterable[Parts]) -> None:
    """Pass on what the shop says of the parcels of these orders, also of one that is still to come."""
    rows = [row for parts in known if any(map(tells_of_parcels, parts)) for row in parcels_of(parts)]
    if rows:
        record_parcels(store, Source.SHOPIFY_WEBHOOK, rows)


def buyer_hash(store: Store, buyer: str) -> str:
    """Return a keyed hash that tells one buyer of a store from another, and nothing else; empty for nobody."""
    return salted_hmac(f"leeway.buyer.{store.pk}", buyer, algorithm="sha256").hexdigest() if buyer else ""
