"""The writer beside the table it writes: every column, few queries, any text, and nothing lost side by side."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from orders import copying
from orders.actions import record_supplier_orders, undo_slice
from orders.actions.day_sums import settle_sums
from orders.actions.supplier_orders import rewrite
from orders.importers.rows import Outcome, Source, SupplierOrderRow
from orders.models import DayMark, Import, OrderDay, SupplierOrder
from stores.models import Store
from tests.orders.test_side_by_side import together

TODAY = date(2026, 6, 1)
ODD = 'a "quoted" \\ back\tslash, {braces}\nNULL ñ 💡'


def row(number: int, **facts: object) -> SupplierOrderRow:
    given: dict[str, object] = {
        "supplier": "Shenzhen Bright",
        "ordered_on": TODAY - timedelta(days=number % 7),
    }
    return SupplierOrderRow(row=2, marketplace="aliexpress", order_id=str(number), **given | facts)  # type: ignore[arg-type]


def record(store: Store, *rows: SupplierOrderRow, the_import: Import | None = None) -> None:
    record_supplier_orders(store, Source.SUPPLIER_ORDERS, rows, learned_on=TODAY, the_import=the_import)


def test_the_writer_knows_every_column_of_the_table() -> None:
    assert set(copying.COLUMNS) == {field.column for field in SupplierOrder._meta.concrete_fields}


@pytest.mark.django_db
def test_any_text_comes_back_as_it_was_new_and_changed(store: Store) -> None:
    record(store, row(1, products=(ODD, "NULL", ""), paid_by=ODD, note=ODD, shipping_method="\\N"))
    first = SupplierOrder.objects.get()
    record(store, row(1, quantity=2))
    changed = SupplierOrder.objects.get()
    one_line = " ".join(ODD.split())
    for order in (first, changed):
        assert order.products == [one_line, "NULL"]
        assert (order.paid_by, order.shipping_method) == (ODD, "\\N")
        assert order.claims["supplier_orders"]["says"]["note"] == ODD
    assert (first.quantity, changed.quantity) == (None, 2)


@pytest.mark.django_db
def test_a_changed_order_is_derived_as_a_new_one_is(store: Store) -> None:
    full = row(
        1,
        products=("Lamp", "Bulb"),
        quantity=3,
        cost=Decimal("12.50"),
        currency="EUR",
        off_platform=True,
        promised_on=TODAY,
        shipped_on=TODAY,
        delivered_on=TODAY,
        tracking_numbers=("lx 1", "LX2"),
        outcome=Outcome.NOT_AS_DESCRIBED,
        refunded_on=TODAY,
        refunded_amount=Decimal("1.20"),
        end_reason="buyer_accept_goods",
        ended_at=datetime(2026, 6, 1, 7, 30, tzinfo=UTC),
        sale="#1001",
    )
    record(store, full)
    [new] = SupplierOrder.objects.values()
    rewrite(store, [new["id"]])
    [again] = SupplierOrder.objects.values()
    assert again == new
    SupplierOrder.objects.all().delete()
    record(store, row(1))
    record(store, full)
    [changed] = SupplierOrder.objects.values()
    assert changed | {"id": 0} == new | {"id": 0}


@pytest.mark.django_db
def test_the_queries_of_a_slice_do_not_grow_with_its_orders(store: Store) -> None:
    record(store, row(1), row(2))
    counts = []
    for start, number in ((10, 1), (100, 60)):
        for rows in (
            [row(each) for each in range(start, start + number)],
            [row(each, quantity=5) for each in range(start, start + number)],
        ):
            with CaptureQueriesContext(
                connection,
            ) as queries:
                record(store, *rows)
            counts.append(len(queries))
    assert counts[0] == counts[2]
    assert counts[1] == counts[3]
    assert max(counts) <= 30


@pytest.mark.django_db(transaction=True)
def test_two_imports_at_once_and_one_taken_back_meanwhile_lose_and_double_nothing(store: Store) -> None:
    first, second, third = (
        Import.objects.create(store=store, token="x" * 32, filename="a.csv", size=1) for _each in range(3)
    )
    record(store, *(row(number) for number in range(20, 30)), the_import=third)

    def put_in(the_import: Import, start: int) -> None:
        for place in range(start, start + 20, 5):
            record(store, *(row(number) for number in range(place, place + 5)), the_import=the_import)
        while settle_sums(store):
            pass

    def take_back() -> None:
        while undo_slice(third):
            pass

    together(lambda: put_in(first, 0), lambda: put_in(second, 10), take_back)
    while settle_sums(store):
        pass
    assert sorted(map(int, SupplierOrder.objects.values_list("external_id", flat=True))) == list(range(30))
    assert sum(OrderDay.objects.values_list("orders", flat=True)) == 30
    assert not DayMark.objects.exists()
