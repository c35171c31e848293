"""Writers and readers at the same moment, each with a connection of its own to the real database."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from functools import partial
from threading import Barrier

import pytest
from django.db import connection

from assessments.actions import assess_supplier, submit
from assessments.models import Assessment, OwnValue, Reading
from assessments.sample.suppliers import NOTHING_WRONG, SUPPLIERS, USUAL
from orders.actions import record_supplier_orders
from orders.importers.rows import Source, SupplierOrderRow
from orders.models import OrderDay, SupplierOrder
from stores.models import Store, User
from suppliers.actions import add_supplier
from suppliers.models import Supplier
from tests.assessments.own_numbers import raised, set_drift

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2026, 6, 1)
NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


def rows(first: int, number: int) -> list[SupplierOrderRow]:
    return [
        SupplierOrderRow(
            row=2,
            marketplace="aliexpress",
            order_id=str(each),
            supplier="Shenzhen Bright",
            ordered_on=TODAY - timedelta(days=20 + each % 7),
            delivered_on=TODAY - timedelta(days=5),
        )
        for each in range(first, first + number)
    ]


def together(*jobs: Callable[[], object]) -> None:
    """Run jobs at the same moment; an error of one is an error of the test."""
    start = Barrier(len(jobs))

    def run(job: Callable[[], object]) -> None:
        start.wait(timeout=10)
        try:
            job()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        for future in [pool.submit(run, job) for job in jobs]:
            future.result(timeout=60)


def test_the_same_orders_from_two_imports_at_once_are_there_once(store: Store) -> None:
    def write() -> None:
        for first in range(0, 40, 10):
            record_supplier_orders(store, Source.SUPPLIER_ORDERS, rows(first, 10), learned_on=TODAY)

    together(write, write)
    assert SupplierOrder.objects.count() == 40
    assert Supplier.objects.count() == 1
    assert sum(OrderDay.objects.values_list("orders", flat=True)) == 40


def test_assessing_beside_an_import_never_ends_in_a_circle_and_ends_up_to_date(
    store: Store, owner: User
) -> None:
    supplier = add_supplier(store, "Shenzhen Bright")
    submit(supplier, USUAL | SUPPLIERS[0].offer | {"answers": NOTHING_WRONG}, owner, NOW)

    def write() -> None:
        for first in range(15):
            record_supplier_orders(store, Source.SUPPLIER_ORDERS, rows(first, 1), learned_on=TODAY)

    def judge() -> None:
        for _time in range(15):
            assess_supplier(supplier.pk, NOW)

    together(write, judge, judge)
    assess_supplier(supplier.pk, NOW)
    supplier.refresh_from_db()
    assert Reading.objects.get().assessed_version == supplier.evidence_version
    # Version and evidence agree in every assessment: the more versions, the more orders.
    seen = Assessment.objects.order_by("evidence_version").values_list("result__orders__total", flat=True)
    assert list(seen) == sorted(seen)
    assert seen[len(seen) - 1] == 15


def test_two_people_who_set_one_number_at_once_leave_one_in_force_and_each_in_the_history(
    store: Store, owner: User
) -> None:
    supplier = add_supplier(store, "Shenzhen Bright")
    for round_ in range(4):
        values = (1.1 + round_ / 2, 1.2 + round_ / 2, 1.3 + round_ / 2)
        together(*(partial(set_drift, store, owner, value) for value in values))
        [held] = OwnValue.in_force.filter(store=store)
        assert float(held.value or 0) in values
    assert OwnValue.objects.filter(store=store).count() == 12
    assert raised(supplier) == 12
