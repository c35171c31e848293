"""Orders of customers that were stored before there were parts are as they would be had they come in today."""

from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps

from orders import migrations
from orders.actions import Tally, record_sales_orders
from orders.models import SalesOrder
from stores.models import Store
from tests.orders.test_recording import TODAY, sale

pytestmark = pytest.mark.django_db
[NAME] = [path.stem for path in Path(migrations.__path__[0]).glob("*_sales_parts_data.py")]


def test_old_orders_get_their_parts_and_the_same_file_again_changes_nothing(store: Store) -> None:
    rows = [sale("1"), sale("2", lines=(), fulfilled_at=None, total=None)]
    record_sales_orders(store, "shopify_orders", rows, learned_on=TODAY)
    expected = list(SalesOrder.objects.order_by("pk").values())
    SalesOrder.objects.update(parts={})
    migration = import_module(f"orders.migrations.{NAME}")
    for _twice in range(2):
        migration.keep_parts(apps, None)
    assert list(SalesOrder.objects.order_by("pk").values()) == expected
    assert record_sales_orders(store, "shopify_orders", rows, learned_on=TODAY) == Tally(unchanged=2)
