"""Count the orders of some days anew: by what a verdict can see of them, and how many there are."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.db import connection

from orders.days import DAY_FIELDS
from orders.facts import Arrival
from stores.models import Store

# Supplier and day: an order may lack either.
Pair = tuple[int | None, date | None]
# A supplier, and the first and the last of days that follow each other.
Span = tuple[int | None, date | None, date | None]

_ARRIVED = f"is_evidence AND arrival IN ('{Arrival.PROVEN}', '{Arrival.ATTESTED}')"
_WRONG = "(not_as_described IS TRUE OR counterfeit IS TRUE)"
_COUNTS = {
    "orders": "true",
    "counted": "is_evidence",
    "proven": f"is_evidence AND arrival = '{Arrival.PROVEN}'",
    "fine": f"{_ARRIVED} AND NOT {_WRONG} AND late IS NOT TRUE",
    "late": f"{_ARRIVED} AND NOT {_WRONG} AND late IS TRUE",
    "wrong": f"{_ARRIVED} AND {_WRONG}",
    "lost": f"is_evidence AND arrival = '{Arrival.LOST}'",
}
# A column of the sums -> the column of an order that it groups by.
_FROM = {"ordered_on": "dated_on", "delivered_on": "arrived_on", "due_on": "promised_on"}
_SUMS = ", ".join(("store_id", "supplier_id", *DAY_FIELDS))
_GROUP = ", ".join(("store_id", "supplier_id", *(_FROM.get(name, name) for name in DAY_FIELDS)))
_SPANS = "unnest(%s::bigint[], %s::date[], %s::date[]) AS t (supplier_id, since, until)"
# No supplier and no day are no values that a join could find: each of the four cases says it in its own words.
_SUPPLIER = {True: "supplier_id = t.supplier_id", False: "supplier_id IS NULL"}
_DAY = {True: "{0} BETWEEN t.since AND t.until", False: "{0} IS NULL"}
# With OFFSET 0 each span is looked up by an index, also while the planner's numbers are those of before a file.
_DELETE = """
    DELETE FROM {table} WHERE ctid = ANY(ARRAY(
      SELECT d.ctid FROM {spans} CROSS JOIN LATERAL (
        SELECT ctid FROM {table} WHERE store_id = %s AND {supplier} AND {day} OFFSET 0) d))"""
# The orders are read once for both.
_INSERT = f"""
    WITH told AS MATERIALIZED (
      SELECT o.* FROM {_SPANS} CROSS JOIN LATERAL (
        SELECT {_GROUP}, is_evidence, currency
        FROM orders_supplierorder WHERE store_id = %s AND {{supplier}} AND {{day}} OFFSET 0) o
    ), days AS (
      INSERT INTO orders_orderday ({_SUMS}, orders) SELECT {_GROUP}, count(*) FROM told
      WHERE is_evidence AND supplier_id IS NOT NULL GROUP BY {_GROUP}
    )
    INSERT INTO orders_daycount (store_id, supplier_id, day, {", ".join(_COUNTS)}, currencies)
    SELECT store_id, supplier_id, dated_on,
      {", ".join(f"count(*) FILTER (WHERE {holds})" for holds in _COUNTS.values())},
      coalesce(array_agg(DISTINCT currency) FILTER (WHERE is_evidence AND currency <> ''), '{{{{}}}}')
    FROM told GROUP BY store_id, supplier_id, dated_on"""  # noqa: S608 - constants


def count_days(store: Store, touched: Iterable[Pair]) -> None:
    """Count the orders of these suppliers and days anew: three statements however many there are.

    Three more for days of no supplier, for orders without a day, and for those with neither.
    """
    cases: dict[tuple[bool, bool], list[Span]] = {}
    for supplier, since, until in _spans(touched):
        cases.setdefault((supplier is not None, since is not None), []).append((supplier, since, until))
    with connection.cursor() as cursor:
        for (has_supplier, has_day), spans in cases.items():
            told: list[str | int] = [*map(_array, zip(*spans, strict=True)), store.pk]
            whose, day = _SUPPLIER[has_supplier], _DAY[has_day]
            tables = {"orders_daycount": "day"} | ({"orders_orderday": "ordered_on"} if has_supplier else {})
            for table, column in tables.items():
                where = {"supplier": whose, "day": day.format(column)}
                cursor.execute(_DELETE.format(table=table, spans=_SPANS, **where), told)
            cursor.execute(_INSERT.format(supplier=whose, day=day.format("dated_on")), told)


def _spans(touched: Iterable[Pair]) -> Iterator[Span]:
    """Yield the days as spans of days that follow each other."""
    begun: Span | None = None
    for supplier, day in sorted(touched, key=lambda pair: (pair[0] or 0, pair[1] or date.min)):
        if begun and begun[0] == supplier and begun[2] and day == begun[2] + timedelta(days=1):
            begun = (supplier, begun[1], day)
            continue
        if begun:
            yield begun
        begun = (supplier, day, day)
    if begun:
        yield begun


def _array(values: Iterable[int | date | None]) -> str:
    """Return values in the form in which PostgreSQL reads an array."""
    return "{" + ",".join("NULL" if value is None else str(value) for value in values) + "}"
