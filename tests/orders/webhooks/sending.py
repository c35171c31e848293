"""Notifications on their way to the address of a connection, and the work on them."""

import hashlib
import json
from typing import Any

from django.test import Client
from django.utils import timezone

from orders.actions.draining import work_off_deliveries
from orders.models import Connection, Delivery
from tests.orders.webhooks.notifications import SECRET, signature


def send(
    shop: Connection,
    topic: str,
    payload: dict[str, Any],
    *,
    key: str = "",
    secret: str = SECRET,
    body: bytes | None = None,
    **headers: str,
) -> int:
    """Send a notification as Shopify does; return the status of the answer."""
    content = json.dumps(payload).encode() if body is None else body
    return send_raw(
        shop,
        content,
        **{
            "X-Shopify-Topic": topic,
            "X-Shopify-Webhook-Id": key or hashlib.sha256(topic.encode() + content).hexdigest(),
            "X-Shopify-Hmac-Sha256": signature(content, secret),
        }
        | headers,
    )


def send_raw(shop: Connection, content: bytes, **headers: str) -> int:
    answer = Client(enforce_csrf_checks=True).post(
        f"/hooks/{shop.token}/", content, content_type="application/json", headers=headers
    )
    return answer.status_code


def drain() -> None:
    while work_off_deliveries(timezone.now):
        pass


def fates() -> list[tuple[str, str]]:
    return list(Delivery.objects.order_by("pk").values_list("state", "problem"))
