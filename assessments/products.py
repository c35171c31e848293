"""Which products a store gets from whom, and who could send them if that supplier failed."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, QuerySet

from assessments.dependency import counts_from
from orders.models import SupplierOrder
from stores.models import Store
from suppliers.models import Alias, SuppliedProduct, Supplier

MOST = 50


@dataclass(slots=True)
class ProductRow:
    """Show a product: how many orders of the last 90 days had it, who sends it, and who is its backup.

    `said` is what somebody entered of this product and the supplier whose page it is, if any.
    """

    key: str
    name: str
    orders: int = 0
    by_supplier: Counter[int] = field(default_factory=Counter)
    main: Supplier | None = None
    backup: Supplier | None = None
    said: SuppliedProduct | None = None


def products_section(supplier: Supplier, today: date) -> dict[str, object]:
    """Return what `assessments/supplier_products.html` shows: the products of a supplier, the most ordered first."""
    rows = _ordered(SupplierOrder.objects.filter(supplier=supplier), today)
    for text, key in Alias.objects.filter(supplier=supplier, kind=Alias.Kind.PRODUCT).values_list(
        "text", "text_key"
    ):
        rows.setdefault(key, ProductRow(key, text))
    for said in SuppliedProduct.objects.filter(supplier=supplier):
        rows.setdefault(said.name_key, ProductRow(said.name_key, said.name)).said = said
    _add_backups(supplier.store, rows)
    shown = _sorted(rows.values())
    return {"products": shown[:MOST], "more_products": max(0, len(shown) - MOST)}


def store_products(store: Store, today: date) -> list[ProductRow]:
    """Return the products of a store with their main supplier and backup, the most ordered first, in three queries."""
    rows = _ordered(SupplierOrder.objects.filter(store=store), today)
    for said in SuppliedProduct.objects.filter(store=store, supplier__merged_into=None):
        rows.setdefault(said.name_key, ProductRow(said.name_key, said.name))
    _add_backups(store, rows)
    suppliers = {each.pk: each for each in Supplier.objects.filter(store=store).select_related("store")}
    for row in rows.values():
        most = max(row.by_supplier.items(), key=lambda item: (item[1], -item[0]), default=None)
        row.main = suppliers.get(most[0]) if most else None
    return _sorted(rows.values())


def _ordered(orders: "QuerySet[SupplierOrder]", today: date) -> dict[str, ProductRow]:
    """Return the products of the orders of the last 90 days by their keys."""
    recent = orders.filter(dated_on__gte=counts_from(today)).order_by()
    groups = recent.values_list("products", "product_keys", "supplier").annotate(n=Count("pk"))
    rows: defaultdict[str, ProductRow] = defaultdict(lambda: ProductRow("", ""))
    for names, keys, supplier, count in groups:
        for key, name in dict(zip(keys, names, strict=False)).items():
            row = rows[key]
            row.key, row.name = key, row.name or name
            row.orders += count
            if supplier is not None:
                row.by_supplier[supplier] += count
    return dict(rows)


def _add_backups(store: Store, rows: dict[str, ProductRow]) -> None:
    found = SuppliedProduct.objects.filter(store=store, is_backup=True, name_key__in=list(rows))
    for said in found.filter(supplier__merged_into=None).select_related("supplier__store"):
        rows[said.name_key].backup = said.supplier


def _sorted(rows: Iterable[ProductRow]) -> list[ProductRow]:
    return sorted(rows, key=lambda row: (-row.orders, row.key))
