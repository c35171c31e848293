"""Keep the sums of orders by day: the touched days are counted anew, so sums cannot drift from rows."""

from collections import defaultdict
from datetime import date

from django.db.models import Count, Q

from orders.days import DAY_FIELDS
from orders.models import OrderDay, SupplierOrder
from stores.models import Store

# Pairs of supplier and day whose orders changed; an order without a supplier is in no sum.
Touched = set[tuple[int | None, date | None]]

# A column of the sums -> the column of an order that it groups by.
_FROM = {"ordered_on": "dated_on", "delivered_on": "arrived_on", "due_on": "promised_on"}
_COLUMNS = {name: _FROM.get(name, name) for name in DAY_FIELDS}


def recount(store: Store, touched: Touched) -> None:
    """Count the orders of the touched days anew."""
    days_of: defaultdict[int, set[date | None]] = defaultdict(set)
    for supplier, day in touched:
        if supplier:
            days_of[supplier].add(day)
    for supplier, days in sorted(days_of.items()):
        OrderDay.objects.filter(_on("ordered_on", days), supplier=supplier).delete()
        orders = SupplierOrder.objects.filter(_on("dated_on", days), supplier=supplier, is_evidence=True)
        groups = orders.order_by().values(*_COLUMNS.values()).annotate(orders=Count("pk"))
        OrderDay.objects.bulk_create(
            OrderDay(
                store=store,
                supplier_id=supplier,
                orders=group["orders"],
                **{name: group[column] for name, column in _COLUMNS.items()},
            )
            for group in groups
        )


def _on(column: str, days: set[date | None]) -> Q:
    """Return the condition "on one of these days", the unknown day included where it is one of them."""
    known = Q(**{f"{column}__in": [day for day in days if day]})
    return known | Q(**{column: None}) if None in days else known
