"""Put what is held to be true of customers' orders into their rows and their lines."""

from collections.abc import Collection, Mapping
from typing import Any

from orders.importers.rows import SalesLineRow
from orders.models import SalesLine, SalesOrder
from orders.sale_parts import Parts
from orders.sales import sale_of
from stores.models import Store
from suppliers.models import Alias
from suppliers.naming import name_key
from suppliers.queries import aliases_of

_KEPT = {"id", "store", "channel"}
_WRITTEN = [field.name for field in SalesOrder._meta.concrete_fields if field.name not in _KEPT]
Names = Mapping[tuple[str, str], int]


def apply(order: SalesOrder, parts: Parts) -> None:
    """Set every fact of an order from its parts, and note on it whether its lines are others than before."""
    sale = sale_of(parts)
    before = sale_of(order.parts).lines if order.parts else None
    order.lines_now = None if before == sale.lines else sale.lines
    order.parts = parts
    for name, value in sale.columns.items():
        setattr(order, name, value)


def save(store: Store, fresh: Collection[SalesOrder], changed: Collection[SalesOrder]) -> None:
    """Write new and changed orders with their lines."""
    SalesOrder.objects.bulk_create(fresh)
    # One statement by id; an update of so many different rows is several times slower.
    SalesOrder.objects.bulk_create(
        changed, batch_size=2_000, update_conflicts=True, unique_fields=["id"], update_fields=_WRITTEN
    )
    # An export has no line ids: the set of lines is replaced as a whole.
    relined = [order for order in changed if order.lines_now is not None]
    SalesLine.objects.filter(order__in=relined).delete()
    names = aliases_of(store) if fresh or relined else {}
    SalesLine.objects.bulk_create(
        SalesLine(store=store, order=order, **_line_values(line, names))
        for order in (*fresh, *relined)
        for line in order.lines_now or ()
    )


def _line_values(line: SalesLineRow, names: Names) -> dict[str, Any]:
    vendor, title = name_key(line.vendor), name_key(line.title)
    supplier = names.get((Alias.Kind.PRODUCT.value, title)) or names.get((Alias.Kind.VENDOR.value, vendor))
    return {
        "position": line.position,
        "title": line.title,
        "title_key": title,
        "vendor": line.vendor,
        "vendor_key": vendor,
        "sku": line.sku,
        "quantity": line.quantity,
        "price": line.price,
        "discount": line.discount,
        "fulfilment_status": line.fulfilment_status,
        "supplier_id": supplier,
    }
