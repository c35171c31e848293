"""Keep the sums of orders by day: the touched days are counted anew, so sums cannot drift from rows."""

from datetime import date

from django.db import connection

from orders.days import DAY_FIELDS
from orders.models import OrderDay, SupplierOrder
from stores.models import Store

# Pairs of supplier and day whose orders changed; an order without a supplier is in no sum.
Touched = set[tuple[int | None, date | None]]

# A column of the sums -> the column of an order that it groups by.
_FROM = {"ordered_on": "dated_on", "delivered_on": "arrived_on", "due_on": "promised_on"}
_COUNT = """
    INSERT INTO {sums} (store_id, supplier_id, {keys}, orders)
    SELECT %s, supplier_id, {columns}, count(*) FROM {orders}
    WHERE is_evidence AND {where}
    GROUP BY supplier_id, {columns}
""".format(
    sums=OrderDay._meta.db_table,
    orders=SupplierOrder._meta.db_table,
    keys=", ".join(DAY_FIELDS),
    columns=", ".join(_FROM.get(name, name) for name in DAY_FIELDS),
    where="{where}",
)
_DAYS = "(supplier_id, {day}) IN (SELECT * FROM unnest(%s::bigint[], %s::date[]))"
_NO_DAY = "supplier_id = ANY(%s) AND {day} IS NULL"


def recount(store: Store, touched: Touched) -> None:
    """Count the orders of the touched days anew."""
    days = sorted((supplier, day) for supplier, day in touched if supplier and day)
    undated = sorted(supplier for supplier, day in touched if supplier and day is None)
    with connection.cursor() as cursor:
        for where, values in (
            (_DAYS, [[supplier for supplier, _ in days], [day for _, day in days]]),
            (_NO_DAY, [undated]),
        ):
            if values[0]:
                sums, orders = where.format(day="ordered_on"), where.format(day="dated_on")
                cursor.execute(f"DELETE FROM {OrderDay._meta.db_table} WHERE {sums}", values)
                cursor.execute(_COUNT.format(where=orders), [store.pk, *values])
