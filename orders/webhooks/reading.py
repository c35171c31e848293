"""The ways into a notification: which one it is, and what it says."""

import hashlib
import re
from collections.abc import Callable, Mapping

from orders.webhooks import aftership, shopify, track17, woocommerce
from orders.webhooks.fields import identity, opened
from orders.webhooks.news import Kind, Message, News, NotReadable
from orders.webhooks.signatures import given

_READERS: dict[Kind, Callable[[Message], News]] = {
    Kind.SHOPIFY: shopify.read,
    Kind.WOOCOMMERCE: woocommerce.read,
    Kind.AFTERSHIP: aftership.read,
    Kind.TRACK17: track17.read,
}
_PING = re.compile(rb"webhook_id=[0-9]{1,20}")


def read(kind: Kind, message: Message) -> News:
    """Return what a notification says. Raises: NotReadable."""
    return _READERS[kind](message)


def order_named(body: bytes) -> str:
    """Return the id of the order that an unreadable notification seems to be about, empty for none."""
    try:
        payload = opened(body)
        return identity(payload, "order_id") or identity(payload, "id")
    except NotReadable:
        return ""


def is_ping(kind: Kind, body: bytes, headers: Mapping[str, str]) -> bool:
    """Return whether this is WooCommerce's trial of an address: unsigned, and it says nothing."""
    return kind is Kind.WOOCOMMERCE and not given(kind, headers) and bool(_PING.fullmatch(body))


def key_of(kind: Kind, topic: str, body: bytes, headers: Mapping[str, str]) -> str:
    """Return what a delivery is known by, so that the same one is kept once.

    Shopify names each delivery and keeps the name over its retries. AfterShip names each event. WooCommerce's
    id of a delivery is shared by orders of the same second and 17TRACK has none: there the bytes themselves
    are the key (an order's id and the moment of its change are among them). What WooCommerce says of a deleted
    order has no moment in it, so that the id has to help.
    """
    digest = hashlib.sha256(body).hexdigest()
    if kind is Kind.SHOPIFY and headers.get("X-Shopify-Webhook-Id"):
        return headers["X-Shopify-Webhook-Id"][:100]
    if kind is Kind.AFTERSHIP:
        return _event_id(body) or digest
    if kind is Kind.WOOCOMMERCE and topic.endswith(".deleted"):
        return f"{digest}:{headers.get('X-WC-Webhook-Delivery-ID', '')}"[:100]
    return digest if kind is not Kind.SHOPIFY else f"{topic}:{digest}"[-100:]


def _event_id(body: bytes) -> str:
    try:
        return identity(opened(body), "event_id")
    except NotReadable:
        return ""
