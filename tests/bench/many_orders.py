"""Stores full of orders, written straight into the tables: years of a shop in a minute."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import date
from functools import partial

from django.db import connection

from stores.models import Store
from suppliers.models import Supplier
from suppliers.naming import name_key

SUPPLIERS = 12
"""Suppliers of a store; the first has about a third of its orders."""
TODAY = date(2026, 6, 1)
DAYS = 730

# Of a hundred orders 85 have arrived, 2 are lost, the latest are on their way, and of the rest nobody knows.
_ORDERS = """
INSERT INTO orders_supplierorder (store_id, marketplace, external_id, supplier_id, claims, products, product_keys,
  quantity, cost, currency, off_platform, paid_by, dated_on, ordered_on, promised_on, shipped_on, delivered_on,
  end_reason, confirmed_in_bulk, shipping_method, lane, tracking_numbers, arrival, arrived_on, late,
  not_as_described, counterfeit, unattributed, kind_not_stated, is_evidence, because, attestable, sale_key)
SELECT store_id, 'aliexpress', '8' || lpad((n * 7919 %% 1000000007)::text, 15, '0'),
  CASE WHEN n %% 50 = 0 THEN NULL ELSE first_supplier + (r * r * {suppliers})::int %% {suppliers} END,
  '{{"supplier_orders":{{"says":{{"supplier":"Supplier","products":"Lamp number ' || n %% 500
    || '","cost":"12.50","currency":"USD","ordered_on":"' || day || '","outcome":"clean","quantity":"1",'
    || '"tracking_numbers":"LX' || n || 'CN","shipping_method":"AliExpress Standard Shipping"}},"on":"2026-06-01"}}}}',
  ARRAY['Lamp number ' || n %% 500], ARRAY['lamp number ' || n %% 500], 1, 5 + n %% 4000 / 100.0, 'USD', false, '',
  day, day, day + 25, day + 2, CASE WHEN arrival = 'proven' THEN day + 8 + (r * 20)::int END,
  '', false, 'AliExpress Standard Shipping', 'aliexpress_standard', ARRAY['LX' || store_id || '-' || n || 'CN'],
  arrival, CASE WHEN arrival = 'proven' THEN day + 8 + (r * 20)::int END,
  CASE WHEN arrival = 'proven' THEN r > 0.9 END, CASE WHEN arrival = 'proven' THEN n %% 70 = 1 END,
  CASE WHEN arrival = 'proven' THEN n %% 100000 = 7 END, n %% 150 = 3, false, true,
  CASE arrival WHEN 'proven' THEN 'delivered' WHEN 'lost' THEN 'said_lost' WHEN 'open' THEN 'said_in_transit'
    ELSE 'nobody_said' END, false, ''
FROM (
  SELECT store_id, first_supplier, n, r, day, CASE WHEN day > date '{today}' - 30 AND n %% 3 = 0 THEN 'open'
    WHEN n %% 100 < 85 THEN 'proven' WHEN n %% 100 < 87 THEN 'lost' WHEN n %% 100 = 99 THEN 'open'
    ELSE 'not_observed' END AS arrival
  FROM (
    SELECT s.store_id, s.first_supplier, n, random() AS r,
      date '{today}' - ({days} - (n * {days} / %(orders)s)::int) AS day
    FROM bench_stores s CROSS JOIN generate_series(1::bigint, %(orders)s) AS n
    WHERE s.store_id = ANY(%(stores)s)
  ) placed
) told
"""
_SALES = """
INSERT INTO orders_salesorder (store_id, channel, external_id, name, ordered_at, currency, total, financial_status,
  fulfilment_status, fulfilled_at, country, buyer_hash, learned_on, parts, dispute_status, dispute_reason,
  tracking_numbers)
SELECT store_id, 'shopify_orders', (5000000000 + n)::text, '#' || (1000 + n),
  timestamptz '{today} 00:00Z' - make_interval(secs => ({days} * 86400.0 * (%(orders)s - n) / %(orders)s)),
  'USD', 20 + n %% 5000 / 100.0, 'paid', CASE WHEN n %% 20 = 0 THEN '' ELSE 'fulfilled' END,
  CASE WHEN n %% 20 > 0 THEN timestamptz '{today} 00:00Z'
    - make_interval(secs => ({days} * 86400.0 * (%(orders)s - n) / %(orders)s)) END,
  'US', md5(n::text), date '{today}', '{{}}', '', '', ARRAY['LX' || store_id || '-' || n || 'CN']
FROM bench_stores s CROSS JOIN generate_series(1::bigint, %(orders)s) AS n WHERE s.store_id = ANY(%(stores)s)
"""
_LINES = """
INSERT INTO orders_salesline (store_id, order_id, position, title, title_key, vendor, vendor_key, sku, quantity,
  price, discount, fulfilment_status, supplier_id)
SELECT o.store_id, o.id, 1, 'Lamp', 'lamp', 'Vendor', 'vendor', '', 1, 20, 0, '',
  CASE WHEN o.id %% 30 = 0 THEN NULL ELSE s.first_supplier END
FROM orders_salesorder o JOIN bench_stores s ON s.store_id = o.store_id WHERE o.store_id = ANY(%(stores)s)
"""
_SUMS = """
INSERT INTO orders_orderday (store_id, supplier_id, off_platform, lane, arrival, late, not_as_described, counterfeit,
  unattributed, ordered_on, delivered_on, due_on, attestable, orders)
SELECT store_id, supplier_id, off_platform, lane, arrival, late, not_as_described, counterfeit, unattributed,
  dated_on, arrived_on, promised_on, attestable, count(*)
FROM orders_supplierorder WHERE supplier_id IS NOT NULL AND store_id = ANY(%(stores)s)
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13
"""
_COUNTS = """
INSERT INTO orders_daycount (store_id, supplier_id, day, orders, counted, proven, fine, late, wrong, lost, currencies)
SELECT store_id, supplier_id, dated_on, count(*), count(*), count(*) FILTER (WHERE arrival = 'proven'),
  count(*) FILTER (WHERE arrival = 'proven' AND NOT late AND NOT not_as_described AND NOT counterfeit),
  count(*) FILTER (WHERE late AND NOT not_as_described AND NOT counterfeit),
  count(*) FILTER (WHERE not_as_described OR counterfeit), count(*) FILTER (WHERE arrival = 'lost'), ARRAY['USD']
FROM orders_supplierorder WHERE store_id = ANY(%(stores)s) GROUP BY 1, 2, 3
"""
_Texts = tuple[str, ...]
_Filled = tuple[_Texts, _Texts, _Texts, _Texts]
# Tables with what fills them, and what is counted from them then; neither of the two refers to the other.
_BESIDE: tuple[_Filled, ...] = (
    (("orders_supplierorder",), (_ORDERS,), ("orders_orderday", "orders_daycount"), (_SUMS, _COUNTS)),
    (("orders_salesorder", "orders_salesline"), (_SALES, _LINES), (), ()),
)
# Sorting and grouping in memory; and every reference is right by how it is written, so that none has to be looked up.
_SETTINGS = "SET maintenance_work_mem = '1GB'; SET work_mem = '256MB'; SET session_replication_role = replica"


def fill(stores: list[Store], orders_each: int) -> None:
    """Fill empty stores with orders, sales and sums, and leave the tables as the server does after a while."""
    given: dict[str, list[int] | int] = {"stores": [store.pk for store in stores], "orders": orders_each}
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE IF NOT EXISTS bench_stores (store_id bigint PRIMARY KEY, first_supplier bigint)"
        )
        for store in stores:
            cursor.execute("INSERT INTO bench_stores VALUES (%s, %s)", [store.pk, _first_supplier(store)])
        with ThreadPoolExecutor(len(_BESIDE)) as writers:
            list(writers.map(partial(_written, given), _BESIDE))
        cursor.execute("VACUUM ANALYZE")


def _first_supplier(store: Store) -> int:
    """Make the suppliers of a store, whose keys follow each other; return the first key."""
    named = [f"Supplier {number}" for number in range(1, SUPPLIERS + 1)]
    made = Supplier.objects.bulk_create(
        Supplier(store=store, name=name, name_key=name_key(name), evidence_version=1) for name in named
    )
    return made[0].pk


def _written(given: dict[str, list[int] | int], filled: _Filled) -> None:
    """Fill some tables through a connection of this thread's own."""
    tables, statements, counted, counting = filled
    named = {"suppliers": SUPPLIERS, "today": TODAY.isoformat(), "days": DAYS}
    with closing(connection), connection.cursor() as cursor:
        cursor.execute(_SETTINGS)
        with _indexes_made_after(tables):
            for statement in statements:
                cursor.execute(statement.format(**named), given)
        with _indexes_made_after(counted):
            for statement in counting:
                cursor.execute(statement, given)


@contextmanager
def _indexes_made_after(tables: _Texts) -> Iterator[None]:
    """Drop the indexes that no constraint needs, and make them again in one go: many times as fast."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i "
            "WHERE i.indrelid = ANY(%s::regclass[]) AND NOT i.indisunique",
            [list(tables)],
        )
        indexes = cursor.fetchall()
        for name, _definition in indexes:
            cursor.execute(f"DROP INDEX {name}")
        yield
        for _name, definition in indexes:
            cursor.execute(definition)
