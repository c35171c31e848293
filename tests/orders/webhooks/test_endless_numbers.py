"""Numbers of a few bytes that would take minutes to write out."""

import json
import time

import pytest

from orders.webhooks import Kind, Message, NotReadable, Unreadable, read
from tests.orders.webhooks.notifications import START, order


@pytest.mark.parametrize("number", ["1e300000", "1e1000000", "-1e1000000", "1e-1000000", "0e1000000"])
@pytest.mark.parametrize("field", ["quantity", "price", "total_discount"])
def test_a_number_that_is_short_to_write_and_endless_to_write_out_is_refused_at_once(
    field: str, number: str
) -> None:
    payload = order(1)
    payload["line_items"][0][field] = "HERE"
    bodies = [json.dumps(payload).replace('"HERE"', number)]
    if field != "quantity":
        bodies.append(json.dumps(payload).replace("HERE", number))
    began = time.process_time()
    for body in bodies:
        with pytest.raises(NotReadable) as refused:
            read(Kind.SHOPIFY, Message("orders/create", body.encode(), START))
        assert (refused.value.problem, refused.value.name) == (Unreadable.NUMBER, field)
    assert time.process_time() - began < 1
