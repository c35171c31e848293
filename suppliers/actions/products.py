"""Keep which supplier can send what, and who is turned to when the usual one fails."""

from datetime import datetime

from django.db import transaction

from stores.models import Store
from suppliers.actions.holding import hold
from suppliers.models import SuppliedProduct, Supplier
from suppliers.naming import name_key


class BackupTaken(Exception):
    """Say that a product has its backup already; `name` is that supplier's. Nothing was changed."""

    def __init__(self, name: str) -> None:
        """Keep whose it is."""
        super().__init__(name)
        self.name = name


@transaction.atomic
def add_product(
    supplier: Supplier, name: str, now: datetime, *, is_backup: bool = False, note: str = ""
) -> SuppliedProduct:
    """Keep that a supplier can send a product; said again it changes what was said.

    Raises BackupTaken where it should be the backup and another supplier is.
    """
    _stand_still(supplier)
    key = name_key(name)
    if is_backup:
        _refuse_second(supplier, key)
    made, _new = SuppliedProduct.objects.update_or_create(
        supplier=supplier,
        name_key=key,
        defaults={"name": name.strip()[:300], "is_backup": is_backup, "note": note},
        create_defaults={
            "store_id": supplier.store_id,
            "name": name.strip()[:300],
            "is_backup": is_backup,
            "note": note,
            "added_at": now,
        },
    )
    return made


@transaction.atomic
def mark_backup(product: SuppliedProduct, *, is_backup: bool) -> None:
    """Make the supplier the one to turn to for this product, or no longer. Raises BackupTaken."""
    _stand_still(product.supplier)
    if is_backup:
        _refuse_second(product.supplier, product.name_key)
    SuppliedProduct.objects.filter(pk=product.pk).update(is_backup=is_backup)


@transaction.atomic
def remove_product(product: SuppliedProduct) -> None:
    """Forget that a supplier can send a product."""
    _stand_still(product.supplier)
    product.delete()


def _stand_still(supplier: Supplier) -> None:
    """Let one at a time in a store say who the backup is: two would each see that there is none yet."""
    Store.objects.select_for_update(no_key=True).values_list("pk", flat=True).get(pk=supplier.store_id)
    hold(supplier)


def _refuse_second(supplier: Supplier, key: str) -> None:
    taken = SuppliedProduct.objects.filter(store=supplier.store_id, name_key=key, is_backup=True)
    other = taken.exclude(supplier=supplier).select_related("supplier").first()
    if other:
        raise BackupTaken(other.supplier.name)
