"""Notifications while workers die, with real workers and the real broker: none is lost, none counts twice."""

import json
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.utils import timezone

from orders.actions.connecting import connect
from orders.actions.locking import lock_store
from orders.models import Connection, Delivery, SalesOrder
from orders.tasks import enqueue_deliveries, resume_deliveries
from orders.webhooks import Kind
from stores.models import Store, User
from tests.orders.webhooks.notifications import SECRET, order, signature
from tests.plugins.worker import CeleryProcess

pytestmark = pytest.mark.django_db(transaction=True)
NUMBER = 150
WITHIN_SECONDS = 120.0


@pytest.fixture
def shop(store: Store, owner: User) -> Connection:
    cache.clear()
    return connect(store, owner, Kind.SHOPIFY, "Lamp Shop", SECRET)


def send(shop: Connection, number: int) -> None:
    body = json.dumps(order(1, id=number, name=f"#{number}")).encode()
    headers = {
        "X-Shopify-Topic": "orders/create",
        "X-Shopify-Webhook-Id": str(number),
        "X-Shopify-Hmac-Sha256": signature(body),
    }
    answer = Client().post(f"/hooks/{shop.token}/", body, content_type="application/json", headers=headers)
    assert answer.status_code == 200


def until(what: Callable[[], bool]) -> None:
    end = time.monotonic() + WITHIN_SECONDS
    while not what():
        assert time.monotonic() < end, list(Delivery.objects.values("state", "problem"))
        time.sleep(0.05)


def all_done() -> bool:
    return set(Delivery.objects.values_list("state", flat=True)) == {"done"}


def test_a_worker_is_woken_and_works_all_off(shop: Connection, worker: CeleryProcess) -> None:
    for number in range(5):
        send(shop, number)
    until(all_done)
    assert SalesOrder.objects.count() == 5


def test_a_worker_that_is_killed_in_the_middle_loses_nothing(
    store: Store, shop: Connection, start_worker: Callable[[], CeleryProcess]
) -> None:
    for number in range(NUMBER):
        send(shop, number)
    cache.clear()
    with transaction.atomic():
        # The worker has read its notifications and waits for the store when it is killed.
        lock_store(store)
        first = start_worker()
        enqueue_deliveries()
        time.sleep(0)
    until(lambda: "orders.work_deliveries" in first.said)
    first.kill()
    assert not Delivery.objects.exclude(state__in=("waiting", "done")).exists()
    start_worker()
    cache.clear()
    Delivery.objects.update(received_at=timezone.now() - timedelta(minutes=1))
    resume_deliveries()
    until(all_done)
    assert (SalesOrder.objects.count(), Delivery.objects.count()) == (NUMBER, NUMBER)


def test_two_workers_side_by_side_do_each_notification_once(
    shop: Connection, start_worker: Callable[[], CeleryProcess]
) -> None:
    for number in range(NUMBER):
        send(shop, number)
    for _ in range(2):
        start_worker()
        cache.clear()
        enqueue_deliveries()
    until(all_done)
    assert set(Delivery.objects.values_list("tries", flat=True)) == {1}
    assert SalesOrder.objects.count() == NUMBER


def test_the_sweep_finds_what_no_message_told_of(shop: Connection, beat: CeleryProcess) -> None:
    now = timezone.now()
    send(shop, 1)
    cache.clear()
    Delivery.objects.update(state="waiting", received_at=now - timedelta(minutes=1))
    until(all_done)
