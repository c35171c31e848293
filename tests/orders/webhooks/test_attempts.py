"""The work on a notification breaks off: it is begun again, and given up before it holds up the others."""

from typing import Any

import pytest
from django.core.cache import cache

from orders.actions import draining
from orders.actions.connecting import connect
from orders.actions.draining import replay
from orders.actions.forgetting import Forgotten
from orders.models import Connection, Delivery, SalesOrder
from orders.webhooks import Kind
from stores.models import Store, User
from tests.orders.webhooks.notifications import SECRET, order
from tests.orders.webhooks.sending import drain, fates, send

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_refusals_yet(servers: object) -> None:
    cache.clear()


@pytest.fixture
def shop(store: Store, owner: User) -> Connection:
    return connect(store, owner, Kind.SHOPIFY, "Lamp Shop", SECRET)


def test_what_nobody_foresaw_is_given_up_after_three_attempts_and_holds_up_nothing_else(
    shop: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = draining._write

    def broken(connection: Connection, told: Any) -> Forgotten:
        if any(delivery.key == "bad" for delivery, _news in told):
            raise ZeroDivisionError
        return whole(connection, told)

    monkeypatch.setattr(draining, "_write", broken)
    send(shop, "orders/create", order(2, id=7, name="#7"), key="bad")
    send(shop, "orders/create", order(1), key="good")
    broke_off = 0
    for _each in range(10):
        try:
            drain()
        except ZeroDivisionError:
            broke_off += 1
    assert broke_off == 3
    assert fates() == [("failed", "given_up"), ("done", "")]
    assert SalesOrder.objects.get().name == "#1001"
    monkeypatch.undo()
    bad = Delivery.objects.get(key="bad")
    assert bad.sentence
    assert replay(bad)
    drain()
    assert fates() == [("done", ""), ("done", "")]


def test_an_attempt_counts_though_its_worker_is_killed(
    shop: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise SystemExit

    send(shop, "orders/create", order(1))
    monkeypatch.setattr(draining, "_work_off", killed)
    for _each in range(3):
        with pytest.raises(SystemExit):
            drain()
    assert Delivery.objects.get().attempts == 3
    drain()
    assert fates() == [("failed", "given_up")]
