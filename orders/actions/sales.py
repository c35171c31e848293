"""Write orders of customers; of the person only the country and a keyed hash are kept."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.crypto import salted_hmac

from orders.actions.experience import experience, tell_all_if_changed
from orders.actions.locking import lock_store
from orders.actions.tally import Tally
from orders.importers.rows import SalesLineRow, SalesOrderRow
from orders.models import SalesLine, SalesOrder
from stores.models import Store
from suppliers.models import Alias
from suppliers.naming import name_key
from suppliers.queries import aliases_of

_MONEY = ("subtotal", "shipping", "tax", "discount", "total", "refunded_amount")
_WRITTEN = [
    "external_id",
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
_COMPARED = [name for name in _WRITTEN if name not in ("external_id", "learned_on")]
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
    seen_through = experience(store)
    aliases = aliases_of(store)
    # The last row of an order in a file is the one that counts; a file that repeats one is not two orders.
    latest = {row.order_id: row for row in rows}
    known = _known(store, channel, latest)
    wanted = {key: _wanted(store, row, aliases) for key, row in latest.items()}
    changed = {
        key: order
        for key, order in known.items()
        if _held(order) != wanted[key] or (order.external_id == order.name != key)
    }
    fresh = {
        key: SalesOrder(store=store, channel=channel, external_id=key) for key in wanted if key not in known
    }
    for key, order in (changed | fresh).items():
        order.learned_on = learned_on
        if order.external_id == latest[key].name:
            order.external_id = key
        for name, value in wanted[key][0].items():
            setattr(order, name, value)
    SalesOrder.objects.bulk_create(fresh.values())
    SalesOrder.objects.bulk_update(changed.values(), _WRITTEN, batch_size=500)
    # The export has no line ids: the set of lines is replaced as a whole.
    SalesLine.objects.filter(order__in=changed.values()).delete()
    SalesLine.objects.bulk_create(
        SalesLine(store=store, order=order, **line)
        for key, order in (changed | fresh).items()
        for line in wanted[key][1]
    )
    tell_all_if_changed(store, seen_through)
    return Tally(len(fresh), len(changed), len(known) - len(changed))


def _known(store: Store, channel: str, rows: Mapping[str, SalesOrderRow]) -> dict[str, SalesOrder]:
    """Return order id of a row -> the order that is here already.

    Old exports have no ids and are known by the name of the order: by it they meet those of newer exports.
    """
    names = {row.name for row in rows.values()}
    here = SalesOrder.objects.filter(store=store, channel=channel).prefetch_related("lines")
    found = list(here.filter(Q(external_id__in=[*rows, *names]) | Q(name__in=names)))
    by_id = {order.external_id: order for order in found}
    by_name = {order.name: order for order in found}
    known = {}
    for key, row in rows.items():
        without_id = by_id.get(row.name) or (by_name.get(row.name) if key == row.name else None)
        order = by_id.get(key) or without_id
        if order:
            known[key] = order
    return known


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
