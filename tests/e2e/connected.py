"""Connections in every state, for the tests that look at all pages."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from orders.actions.connecting import connect
from orders.models import Delivery
from orders.webhooks import Kind
from stores.models import Store, User


def connections_of_every_kind(store: Store, owner: User) -> None:
    """Connect one of each kind; the first has notifications with every fate."""
    for kind in Kind:
        made = connect(store, owner, kind, kind.value)
        if kind is Kind.SHOPIFY:
            now = timezone.now()
            fates = {
                "waiting": "",
                "done": "",
                "nothing": "test",
                "failed": "not_json",
                "refused": "signature",
            }
            Delivery.objects.bulk_create(
                Delivery(
                    store=store,
                    connection=made,
                    key=f"{state}:{problem}",
                    topic="orders/updated",
                    body=b"{}",
                    state=state,
                    problem=problem,
                    sent_at=now,
                    received_at=now,
                )
                for state, problem in fates.items()
            )


def connection_addresses(store: Store) -> Iterator[str]:
    """Yield the addresses of all pages of connections."""
    yield reverse("orders:connections", args=[store.slug])
    yield reverse("orders:connection_new", args=[store.slug])
    for each in store.connections.order_by("pk"):
        yield reverse("orders:connection", args=[store.slug, each.pk])
