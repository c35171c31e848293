"""What pages count: kept sums that equal a recount, whatever happened before."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orders import migrations, queries
from orders.actions import Assignment, assign, record_sales_orders
from orders.history import FATES, history_of
from orders.importers.rows import Outcome
from orders.models import DayCount, SalesLine, SupplierOrder
from orders.queries import Counted, orders_in_other_currency, totals, unassigned_count
from stores.models import Store
from suppliers.models import Alias, Supplier
from tests.orders.test_recording import MARCH, TODAY, record, row, sale

pytestmark = pytest.mark.django_db
Day = tuple[int | None, date | None]


def recounted(store: Store) -> dict[Day, Counter[str]]:
    """Count the orders of each supplier and day from their rows, past every sum."""
    found: dict[Day, Counter[str]] = {}
    for order in SupplierOrder.objects.filter(store=store):
        counts = found.setdefault((order.supplier_id, order.dated_on), Counter())
        counts["orders"] += 1
        if order.is_evidence:
            counts["counted"] += 1
            counts["proven"] += order.arrival == "proven"
            counts[fate(order)] += 1
    return found


def fate(order: SupplierOrder) -> str:
    if order.arrival == "lost":
        return "lost"
    if order.arrival not in ("proven", "attested"):
        return "silent"
    if order.not_as_described or order.counterfeit:
        return "wrong"
    return "late" if order.late else "fine"


def kept(store: Store) -> dict[Day, Counter[str]]:
    found: dict[Day, Counter[str]] = {}
    for each in DayCount.objects.filter(store=store):
        names = ("orders", "counted", "proven", "fine", "late", "wrong", "lost")
        counts = Counter({name: getattr(each, name) for name in names})
        counts["silent"] = counts["counted"] - sum(counts[name] for name in FATES if name != "silent")
        found[each.supplier_id, each.day] = counts
    return found


def facts() -> st.SearchStrategy[dict[str, Any]]:
    outcome = st.sampled_from([None, *Outcome])
    return st.fixed_dictionaries(
        {
            "outcome": outcome,
            "delivered_on": st.none(),
            "ordered_on": st.sampled_from([None, MARCH, MARCH + timedelta(days=1)]),
            "supplier": st.sampled_from([None, "Shenzhen Bright", "Yiwu Gifts"]),
            "is_paid": st.sampled_from([None, False]),
        }
    )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.tuples(st.integers(1, 5), facts()), max_size=4), max_size=4))
def test_the_counts_equal_a_recount_after_any_sequence_of_files(
    store: Store, files: list[list[tuple[int, dict[str, Any]]]]
) -> None:
    for file in files:
        record(store, *(row(str(number), **given) for number, given in file))
        assert kept(store) == recounted(store)


def test_an_order_that_gets_a_supplier_leaves_the_count_of_those_without(store: Store) -> None:
    record(store, row("1", supplier=None), row("2", supplier=None, products=("Chair",)))
    assert unassigned_count(store) == Counted(2)
    bright = Supplier.objects.create(store=store, name="Bright", name_key="bright")
    assign(store, [Assignment(Alias.Kind.PRODUCT, "Lamp", bright)])
    assert unassigned_count(store) == Counted(1)
    assert kept(store) == recounted(store)


def test_totals_are_those_of_the_rows(store: Store) -> None:
    record(store, row("1"), row("2", supplier=None, ordered_on=None, delivered_on=None, outcome=None))
    record_sales_orders(store, "shopify", [sale("1"), sale("2")], learned_on=TODAY)
    found = totals(store)
    assert (found.supplier_orders, found.sales_orders) == (Counted(2), Counted(2))
    assert (found.first_on, found.last_on) == (MARCH, MARCH)
    assert found.fulfilled == Counted(queries.fulfilled_orders(store, TODAY))


def test_beyond_a_bound_a_count_says_more_than(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "MANY", 2)
    record_sales_orders(store, "shopify", [sale(str(number)) for number in range(2)], learned_on=TODAY)
    SalesLine.objects.update(supplier=None)
    assert (totals(store).sales_orders, unassigned_count(store)) == (Counted(2), Counted(2))
    record_sales_orders(store, "shopify", [sale("9")], learned_on=TODAY)
    SalesLine.objects.update(supplier=None)
    assert (totals(store).sales_orders, unassigned_count(store)) == (Counted(2, True), Counted(2, True))


def test_orders_in_another_currency_are_found_by_their_days(store: Store) -> None:
    record(
        store,
        row("1"),
        row("2", currency="EUR"),
        row("3", cost=None),
        row("4", currency="GBP", ordered_on=MARCH + timedelta(days=1), cost=Decimal(3)),
    )
    supplier = Supplier.objects.get()
    assert orders_in_other_currency(supplier, "USD") == ["2 (EUR)", "4 (GBP)"]
    assert orders_in_other_currency(supplier, "EUR") == ["1 (USD)", "4 (GBP)"]


def test_short_histories_are_by_week_without_gaps(store: Store) -> None:
    record(
        store,
        row("1"),
        row("2", ordered_on=MARCH + timedelta(days=20), outcome=Outcome.LOST, delivered_on=None),
    )
    record(store, row("3", ordered_on=None, delivered_on=None, outcome=None))
    found = history_of(Supplier.objects.get())
    assert (found.by_week, found.undated, found.earlier) == (True, 1, 0)
    # 1 March 2026 is a Sunday: its week begins on Monday 23 February.
    assert [(each.first_on.isoformat(), dict(+each.orders)) for each in found.periods] == [
        ("2026-02-23", {"fine": 1}),
        ("2026-03-02", {}),
        ("2026-03-09", {}),
        ("2026-03-16", {"lost": 1}),
    ]


def test_long_histories_are_by_month_and_say_what_lies_before(store: Store) -> None:
    days = [date(2023, 5, 9), date(2024, 4, 1), date(2026, 3, 1)]
    record(store, *(row(day.isoformat(), ordered_on=day, promised_on=None) for day in days))
    found = history_of(Supplier.objects.get())
    assert (found.by_week, len(found.periods), found.earlier) == (False, 24, 1)
    assert (found.periods[0].first_on, found.periods[-1].first_on) == (date(2024, 4, 1), date(2026, 3, 1))


def test_orders_that_were_here_before_the_counts_are_counted_once(store: Store) -> None:
    record(store, row("1"), row("2", supplier=None, ordered_on=None, outcome=None, delivered_on=None))
    record(store, row("3", outcome=Outcome.COUNTERFEIT), row("4", outcome=Outcome.LOST, delivered_on=None))
    DayCount.objects.all().delete()
    [name] = [each.stem for each in Path(migrations.__file__).parent.glob("*_count_days_data.py")]
    migration = import_module(f"orders.migrations.{name}")
    for _ in range(2):
        migration.count_days(apps, connection.schema_editor())
        assert kept(store) == recounted(store)
