"""Write orders of customers; of the person only the country and a keyed hash are kept."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.crypto import salted_hmac

from orders.actions.locking import lock_store
from orders.actions.tally import Tally
from orders.importers.rows import SalesLineRow, SalesOrderRow
from orders.models import SalesLine, SalesOrder
from orders.queries import fulfilled_sales
from stores.models import Store
from suppliers.actions import raise_evidence
from suppliers.models import Alias, Supplier
from suppliers.naming import name_key
from suppliers.queries import aliases_of

_MONEY = ("subtotal", "shipping", "tax", "discount", "total", "refunded_amount")
_WRITTEN = [
    "name",
    "ordered_at",
    "currency",
    *_MONEY,
    "financial_status",
    "fulfilment_status",
    "fulfilled_at",
    "cancelled_at",
    "country",
    "buyer_hash",
    "learned_on",
]
_COMPARED = [name for name in _WRITTEN if name != "learned_on"]
# The values of an order, and those of each of its lines.
Wanted = tuple[dict[str, Any], list[dict[str, Any]]]
_LINE = (
    "position",
    "title",
    "title_key",
    "vendor",
    "vendor_key",
    "sku",
    "quantity",
    "price",
    "discount",
    "fulfilment_status",
    "supplier_id",
)


@transaction.atomic
def record_sales_orders(
    store: Store, channel: str, rows: Sequence[SalesOrderRow], *, learned_on: date
) -> Tally:
    """Write these orders of customers; a second time changes nothing."""
    lock_store(store)
    before = fulfilled_sales(store)
    # The last row of an order in a file is the one that counts; a file that repeats one is not two orders.
    aliases = aliases_of(store)
    wanted = {row.order_id: _wanted(store, row, aliases) for row in rows}
    found = SalesOrder.objects.filter(store=store, channel=channel, external_id__in=wanted)
    known = {order.external_id: order for order in found.prefetch_related("lines")}
    changed = [order for key, order in known.items() if _held(order) != wanted[key]]
    fresh = [SalesOrder(store=store, channel=channel, external_id=key) for key in wanted if key not in known]
    for order in (*changed, *fresh):
        order.learned_on = learned_on
        for name, value in wanted[order.external_id][0].items():
            setattr(order, name, value)
    SalesOrder.objects.bulk_create(fresh)
    SalesOrder.objects.bulk_update(changed, _WRITTEN, batch_size=500)
    # The export has no line ids: the set of lines is replaced as a whole.
    SalesLine.objects.filter(order__in=changed).delete()
    SalesLine.objects.bulk_create(
        SalesLine(store=store, order=order, **line)
        for order in (*changed, *fresh)
        for line in wanted[order.external_id][1]
    )
    if fulfilled_sales(store) != before:
        # How much the owner has shipped is part of every supplier's evidence.
        raise_evidence(Supplier.objects.filter(store=store).values_list("pk", flat=True))
    return Tally(len(fresh), len(changed), len(known) - len(changed))


def _wanted(store: Store, row: SalesOrderRow, aliases: dict[tuple[str, str], int]) -> Wanted:
    """Return what the order and its lines are to be."""
    return _order_values(store, row), [_line_values(line, aliases) for line in row.lines]


def _held(order: SalesOrder) -> Wanted:
    """Return what the order and its lines are."""
    lines = [{name: getattr(line, name) for name in _LINE} for line in order.lines.all()]
    return {name: getattr(order, name) for name in _COMPARED}, sorted(
        lines, key=lambda line: line["position"]
    )


def _order_values(store: Store, row: SalesOrderRow) -> dict[str, Any]:
    return {
        "name": row.name[:100],
        "ordered_at": row.ordered_at,
        "currency": row.currency or "",
        **{name: getattr(row, name) for name in _MONEY},
        "financial_status": row.financial_status[:30],
        "fulfilment_status": row.fulfilment_status[:30],
        "fulfilled_at": row.fulfilled_at,
        "cancelled_at": row.cancelled_at,
        "country": row.country[:2],
        "buyer_hash": buyer_hash(store, row.buyer),
    }


def buyer_hash(store: Store, buyer: str) -> str:
    """Return a keyed hash that tells one buyer of a store from another, and nothing else; empty for nobody."""
    return salted_hmac(f"leeway.buyer.{store.pk}", buyer, algorithm="sha256").hexdigest() if buyer else ""


def _line_values(line: SalesLineRow, aliases: dict[tuple[str, str], int]) -> dict[str, Any]:
    vendor, title = name_key(line.vendor), name_key(line.title)
    supplier = aliases.get((Alias.Kind.PRODUCT.value, title)) or aliases.get(
        (Alias.Kind.VENDOR.value, vendor)
    )
    return {
        "position": line.position,
        "title": line.title[:500],
        "title_key": title,
        "vendor": line.vendor[:300],
        "vendor_key": vendor,
        "sku": line.sku[:300],
        "quantity": line.quantity,
        "price": line.price,
        "discount": line.discount,
        "fulfilment_status": line.fulfilment_status[:30],
        "supplier_id": supplier,
    }
