"""Bring the orders in line when a supplier is merged into another or parts from it again.

Which orders change hands is known: all of one supplier's. Beside them a few count otherwise now: what was sold of
either supplier speaks for both (`orders.sold`), and an order of two products has an owner only where both products
have the same one.
"""

from collections.abc import Iterable
from datetime import UTC, date

from django.db.models import Max, Q
from django.db.models.functions import TruncDate

from orders.actions.counting import count_days
from orders.actions.linking import Keys, orders_of
from orders.actions.supplier_orders import rewrite
from orders.models import DayCount, SalesLine, SupplierOrder
from stores.models import Store
from suppliers.models import Alias, Supplier

_UNSURE = Q(supplier=None)


def newest_order(store: Store) -> int:
    """Return the highest key of a store's orders; 0 where there are none."""
    newest = SupplierOrder.objects.filter(store=store).aggregate(newest=Max("pk"))["newest"]
    return int(newest or 0)


def days_of(supplier: Supplier) -> set[date | None]:
    """Return the days on which a supplier has orders, or sums of orders."""
    orders = SupplierOrder.objects.filter(supplier=supplier).order_by()
    counted = DayCount.objects.filter(store=supplier.store_id, supplier=supplier)
    return {*orders.values_list("dated_on", flat=True).distinct(), *counted.values_list("day", flat=True)}


def bring_in_line(
    kept: Supplier,
    gone: Supplier,
    days: Iterable[date | None],
    aliases: Iterable[int],
    *,
    after: int | None = None,
) -> None:
    """Count the days of both suppliers anew on which orders changed hands, and derive what counts otherwise now.

    `aliases` are those that changed hands. With `after` also the orders that came in later are derived: a file that
    called one of them by the gone supplier's name meant that one.
    """
    store = kept.store
    count_days(store, {(supplier.pk, day) for supplier in (kept, gone) for day in days})
    orders = SupplierOrder.objects.filter(store=store)
    theirs = Alias.objects.filter(pk__in=list(aliases), kind=Alias.Kind.PRODUCT)
    products = list(theirs.values_list("text_key", flat=True))
    again = set(orders_of(store, Keys(days=_sold_days(store, [kept.pk, gone.pk]))))
    if products:
        # Those that have changed hands as a whole need no look: the same names lead to them.
        named = orders.filter(product_keys__overlap=products).filter(
            _UNSURE if after is None else Q(supplier=kept)
        )
        again |= set(named.values_list("pk", flat=True))
    if after is not None:
        again |= set(orders.filter(supplier=kept, pk__gt=after).values_list("pk", flat=True))
    rewrite(store, again)


def _sold_days(store: Store, suppliers: list[int]) -> frozenset[date]:
    lines = SalesLine.objects.filter(store=store, supplier__in=suppliers)
    days = lines.annotate(day=TruncDate("order__ordered_at", tzinfo=UTC)).values_list("day", flat=True)
    return frozenset(days.distinct())
