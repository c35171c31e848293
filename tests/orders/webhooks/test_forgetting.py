"""Buyers are forgotten when their shop asks for it, and notifications when they are old."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from orders.actions import forgetting
from orders.actions.connecting import connect
from orders.actions.forgetting import forget_old_deliveries
from orders.models import Connection, Delivery, SalesOrder
from orders.webhooks import Kind
from stores.models import Store, User
from tests.orders.webhooks.notifications import ORDER_ID, SECRET, order
from tests.orders.webhooks.sending import drain, send

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_refusals_yet(servers: object) -> None:
    cache.clear()


@pytest.fixture
def shop(store: Store, owner: User) -> Connection:
    return connect(store, owner, Kind.SHOPIFY, "Lamp Shop", SECRET)


def test_buyers_are_forgotten_when_the_shop_asks_and_stay_forgotten(shop: Connection) -> None:
    other = order(1, id=7, name="#7", email="bob@example.com")
    send(shop, "orders/create", order(1), key="ann")
    send(shop, "orders/create", other, key="bob")
    drain()
    asked = {"customer": {"email": "x@example.com"}, "orders_to_redact": [ORDER_ID, 9]}
    send(shop, "customers/redact", asked)
    drain()
    send(shop, "orders/updated", order(50), key="later")
    send(shop, "orders/create", order(1, id=9, name="#9"), key="late")
    drain()
    hashes = dict(SalesOrder.objects.values_list("name", "buyer_hash"))
    assert (hashes["#1001"], hashes["#9"], bool(hashes["#7"])) == ("", "", True)
    assert [
        bool(body)
        for body in Delivery.objects.filter(key__in=["ann", "bob"])
        .order_by("key")
        .values_list("body", flat=True)
    ] == [False, True]
    assert hashes["#7"] in str(SalesOrder.objects.get(name="#7").parts)
    assert "buyer_hash" not in str(SalesOrder.objects.get(name="#1001").parts)
    send(shop, "shop/redact", {"shop_id": 1})
    drain()
    assert set(SalesOrder.objects.values_list("buyer_hash", flat=True)) == {""}


def test_notifications_are_deleted_after_a_month_but_none_that_waits(shop: Connection) -> None:
    send(shop, "orders/create", order(1), key="done")
    drain()
    send(shop, "orders/updated", order(2), key="waits")
    later = timezone.now() + forgetting.KEPT_FOR
    forget_old_deliveries(later - timedelta(minutes=5))
    assert Delivery.objects.count() == 2
    forget_old_deliveries(later + timedelta(minutes=5))
    assert [each.key for each in Delivery.objects.all()] == ["waits"]
