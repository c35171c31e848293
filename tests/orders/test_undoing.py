"""Taking an import back: afterwards all is as if it had never been."""

import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orders.actions import noting
from orders.actions.day_sums import settle_sums, stores_to_settle
from orders.actions.supplier_orders import check_supplier_orders, record_supplier_orders
from orders.actions.undoing import undo_slice
from orders.importers.rows import Outcome, Source, SupplierOrderRow
from orders.models import DayCount, DayMark, Import, ImportChange, OrderDay, SupplierOrder
from orders.queries import day_groups
from stores.models import Store
from suppliers.models import Supplier
from tests.orders.recounting import recount

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)
MARCH = date(2026, 3, 1)
NOON = datetime(2026, 4, 1, 12, 0, tzinfo=UTC)


def row(order_id: str, **facts: object) -> SupplierOrderRow:
    given: dict[str, object] = {"supplier": "Shenzhen Bright", "ordered_on": MARCH}
    return SupplierOrderRow(row=2, marketplace="aliexpress", order_id=order_id, **given | facts)  # type: ignore[arg-type]


def new_import(store: Store) -> Import:
    return Import.objects.create(store=store, token="x" * 32, filename="orders.csv", size=1)


def put_in(
    store: Store, *rows: SupplierOrderRow, source: Source = Source.SUPPLIER_ORDERS, days: int = 0
) -> Import:
    the_import = new_import(store)
    learned_on = TODAY + timedelta(days=days)
    record_supplier_orders(store, source, rows, learned_on=learned_on, the_import=the_import)
    settle_all(store)
    return the_import


def settle_all(store: Store) -> None:
    while settle_sums(store):
        pass


def undo(the_import: Import) -> None:
    while undo_slice(the_import):
        pass


def orders() -> list[dict[str, object]]:
    """Return every order without its key, which is another each time."""
    columns = [each.attname for each in SupplierOrder._meta.concrete_fields if each.attname != "id"]
    return list(SupplierOrder.objects.order_by("marketplace", "external_id").values(*columns))


def sums() -> tuple[Counter[str], Counter[str]]:
    """Return the sums of both kinds, without their keys."""
    days, counts = (
        Counter(map(str, model.objects.values_list(*(each.attname for each in fields[1:]))))
        for model, fields in ((each, each._meta.concrete_fields) for each in (OrderDay, DayCount))
    )
    return days, counts


def test_orders_that_an_import_made_are_gone_and_their_sums_with_them(store: Store) -> None:
    the_import = put_in(store, row("1", delivered_on=MARCH + timedelta(days=9)), row("2"))
    assert OrderDay.objects.count() == 2
    undo(the_import)
    assert (orders(), *map(len, sums())) == ([], 0, 0)
    assert Supplier.objects.get().evidence_version > 2


def test_what_the_source_said_before_returns_with_its_day(store: Store) -> None:
    put_in(store, row("1", cost=Decimal(5), currency="USD"))
    before = orders()
    undo(put_in(store, row("1", cost=Decimal(6), currency="EUR", quantity=2), days=3))
    assert orders() == before


def test_what_others_said_stays(store: Store) -> None:
    first = put_in(store, row("1", cost=Decimal(5), currency="USD"))
    put_in(store, row("1", supplier=None, end_reason="buyer_accept_goods"), source=Source.ALIEXPRESS)
    undo(first)
    order = SupplierOrder.objects.get()
    assert (order.end_reason, order.cost, set(order.claims)) == (
        "buyer_accept_goods",
        None,
        {"aliexpress_orders"},
    )


def test_what_a_later_file_only_repeated_stays_and_goes_with_it(store: Store) -> None:
    first, second = put_in(store, row("1")), put_in(store, row("1"), days=1)
    undo(first)
    assert SupplierOrder.objects.get().claims["supplier_orders"]["on"] == "2026-06-02"
    undo(second)
    assert orders() == []


def test_a_correction_that_came_later_stays(store: Store) -> None:
    first = put_in(store, row("1", quantity=1, cost=Decimal(5), currency="USD"))
    put_in(store, row("1", quantity=2), days=1)
    undo(first)
    order = SupplierOrder.objects.get()
    assert (order.quantity, order.cost) == (2, None)


def test_taking_back_twice_changes_nothing_more(store: Store) -> None:
    put_in(store, row("1"))
    second = put_in(store, row("1", quantity=3), row("2"))
    undo(second)
    before = orders()
    assert undo_slice(second) is False
    assert orders() == before


def test_a_slice_is_taken_back_at_a_time_and_the_sums_follow_at_the_end(store: Store) -> None:
    the_import = new_import(store)
    for order_id in "123":
        record_supplier_orders(
            store, Source.SUPPLIER_ORDERS, [row(order_id)], learned_on=TODAY, the_import=the_import
        )
    settle_all(store)
    left = []
    while undo_slice(the_import):
        left.append(SupplierOrder.objects.count())
    assert left == [2, 1, 0]
    assert not OrderDay.objects.exists()


def test_a_worker_that_dies_leaves_marks_that_the_next_one_counts(store: Store) -> None:
    record_supplier_orders(
        store, Source.SUPPLIER_ORDERS, [row("1")], learned_on=TODAY, the_import=new_import(store)
    )
    assert (OrderDay.objects.count(), DayMark.objects.count()) == (0, 1)
    assert stores_to_settle() == [store]
    Import.objects.update(state=Import.State.WORKING)
    assert stores_to_settle() == []
    settle_all(store)
    assert (OrderDay.objects.count(), stores_to_settle()) == (1, [])


def test_evidence_is_raised_when_the_sums_are_what_it_says(store: Store) -> None:
    put_in(store, row("1"))
    before = Supplier.objects.get().evidence_version
    the_import = new_import(store)
    record_supplier_orders(store, Source.SUPPLIER_ORDERS, [row("2")], learned_on=TODAY, the_import=the_import)
    assert Supplier.objects.get().evidence_version == before
    settle_all(store)
    assert Supplier.objects.get().evidence_version == before + 1


def test_many_days_are_counted_in_pieces(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("orders.actions.day_sums.PIECE", 3)
    rows = [row(str(number), ordered_on=MARCH + timedelta(days=number)) for number in range(8)]
    record_supplier_orders(
        store, Source.SUPPLIER_ORDERS, rows, learned_on=TODAY, the_import=new_import(store)
    )
    steps = 1
    while settle_sums(store):
        steps += 1
    assert (steps, OrderDay.objects.count()) == (4, 8)
    assert not DayMark.objects.exists()


def test_how_to_take_back_is_forgotten_when_nobody_may_any_more(store: Store) -> None:
    the_import = put_in(store, row("1"))
    noting.forget_changes(timezone.now() + noting.KEPT_FOR - timedelta(days=1))
    assert ImportChange.objects.exists()
    noting.forget_changes(timezone.now() + noting.KEPT_FOR + timedelta(days=1))
    undo(the_import)
    assert SupplierOrder.objects.count() == 1


SOURCES = (Source.SUPPLIER_ORDERS, Source.ALIEXPRESS)
ROWS = st.builds(
    row,
    st.sampled_from("12345"),
    supplier=st.sampled_from(["Shenzhen Bright", "Yiwu Gifts", None]),
    outcome=st.sampled_from([None, *Outcome]),
    quantity=st.sampled_from([None, 1, 2]),
    ordered_on=st.sampled_from([None, MARCH, MARCH + timedelta(days=1)]),
    delivered_on=st.sampled_from([None, MARCH + timedelta(days=12)]),
    end_reason=st.sampled_from([None, "buyer_pay_timeout", "buyer_accept_goods"]),
    ended_at=st.sampled_from([None, *(NOON + timedelta(seconds=9 * each) for each in range(3))]),
)


@dataclass(frozen=True)
class File:
    """One file, or a word of the owner's own where there is no import."""

    source: Source
    slices: tuple[tuple[SupplierOrderRow, ...], ...]
    days: int


SLICES = st.lists(st.lists(ROWS, min_size=1, max_size=5).map(tuple), min_size=1, max_size=2).map(tuple)
FILES = st.lists(st.tuples(st.sampled_from(SOURCES), SLICES), min_size=2, max_size=4).map(
    lambda files: [File(source, slices, days) for days, (source, slices) in enumerate(files)]
)


def write(store: Store, file: File) -> Import:
    the_import = new_import(store)
    for rows in file.slices:
        told = check_supplier_orders(store, file.source, rows, learned_on=TODAY + timedelta(days=file.days))
        did = record_supplier_orders(
            store,
            file.source,
            rows,
            learned_on=TODAY + timedelta(days=file.days),
            the_import=the_import,
        )
        assert told == did
    return the_import


def empty(store: Store) -> None:
    for model in (SupplierOrder, OrderDay, DayCount, DayMark, ImportChange):
        model.objects.all().delete()


def written(store: Store, files: Iterable[File]) -> tuple[object, object]:
    """Return what is there after these files alone."""
    empty(store)
    for file in files:
        write(store, file)
    settle_all(store)
    return orders(), sums()


@settings(
    max_examples=int(os.environ.get("PROPERTY_EXAMPLES", "40")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(files=FILES, taken=st.lists(st.integers(0, 3), min_size=1, max_size=3, unique=True), data=st.data())
def test_taking_imports_back_leaves_what_the_others_alone_would_have_made(
    store: Store, files: list[File], taken: list[int], data: st.DataObject
) -> None:
    empty(store)
    imports: list[Import] = []
    gone: set[int] = set()
    for number, file in enumerate(files):
        imports.append(write(store, file))
        # Some are taken back while others are still to come.
        if number in taken and data.draw(st.booleans()):
            undo(imports[number])
            gone.add(number)
    for number in taken:
        if number < len(files):
            undo(imports[number])
            gone.add(number)
    settle_all(store)
    found = orders(), sums()
    for supplier in Supplier.objects.all():
        assert day_groups(supplier) == dict(recount(supplier))
    left = [file for number, file in enumerate(files) if number not in gone]
    assert found == written(store, left)
