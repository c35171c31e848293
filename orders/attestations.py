"""What can be asked of an owner's attestation: whether one is in force, and how many orders wait for it."""

from django.db.models import QuerySet

from orders.models import Attestation, SupplierOrder
from stores.models import Store


def in_force(store: Store) -> Attestation | None:
    """Return the attestation that counts today; None where there is none, or where it was withdrawn."""
    found = Attestation.objects.filter(store=store, withdrawn_at=None)
    return found.select_related("made_by").first()


def is_attested(store: Store) -> bool:
    """Return whether silent orders of a store count once they are old enough."""
    return Attestation.objects.filter(store=store, withdrawn_at=None).exists()


def former(store: Store, limit: int = 20) -> QuerySet[Attestation]:
    """Return the attestations that were withdrawn, the last one first."""
    found = Attestation.objects.filter(store=store, withdrawn_at__isnull=False)
    return found.select_related("made_by", "withdrawn_by").order_by("-withdrawn_at", "-pk")[:limit]


def attestable_orders(store: Store) -> int:
    """Return how many orders of the store's suppliers lack nothing but the attestation, and time."""
    return SupplierOrder.objects.filter(store=store, attestable=True).count()
