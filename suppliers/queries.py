"""What can be asked of suppliers."""

from django.http import Http404

from stores.models import Store
from suppliers.models import Alias, Supplier


def supplier_of(store: Store, supplier_id: int) -> Supplier:
    """Return a supplier of this store; Http404 for one of another store, as for one that does not exist."""
    found = Supplier.objects.filter(store=store, pk=supplier_id).select_related("store").first()
    if found is None:
        raise Http404
    return found


def aliases_of(store: Store) -> dict[tuple[str, str], int]:
    """Return (kind, text key) -> supplier id: the names of the suppliers, and what the owner said beside them."""
    names = Supplier.objects.filter(store=store).values_list("name_key", "pk")
    said = Alias.objects.filter(store=store).values_list("kind", "text_key", "supplier_id")
    return {(Alias.Kind.SHOP.value, key): pk for key, pk in names} | {
        (kind, key): supplier for kind, key, supplier in said
    }
