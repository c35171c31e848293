"""Write orders placed with suppliers: add what a source says, derive the rest, keep the sums."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction

from orders.actions.day_sums import Touched, recount
from orders.actions.experience import experience, tell_all_if_changed
from orders.actions.locking import lock_store
from orders.actions.tally import Tally
from orders.bulk import WINDOW, in_one_go
from orders.claims import Life, add, life, statements
from orders.facts import CONFIRMED, facts_of
from orders.importers.rows import Source, SupplierOrderRow
from orders.lanes import lane_of
from orders.models import SupplierOrder
from stores.models import Store
from suppliers.actions import raise_evidence, suppliers_named
from suppliers.models import Alias
from suppliers.naming import name_key
from suppliers.queries import aliases_of

Names = dict[tuple[str, str], int]
_KEPT = {"id", "store", "marketplace", "external_id"}
_WRITTEN = [field.name for field in SupplierOrder._meta.concrete_fields if field.name not in _KEPT]


@transaction.atomic
def record_supplier_orders(
    store: Store, source: Source, rows: Sequence[SupplierOrderRow], *, learned_on: date, currency: str = ""
) -> Tally:
    """Write what a source says of these orders; a second time changes nothing.

    `currency` is the owner's answer for amounts to which the source names none.
    """
    lock_store(store)
    seen_through = experience(store)
    names = names_of(store, rows)
    found = SupplierOrder.objects.filter(store=store, external_id__in={row.order_id for row in rows})
    known = {(order.marketplace, order.external_id): order for order in found}
    fresh: dict[tuple[str, str], SupplierOrder] = {}
    changed: dict[int, SupplierOrder] = {}
    touched: Touched = set()
    for row in rows:
        key = (row.marketplace, row.order_id)
        order = known.get(key) or fresh.get(key)
        if order is None:
            order = SupplierOrder(
                store=store, marketplace=row.marketplace, external_id=row.order_id, claims={}
            )
            fresh[key] = order
        claims = add(order.claims, source, statements(row, learned_on, currency or None))
        if claims == order.claims:
            continue
        touched.add((order.supplier_id, order.dated_on))
        order.claims = claims
        derive(order, names)
        touched.add((order.supplier_id, order.dated_on))
        if order.pk:
            changed[order.pk] = order
    SupplierOrder.objects.bulk_create(fresh.values())
    SupplierOrder.objects.bulk_update(changed.values(), _WRITTEN, batch_size=500)
    touched |= _mark_confirmed_in_bulk(store, [*fresh.values(), *changed.values()], names)
    settle(store, touched)
    tell_all_if_changed(store, seen_through)
    seen_before = {(row.marketplace, row.order_id) for row in rows} & {*known}
    return Tally(len(fresh), len(changed), len(seen_before) - len(changed))


def names_of(store: Store, rows: Iterable[SupplierOrderRow]) -> Names:
    """Return (kind, text key) -> supplier id: what the owner said before, and the suppliers these rows name."""
    named = suppliers_named(store, {row.supplier for row in rows if row.supplier})
    return aliases_of(store) | {(Alias.Kind.SHOP.value, key): pk for key, pk in named.items()}


def settle(store: Store, touched: Touched) -> None:
    """Bring the sums of the touched days in line and say whose evidence changed."""
    recount(store, touched)
    raise_evidence(supplier for supplier, _day in touched if supplier)


def derive(order: SupplierOrder, names: Names) -> None:
    """Set every fact of an order from its claims."""
    held = life(order.claims)
    facts = facts_of(held, confirmed_in_bulk=order.confirmed_in_bulk)
    order.supplier_id = _supplier(held, names)
    order.products = [title[:500] for title in held.products]
    order.product_keys = [name_key(title) for title in held.products]
    order.lane = lane_of(held.shipping_method)
    order.dated_on = held.dated_on
    order.off_platform = bool(held.off_platform)
    order.tracking_numbers = [number[:60] for number in held.tracking_numbers]
    for name in (
        "quantity",
        "cost",
        "refunded_amount",
        "ended_at",
        "ordered_on",
        "promised_on",
        "shipped_on",
        "delivered_on",
        "dispute_opened_on",
        "refunded_on",
    ):
        setattr(order, name, getattr(held, name))
    for name, longest in (("currency", 3), ("paid_by", 60), ("shipping_method", 120), ("end_reason", 60)):
        setattr(order, name, (getattr(held, name) or "")[:longest])
    for name in (
        "arrival",
        "arrived_on",
        "late",
        "not_as_described",
        "counterfeit",
        "unattributed",
        "kind_not_stated",
        "is_evidence",
        "because",
    ):
        setattr(order, name, getattr(facts, name))


def _supplier(held: Life, names: Names) -> int | None:
    """Return whose order it is: the supplier that a file names, else the one that all its products belong to."""
    if held.supplier:
        return names.get((Alias.Kind.SHOP.value, name_key(held.supplier)))
    owners = {names.get((Alias.Kind.PRODUCT.value, name_key(title))) for title in held.products}
    return owners.pop() if len(owners) == 1 else None


def _mark_confirmed_in_bulk(store: Store, written: Iterable[SupplierOrder], names: Names) -> Touched:
    """Mark confirmations that came in one go with others, those written before included; return what it touched."""
    moments = [order.ended_at for order in written if order.ended_at and order.end_reason == CONFIRMED]
    if not moments:
        return set()
    # A burst may reach a minute to either side, and what is a burst there a minute further.
    near = (min(moments) - 2 * WINDOW, max(moments) + 2 * WINDOW)
    beside = list(SupplierOrder.objects.filter(store=store, end_reason=CONFIRMED, ended_at__range=near))
    bursts = in_one_go(order.ended_at for order in beside if order.ended_at)
    reach = (near[0] + WINDOW, near[1] - WINDOW)
    turned = [
        order
        for order in beside
        if order.ended_at
        and reach[0] <= order.ended_at <= reach[1]
        and order.confirmed_in_bulk != (order.ended_at in bursts)
    ]
    for order in turned:
        order.confirmed_in_bulk = not order.confirmed_in_bulk
        derive(order, names)
    SupplierOrder.objects.bulk_update(turned, _WRITTEN, batch_size=500)
    return {(order.supplier_id, order.dated_on) for order in turned}


def rewrite(store: Store, orders: Iterable[SupplierOrder]) -> None:
    """Derive orders anew after the owner said whose they are."""
    names = aliases_of(store)
    held = list(orders)
    touched: Touched = set()
    for order in held:
        touched.add((order.supplier_id, order.dated_on))
        derive(order, names)
        touched.add((order.supplier_id, order.dated_on))
    SupplierOrder.objects.bulk_update(held, _WRITTEN, batch_size=500)
    settle(store, touched)
