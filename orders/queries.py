"""What can be asked of orders."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db import connection
from django.db.models import Count, Max, Min, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.http import Http404

from orders.bounds import MANY
from orders.days import DAY_FIELDS, DayKey
from orders.facts import Arrival
from orders.models import DayCount, Import, OrderDay, SalesLine, SalesOrder, SupplierOrder
from stores.models import Store
from suppliers.models import Alias, Supplier
from suppliers.naming import name_key


@dataclass(frozen=True, slots=True, order=True)
class Counted:
    """Hold a count; where `or_more` is true there are more than this number."""

    number: int
    or_more: bool = False

    def __bool__(self) -> bool:
        """Return whether there is anything."""
        return self.number > 0


def _up_to_many(rows: QuerySet[Any, Any]) -> Counted:
    found = rows[: MANY + 1].count()
    return Counted(min(found, MANY), found > MANY)


def day_groups(supplier: Supplier) -> dict[DayKey, int]:
    """Return group -> count of a supplier's orders, from the day sums."""
    rows = OrderDay.objects.filter(supplier=supplier).values_list(*DAY_FIELDS, "orders")
    return {_key(values): count for *values, count in rows}


def _key(values: list[object]) -> DayKey:
    named = dict(zip(DAY_FIELDS, values, strict=True))
    return DayKey(**named | {"arrival": Arrival(str(named["arrival"]))})  # type: ignore[arg-type]  # columns of the same names


def fulfilled_orders(store: Store, as_of: date) -> int:
    """Return how many orders the owner had seen through by a day, over all suppliers, up to MANY.

    Fulfilled orders of customers, or parcels proven to have arrived where those are more: a store that
    imports only its supplier orders has fulfilled these.
    """
    after = datetime.combine(as_of + timedelta(days=1), time(), UTC)
    sold = _fulfilled(store).annotate(done_at=Coalesce("fulfilled_at", "ordered_at"))
    sales = sold.filter(done_at__lt=after)[:MANY].count()
    if sales == MANY:
        return sales
    arrived = SupplierOrder.objects.filter(store=store, arrival=Arrival.PROVEN, is_evidence=True)
    arrived = arrived.annotate(done_on=Coalesce("arrived_on", "dated_on"))
    return max(sales, arrived.filter(Q(done_on=None) | Q(done_on__lte=as_of))[:MANY].count())


def _fulfilled(store: Store) -> QuerySet[SalesOrder]:
    return SalesOrder.objects.filter(store=store, fulfilment_status="fulfilled", cancelled_at=None)


def orders_in_other_currency(supplier: Supplier, currency: str) -> list[str]:
    """Return the ids of up to five orders of a supplier whose amounts are in another currency."""
    # The few days that have one are known: a supplier's other orders need not be looked at.
    days = DayCount.objects.filter(store=supplier.store_id, supplier=supplier)
    found = (
        days.exclude(currencies__contained_by=[currency]).order_by("day").values_list("day", flat=True)[:5]
    )
    on = Q()
    for day in found:
        on |= Q(dated_on=day)
    if not on:
        return []
    other = SupplierOrder.objects.filter(on, supplier=supplier, is_evidence=True)
    other = other.exclude(currency__in=["", currency]).order_by("dated_on", "pk")
    return [f"{order} ({code})" for order, code in other.values_list("external_id", "currency")[:5]]


def import_of(store: Store, import_id: int) -> Import:
    """Return an import of this store; Http404 for one of another store, as for one that does not exist."""
    found = Import.objects.filter(store=store, pk=import_id).first()
    if found is None:
        raise Http404
    return found


def same_file(the_import: Import) -> Import | None:
    """Return the newest other import of the very same file that is on its way or went in; None where there is none."""
    if not the_import.digest:
        return None
    same = Import.objects.filter(store=the_import.store_id, digest=the_import.digest)
    gone = (Import.State.FAILED, Import.State.CANCELLED, Import.State.UNDONE)
    return same.exclude(pk=the_import.pk).exclude(state__in=gone).order_by("-pk").first()


@dataclass(frozen=True, slots=True)
class Group:
    """Hold orders that name no supplier and share a vendor or a product."""

    kind: Alias.Kind
    text: str
    supplier_orders: int
    sales_lines: int

    @property
    def orders(self) -> int:
        """Return how many orders and lines the group has."""
        return self.supplier_orders + self.sales_lines


def unassigned_groups(store: Store, vendor: str = "", limit: int = 200) -> list[Group]:
    """Return what names no supplier yet, the largest group first: by vendor where there is one, else by product.

    With a vendor: the products of its lines.
    """
    lines = SalesLine.objects.filter(store=store, supplier=None)
    if vendor:
        titles = _by_title(lines.filter(vendor_key=name_key(vendor)))
        products = _product_groups(_placed_products(store), titles)
        return _largest([group for group in products if group.sales_lines], limit)
    vendors = lines.exclude(vendor_key="").values("vendor_key").annotate(text=Min("vendor"), n=Count("id"))
    found = [Group(Alias.Kind.VENDOR, each["text"], 0, each["n"]) for each in vendors]
    found += _product_groups(_placed_products(store), _by_title(lines.filter(vendor_key="")))
    return _largest(found, limit)


def _largest(groups: list[Group], limit: int) -> list[Group]:
    return sorted(groups, key=lambda group: (-group.orders, group.kind, group.text))[:limit]


# Product key -> its title, and how many orders or lines have it.
Products = dict[str, tuple[str, int]]


def _by_title(lines: QuerySet[SalesLine]) -> Products:
    counted = lines.values("title_key").annotate(text=Min("title"), n=Count("id"))
    return {each["title_key"]: (each["text"], each["n"]) for each in counted}


# Counted by the database: an export that names no shop leaves every order of it without a supplier.
_PLACED = """
SELECT named.key, min(named.title), count(DISTINCT told.id)
FROM orders_supplierorder told, unnest(told.product_keys, told.products) AS named (key, title)
WHERE told.store_id = %s AND told.supplier_id IS NULL AND NOT named.key = ANY(%s::varchar[])
GROUP BY named.key
"""


def _placed_products(store: Store) -> Products:
    """Return the products of orders without a supplier that nobody was asked about yet."""
    with connection.cursor() as cursor:
        cursor.execute(_PLACED, [store.pk, list(products_told(store))])
        return {key: (title, count) for key, title, count in cursor.fetchall()}


def _product_groups(placed: Products, sold: Products) -> list[Group]:
    """Return groups by product over both kinds of order."""
    return [
        Group(
            Alias.Kind.PRODUCT,
            (placed.get(key) or sold[key])[0],
            placed.get(key, ("", 0))[1],
            sold.get(key, ("", 0))[1],
        )
        for key in sorted({*placed, *sold})
    ]


def products_told(store: Store) -> dict[str, Supplier]:
    """Return product key -> the supplier that the owner said sends it."""
    said = Alias.objects.filter(store=store, kind=Alias.Kind.PRODUCT).select_related("supplier")
    return {each.text_key: each.supplier for each in said}


@dataclass(frozen=True, slots=True)
class Divided:
    """Show an order whose products were given to several suppliers, so that it is nobody's."""

    order: SupplierOrder
    products: list[tuple[str, Supplier]]


def divided_orders(store: Store, limit: int = 50) -> list[Divided]:
    """Return orders of which every product has a supplier, but not one and the same."""
    told = products_told(store)
    orders = SupplierOrder.objects.filter(
        store=store, supplier=None, product_keys__len__gt=1, product_keys__contained_by=list(told)
    )
    found = []
    for order in orders.order_by("-dated_on", "-pk")[:limit]:
        named = zip(order.products, order.product_keys, strict=True)
        products = [(title, told[key]) for title, key in named]
        if len({supplier.pk for _title, supplier in products}) > 1:
            found.append(Divided(order, products))
    return found


def answers(store: Store) -> QuerySet[Alias]:
    """Return what the owner has said so far of vendors and products, by name."""
    kinds = (Alias.Kind.VENDOR, Alias.Kind.PRODUCT)
    found = Alias.objects.filter(store=store, kind__in=kinds).select_related("supplier")
    return found.order_by("text_key", "kind", "pk")


def unassigned_count(store: Store) -> Counted:
    """Return how many orders, placed with a supplier or sold, name no supplier yet; of those sold up to MANY."""
    placed = DayCount.objects.filter(store=store, supplier=None).aggregate(n=Sum("orders"))["n"] or 0
    lines = SalesLine.objects.filter(store=store, supplier=None).order_by("order_id")
    sold = _up_to_many(lines.values_list("order_id").distinct())
    return Counted(placed + sold.number, sold.or_more)


def supplier_orders(store: Store) -> QuerySet[SupplierOrder]:
    """Return the orders placed with suppliers, newest first."""
    return SupplierOrder.objects.filter(store=store).select_related("supplier").order_by("-dated_on", "-pk")


def sales_orders(store: Store) -> QuerySet[SalesOrder]:
    """Return the orders of customers, newest first."""
    return SalesOrder.objects.filter(store=store).order_by("-ordered_at", "-pk")


@dataclass(frozen=True, slots=True)
class Totals:
    """Count what a store has."""

    sales_orders: Counted
    supplier_orders: Counted
    fulfilled: Counted
    first_on: date | None
    last_on: date | None


def sizes(store: Store) -> tuple[Counted, Counted]:
    """Return how many orders placed with suppliers and how many of customers there are."""
    placed = DayCount.objects.filter(store=store).aggregate(n=Sum("orders"))["n"] or 0
    return Counted(placed), _up_to_many(SalesOrder.objects.filter(store=store))


def totals(store: Store) -> Totals:
    """Return what a store has, in three queries of which none grows with its orders."""
    placed = DayCount.objects.filter(store=store).aggregate(
        n=Sum("orders"), proven=Sum("proven"), first=Min("day"), last=Max("day")
    )
    sold = _up_to_many(_fulfilled(store))
    return Totals(
        sales_orders=_up_to_many(SalesOrder.objects.filter(store=store)),
        supplier_orders=Counted(placed["n"] or 0),
        fulfilled=Counted(max(sold.number, placed["proven"] or 0), sold.or_more),
        first_on=placed["first"],
        last_on=placed["last"],
    )
