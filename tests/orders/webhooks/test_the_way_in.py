"""The short way of a notification through the web server, and the message that wakes a worker."""

from datetime import timedelta

import psycopg
import pytest
from django.core.cache import cache
from django.db import connection as database
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from orders import tasks
from orders.actions.connecting import connect
from orders.models import Connection, Delivery
from orders.views.hooks import HooksFirst
from orders.webhooks import Kind
from stores.models import Store, User
from tests.orders.webhooks.notifications import SECRET, order
from tests.orders.webhooks.sending import fates, send
from tests.plugins.worker import database_url

pytestmark = pytest.mark.django_db
ON_ITS_WAY = "orders.deliveries.awake"


@pytest.fixture
def shop(store: Store, owner: User) -> Connection:
    cache.clear()
    return connect(store, owner, Kind.SHOPIFY, "Lamp Shop", SECRET)


def test_the_address_of_a_connection_is_answered_before_all_other_middleware(shop: Connection) -> None:
    def all_the_rest(_request: object) -> None:
        raise AssertionError("handed on")

    request = Client().get(reverse("hook", args=[shop.token])).wsgi_request
    assert HooksFirst(all_the_rest)(request).status_code == 405  # type: ignore[arg-type]


def test_the_answer_has_a_length_and_no_cookie(shop: Connection) -> None:
    answer = Client().post(reverse("hook", args=[shop.token]), b"{}", content_type="application/json")
    assert (answer.status_code, answer["Content-Length"], answer.cookies) == (401, "0", {})


def test_under_a_name_that_is_not_the_sites_nothing_is_taken_in(shop: Connection) -> None:
    assert send(shop, "orders/create", order(1), Host="elsewhere.example") == 400
    assert Delivery.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_way_to_the_database_that_was_cut_costs_no_notification(shop: Connection) -> None:
    assert send(shop, "orders/create", order(1), key="one") == 200
    database.ensure_connection()
    [pid] = database.cursor().execute("SELECT pg_backend_pid()").fetchone()
    with psycopg.connect(database_url(), autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [pid])
    assert send(shop, "orders/create", order(2), key="two") == 200
    assert fates() == [("waiting", ""), ("waiting", "")]


def test_the_mark_of_a_message_is_gone_before_the_worker_looks_for_what_waits(
    shop: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is kept after the look has to be able to wake the next worker."""
    marks: list[object] = []

    def look(_clock: object) -> bool:
        marks.append(cache.get(ON_ITS_WAY))
        return False

    monkeypatch.setattr(tasks, "work_off_deliveries", look)
    tasks.wake_for_deliveries()
    assert cache.get(ON_ITS_WAY) == 1
    tasks.work_deliveries()
    assert marks == [None]


def test_a_message_that_is_on_its_way_covers_what_comes_meanwhile(shop: Connection) -> None:
    sent: list[int] = []
    with pytest.MonkeyPatch.context() as broker:
        broker.setattr(tasks.work_deliveries, "apply_async", lambda **_: sent.append(1))
        for _ in range(5):
            tasks.wake_for_deliveries()
        assert len(sent) == 1
        assert send(shop, "orders/create", order(1)) == 200
        tasks.work_deliveries()
        assert fates() == [("done", "")]
        tasks.wake_for_deliveries()
    assert len(sent) == 2


def test_the_sweep_wakes_a_worker_for_what_has_waited(
    shop: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[int] = []
    monkeypatch.setattr(tasks.work_deliveries, "apply_async", lambda **_: sent.append(1))
    send(shop, "orders/create", order(1))
    tasks.resume_deliveries()
    assert sent == []
    Delivery.objects.update(received_at=timezone.now() - timedelta(seconds=6))
    tasks.resume_deliveries()
    assert sent == [1]
