"""A file of orders put in by the product, beside COPY of the same orders and the usual ways to write many rows.

BENCH_ORDERS is the number of orders; the slow ways write so few that they end, and count by the order.
"""

import os
import time
from collections.abc import Callable, Iterator
from itertools import islice, pairwise
from pathlib import Path
from statistics import fmean, median
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
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
        yield from _importing(store, owner, file, ready)
        kept, raw = _copied_as_kept(Path(folder)), _copied(ready)
        yield Row(
            "COPY of every column as the import writes it; of the file's columns", kept, "µs an order", raw
        )
        yield from _usual(store, file, raw)
    yield from _upkeep(owner)


def _copied(ready: Path, written: str = "") -> float:
    """Return the microseconds an order that COPY takes into a table with the same columns, checks and indexes.

    `written` says what the file is; the owner's columns as CSV where it says nothing.
    """
    with connection.cursor() as cursor:
        _make_twin(cursor)
        order = f"({', '.join(orders_files.READY)}) FROM STDIN (FORMAT csv, FORCE_NOT_NULL (because))"
        began = time.perf_counter()
        with ready.open("rb") as stream, cursor.copy(f"COPY twin {written or order}") as copy:
            while piece := stream.read(PIECE):
                copy.write(piece)
        took = time.perf_counter() - began
        cursor.execute("DROP TABLE twin")
    return MICRO * took / ORDERS


def _make_twin(cursor: CursorWrapper) -> None:
    """Make an empty table like that of the orders, which fills what a file does not say."""
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


def _copied_as_kept(folder: Path) -> float:
    """Return the microseconds an order that COPY takes for the very rows that the product has written."""
    kept = folder / "kept"
    with (
        connection.cursor() as cursor,
        kept.open("wb") as stream,
        cursor.copy("COPY orders_supplierorder TO STDOUT") as copy,
    ):
        for piece in copy:
            stream.write(piece)
    took = _copied(kept, "FROM STDIN")
    kept.unlink()
    return took


def _importing(store: Store, owner: User, file: Path, ready: Path) -> Iterator[Row]:
    """Yield the product's own way: check, put in, the same file again; each between two runs of COPY."""
    before = resident_megabytes()
    raws = [_copied(ready)]
    first = _handed_in(store, owner, file)
    checked = _worked(first)
    raws.append(_copied(ready))
    confirm(first)
    written = _worked(first)
    raws.append(_copied(ready))
    again = _worked(_handed_in(store, owner, file))
    raws.append(_copied(ready))
    yield Row("COPY of the file's columns into the indexed table", fmean(raws), "µs an order")
    for stage, took, most, beside in zip(
        ("checked", "put in, with sums and undo record", "again, nothing new"),
        (checked, written, again),
        (1.0, 3.0, 1.2),
        map(fmean, pairwise(raws)),
        strict=True,
    ):
        yield Row(f"{ORDERS:,} orders {stage}; COPY", took, "µs an order", beside, target=most * beside)
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
