"""Buyers are forgotten when their shop asks for it, and notifications when they are old."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from orders.actions import forgetting
from orders.actions.connecting import connect
from orders.actions.forgetting import forget_old_deliveries
from orders.models import Connection, Delivery, EarlyParts, SalesOrder
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


def bodies() -> dict[str, bool]:
    return {key: body is not None for key, body in Delivery.objects.values_list("key", "body")}


def test_an_order_and_the_wish_to_forget_its_buyer_that_come_together_leave_nothing(shop: Connection) -> None:
    send(shop, "orders/create", order(1), key="ann")
    send(
        shop,
        "customers/redact",
        {"customer": {"email": "ann@example.com"}, "orders_to_redact": [ORDER_ID]},
        key="wish",
    )
    send(shop, "orders/create", order(1, id=7, name="#7", email="bob@example.com"), key="bob")
    drain()
    assert bodies() == {"ann": False, "wish": False, "bob": True}
    assert "ann@" not in str([bytes(each.body or b"") for each in Delivery.objects.all()]).casefold()


def test_orders_that_are_found_by_the_address_lose_their_notifications_too(shop: Connection) -> None:
    send(shop, "orders/create", order(1), key="ann")
    drain()
    send(shop, "customers/redact", {"customer": {"email": "Ann@example.com"}}, key="wish")
    drain()
    assert SalesOrder.objects.get().buyer_hash == ""
    send(shop, "orders/updated", order(2), key="late")
    send(shop, "orders/updated", order(3, created_at="yesterday"), key="late and failed")
    drain()
    assert bodies() == {"ann": False, "wish": False, "late": False, "late and failed": False}


def test_what_failed_or_said_nothing_may_be_about_the_buyer_and_goes(shop: Connection) -> None:
    send(shop, "orders/create", order(1, created_at="yesterday"), key="failed")
    send(shop, "customers/update", {"email": "ann@example.com"}, key="nothing")
    send(shop, "orders/create", order(1, id=7, name="#7", email="bob@example.com"), key="bob")
    drain()
    assert bodies() == {"failed": True, "nothing": True, "bob": True}
    send(shop, "customers/redact", {"customer": {"email": "ann@example.com"}}, key="wish")
    drain()
    assert bodies() == {"failed": False, "nothing": False, "bob": True, "wish": False}


def test_an_empty_number_of_an_order_is_none(shop: Connection) -> None:
    send(shop, "customers/redact", {"orders_to_redact": [None, ""]})
    drain()
    assert not EarlyParts.objects.exists()


def test_notifications_are_deleted_after_a_month_but_none_that_waits(shop: Connection) -> None:
    send(shop, "orders/create", order(1), key="done")
    drain()
    send(shop, "orders/updated", order(2), key="waits")
    later = timezone.now() + forgetting.KEPT_FOR
    forget_old_deliveries(later - timedelta(minutes=5))
    assert Delivery.objects.count() == 2
    forget_old_deliveries(later + timedelta(minutes=5))
    assert [each.key for each in Delivery.objects.all()] == ["waits"]
