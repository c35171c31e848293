"""What a change of a store's settings means for its reports."""

from django.db import transaction

from stores.models import Store
from suppliers.actions import raise_evidence


@transaction.atomic
def keep_settings(store: Store) -> None:
    """Save a store; another day or currency changes what is known about all of its suppliers."""
    before = Store.objects.select_for_update(no_key=True).get(pk=store.pk)
    store.save(update_fields=["name", "currency", "time_zone"])
    if (before.time_zone, before.currency) != (store.time_zone, store.currency):
        raise_evidence(store.suppliers.values_list("pk", flat=True))
