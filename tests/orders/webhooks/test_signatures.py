"""A notification is genuine only where its sender had the secret."""

import hashlib

import pytest

from orders.webhooks import Kind, is_ping, is_signed, key_of
from tests.orders.webhooks.notifications import SECRET, signature

BODY = '{"id": 1, "name": "Zoë"}'.encode()
HEADERS = {
    Kind.SHOPIFY: {"X-Shopify-Hmac-Sha256": signature(BODY)},
    Kind.WOOCOMMERCE: {"X-WC-Webhook-Signature": signature(BODY)},
    Kind.AFTERSHIP: {"aftership-hmac-sha256": signature(BODY)},
    Kind.TRACK17: {"sign": hashlib.sha256(BODY + b"/" + SECRET.encode()).hexdigest()},
}


@pytest.mark.parametrize("kind", list(Kind))
def test_what_was_signed_with_the_secret_is_taken_and_nothing_else(kind: Kind) -> None:
    headers = HEADERS[kind]
    assert is_signed(kind, BODY, headers, [SECRET])
    assert is_signed(kind, BODY, headers, ["a newer one", SECRET])
    assert not is_signed(kind, BODY, headers, ["another"])
    assert not is_signed(kind, BODY, headers, [])
    assert not is_signed(kind, BODY + b" ", headers, [SECRET])
    assert not is_signed(kind, BODY, {}, [SECRET])
    assert not is_signed(kind, BODY, dict.fromkeys(headers, ""), [SECRET])
    assert not is_signed(kind, BODY, dict.fromkeys(headers, "é"), [SECRET])


def test_an_empty_secret_signs_nothing() -> None:
    assert not is_signed(Kind.SHOPIFY, BODY, {"X-Shopify-Hmac-Sha256": signature(BODY, "")}, [""])


def test_known_answers() -> None:
    # Worked out with openssl: printf '{"a":1}' | openssl dgst -sha256 -hmac secret -binary | base64
    shopify = {"X-Shopify-Hmac-Sha256": "qp4uNXX11wmLbKzNeQiIw21f22M0KnO62i1qUXR6hJQ="}
    assert is_signed(Kind.SHOPIFY, b'{"a":1}', shopify, ["secret"])
    # printf '{"a":1}/secret' | sha256sum
    track17 = {"sign": "36deaeeb8816d4463b22dc8a54860ccb0de80a70cec891afc749accbbf9dc2fb"}
    assert is_signed(Kind.TRACK17, b'{"a":1}', track17, ["secret"])


def test_woocommerces_trial_of_an_address_is_known_and_nothing_that_looks_like_it() -> None:
    assert is_ping(Kind.WOOCOMMERCE, b"webhook_id=12", {})
    assert not is_ping(Kind.SHOPIFY, b"webhook_id=12", {})
    assert not is_ping(Kind.WOOCOMMERCE, b"webhook_id=12&x=1", {})
    assert not is_ping(Kind.WOOCOMMERCE, b"webhook_id=12", {"X-WC-Webhook-Signature": "x"})


def test_a_delivery_keeps_its_key_over_its_retries_and_no_other_has_it() -> None:
    retried = {"X-Shopify-Webhook-Id": "abc", "X-Shopify-Event-Id": "same act"}
    other = retried | {"X-Shopify-Webhook-Id": "def"}
    assert key_of(Kind.SHOPIFY, "orders/updated", b"1", retried) == "abc"
    assert key_of(Kind.SHOPIFY, "orders/updated", b"1", other) == "def"
    event = b'{"event_id": "5f2c", "event": "tracking_update"}'
    assert key_of(Kind.AFTERSHIP, "", event, {}) == "5f2c"
    assert key_of(Kind.AFTERSHIP, "", b"{", {}) == hashlib.sha256(b"{").hexdigest()
    # Two orders of one second share WooCommerce's id of the delivery.
    second = {"X-WC-Webhook-Delivery-ID": "one second"}
    one = key_of(Kind.WOOCOMMERCE, "order.updated", b"1", second)
    assert one != key_of(Kind.WOOCOMMERCE, "order.updated", b"2", second)
    later = {"X-WC-Webhook-Delivery-ID": "another second"}
    gone = b'{"id": 7}'
    assert key_of(Kind.WOOCOMMERCE, "order.deleted", gone, second) != key_of(
        Kind.WOOCOMMERCE, "order.deleted", gone, later
    )
    assert len(key_of(Kind.SHOPIFY, "t" * 300, b"1", {})) <= 100
