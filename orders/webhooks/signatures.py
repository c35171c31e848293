"""Tell a genuine notification from a forged one: by the secret that only the sender and the owner have."""

import base64
import hashlib
import hmac
from collections.abc import Callable, Iterable, Mapping

from orders.webhooks.news import Kind


def _by_hmac(body: bytes, secret: str) -> str:
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


def _by_17track(body: bytes, secret: str) -> str:
    """Return 17TRACK's own construction; it is no HMAC."""
    return hashlib.sha256(body + b"/" + secret.encode()).hexdigest()


# The headers that may carry the signature, and how it is made.
_SCHEMES: dict[Kind, tuple[tuple[str, ...], Callable[[bytes, str], str]]] = {
    Kind.SHOPIFY: (("X-Shopify-Hmac-Sha256",), _by_hmac),
    Kind.WOOCOMMERCE: (("X-WC-Webhook-Signature",), _by_hmac),
    Kind.AFTERSHIP: (("aftership-hmac-sha256", "as-signature-hmac-sha256"), _by_hmac),
    Kind.TRACK17: (("sign",), _by_17track),
}


def given(kind: Kind, headers: Mapping[str, str]) -> str:
    """Return the signature that came with a notification, empty where there is none."""
    names, _made = _SCHEMES[kind]
    found = next((headers[name] for name in names if headers.get(name)), "").strip()
    return found.lower() if kind is Kind.TRACK17 else found


def is_signed(kind: Kind, body: bytes, headers: Mapping[str, str], secrets: Iterable[str]) -> bool:
    """Return whether a body is signed with one of the secrets, each compared in constant time."""
    _names, made = _SCHEMES[kind]
    signature = given(kind, headers).encode()
    return any(hmac.compare_digest(made(body, secret).encode(), signature) for secret in secrets if secret)
