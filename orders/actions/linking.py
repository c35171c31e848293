"""Find what stands beside orders: the customers' orders they were placed for, and their parcels."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any, TypeVar

from django.db.models import Q, QuerySet
from django.db.models.functions import TruncDate

from orders.claims import Life
from orders.copying import literal
from orders.facts import ATTESTABLE_BY_PRODUCT, Arrival, SaleState, facts_of
from orders.importers.rows import Tracked
from orders.links import STATE, Beside, sale_key, sale_state
from orders.models import Parcel, SalesLine, SalesOrder, SupplierOrder
from orders.sold import LONGEST, SLACK, Sold, spans
from orders.tracking import Tracking, number_keys
from stores.models import Store
from suppliers.naming import name_key

__all__ = ["Beside", "Keys", "beside", "keys_of", "orders_of", "sale_key", "with_a_number"]

# For more names than these it is asked first whether there is anything at all that could have one.
MANY = 100
# So many orders are looked at in one go.
PIECE = 4_000
Numbered = TypeVar("Numbered", SalesOrder, SupplierOrder)
_STATE = [f"order__{name}" for name in STATE]


def beside(
    store: Store, lives: Sequence[Life], owner: Callable[[Life], int | None] = lambda _held: None
) -> Beside:
    """Return what stands beside orders of these lives: a few queries, none where there can be nothing beside them.

    `owner` says whose an order is.
    """
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
    # Asked first: a store without sales has a million orders that need not be looked at.
    if SalesOrder.objects.filter(store=store).exists():
        found.sold = _sold_before(store, [(held, owner(held)) for held in lives if _may_count(held)])
    return found


def _may_count(held: Life) -> bool:
    """Return whether it may matter what was sold before an order: what tracking says of it may be gone."""
    if held.sale or held.ordered_on is None:
        return False
    if held.tracked is not None:
        return True
    return facts_of(held, confirmed_in_bulk=True, sale=SaleState.STANDS_BY_PRODUCT).attestable


def _sold_before(store: Store, placed: Iterable[tuple[Life, int | None]]) -> Sold:
    return sold(
        store,
        [
            (list(map(name_key, held.products)), owner, held.ordered_on)
            for held, owner in placed
            if held.ordered_on
        ],
    )


def sold(store: Store, placed: Sequence[tuple[list[str], int | None, date]]) -> Sold:
    """Return what was sold before some orders, each with the keys of its products, its supplier and its day.

    Two queries; the sales of a supplier are asked for only for orders whose product nobody bought.
    """
    found = Sold()
    if not placed:
        return found
    same = _lines_around(store, {day for _titles, _owner, day in placed}).extra(
        where=["title_key = ANY(%s::varchar[])"],
        params=[literal({title for titles, _owner, _day in placed for title in titles})],
    )
    for title, day, *said in same.values_list("title_key", "day", *_STATE).distinct():
        found.add_title(title, day, stands=_stands(said))
    left = {
        (owner, day)
        for titles, owner, day in placed
        if owner is not None and found.stand_by_product(titles, day) is None
    }
    if left:
        around = _lines_around(store, {day for _owner, day in left})
        theirs = around.filter(Q(supplier__in={owner for owner, _day in left}) | Q(supplier=None))
        for owner, day, *said in theirs.values_list("supplier_id", "day", *_STATE).distinct():
            found.add_supplier(owner, day, stands=_stands(said))
    return found


def _lines_around(store: Store, days: Iterable[date]) -> QuerySet[SalesLine, Any]:
    """Return the lines of the sales for which orders of these days can have been placed, each with its `day`."""
    around = _between("order__ordered_at", spans(days, LONGEST + SLACK, SLACK))
    lines = SalesLine.objects.filter(around, store=store, order__store=store)
    return lines.annotate(day=TruncDate("order__ordered_at", tzinfo=UTC))


def _stands(said: Sequence[Any]) -> bool:
    return sale_state(**dict(zip(STATE, said, strict=True))) is SaleState.STANDS


def _between(field: str, times: Sequence[tuple[date, date]]) -> Q:
    """Return the condition that a moment lies in one of these spans; in the one that holds all where they are many."""
    if len(times) > MANY:
        times = [(times[0][0], times[-1][1])]
    found = Q(pk__in=[])
    for first, last in times:
        start, end = (datetime.combine(day, time(), UTC) for day in (first, last + timedelta(days=1)))
        found |= Q(**{f"{field}__gte": start, f"{field}__lt": end})
    return found


def _parcels(store: Store, numbers: set[str]) -> dict[str, Tracking]:
    if not numbers or (len(numbers) > MANY and not Parcel.objects.filter(store=store).exists()):
        return {}
    rows = Parcel.objects.filter(store=store).extra(
        where=["number_key = ANY(%s::varchar[])"], params=[literal(numbers)]
    )
    told = rows.values_list("number_key", "source", "fate", "delivered_on", "said_at")
    return {key: Tracking(source, Tracked(fate), day, at) for key, source, fate, day, at in told}


def _sales(store: Store, names: set[str], numbers: set[str]) -> Iterable[SalesOrder]:
    here = SalesOrder.objects.filter(store=store)
    if len(names) + len(numbers) > MANY and not here.exists():
        return ()
    fitting: list[SalesOrder] = []
    needed = ("external_id", "name", "tracking_numbers", *STATE)
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
    days: frozenset[date] = frozenset()

    def __or__(self, other: "Keys") -> "Keys":
        """Return the keys of both."""
        return Keys(
            self.sales | other.sales,
            self.names | other.names,
            self.numbers | other.numbers,
            self.days | other.days,
        )


def keys_of(sales: Iterable[SalesOrder]) -> Keys:
    """Return by what orders can refer to these sales as they are now; ask before and after they change."""
    rows = list(sales)
    return Keys(
        frozenset(sale.pk for sale in rows if sale.pk),
        frozenset(name for sale in rows for name in (sale.external_id, sale_key(sale.name)) if name),
        frozenset(number for sale in rows for number in sale.tracking_numbers),
        frozenset(sale.ordered_at.astimezone(UTC).date() for sale in rows),
    )


def orders_of(store: Store, keys: Keys) -> list[int]:
    """Return the keys of the orders that are, or may have to be, placed for these sales; each question has an index."""
    here = SupplierOrder.objects.filter(store=store)
    asked = (
        here.filter(sale__in=keys.sales) if keys.sales else None,
        here.filter(sale_key__in=keys.names).exclude(sale_key="") if keys.names else None,
        with_a_number(here, keys.numbers) if keys.numbers else None,
    )
    known = {pk for rows in asked if rows is not None for pk in rows.values_list("pk", flat=True)}
    return sorted(known.union(_placed_after(store, keys.days)))


# What an order counts as of which only the sale is not known, by its reason; each is silent.
_SILENT = ("nobody_said", "confirmed_by_timer", "confirmed_in_bulk", ATTESTABLE_BY_PRODUCT)


def _placed_after(store: Store, days: Iterable[date]) -> Iterator[int]:
    """Yield the orders of these days that count otherwise by what was sold before them than they do as they are."""
    placed = Q(pk__in=[])
    for first, last in spans(days, SLACK, LONGEST + SLACK):
        placed |= Q(dated_on__gte=first, dated_on__lte=last)
    silent = SupplierOrder.objects.filter(
        placed, store=store, arrival=Arrival.NOT_OBSERVED, because__in=_SILENT, sale=None, sale_key=""
    ).exclude(ordered_on=None)
    asked = silent.order_by("-dated_on", "-pk")
    columns = ("pk", "product_keys", "supplier_id", "ordered_on", "because")
    rows = asked.values_list(*columns).iterator(chunk_size=PIECE)
    # By days, so that each piece asks for few of them.
    while piece := list(islice(rows, PIECE)):
        around = sold(store, [(titles, owner, day) for _pk, titles, owner, day, _why in piece])
        for pk, titles, owner, day, why in piece:
            if around.stand_for(titles, owner, day) != (why == ATTESTABLE_BY_PRODUCT):
                yield pk
