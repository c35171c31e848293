"""Take back what an import said of customers' orders."""

from collections.abc import Iterable

from orders.actions.experience import experience, tell_all_if_changed
from orders.actions.linking import keys_of, orders_of
from orders.actions.locking import lock_store
from orders.actions.sale_rows import apply, save
from orders.actions.supplier_orders import rewrite
from orders.models import EarlyParts, Import, SalesOrder
from orders.models.changes import ImportChange
from orders.sale_parts import Parts, handed_over, says_enough, without


def take_back_sales(change: ImportChange) -> None:
    """Take back one slice of an import, inside the caller's transaction; a second time changes nothing.

    What the same kind of file said before returns. What another import said or repeated later stays, and so does
    what the shop's notifications said. An order of which nobody speaks any more is deleted.
    """
    store = change.store
    lock_store(store)
    seen_through = experience(store)
    # An order that it only repeated may have been handed over to it.
    ids = [*change.fresh, *map(int, change.changed), *change.repeated]
    orders = {order.pk: order for order in SalesOrder.objects.filter(store=store, pk__in=ids)}
    keys = keys_of(orders.values())
    repeated = _repeated_later(change)
    kept: list[SalesOrder] = []
    gone: list[tuple[SalesOrder, Parts]] = []
    for pk, order in orders.items():
        parts = _taken_back(order.parts, change.the_import_id, repeated.get(pk))
        if not says_enough(parts):
            gone.append((order, parts))
        elif parts != order.parts:
            apply(order, parts)
            kept.append(order)
    save(store, [], kept)
    _keep_pieces(gone)
    SalesOrder.objects.filter(pk__in=[order.pk for order, _parts in gone]).delete()
    rewrite(store, orders_of(store, keys | keys_of(kept)))
    tell_all_if_changed(store, seen_through)


def _taken_back(parts: Parts, import_id: int, repeated_by: int | None) -> Parts:
    return without(parts, import_id) if repeated_by is None else handed_over(parts, import_id, repeated_by)


def _repeated_later(change: ImportChange) -> dict[int, int]:
    """Return order -> the first later import of the same kind of file that said the same and still stands."""
    later = ImportChange.objects.filter(
        store=change.store_id,
        kind=ImportChange.Kind.SALES,
        source=change.source,
        pk__gt=change.pk,
        first__lte=change.last,
        last__gte=change.first,
        the_import__source=change.the_import.source,
    )
    standing = later.exclude(the_import=change.the_import_id).exclude(the_import__state=Import.State.UNDONE)
    found: dict[int, int] = {}
    for import_id, ids in standing.order_by("-pk").values_list("the_import", "repeated"):
        found |= dict.fromkeys(ids, import_id)
    return found


def _keep_pieces(gone: Iterable[tuple[SalesOrder, Parts]]) -> None:
    """Keep what the shop said of parts of orders that nobody speaks of as a whole any more."""
    EarlyParts.objects.bulk_create(
        [
            EarlyParts(
                store_id=order.store_id, channel=order.channel, external_id=order.external_id, parts=parts
            )
            for order, parts in gone
            if parts
        ],
        ignore_conflicts=True,
    )
