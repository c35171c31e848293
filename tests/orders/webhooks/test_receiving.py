"""The address of a connection: what is taken in, what is turned away, and what becomes of it."""

import hashlib
import json
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection as database
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from orders.actions import draining, receiving
from orders.actions.connecting import connect, switch
from orders.actions.draining import replay, work_off_deliveries
from orders.actions.forgetting import Forgotten
from orders.models import Connection, Delivery, EarlyParts, Parcel, SalesOrder
from orders.webhooks import Kind, NotReadable, Unreadable
from stores.models import Store, User
from stores.sealing import unsealed
from tests.orders.webhooks.notifications import (
    ORDER_ID,
    SECRET,
    fulfilment,
    order,
    refund,
    sighting,
    signature,
)
from tests.orders.webhooks.sending import drain, fates, send, send_raw

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_refusals_yet(servers: object) -> None:
    cache.clear()


@pytest.fixture
def shop(store: Store, owner: User) -> Connection:
    return connect(store, owner, Kind.SHOPIFY, "Lamp Shop", SECRET)


def test_a_notification_is_kept_and_then_worked_off(shop: Connection) -> None:
    assert send(shop, "orders/create", order(1)) == 200
    assert fates() == [("waiting", "")]
    assert SalesOrder.objects.count() == 0
    drain()
    assert fates() == [("done", "")]
    assert SalesOrder.objects.get().name == "#1001"
    kept = Delivery.objects.get()
    assert (kept.about, kept.topic, kept.tries, kept.order_id) == ("#1001", "orders/create", 1, str(ORDER_ID))


def test_the_same_delivery_is_kept_once(shop: Connection) -> None:
    for _ in range(3):
        assert send(shop, "orders/create", order(1), key="one") == 200
    assert send(shop, "orders/updated", order(1), key="two") == 200
    assert Delivery.objects.count() == 2


def test_what_is_not_signed_with_the_secret_is_turned_away_and_not_kept(shop: Connection) -> None:
    assert send(shop, "orders/create", order(1), secret="a guess") == 401
    assert send_raw(shop, b"{}") == 401
    refused = Delivery.objects.get()
    assert (refused.state, refused.problem, refused.times, refused.body) == ("refused", "signature", 2, None)
    drain()
    assert SalesOrder.objects.count() == 0


def test_a_changed_byte_breaks_the_signature(shop: Connection) -> None:
    content = json.dumps(order(1)).encode()
    assert send_raw(shop, content + b" ", **{"X-Shopify-Hmac-Sha256": signature(content)}) == 401


def test_refusals_are_counted_up_to_a_bound(shop: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving, "REFUSALS_A_MINUTE", 3)
    statuses = [send_raw(shop, b"{}") for _ in range(5)]
    assert statuses == [401, 401, 401, 429, 429]
    assert Delivery.objects.get().times == 3
    # Whoever has the secret comes in all the same.
    assert send(shop, "orders/create", order(1)) == 200


def test_an_address_that_nobody_has_is_not_found(shop: Connection) -> None:
    answer = Client().post("/hooks/nobody/", b"{}", content_type="application/json")
    assert (answer.status_code, answer.content) == (404, b"")
    switch(shop, on=False)
    assert send(shop, "orders/create", order(1)) == 404
    switch(shop, on=True)
    assert send(shop, "orders/create", order(1)) == 200


def test_only_posting_is_answered(shop: Connection) -> None:
    assert Client().get(f"/hooks/{shop.token}/").status_code == 405


def test_what_is_too_large_is_not_read(shop: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("orders.views.hooks.LARGEST_BODY", 100)
    assert send(shop, "orders/create", order(1)) == 413
    assert fates() == [("refused", "too_large")]


def test_without_a_secret_nothing_comes_in(store: Store, owner: User) -> None:
    bare = connect(store, owner, Kind.SHOPIFY, "Bare")
    assert send(bare, "orders/create", order(1), secret="") == 401
    assert fates() == [("refused", "no_secret")]


def test_a_secret_is_not_readable_in_the_database(shop: Connection, settings: Any) -> None:
    stored = str(list(Connection.objects.values()))
    assert SECRET not in stored
    assert unsealed(shop.sealed_secret) == SECRET
    key = settings.SECRET_KEY
    settings.SECRET_KEY = "another key of this site"
    assert unsealed(shop.sealed_secret) == ""
    settings.SECRET_KEY_FALLBACKS = [key]
    assert unsealed(shop.sealed_secret) == SECRET


def test_woocommerce_tries_an_address_before_it_sends(store: Store, owner: User) -> None:
    woo = connect(store, owner, Kind.WOOCOMMERCE, "Woo")
    assert len(unsealed(woo.sealed_secret)) == 40
    ping = Client().post(
        f"/hooks/{woo.token}/", "webhook_id=12", content_type="application/x-www-form-urlencoded"
    )
    assert ping.status_code == 200
    assert fates() == [("nothing", "ping")]


def test_carriers_tell_of_parcels(store: Store, owner: User) -> None:
    tracker = connect(store, owner, Kind.TRACK17, "17TRACK", SECRET)
    latest = {"latest_status": {"status": "InTransit", "sub_status": "InTransit_Other"}}
    body = json.dumps({"event": "TRACKING_UPDATED", "data": {"number": "YT1", "track_info": latest}}).encode()
    signed = hashlib.sha256(body + b"/" + SECRET.encode()).hexdigest()
    assert send_raw(tracker, body, sign=signed) == 200
    after = connect(store, owner, Kind.AFTERSHIP, "AfterShip", SECRET)
    event = {
        "event": "tracking_update",
        "event_id": "e1",
        "msg": {"tracking_number": "YT2", "tag": "Delivered"},
    }
    body = json.dumps(event).encode()
    for _ in range(2):
        assert send_raw(after, body, **{"aftership-hmac-sha256": signature(body)}) == 200
    drain()
    assert list(Parcel.objects.order_by("number").values_list("number", "source", "status")) == [
        ("YT1", "17track", "in_transit"),
        ("YT2", "aftership", "delivered"),
    ]


def test_a_notification_that_cannot_be_read_says_which_field_and_holds_up_nothing(shop: Connection) -> None:
    assert send(shop, "orders/create", order(1, created_at="yesterday"), key="bad") == 200
    assert send(shop, "orders/create", {}, key="worse", body=b"no json") == 200
    assert send(shop, "orders/create", order(1), key="good") == 200
    drain()
    assert fates() == [("failed", "moment"), ("failed", "not_json"), ("done", "")]
    assert Delivery.objects.order_by("pk")[0].field == "created_at"


def test_what_the_database_does_not_take_holds_up_nothing_else(
    shop: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = draining._write

    def refusing(connection: Connection, told: Any) -> Forgotten:
        if any(delivery.key == "bad" for delivery, _news in told):
            with database.cursor() as cursor:
                cursor.execute("SELECT 1 / 0")
        return whole(connection, told)

    monkeypatch.setattr(draining, "_write", refusing)
    send(shop, "orders/create", order(1), key="good")
    send(shop, "orders/create", order(2, id=7, name="#7"), key="bad")
    drain()
    assert fates() == [("done", ""), ("failed", "not_storable")]
    assert SalesOrder.objects.get().name == "#1001"


def test_a_trial_and_a_topic_without_news_are_nothing_to_do(shop: Connection) -> None:
    send(shop, "orders/create", {"id": 820982911946154508, "name": "#9999"})
    send(shop, "products/update", {"id": 1})
    drain()
    assert fates() == [("nothing", "test"), ("nothing", "topic")]
    assert (SalesOrder.objects.count(), EarlyParts.objects.count()) == (0, 0)


def test_working_off_once_more_changes_nothing_and_mends_what_failed(
    shop: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(shop, "orders/create", order(1))
    monkeypatch.setattr(
        draining,
        "read",
        lambda *_: (_ for _ in ()).throw(NotReadable(Unreadable.TEXT, "name")),
    )
    drain()
    assert fates() == [("failed", "text")]
    monkeypatch.undo()
    [kept] = Delivery.objects.all()
    assert replay(kept)
    assert not replay(kept)
    drain()
    assert fates() == [("done", "")]
    before = list(SalesOrder.objects.values())
    assert replay(kept)
    drain()
    assert list(SalesOrder.objects.values()) == before
    assert Delivery.objects.get().tries == 3


def test_keeping_one_asks_the_database_twice(shop: Connection) -> None:
    send(shop, "orders/create", order(1))
    with CaptureQueriesContext(
        database,
    ) as asked:
        send(shop, "orders/updated", order(2))
    wanted = [query["sql"] for query in asked if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert [sql.split()[0] for sql in wanted] == ["SELECT", "INSERT"]


def test_a_hundred_cost_as_many_queries_as_ten(shop: Connection) -> None:
    def cost(number: int, first: int) -> int:
        for each in range(first, first + number):
            send(
                shop,
                "orders/create",
                order(1, id=each, name=f"#{each}", fulfillments=[fulfilment(24, id=each)]),
            )
        with CaptureQueriesContext(database) as asked:
            assert work_off_deliveries(timezone.now)
        return len(asked)

    cost(2, 1)
    assert cost(90, 200) <= cost(10, 100) + 3


def test_the_connection_of_another_store_has_its_own_orders(shop: Connection, stranger: User) -> None:
    other = Store.objects.exclude(pk=shop.store_id).get()
    theirs = connect(other, stranger, Kind.SHOPIFY, "Other", "another secret")
    assert send(theirs, "orders/create", order(1)) == 401
    assert send(theirs, "orders/create", order(1), secret="another secret") == 200
    send(shop, "orders/create", order(1))
    drain()
    assert sorted(SalesOrder.objects.values_list("store", flat=True)) == sorted([shop.store_id, other.pk])


def test_a_whole_life_by_notifications(shop: Connection) -> None:
    send(shop, "fulfillment_events/create", sighting(480, "delivered"))
    send(shop, "refunds/create", refund(600, "65.00"))
    send(shop, "fulfillments/create", fulfilment(24))
    send(shop, "orders/create", order(0.1))
    drain()
    sale = SalesOrder.objects.get()
    assert (sale.financial_status, sale.refunded_amount, sale.tracking_numbers) == (
        "refunded",
        Decimal(65),
        ["YT2606000000000001"],
    )
    assert Parcel.objects.get().status == "delivered"
