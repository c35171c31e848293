"""How much of a store hangs on one supplier: its share of the orders and of the money of the last 90 days."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, Q, Sum

from orders.models import DayCount, SupplierOrder
from orders.money import Gap, Sums
from orders.spending import paid_by_supplier
from stores.models import Store
from suppliers.models import Supplier

WINDOW = timedelta(days=90)
"""How long the time is that counts; today is its last day."""


@dataclass(frozen=True, slots=True)
class OrderShares:
    """Hold how many orders of a time each supplier got; `unassigned` are those of which nobody said whose they are."""

    orders: dict[int, int]
    unassigned: int

    @property
    def total(self) -> int:
        """Return all orders of the time."""
        return sum(self.orders.values()) + self.unassigned

    def of(self, supplier_id: int) -> float | None:
        """Return the share of a supplier, 0 to 1; None where the store has no orders to share."""
        return self.orders.get(supplier_id, 0) / self.total if self.total else None


@dataclass(frozen=True, slots=True)
class Dependency:
    """Show what hangs on a supplier; a share is from 0 to 1 and None where it is not known.

    `gaps` are amounts of the store that no rate converts, and `uncosted` its orders that name no cost: where there are
    any, the shares of the money are of what is known.
    """

    since: date
    orders: int
    of_orders: int
    orders_share: float | None
    unassigned: int
    spend: Decimal | None
    spend_share: float | None
    currency: str
    gaps: tuple[Gap, ...]
    uncosted: int


def counts_from(today: date) -> date:
    """Return the first day that counts, so that it and today and the days between are as many as the window has."""
    return today - WINDOW + timedelta(days=1)


def order_shares(store: Store, today: date) -> OrderShares:
    """Return how the orders of the last 90 days divide among the suppliers, in one query."""
    days = DayCount.objects.filter(store=store, day__gte=counts_from(today)).order_by()
    counts = dict(days.values_list("supplier").annotate(n=Sum("orders")))
    unassigned = counts.pop(None, 0)
    return OrderShares(counts, unassigned)


def dependency_section(supplier: Supplier, today: date) -> dict[str, object]:
    """Return what `assessments/supplier_dependency.html` shows, in four queries."""
    return {"dependency": dependency(supplier, today)}


def dependency(supplier: Supplier, today: date) -> Dependency:
    """Return what hangs on a supplier."""
    store, since = supplier.store, counts_from(today)
    shares = order_shares(store, today)
    paid = paid_by_supplier(store, since)
    uncosted, of_them_here = _uncosted(supplier, since)
    mine = paid.get(supplier.pk, Sums())
    spend = _known(mine, has_more=bool(mine.gaps or of_them_here))
    total = sum((_sum(each) for each in paid.values()), Decimal(0))
    return Dependency(
        since=since,
        orders=shares.orders.get(supplier.pk, 0),
        of_orders=shares.total,
        orders_share=shares.of(supplier.pk),
        unassigned=shares.unassigned,
        spend=spend,
        spend_share=float(spend / total) if spend is not None and total else None,
        currency=store.currency,
        gaps=tuple(gap for each in paid.values() for gap in each.gaps),
        uncosted=uncosted,
    )


def _uncosted(supplier: Supplier, since: date) -> tuple[int, int]:
    """Return how many orders of the store, and of them of this supplier, name no cost."""
    silent = SupplierOrder.objects.filter(store=supplier.store_id, dated_on__gte=since, cost=None)
    told = silent.aggregate(all=Count("pk"), mine=Count("pk", filter=Q(supplier=supplier)))
    return told["all"], told["mine"]


def _sum(sums: Sums) -> Decimal:
    return sum((month.paid for month in sums.months.values()), Decimal(0))


def _known(sums: Sums, *, has_more: bool) -> Decimal | None:
    """Return what is known to be paid; None where something was and its amount is not known."""
    known = _sum(sums)
    return None if has_more and not known else known
