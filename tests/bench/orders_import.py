"""A file of orders put in by the product, beside COPY of the same orders and the usual ways to write many rows.

BENCH_ORDERS is the number of orders; the slow ways write so few that they end, and count by the order.
"""

import os
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import connection, transaction
from django.utils import timezone

from orders.actions import confirm, hand_in, record_supplier_orders, work
from orders.importers import Source, SupplierOrderRow, read
from orders.models import Import, SupplierOrder
from stores.actions import open_store
from stores.models import Store, User
from suppliers.actions import add_supplier
from suppliers.models import Supplier
from tests.bench import orders_files
from tests.bench.measure import Row, resident_megabytes
from tests.bench.usual_ways import by_bulk_create, by_import_export, by_update_or_create

ORDERS = int(os.environ.get("BENCH_ORDERS", "200000"))
BULK, SINGLE = min(ORDERS, 20_000), min(ORDERS, 2_000)
LIBRARY = 20_000 if ORDERS >= 1_000_000 else 2_000
SMALL, LARGE = 100, min(ORDERS, 100_000)
MICRO, MILLI = 1e6, 1e3
PIECE = 1 << 16
ONE_BY_ONE = 21


def rows() -> Iterator[Row]:
    """Yield every way to write the file, in microseconds an order, beside COPY into the same indexed table."""
    # With DEBUG every query is remembered, which no server does.
    settings.DEBUG = False
    owner = User.objects.create_user("bench@example.com", "a long enough password")
    store = open_store(owner, "Bench", currency="USD")
    suppliers = [add_supplier(store, f"Supplier {number}").pk for number in range(orders_files.SUPPLIERS)]
    with TemporaryDirectory() as folder:
        file, ready = orders_files.write(Path(folder), ORDERS, store.pk, suppliers)
        raw = _copied(ready)
        yield from _importing(store, owner, file, raw)
        raw = (raw + _copied(ready)) / 2
        yield from _usual(store, file, raw)
    yield from _upkeep(owner)


def _copied(ready: Path) -> float:
    """Return the microseconds an order that COPY takes into a table with the same columns, checks and indexes."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS twin")
        cursor.execute("CREATE TABLE twin (LIKE orders_supplierorder INCLUDING ALL)")
        for column, table in (
            ("store_id", "stores_store"),
            ("supplier_id", "suppliers_supplier"),
            ("sale_id", "orders_salesorder"),
        ):
            cursor.execute(
                f"ALTER TABLE twin ADD FOREIGN KEY ({column}) REFERENCES {table} DEFERRABLE INITIALLY DEFERRED"
            )
        cursor.execute(
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = 'twin' "
            "AND is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO'"
        )
        for column, kind in cursor.fetchall():
            plain = {"ARRAY": "'{}'", "boolean": "false", "bigint": "NULL"}.get(kind, "''")
            plain = "'proven'" if column == "arrival" else plain
            cursor.execute(f"ALTER TABLE twin ALTER {column} SET DEFAULT {plain}")
        began = time.perf_counter()
        order = (
            f"COPY twin ({', '.join(orders_files.READY)}) FROM STDIN (FORMAT csv, FORCE_NOT_NULL (because))"
        )
        with ready.open("rb") as stream, cursor.copy(order) as copy:
            while piece := stream.read(PIECE):
                copy.write(piece)
        took = time.perf_counter() - began
        cursor.execute("DROP TABLE twin")
    return MICRO * took / ORDERS


def _importing(store: Store, owner: User, file: Path, raw: float) -> Iterator[Row]:
    """Yield the product's own way: check, put in, the same file again, take back."""
    before = resident_megabytes()
    first = _handed_in(store, owner, file)
    checked = _worked(first)
    confirm(first)
    written = _worked(first)
    again = _worked(_handed_in(store, owner, file))
    name = f"{ORDERS:,} orders"
    yield Row("COPY of the orders into the indexed table", raw, "µs an order")
    yield Row(f"{name} checked; COPY", checked, "µs an order", raw, target=raw)
    yield Row(f"{name} put in, with sums and undo record; COPY", written, "µs an order", raw, target=3 * raw)
    yield Row(f"{name} again, nothing new; COPY", again, "µs an order", raw, target=1.2 * raw)
    yield Row("memory of an import, this process included", _most_megabytes(), "MB", before, target=300)
    first.refresh_from_db()
    if first.state != Import.State.DONE or first.orders_new != SupplierOrder.objects.count():
        raise RuntimeError(f"the import ended as {first.state} with {first.orders_new} orders")


def _handed_in(store: Store, owner: User, file: Path) -> Import:
    upload = TemporaryUploadedFile("orders.csv", "text/csv", file.stat().st_size, None)
    with file.open("rb") as stream:
        while piece := stream.read(PIECE):
            upload.write(piece)
    upload.seek(0)
    handed_in = hand_in(store, owner, upload)
    upload.close()
    return handed_in


def _worked(the_import: Import) -> float:
    """Return the microseconds an order that one stage takes."""
    began = time.perf_counter()
    work(the_import.pk, timezone.now)
    return MICRO * (time.perf_counter() - began) / ORDERS


def _most_megabytes() -> float:
    """Return the most memory that this process ever held."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1e3


def _usual(store: Store, file: Path, raw: float) -> Iterator[Row]:
    """Yield the usual ways: they write the cells of the file alone; no claims, no sums, nothing to take back."""
    with file.open("rb") as stream:
        good = (item for item in read(stream, Source.SUPPLIER_ORDERS) if isinstance(item, SupplierOrderRow))
        sample = list(islice(good, max(BULK, SINGLE, LIBRARY)))
    owners = dict(Supplier.objects.filter(store=store).values_list("name", "pk"))
    for name, number, way in (
        ("bulk_create", BULK, by_bulk_create),
        ("update_or_create", SINGLE, by_update_or_create),
        ("django-import-export", LIBRARY, by_import_export),
    ):
        other = Store.objects.create(name=name, slug=name, currency="USD")
        took = _seconds(lambda: way(other, sample[:number], owners))  # noqa: B023 - run before the next
        yield Row(f"{name}, {number:,} orders; COPY", MICRO * took / number, "µs an order", raw)


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    with transaction.atomic():
        work()
    return time.perf_counter() - began


def _upkeep(owner: User) -> Iterator[Row]:
    """Yield one order written through the one writer for a supplier with few orders and for one with many."""
    store = open_store(owner, "Upkeep", currency="USD")
    for name, orders in (("Small", SMALL), ("Large", LARGE)):
        for start in range(0, orders, 10_000):
            _record(store, name, range(start, min(start + 10_000, orders)))
    times: dict[str, list[float]] = {"Small": [], "Large": []}
    for turn in range(ONE_BY_ONE):
        for name, taken in times.items():
            taken.append(_seconds(lambda: _record(store, name, range(10**6 + turn, 10**6 + turn + 1))))  # noqa: B023
    small, large = MILLI * median(times["Small"]), MILLI * median(times["Large"])
    yield Row(
        f"one order more for a supplier with {LARGE:,}, sums and all; with {SMALL:,}",
        large,
        "ms",
        small,
        target=2 * small,
    )


def _record(store: Store, supplier: str, numbers: range) -> None:
    placed = [
        SupplierOrderRow(
            row=number,
            marketplace="aliexpress",
            order_id=f"{supplier}-{number}",
            supplier=supplier,
            products=("Lamp",),
            ordered_on=orders_files.FIRST_DAY.replace(day=1 + number % 28, month=1 + number // 28 % 12),
        )
        for number in numbers
    ]
    today = orders_files.FIRST_DAY.replace(year=2026)
    record_supplier_orders(store, Source.SUPPLIER_ORDERS, placed, learned_on=today)
