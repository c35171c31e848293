"""A check says what writing would do, and writes nothing; in a large store it costs what its own rows cost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from orders.actions import record_sales_orders, record_supplier_orders
from orders.actions.sales import check_sales_orders
from orders.actions.supplier_orders import check_supplier_orders
from orders.actions.tally import Tally
from orders.hearing import hear
from orders.importers.rows import SalesOrderRow, Source
from orders.models import SalesOrder
from stores.models import Store
from tests.orders.test_recording import MARCH, TODAY, row, sale

pytestmark = pytest.mark.django_db
CHANNEL = Source.SHOPIFY.value


@pytest.mark.parametrize(
    ("rows", "tally"),
    [
        ([sale("1"), sale("2")], Tally(new=1, unchanged=1)),
        ([sale("1", fulfilment_status="")], Tally(changed=1)),
        ([sale("2"), sale("2", country="FR")], Tally(new=1)),
        ([], Tally()),
    ],
)
def test_the_check_of_sales_says_what_writing_them_does_and_writes_nothing(
    store: Store, rows: list[SalesOrderRow], tally: Tally
) -> None:
    record_sales_orders(store, CHANNEL, [sale("1")], learned_on=TODAY)
    before = list(SalesOrder.objects.values())
    with CaptureQueriesContext(connection) as queries:
        told = check_sales_orders(store, CHANNEL, rows, learned_on=TODAY)
    assert told == tally
    assert all(each["sql"].startswith("SELECT") and "FOR " not in each["sql"] for each in queries)
    assert list(SalesOrder.objects.values()) == before
    assert record_sales_orders(store, CHANNEL, rows, learned_on=TODAY) == told


def test_orders_are_looked_up_by_their_ids_also_before_the_planner_knows_of_them(store: Store) -> None:
    rows = [row(str(number), ordered_on=MARCH + timedelta(days=number % 300)) for number in range(3_000)]
    record_supplier_orders(store, Source.SUPPLIER_ORDERS, rows, learned_on=TODAY)
    with CaptureQueriesContext(connection) as queries:
        told = check_supplier_orders(store, Source.SUPPLIER_ORDERS, rows[:1_500], learned_on=TODAY)
    assert told == Tally(unchanged=1_500)
    [asked] = [each["sql"] for each in queries]
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN " + asked)
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "Index Scan using supplier_order_once_per_store" in plan


def test_equal_amounts_with_other_texts_are_other_words() -> None:
    written = [hear(row("1", cost=cost))[0] for cost in (row("1").cost, row("1").cost.normalize())]  # type: ignore[union-attr]
    assert ['"cost":"12.50"' in written[0], '"cost":"12.5"' in written[1]] == [True, True]
