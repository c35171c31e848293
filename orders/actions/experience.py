"""How much the owner has seen through: part of the evidence about every supplier of the store."""

from orders.facts import Arrival
from orders.models import SalesOrder, SupplierOrder
from stores.models import Store
from suppliers.actions import raise_evidence
from suppliers.models import Supplier

# Beyond so many orders no verdict asks for more, and one more is news to nobody.
ENOUGH = 1_000


def experience(store: Store) -> int:
    """Return `orders.queries.fulfilled_orders` up to ENOUGH, at a cost that does not grow with the store."""
    sold = SalesOrder.objects.filter(store=store, fulfilment_status="fulfilled", cancelled_at=None)
    arrived = SupplierOrder.objects.filter(store=store, arrival=Arrival.PROVEN, is_evidence=True)
    return max(sold[:ENOUGH].count(), arrived[:ENOUGH].count())


def tell_all_if_changed(store: Store, before: int) -> None:
    """Raise the evidence of every supplier where the owner's experience is not what it was."""
    if experience(store) != before:
        raise_evidence(Supplier.objects.filter(store=store).values_list("pk", flat=True))


def tell_all_if_arrived(store: Store, more: int) -> None:
    """Raise the evidence of every supplier where so many more (or fewer) arrivals make the experience another."""
    if not more:
        return
    sold = SalesOrder.objects.filter(store=store, fulfilment_status="fulfilled", cancelled_at=None)
    arrived = SupplierOrder.objects.filter(store=store, arrival=Arrival.PROVEN, is_evidence=True)
    fulfilled = sold[:ENOUGH].count()
    if fulfilled == ENOUGH:
        return
    proven = arrived[: ENOUGH + abs(more)].count()
    if min(ENOUGH, max(fulfilled, proven)) != min(ENOUGH, max(fulfilled, proven - more)):
        raise_evidence(Supplier.objects.filter(store=store).values_list("pk", flat=True))
