"""What can be asked of connections and of what they sent."""

from datetime import timedelta

from django.db.models import Count, Max, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from orders.models import Connection, Delivery
from stores.models import Store

_LATELY = timedelta(days=7)


def connections_of(store: Store) -> QuerySet[Connection]:
    """Return the connections of a store with what came in lately, by name."""
    recent = Q(deliveries__received_at__gte=timezone.now() - _LATELY)
    bad = Q(deliveries__state__in=(Delivery.State.REFUSED, Delivery.State.FAILED))
    return (
        Connection.objects.filter(store=store)
        .annotate(
            recent=Count("deliveries", filter=recent & ~Q(deliveries__state=Delivery.State.REFUSED)),
            bad=Count("deliveries", filter=recent & bad),
            last_at=Max("deliveries__received_at", filter=~Q(deliveries__state=Delivery.State.REFUSED)),
        )
        .order_by("name", "pk")
    )


def connection_of(store: Store, connection_id: int) -> Connection:
    """Return a connection of this store; Http404 for one of another store, as for one that does not exist."""
    found = Connection.objects.filter(store=store, pk=connection_id).first()
    if found is None:
        raise Http404
    return found


def deliveries_of(connection: Connection) -> QuerySet[Delivery]:
    """Return what came in, newest first, without the bodies."""
    return (
        Delivery.objects.filter(connection=connection)
        .order_by("-received_at", "-pk")
        .annotate(has_body=Q(body__isnull=False))
        .defer("body")
    )


def delivery_of(connection: Connection, delivery_id: int) -> Delivery:
    """Return one notification of this connection; Http404 where there is none."""
    found = Delivery.objects.filter(connection=connection, pk=delivery_id).defer("body").first()
    if found is None:
        raise Http404
    return found
