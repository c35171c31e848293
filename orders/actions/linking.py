"""Find what stands beside orders: the customers' orders they were placed for, and their parcels."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Q, QuerySet

from orders.claims import Life
from orders.copying import literal
from orders.importers.rows import Tracked
from orders.links import STATE, Beside, sale_key, sale_state
from orders.models import Parcel, SalesOrder, SupplierOrder
from orders.tracking import Tracking, number_keys
from stores.models import Store

__all__ = ["Beside", "Keys", "beside", "keys_of", "orders_of", "sale_key", "with_a_number"]

Numbered = TypeVar("Numbered", SalesOrder, SupplierOrder)


def beside(store: Store, lives: Iterable[Life]) -> Beside:
    """Return what stands beside orders of these lives: three queries at most, none where nobody names anything."""
    numbers: set[str] = set()
    names: set[str] = set()
    for held in lives:
        if held.tracking_numbers:
            numbers.update(number_keys(held.tracking_numbers))
        if held.sale:
            names.add(sale_key(held.sale))
    found = Beside(parcels=_parcels(store, numbers))
    for sale in _sales(store, names, numbers):
        state = sale_state(**{name: getattr(sale, name) for name in STATE})
        found.add_sale(sale.pk, state, (sale.external_id, sale.name), sale.tracking_numbers)
    return found


def _parcels(store: Store, numbers: set[str]) -> dict[str, Tracking]:
    if not numbers:
        return {}
    rows = Parcel.objects.filter(store=store).extra(
        where=["number_key = ANY(%s::varchar[])"], params=[literal(numbers)]
    )
    told = rows.values_list("number_key", "source", "fate", "delivered_on", "said_at")
    return {key: Tracking(source, Tracked(fate), day, at) for key, source, fate, day, at in told}


def _sales(store: Store, names: set[str], numbers: set[str]) -> Iterable[SalesOrder]:
    here = SalesOrder.objects.filter(store=store)
    fitting: list[SalesOrder] = []
    needed = (
        "external_id",
        "name",
        "financial_status",
        "refunded_amount",
        "cancelled_at",
        "tracking_numbers",
    )
    if names:
        written = [*names, *(f"#{name}" for name in names)]
        fitting += here.filter(Q(external_id__in=names) | Q(name__in=written)).only(*needed)
    if numbers:
        fitting += with_a_number(here, numbers).only(*needed)
    return {sale.pk: sale for sale in fitting}.values()


def with_a_number(rows: QuerySet[Numbered], numbers: Iterable[str]) -> QuerySet[Numbered]:
    """Return the rows that carry one of these numbers; the index holds only rows that carry any."""
    sharing = rows.extra(where=["tracking_numbers && %s::varchar[]"], params=[literal(numbers)])
    return sharing.exclude(tracking_numbers=[])


@dataclass(frozen=True, slots=True)
class Keys:
    """Hold by what orders can refer to some sales."""

    sales: frozenset[int] = frozenset()
    names: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()

    def __or__(self, other: "Keys") -> "Keys":
        """Return the keys of both."""
        return Keys(self.sales | other.sales, self.names | other.names, self.numbers | other.numbers)


def keys_of(sales: Iterable[SalesOrder]) -> Keys:
    """Return by what orders can refer to these sales as they are now; ask before and after they change."""
    rows = list(sales)
    return Keys(
        frozenset(sale.pk for sale in rows if sale.pk),
        frozenset(name for sale in rows for name in (sale.external_id, sale_key(sale.name)) if name),
        frozenset(number for sale in rows for number in sale.tracking_numbers),
    )


def orders_of(store: Store, keys: Keys) -> list[int]:
    """Return the keys of the orders that are, or may have to be, placed for these sales; each question has an index."""
    here = SupplierOrder.objects.filter(store=store)
    asked = (
        here.filter(sale__in=keys.sales) if keys.sales else None,
        here.filter(sale_key__in=keys.names).exclude(sale_key="") if keys.names else None,
        with_a_number(here, keys.numbers) if keys.numbers else None,
    )
    return sorted({pk for rows in asked if rows is not None for pk in rows.values_list("pk", flat=True)})
