"""The ways in which many rows are usually written with Django: what we compare the import with."""

from collections.abc import Mapping, Sequence
from typing import Any

from import_export import resources  # type: ignore[import-untyped]  # the library has no types
from tablib import Dataset  # type: ignore[import-untyped]  # as above

from orders.importers import SupplierOrderRow
from orders.models import SupplierOrder
from stores.models import Store

_PLAIN = (
    "quantity",
    "cost",
    "ordered_on",
    "promised_on",
    "shipped_on",
    "delivered_on",
)
Owners = Mapping[str, int]


def _values(row: SupplierOrderRow, owners: Owners) -> dict[str, Any]:
    """Return the cells of a row as columns; what the product derives from them is left at its plainest."""
    return {
        "supplier_id": owners[row.supplier or ""],
        "claims": {},
        "products": list(row.products),
        "currency": row.currency or "",
        "dated_on": row.ordered_on,
        "shipping_method": row.shipping_method or "",
        "tracking_numbers": list(row.tracking_numbers),
        "lane": "unknown",
        "arrival": "not_observed",
        "because": "nobody_said",
        **{name: getattr(row, name) for name in _PLAIN},
    }


def by_bulk_create(store: Store, rows: Sequence[SupplierOrderRow], owners: Owners) -> None:
    """Write the rows as new ones."""
    SupplierOrder.objects.bulk_create(
        (
            SupplierOrder(
                store=store,
                marketplace=row.marketplace,
                external_id=row.order_id,
                **_values(row, owners),
            )
            for row in rows
        ),
        batch_size=1_000,
    )


def by_update_or_create(store: Store, rows: Sequence[SupplierOrderRow], owners: Owners) -> None:
    """Write the rows one by one, each new or changed."""
    for row in rows:
        SupplierOrder.objects.update_or_create(
            store=store,
            marketplace=row.marketplace,
            external_id=row.order_id,
            defaults=_values(row, owners),
        )


class _Orders(resources.ModelResource):  # type: ignore[misc]  # the library has no types
    """Orders as django-import-export writes them: each looked up by its key, then saved."""

    class Meta:
        """Name the columns that the file fills."""

        model = SupplierOrder
        import_id_fields = ("store", "marketplace", "external_id")
        fields = (
            *import_id_fields,
            *("supplier", "currency", "dated_on", "shipping_method", "lane", "arrival", "because"),
            *_PLAIN,
        )
        use_transactions = True

    def before_save_instance(self, instance: SupplierOrder, row: Any, **kwargs: Any) -> None:
        """Fill what no cell of the file does."""
        instance.claims = {}


def by_import_export(store: Store, rows: Sequence[SupplierOrderRow], owners: Owners) -> None:
    """Write the rows as django-import-export does, from a table of texts."""
    table = Dataset(headers=list(_Orders.Meta.fields))
    for row in rows:
        values = _values(row, owners)
        keys = {"store": store.pk, "marketplace": row.marketplace, "external_id": row.order_id}
        cells = keys | values | {"supplier": values["supplier_id"]}
        table.append(["" if cells[name] is None else str(cells[name]) for name in _Orders.Meta.fields])
    result = _Orders().import_data(table, raise_errors=True)
    if result.totals["new"] != len(rows):
        raise RuntimeError(f"django-import-export wrote {result.totals}")
