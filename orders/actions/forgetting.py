"""Forget buyers when their shop asks for it, and notifications when they are old."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from orders.actions.locking import lock_store
from orders.actions.sales import buyer_hash
from orders.models import Connection, Delivery, EarlyParts, SalesOrder
from orders.sale_parts import redacted
from orders.webhooks import Forget
from stores.models import Store

# Notifications hold names and addresses; longer than this nobody asks why one was refused.
KEPT_FOR = timedelta(days=30)
_AT_ONCE = 1_000


@transaction.atomic
def forget_buyers(connection: Connection, channel: str, forget: Forget) -> None:
    """Remove what tells the buyers of these orders apart, and the bodies of notifications that name them.

    The orders stay: what was bought is the store's own, and nothing in it is about a person.
    """
    store = connection.store
    lock_store(store)
    _forget_in_orders(store, channel, forget)
    bodies = Delivery.objects.filter(connection=connection).exclude(state=Delivery.State.WAITING)
    if not forget.everybody:
        bodies = bodies.filter(order_id__in=forget.order_ids)
    bodies.update(body=None)


def _forget_in_orders(store: Store, channel: str, forget: Forget) -> None:
    rows = SalesOrder.objects.filter(store=store, channel=channel)
    meant = Q(external_id__in=forget.order_ids)
    if forget.buyer:
        meant |= Q(buyer_hash=buyer_hash(store, forget.buyer))
    if not forget.everybody:
        rows = rows.filter(meant)
    last = 0
    while page := list(rows.filter(pk__gt=last).order_by("pk")[:_AT_ONCE]):
        for order in page:
            order.parts, order.buyer_hash = redacted(order.parts), ""
        SalesOrder.objects.bulk_update(page, ["parts", "buyer_hash"])
        last = page[-1].pk
    # An order that is still to come must know that its buyer is not to be kept.
    here = set(
        SalesOrder.objects.filter(store=store, channel=channel, external_id__in=forget.order_ids).values_list(
            "external_id", flat=True
        )
    )
    for order_id in set(forget.order_ids) - here:
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
