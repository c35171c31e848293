"""Say whose orders these are, for all that are here and all that will come."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from orders.actions.locking import lock_store
from orders.actions.supplier_orders import rewrite
from orders.models import SalesLine, SupplierOrder
from stores.models import Store
from suppliers.actions import remember_alias
from suppliers.models import Alias, Supplier
from suppliers.naming import name_key


@dataclass(frozen=True, slots=True)
class Assignment:
    """Say that a vendor's or a product's orders belong to a supplier of the same store."""

    kind: Alias.Kind
    text: str
    supplier: Supplier


@transaction.atomic
def assign(store: Store, assignments: Iterable[Assignment]) -> int:
    """Remember whose orders these are and move those that are here; return how many orders and lines moved."""
    lock_store(store)
    moved = 0
    product_keys = []
    for each in assignments:
        remember_alias(each.supplier, each.kind, each.text)
        key = name_key(each.text)
        column = "vendor_key" if each.kind == Alias.Kind.VENDOR else "title_key"
        lines = SalesLine.objects.filter(store=store, **{column: key}).exclude(supplier=each.supplier)
        moved += lines.update(supplier=each.supplier)
        if each.kind == Alias.Kind.PRODUCT:
            product_keys.append(key)
    affected = (
        list(SupplierOrder.objects.filter(store=store, product_keys__overlap=product_keys))
        if product_keys
        else []
    )
    before = {order.pk: order.supplier_id for order in affected}
    rewrite(store, affected)
    return moved + sum(order.supplier_id != before[order.pk] for order in affected)
