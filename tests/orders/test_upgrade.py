"""What was kept before this version: orders with claims in their first form, brought up to date."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from orders.claims import life
from orders.models import DayCount, SalesOrder, SupplierOrder

FIRST, LAST = [("orders", "0001_first")], [("orders", "0005_count_days_data")]
CLAIMS = {
    "supplier_orders": {
        "supplier": ["Shenzhen Bright", "2026-05-01"],
        "cost": ["12.50", "2026-05-01"],
        "currency": ["USD", "2026-05-01"],
        "ordered_on": ["2026-04-01", "2026-04-20"],
        "delivered_on": ["2026-04-13", "2026-05-01"],
    },
    "aliexpress_orders": {"end_reason": ["buyer_accept_goods", "2026-05-02"]},
}


def at(target: list[tuple[str, str]]) -> MigrationExecutor:
    """Bring the tables to a state, and return what knows the models of it."""
    executor = MigrationExecutor(connection)
    executor.migrate(target)
    return MigrationExecutor(connection)


@pytest.mark.django_db(transaction=True)
def test_orders_of_the_first_version_are_all_there_after_an_upgrade() -> None:
    try:
        before = at(FIRST).loader.project_state(FIRST).apps
        store = before.get_model("stores", "Store").objects.create(name="Lamp Shop", slug="lamp-shop")
        before.get_model("orders", "SupplierOrder").objects.create(
            store=store,
            marketplace="aliexpress",
            external_id="1",
            claims=CLAIMS,
            lane="unknown",
            arrival="proven",
            because="delivered",
            dated_on=date(2026, 4, 1),
            delivered_on=date(2026, 4, 13),
        )
        sale = before.get_model("orders", "SalesOrder").objects.create(
            store=store,
            channel="shopify_orders",
            external_id="7",
            name="#1001",
            ordered_at=datetime(2026, 4, 1, tzinfo=UTC),
            total="20.00",
            learned_on=date(2026, 5, 1),
        )
        at(LAST)
        order = SupplierOrder.objects.get()
        held = life(order.claims)
        assert (held.supplier, held.currency) == ("Shenzhen Bright", "USD")
        assert (held.ordered_on, held.delivered_on) == (date(2026, 4, 1), date(2026, 4, 13))
        assert held.end_reason == "buyer_accept_goods"
        assert order.claims["supplier_orders"]["dates"] == {"ordered_on": "2026-04-20"}
        assert SalesOrder.objects.get(pk=sale.pk).parts["file:shopify_orders"]["said"]["total"] == "20.00"
        assert DayCount.objects.get().orders == 1
    finally:
        at(MigrationExecutor(connection).loader.graph.leaf_nodes())
