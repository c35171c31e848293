"""Which orders to ask the owner about: a few silent ones, the newest first, because recent orders weigh most."""

from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from orders.facts import Arrival
from orders.models import OrderNote, SupplierOrder
from stores.models import Store
from suppliers.models import Supplier

# Younger ones are mostly still on their way. Assumption.
YOUNGEST = timedelta(days=10)
# An older one counts for less each day, and whoever is asked has forgotten it: the window in which the pace of a
# supplier is measured.
OLDEST = timedelta(days=120)


def silent_orders(store: Store, supplier: Supplier | None = None) -> QuerySet[SupplierOrder]:
    """Return the orders of which nobody said how they ended, and about which nothing else is asked."""
    found = SupplierOrder.objects.filter(
        store=store, arrival=Arrival.NOT_OBSERVED.value, is_evidence=True, unattributed=False
    )
    return found.filter(supplier=supplier) if supplier else found.exclude(supplier=None)


def orders_to_confirm(
    store: Store,
    today: date,
    supplier: Supplier | None = None,
    limit: int = 10,
    not_asked_since: datetime | None = None,
) -> list[SupplierOrder]:
    """Return silent orders to ask about, newest first; those with a tracking number, which can be looked up, lead.

    A cancelled order is not asked about: it never came. Without a supplier, orders of all of them. What somebody
    was asked about since a moment, and did not know yet, is left out where that is named.
    """
    asked = silent_orders(store, supplier).filter(
        Q(end_reason="") | Q(end_reason__startswith="buyer_accept_goods"),
        dated_on__gte=today - OLDEST,
        dated_on__lte=today - YOUNGEST,
    )
    if not_asked_since:
        answered = OrderNote.objects.filter(
            store=store,
            external_id=OuterRef("external_id"),
            marketplace=OuterRef("marketplace"),
            kind=OrderNote.Kind.ASKED,
            made_at__gte=not_asked_since,
        )
        asked = asked.exclude(Exists(answered))
    newest = asked.select_related("supplier").order_by("-dated_on", "-pk")
    found = list(newest.exclude(tracking_numbers=[])[:limit])
    if len(found) < limit:
        found += newest.filter(tracking_numbers=[])[: limit - len(found)]
    return found
