"""Say whose orders these are, for all that are here and all that will come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date

from django.db import transaction
from django.db.models.functions import TruncDate

from orders.actions.linking import Keys, orders_of
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
    said = list(assignments)
    # All of it is remembered first: whether a vendor's line moves depends on what was said of its product.
    for each in said:
        remember_alias(each.supplier, each.kind, each.text)
    sold: set[date] = set()
    moved = sum(_move_lines(store, each, sold) for each in said) + _move_orders(store, said)
    # Of whom something was sold before an order, that names no sale, says whether it can be attested.
    rewrite(store, orders_of(store, Keys(days=frozenset(sold))))
    return moved


def _move_lines(store: Store, said: Assignment, sold: set[date]) -> int:
    """Move the lines of customers' orders as the next import would: a product's answer beats its vendor's.

    The days on which they were sold are added to `sold`.
    """
    lines = SalesLine.objects.filter(store=store).exclude(supplier=said.supplier)
    if said.kind == Alias.Kind.PRODUCT:
        lines = lines.filter(title_key=name_key(said.text))
    else:
        told = Alias.objects.filter(store=store, kind=Alias.Kind.PRODUCT)
        lines = lines.filter(vendor_key=name_key(said.text)).exclude(title_key__in=told.values("text_key"))
    days = lines.annotate(day=TruncDate("order__ordered_at", tzinfo=UTC)).values_list("day", flat=True)
    sold.update(days.distinct())
    return lines.update(supplier=said.supplier)


def _move_orders(store: Store, said: Iterable[Assignment]) -> int:
    """Derive anew the orders placed with suppliers that have one of these products."""
    keys = [name_key(each.text) for each in said if each.kind == Alias.Kind.PRODUCT]
    if not keys:
        return 0
    affected = SupplierOrder.objects.filter(store=store, product_keys__overlap=keys)
    return rewrite(store, affected.values_list("pk", flat=True))
