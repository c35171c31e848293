"""Find orders by what a person has in hand: an id, a tracking number, a sale, a product.

Each is asked of an index of its own, a beginning where that makes sense; nothing is searched in the middle of a
text, which only a scan of all orders or an index several times their size could do.
"""

from typing import Any

from django.db.models import QuerySet

from orders.models import SalesOrder, SupplierOrder
from orders.tracking_numbers import number_key
from stores.models import Store
from suppliers.naming import name_key

MOST = 200
"""Orders of one beginning that are found; whoever gets so many has typed too little."""


def found_supplier_orders(store: Store, rows: QuerySet[SupplierOrder], text: str) -> QuerySet[SupplierOrder]:
    """Return the orders whose id begins so, with this tracking number or for this sale; else those of this product."""
    bare = text.lstrip("#")
    ids = [*_beginning(rows, "external_id", bare), *_with_tracking(rows, text), *_for_sale(store, rows, bare)]
    if ids:
        return rows.filter(pk__in=ids)
    return rows.filter(product_keys__contains=[name_key(text)])


def found_sales_orders(rows: QuerySet[SalesOrder], text: str) -> QuerySet[SalesOrder]:
    """Return the orders whose name begins so, with or without a number sign, or that have this id."""
    bare = text.lstrip("#")
    ids = {pk for name in (bare, f"#{bare}") for pk in _beginning(rows, "name", name)}
    ids.update(_beginning(rows, "external_id", bare))
    return rows.filter(pk__in=ids)


def _beginning(rows: QuerySet[Any], column: str, text: str) -> list[int]:
    """Return the first ids in the sequence of the column itself: its index has them side by side."""
    found = rows.filter(**{f"{column}__startswith": text}).order_by(column).values_list("pk", flat=True)
    return list(found[:MOST]) if text else []


def _with_tracking(rows: QuerySet[SupplierOrder], text: str) -> list[int]:
    number = number_key(text)
    # The index leaves out the orders without a number, so the question must, too.
    found = rows.exclude(tracking_numbers=[]).filter(tracking_numbers__contains=[number])
    return list(found.values_list("pk", flat=True)[:MOST]) if number else []


def _for_sale(store: Store, rows: QuerySet[SupplierOrder], bare: str) -> list[int]:
    """Return the orders placed for a customer's order of this name: as linked, and as a source names it."""
    if not bare:
        return []
    names = (bare, f"#{bare}")
    found = rows.exclude(sale_key="").filter(sale_key__in=names).values_list("pk", flat=True)
    sales = SalesOrder.objects.filter(store=store, name__in=names).values_list("pk", flat=True)[:MOST]
    linked = rows.exclude(sale=None).filter(sale__in=list(sales)).values_list("pk", flat=True)
    return [*found[:MOST], *linked[:MOST]]
