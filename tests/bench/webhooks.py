"""Notifications at 200 a second: how soon each is answered while no worker runs, and that none is lost."""

import base64
import hashlib
import hmac
import http.client
import json
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles

from config.launch import product
from config.launch.place import HOST
from orders.actions.connecting import connect
from orders.models import Connection, Delivery, SalesOrder
from orders.webhooks import Kind
from stores.actions import open_store
from stores.models import Store, User
from tests.bench.measure import Row

A_SECOND = 200
SECONDS = int(os.environ.get("BENCH_WEBHOOK_SECONDS", "10"))
SECRET = "the secret of the bench"
SENDERS = 24
READY_WITHIN_SECONDS = 60
DRAINED_WITHIN_SECONDS = 300


def rows() -> Iterator[Row]:
    """Yield how soon notifications are answered, beside an address that nobody has; then how many were lost."""
    owner = User.objects.create_user("bench@example.com", "a long enough password")
    store = open_store(owner, "Bench", currency="USD")
    shop = connect(store, owner, Kind.SHOPIFY, "Bench", SECRET)
    port, measured = _free_port(), A_SECOND * SECONDS
    number = measured + A_SECOND
    with _running("web", port):
        _until_it_answers(port)
        # Before, so that every thread has its ways to the database and the broker.
        _send(port, shop.token, range(measured, number))
        plain = _p95(_send(port, "nobody", range(measured)))
        answered = _p95(_send(port, shop.token, range(measured)))
    yield Row(
        f"a notification at {A_SECOND} a second, p95; unknown address", answered, "ms", plain, target=20
    )
    yield Row("notifications not kept", number - Delivery.objects.count(), "", target=0)
    began = time.monotonic()
    with _running("worker", port):
        _until_drained(shop)
    took = time.monotonic() - began
    lost = number - SalesOrder.objects.filter(store=store).count()
    yield Row(f"{number:,} notifications worked off, start of the worker included", took, "s")
    yield Row("notifications lost", lost + _not_done(store), "", target=0)


@contextmanager
def _running(part: str, port: int) -> Iterator[None]:
    """Run a part of the product as the launcher starts it."""
    command = product.processes(Path(os.environ["LEEWAY_VAR"]), port)[part]
    # With DEBUG every query is remembered, which no server does.
    given = {name: value for name, value in os.environ.items() if name != "DEBUG"}
    process = subprocess.Popen(command, env=given, stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        yield
    finally:
        process.terminate()
        process.wait(30)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind((HOST, 0))
        port: int = one.getsockname()[1]
        return port


def _until_it_answers(port: int) -> None:
    end = time.monotonic() + READY_WITHIN_SECONDS
    while True:
        try:
            _post(port, "nobody", 0)
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
        else:
            return


def _send(port: int, token: str, numbers: range) -> list[float]:
    """Send so many at 200 a second, each over a connection of its own; return the milliseconds until each answer.

    They count from the moment at which it was to be sent: a server that falls behind does not slow the senders down.
    """
    begin = time.perf_counter() + 0.2

    def one(number: int) -> float:
        due = begin + (number - numbers.start) / A_SECOND
        time.sleep(max(0.0, due - time.perf_counter()))
        _post(port, token, number)
        return 1000 * (time.perf_counter() - due)

    with ThreadPoolExecutor(SENDERS) as senders:
        return list(senders.map(one, numbers))


def _post(port: int, token: str, number: int) -> None:
    body = _order(number)
    signature = base64.b64encode(hmac.new(SECRET.encode(), body, hashlib.sha256).digest()).decode()
    headers = {
        "Content-Type": "application/json",
        "X-Shopify-Topic": "orders/create",
        "X-Shopify-Webhook-Id": f"bench-{number}",
        "X-Shopify-Hmac-Sha256": signature,
    }
    line = http.client.HTTPConnection(HOST, port, timeout=30)
    try:
        line.request("POST", f"/hooks/{token}/", body, headers)
        answer = line.getresponse()
        answer.read()
    finally:
        line.close()
    if answer.status != (404 if token == "nobody" else 200):
        raise RuntimeError(f"the address of {token} answers {answer.status}")


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
