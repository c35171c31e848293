"""The pages that show orders: the database time of each, beside the plainest way to the same rows.

BENCH_ORDERS are the orders of one store; BENCH_STORES other stores then have ten times as many together.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from django.core.paginator import Paginator
from django.db import connection
from django.test import Client
from django.test.utils import setup_test_environment

from orders.filters import SupplierOrderFilter
from orders.keyset import Position, page
from orders.models import SupplierOrder
from orders.tables import BY_DATE, supplier_listing
from stores.actions import open_store
from stores.models import Store, User
from tests.bench.many_orders import TODAY, fill
from tests.bench.measure import Row

ORDERS = int(os.environ.get("BENCH_ORDERS", "200000"))
STORES = int(os.environ.get("BENCH_STORES", "1000"))
REPEATS = 7
PER_PAGE = 50
TARGET_MS = 50.0


def database_time(work: Callable[[], object]) -> float:
    """Return the median milliseconds of a core that the database's process takes for some work.

    What others run meanwhile is not counted, nor is the disk: all that is asked for has been read before.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [process] = cursor.fetchone()
    work()
    times = []
    for _ in range(REPEATS):
        start = _milliseconds_of(process)
        work()
        times.append(_milliseconds_of(process) - start)
    return median(times)


def _milliseconds_of(process: int) -> float:
    """Return the time on a core of a process of this machine so far; Linux tells it to the nanosecond."""
    return int(Path(f"/proc/{process}/schedstat").read_text(encoding="ascii").split()[0]) / 1e6


def rows() -> Iterator[Row]:
    """Yield the rows of one full store alone, then of the same store beside many others."""
    setup_test_environment()
    owner = User.objects.create_user("bench@example.com", "a long enough password")
    store = open_store(owner, "Bench", currency="USD")
    fill([store], ORDERS)
    yield from _pages(owner, store, f"{ORDERS:,} orders")
    if STORES:
        others = [open_store(owner, f"Other {number}", currency="USD") for number in range(STORES)]
        fill(others, 9 * ORDERS // STORES)
        yield from _pages(owner, store, f"{ORDERS:,} of {10 * ORDERS:,} orders")


def _pages(owner: User, store: Store, size: str) -> Iterator[Row]:
    browser = Client()
    browser.force_login(owner)
    home = f"/stores/{store.slug}/"

    def visit(path: str) -> None:
        answer = browser.get(home + path)
        if answer.status_code != 200:
            raise RuntimeError(f"{path} answers {answer.status_code}")

    for name, path in _paths(store).items():
        yield Row(f"{name}, {size}", database_time(lambda path=path: visit(path)), "ms", target=TARGET_MS)  # type: ignore[misc]
    yield from _beside_offset(store, size)


def _paths(store: Store) -> dict[str, str]:
    orders = SupplierOrder.objects.filter(store=store)
    supplier = store.suppliers.order_by("pk")[0]
    order = orders.order_by("pk")[ORDERS // 2]
    oldest = BY_DATE.text(Position(orders.earliest("dated_on").dated_on, 2**40))
    listed = {
        "order table": "",
        "order table, last page": f"after={oldest}",
        "one supplier": f"supplier={supplier.pk}",
        "without supplier": "supplier=none",
        "lost": "outcome=lost",
        "late": "outcome=late",
        "counterfeit": "outcome=counterfeit",
        "overdue": "outcome=overdue",
        "to answer": "outcome=to_answer",
        "one source": "source=aliexpress_orders",
        "a supplier's late ones of a month": f"supplier={supplier.pk}&outcome=late&since=2025-06-01&until=2025-06-30",
        "by cost": "sort=-cost",
        "a supplier's by cost": f"supplier={supplier.pk}&sort=cost",
        "search: id": f"q={order.external_id}",
        "search: beginning of ids": f"q={order.external_id[:3]}",
        "search: tracking number": f"q={order.tracking_numbers[0]}",
        "search: product": f"q={order.products[0]}",
        "search: nothing": "q=no+such+thing",
        "sales": "kind=sales",
        "sales, cancelled": "kind=sales&state=cancelled",
        "sales, search": "kind=sales&q=%231500",
    }
    return {
        "dashboard": "",
        "supplier page": f"suppliers/{supplier.pk}/",
        "suppliers": "suppliers/",
        **{f"orders: {name}": f"orders/?{query}" for name, query in listed.items()},
    }


def _beside_offset(store: Store, size: str) -> Iterator[Row]:
    """Yield the same page by key and by counting all and skipping those before: page 1 and page 10,000."""
    listing = supplier_listing(store, SupplierOrderFilter(store, {}).wanted(), TODAY)
    plain = listing.rows.order_by(*listing.sort.names)
    number = min(10_000, ORDERS // PER_PAGE)
    place = listing.sort.text(listing.sort.position(plain[(number - 1) * PER_PAGE - 1]))
    for name, after, skipped in (("page 1", "", 1), (f"page {number:,}", place, number)):
        ours = database_time(lambda after=after: page(listing, PER_PAGE, after))  # type: ignore[misc]
        counted = database_time(lambda skipped=skipped: list(Paginator(plain, PER_PAGE).page(skipped)))  # type: ignore[misc]
        yield Row(f"{name} by key; by offset and count, {size}", ours, "ms", counted)
