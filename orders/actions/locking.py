"""One writer at a time in a store."""

from stores.models import Store


def lock_store(store: Store) -> None:
    """Wait until no other transaction writes this store's orders, and keep others out until this one ends.

    Slices are short, so two imports take turns; without it both would read an order as new. The lock leaves the
    key alone: an assessment, which holds its supplier and refers to the store, need not wait for it in a circle.
    """
    Store.objects.select_for_update(no_key=True).values_list("pk", flat=True).get(pk=store.pk)
