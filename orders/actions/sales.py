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
_WRITTEN = ["name", "ordered_at", "currency", *_MONEY, "financial_status", "fulfilment_status", "fulfilled_at",
            "cancelled_at", "country", "buyer_hash", "learned_on"]
_COMPARED = [name for name in _WRITTEN if name != "learned_on"]
_LINE = ("position", "title", "title_key", "vendor", "vendor_key", "sku", "quantity", "price", "discount",
         "fulfilment_status", "supplier_id")


@transaction.atomic
def record_sales_orders(store: Store, channel: str, rows: Sequence[SalesOrderRow], *, learned_on: date) -> Tally:
    """Write these orders of customers; a second time changes nothing."""
    lock_store(store)
    aliases = aliases_of(store)
    found = SalesOrder.objects.filter(store=store, channel=channel, external_id__in=[row.order_id for row in rows])
    known = {order.external_id: order for order in found.prefetch_related("lines")}
    before = fulfilled_sales(store)
    tally = Tally()
    # The last row of an order in a file is the one that counts; a file that repeats one is not two orders.
    for row in {row.order_id: row for row in rows}.values():
        tally += _record(store, channel, row, known.get(row.order_id), aliases, learned_on)
    if fulfilled_sales(store) != before:
        # How much the owner has shipped is part of every supplier's evidence.
        raise_evidence(Supplier.objects.filter(store=store).values_list("pk", flat=True))
    return tally


def _record(
    store: Store,
    channel: str,
    row: SalesOrderRow,
    known: SalesOrder | None,
    aliases: dict[tuple[str, str], int],
    learned_on: date,
) -> Tally:
    values = _order_values(store, row)
    lines = [_line_values(line, aliases) for line in row.lines]
    if known is None:
        order = SalesOrder.objects.create(
            store=store, channel=channel, external_id=row.order_id, learned_on=learned_on, **values
        )
    else:
        order = known
        held = [{name: getattr(line, name) for name in _LINE} for line in known.lines.all()]
        held.sort(key=lambda line: line["position"])
        if held == lines and all(getattr(known, name) == values[name] for name in _COMPARED):
            return Tally(unchanged=1)
        SalesOrder.objects.filter(pk=known.pk).update(learned_on=learned_on, **values)
        # The export has no line ids: the set of lines is replaced as a whole.
        known.lines.all().delete()
    SalesLine.objects.bulk_create(SalesLine(store=store, order=order, **line) for line in lines)
    return Tally(new=1) if known is None else Tally(changed=1)


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
    supplier = aliases.get((Alias.Kind.PRODUCT.value, title)) or aliases.get((Alias.Kind.VENDOR.value, vendor))
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
