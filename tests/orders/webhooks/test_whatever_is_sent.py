"""Whatever is sent: it is read, or refused by name, and nothing else is ever raised."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orders.webhooks import Kind, Message, NotReadable, read
from tests.orders.webhooks.notifications import (
    START,
    WOO,
    aftership,
    dispute,
    fulfilment,
    message,
    order,
    refund,
    sighting,
    track17,
)

TOPICS: dict[Kind, list[tuple[str, Any]]] = {
    Kind.SHOPIFY: [
        ("orders/updated", order(1, fulfillments=[fulfilment(30)], refunds=[refund(40, "5.00")])),
        ("fulfillments/update", fulfilment(30)),
        ("fulfillment_events/create", sighting(30, "delivered")),
        ("refunds/create", refund(40, "5.00")),
        ("disputes/create", dispute("lost")),
        ("customers/redact", {"customer": {"email": "a"}, "orders_to_redact": [1]}),
    ],
    Kind.WOOCOMMERCE: [("order.updated", WOO), ("order.deleted", {"id": 7})],
    Kind.AFTERSHIP: [("", json.loads(aftership("Delivered").body))],
    Kind.TRACK17: [("", json.loads(track17("Delivered", "").body))],
}
CASES: list[tuple[Kind, str, Any]] = [
    (kind, topic, payload) for kind, held in TOPICS.items() for topic, payload in held
]
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(
        ["", "NaN", "1e999999", "9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00", "\0", "\ud800"]
    ),
    st.just([]),
    st.just([None]),
    st.just({}),
    st.just({"a": 1}),
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [path] if path else []
    if isinstance(value, dict):
        for key, inner in value.items():
            found += places(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            found += places(inner, (*path, index))
    return found


@settings(deadline=None)
@given(data=st.data())
def test_whatever_stands_in_a_field_is_read_or_refused_by_name(data: st.DataObject) -> None:
    kind, topic, payload = data.draw(st.sampled_from(CASES))
    changed = json.loads(json.dumps(payload))
    path = data.draw(st.sampled_from(places(changed)))
    spot = changed
    for step in path[:-1]:
        spot = spot[step]
    spot[path[-1]] = data.draw(ODD)
    try:
        read(kind, message(topic, changed))
    except NotReadable as refused:
        assert refused.problem


@settings(deadline=None)
@given(body=st.binary(max_size=60), kind=st.sampled_from(list(Kind)))
def test_whatever_bytes_come_in_are_refused_by_name(body: bytes, kind: Kind) -> None:
    topic = {Kind.SHOPIFY: "orders/updated", Kind.WOOCOMMERCE: "order.updated"}.get(kind, "")
    try:
        read(kind, Message(topic, body, START))
    except NotReadable as refused:
        assert refused.problem


@pytest.mark.parametrize(
    "body", [b"[" * 100_000, b'{"a":' * 50_000, b"1" * 10_000, b"\xff\xfe{}", b"[]", b"NaN"]
)
def test_no_body_is_too_strange_to_be_refused(body: bytes) -> None:
    with pytest.raises(NotReadable):
        read(Kind.SHOPIFY, Message("orders/updated", body, START))
