"""Orders about which somebody wrote by hand and silent ones, for the tests that look at all pages."""

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from orders.actions import record_supplier_orders
from orders.actions.by_hand import Hand, correct_order
from orders.hand import Spoken
from orders.importers.rows import Source, SupplierOrderRow
from orders.models import SupplierOrder
from stores.models import Store, User

NUMBERS = ("LX123456785CN", "LX123456780CN", "YT2123456789012345", "no such shape")


def orders_by_hand(store: Store, owner: User) -> None:
    """Add silent orders, one of which is corrected, so that its sources differ."""
    now = timezone.now()
    ordered = now.date() - timedelta(days=30)
    rows = [
        SupplierOrderRow(
            row=2,
            marketplace="aliexpress",
            order_id=f"hand-{number}",
            supplier="Hand Lamps",
            products=("A hand lamp",),
            ordered_on=ordered,
            promised_on=ordered + timedelta(days=20),
            tracking_numbers=NUMBERS,
            sale="#no-such-sale",
        )
        for number in range(3)
    ]
    record_supplier_orders(store, Source.SUPPLIER_ORDERS, rows, learned_on=now.date())
    order = corrected(store)
    spoken = Spoken(
        {"promised_on": ordered + timedelta(days=10), "delivered_on": ordered + timedelta(days=15)}
    )
    correct_order(store, order.pk, spoken, Hand(owner, now, now.date(), "The customer wrote."))


def corrected(store: Store) -> SupplierOrder:
    """Return the order that was corrected."""
    return SupplierOrder.objects.get(store=store, external_id="hand-0")


def by_hand_addresses(store: Store) -> Iterator[str]:
    """Yield the addresses of the pages on which somebody writes by hand."""
    order = corrected(store)
    yield reverse("orders:order", args=[store.slug, order.pk])
    yield reverse("orders:order_correct", args=[store.slug, order.pk])
    yield reverse("orders:order_new", args=[store.slug])
    yield reverse("orders:confirm", args=[store.slug])
    ids = list(SupplierOrder.objects.filter(store=store).order_by("-pk").values_list("pk", flat=True)[:6])
    for what in ("arrived", "lost", "taken_back"):
        asked = urlencode({"what": what, "order": ids}, doseq=True)
        yield f"{reverse('orders:outcomes', args=[store.slug])}?{asked}"
