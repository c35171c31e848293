"""Notifications at 200 a second: how soon each is answered while no worker runs, and that none is lost."""

import base64
import hashlib
import hmac
import json
import os
import time
from collections.abc import Iterator
from statistics import quantiles

from orders.actions.connecting import connect
from orders.models import Connection, Delivery, SalesOrder
from orders.webhooks import Kind
from stores.actions import open_store
from stores.models import Store, User
from tests.bench import running, senders
from tests.bench.measure import Row

A_SECOND = 200
SECONDS = int(os.environ.get("BENCH_WEBHOOK_SECONDS", "10"))
SECRET = "the secret of the bench"
NOBODY = "nobody"
DRAINED_WITHIN_SECONDS = 300


def rows() -> Iterator[Row]:
    """Yield how soon notifications are answered, beside an address that nobody has; then how many were lost."""
    owner = User.objects.create_user("bench@example.com", "a long enough password")
    store = open_store(owner, "Bench", currency="USD")
    shop = connect(store, owner, Kind.SHOPIFY, "Bench", SECRET)
    measured = A_SECOND * SECONDS
    number = measured + A_SECOND
    with running.web() as (port, _pid):
        # Before, so that every thread has its ways to the database and the broker.
        _send(port, shop.token, range(measured, number))
        plain = _p95(_send(port, NOBODY, range(measured)))
        answered = _p95(_send(port, shop.token, range(measured)))
    yield Row(
        f"a notification at {A_SECOND} a second, p95; unknown address", answered, "ms", plain, target=20
    )
    yield Row("notifications not kept", number - Delivery.objects.count(), "", target=0)
    began = time.monotonic()
    with running.running("worker"):
        _until_drained(shop)
    took = time.monotonic() - began
    lost = number - SalesOrder.objects.filter(store=store).count()
    yield Row(f"{number:,} notifications worked off, start of the worker included", took, "s")
    yield Row("notifications lost", lost + _not_done(store), "", target=0)


def _send(port: int, token: str, numbers: range) -> list[float]:
    """Send these notifications at 200 a second; return the milliseconds until each answer."""
    status = 404 if token == NOBODY else 200
    return senders.answered(port, [_signed(token, number) for number in numbers], A_SECOND, status)


def _signed(token: str, number: int) -> bytes:
    """Return a notification as it goes over the line."""
    body = _order(number)
    signature = base64.b64encode(hmac.new(SECRET.encode(), body, hashlib.sha256).digest()).decode()
    headers = {
        "Content-Type": "application/json",
        "X-Shopify-Topic": "orders/create",
        "X-Shopify-Webhook-Id": f"bench-{number}",
        "X-Shopify-Hmac-Sha256": signature,
    }
    return senders.request(f"/hooks/{token}/", headers, body)


def _order(number: int) -> bytes:
    """Return an order of about eight kilobytes, as Shopify's are."""
    lines = [
        {"id": each, "name": f"Lamp {each}", "quantity": 1, "price": "30.00", "vendor": "Bright"}
        for each in range(3)
    ]
    order = {
        "id": 5_100_000_000_000 + number,
        "name": f"#{number}",
        "email": f"buyer{number}@example.com",
        "created_at": "2026-03-01T10:00:00Z",
        "updated_at": "2026-03-01T10:00:01Z",
        "currency": "USD",
        "total_price": "90.00",
        "financial_status": "paid",
        "line_items": lines,
        "note_attributes": [{"name": "filler", "value": "x" * 7_000}],
    }
    return json.dumps(order).encode()


def _p95(times: list[float]) -> float:
    return quantiles(times, n=20)[-1]


def _until_drained(shop: Connection) -> None:
    end = time.monotonic() + DRAINED_WITHIN_SECONDS
    waiting = Delivery.objects.filter(connection=shop, state=Delivery.State.WAITING)
    while waiting.exists() and time.monotonic() < end:
        time.sleep(0.1)


def _not_done(store: Store) -> int:
    return Delivery.objects.filter(store=store).exclude(state=Delivery.State.DONE).count()
