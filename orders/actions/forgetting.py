"""Forget buyers when their shop asks for it, and notifications when they are old."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from orders.actions.locking import lock_store
from orders.actions.sales import buyer_hash
from orders.importers.rows import channel_of
from orders.models import Connection, Delivery, EarlyParts, SalesOrder
from orders.sale_parts import REDACTED, redacted
from orders.webhooks import SOURCES, WISHES, Forget, Kind
from stores.models import Store

# Notifications hold names and addresses; longer than this nobody asks why one was refused.
KEPT_FOR = timedelta(days=30)
_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Forgotten:
    """Hold what was asked to be forgotten: the buyers of these orders, or everybody; `is_asked` where anybody was."""

    order_ids: frozenset[str] = frozenset()
    is_asked: bool = False
    everybody: bool = False

    def __or__(self, other: "Forgotten") -> "Forgotten":
        """Return what both hold."""
        return Forgotten(
            self.order_ids | other.order_ids,
            self.is_asked or other.is_asked,
            self.everybody or other.everybody,
        )


@transaction.atomic
def forget_buyers(store: Store, channel: str, forget: Forget) -> frozenset[str]:
    """Remove what tells the buyers of these orders apart; return the ids of the orders.

    The orders stay: what was bought is the store's own, and nothing in it is about a person.
    """
    lock_store(store)
    found = _forget_in_orders(store, channel, forget)
    _warn_of_orders_to_come(store, channel, set(forget.order_ids) - found)
    return frozenset(found.union(forget.order_ids))


def clear_bodies(connection: Connection, worked: Iterable[Delivery], forgotten: Forgotten) -> None:
    """Delete the bodies of notifications that name a buyer who is forgotten, once their fates are kept.

    Nobody can tell about whom those are that failed or said nothing to us: they go whenever a buyer is forgotten,
    and so do the wishes themselves. A wish that failed stays, because it has to be worked off once more.
    """
    rows = Delivery.objects.filter(connection=connection, body__isnull=False)
    late = _redacted_among(connection, {each.order_id for each in worked if each.order_id})
    meant = Q(order_id__in=late)
    if forgotten.is_asked:
        wishes = Q(topic__in=WISHES)
        meant |= Q(order_id__in=forgotten.order_ids - {""}) | (wishes & Q(state=Delivery.State.DONE))
        meant |= Q(state=Delivery.State.NOTHING) | (Q(state=Delivery.State.FAILED) & ~wishes)
        if forgotten.everybody:
            meant |= Q(state=Delivery.State.DONE)
    elif not late:
        return
    rows.exclude(state=Delivery.State.WAITING).filter(meant).update(body=None)


def _redacted_among(connection: Connection, order_ids: set[str]) -> set[str]:
    """Return which of these orders are of buyers who were forgotten before."""
    if not order_ids:
        return set()
    channel = channel_of(SOURCES[Kind(connection.kind)])
    mine = {"store": connection.store, "channel": channel, "external_id__in": order_ids}
    found: set[str] = set()
    for rows in (SalesOrder.objects.filter(**mine), EarlyParts.objects.filter(**mine)):
        found.update(rows.filter(parts__has_key=REDACTED).values_list("external_id", flat=True))
    return found


def _forget_in_orders(store: Store, channel: str, forget: Forget) -> set[str]:
    """Forget the buyers of the orders that are here; return the ids of those orders."""
    rows = SalesOrder.objects.filter(store=store, channel=channel)
    meant = Q(external_id__in=forget.order_ids)
    if forget.buyer:
        meant |= Q(buyer_hash=buyer_hash(store, forget.buyer))
    if not forget.everybody:
        rows = rows.filter(meant)
    found: set[str] = set()
    last = 0
    while page := list(rows.filter(pk__gt=last).order_by("pk")[:_AT_ONCE]):
        for order in page:
            order.parts, order.buyer_hash = redacted(order.parts), ""
            found.add(order.external_id)
        SalesOrder.objects.bulk_update(page, ["parts", "buyer_hash"])
        last = page[-1].pk
    return found


def _warn_of_orders_to_come(store: Store, channel: str, order_ids: Iterable[str]) -> None:
    """Let orders that are still to come know that their buyer is not to be kept."""
    for order_id in order_ids:
        early, _made = EarlyParts.objects.get_or_create(
            store=store, channel=channel, external_id=order_id, defaults={"parts": {}}
        )
        early.parts = redacted(early.parts)
        early.save(update_fields=["parts"])


def forget_old_deliveries(now: datetime) -> None:
    """Delete notifications after their time, those that still wait excepted."""
    old = Delivery.objects.filter(received_at__lt=now - KEPT_FOR).exclude(state=Delivery.State.WAITING)
    while ids := list(old.values_list("pk", flat=True)[:_AT_ONCE]):
        Delivery.objects.filter(pk__in=ids).delete()
