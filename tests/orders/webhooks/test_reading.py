"""What is read of a notification, and what is not taken for data."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from orders.importers.rows import ParcelStatus
from orders.webhooks import Kind, Nothing, NotReadable, read
from tests.orders.webhooks.notifications import (
    ORDER_ID,
    START,
    WOO,
    aftership,
    message,
    order,
    track17,
)


def fixture(shared_data: Path, name: str) -> dict[str, Any]:
    [inner] = json.loads((shared_data / "shopify_api_fixtures" / f"{name}.json").read_text()).values()
    assert isinstance(inner, dict)
    return inner


def test_an_id_beyond_what_a_float_can_hold_stays_whole() -> None:
    news = read(Kind.SHOPIFY, message("orders/create", order(1)))
    assert news.sales[0].order_id == str(ORDER_ID) == "5100000000000000123"


def test_an_order_of_shopify() -> None:
    [row] = read(Kind.SHOPIFY, message("orders/updated", order(1))).sales
    assert (row.name, row.ordered_at, row.currency, row.country) == ("#1001", START, "USD", "DE")
    assert (row.subtotal, row.shipping, row.total) == (Decimal("60.00"), Decimal("5.00"), Decimal("65.00"))
    assert (row.financial_status, row.fulfilment_status, row.refunded_amount) == (
        "paid",
        "unfulfilled",
        Decimal(0),
    )
    assert row.buyer == "ann@example.com"
    [line] = row.lines
    assert (line.title, line.quantity, line.price, line.vendor) == (
        "Moon lamp - 15 cm",
        2,
        Decimal(30),
        "Bright",
    )


def test_a_real_order_of_shopify_with_its_shipments(shared_data: Path) -> None:
    news = read(Kind.SHOPIFY, message("orders/create", fixture(shared_data, "order")))
    [row] = news.sales
    assert (row.order_id, row.name, row.total, row.country) == ("450789469", "#1001", Decimal("409.94"), "US")
    assert [line.sku for line in row.lines] == ["IPOD2008GREEN", "IPOD2008RED", "IPOD2008BLACK"]
    assert row.ordered_at == datetime(2008, 1, 10, 16, 0, tzinfo=UTC)
    assert [piece.key for piece in news.pieces] == ["fulfillment:255858046"]
    assert news.pieces[0].facts["numbers"] == ["1Z2345"]
    assert news.pieces[0].facts["status"] == "failure"


def test_a_real_refund_and_a_real_shipment(shared_data: Path) -> None:
    [back] = read(Kind.SHOPIFY, message("refunds/create", fixture(shared_data, "refund"))).pieces
    assert (back.order_id, back.key) == ("450789469", "refund:509562969")
    assert back.facts == {"on": "2016-06-20T17:35:06+00:00", "money": {"179259969": "209.00"}}
    [sent] = read(Kind.SHOPIFY, message("fulfillments/create", fixture(shared_data, "fulfillment"))).pieces
    assert (sent.order_id, sent.facts["numbers"], sent.facts["quantity"]) == ("450789469", ["1Z2345"], 1)
    [seen] = read(
        Kind.SHOPIFY, message("fulfillment_events/create", fixture(shared_data, "fulfillment_event"))
    ).pieces
    assert (seen.order_id, seen.facts["fulfillment"]) == ("2776493818019", "2608403447971")
    paid = read(Kind.SHOPIFY, message("order_transactions/create", fixture(shared_data, "transaction")))
    assert paid.nothing is Nothing.NO_NEWS


@pytest.mark.parametrize(
    ("topic", "payload"),
    [
        ("orders/create", {"id": 820982911946154508, "name": "#9999"}),
        ("refunds/create", {"id": 890088186047892319, "order_id": 820982911946154508}),
        ("fulfillments/create", {"id": 123456, "order_id": 820982911946154508}),
    ],
)
def test_a_trial_from_shopifys_admin_pages_is_no_data(topic: str, payload: dict[str, Any]) -> None:
    assert read(Kind.SHOPIFY, message(topic, payload)).nothing is Nothing.TEST


def test_a_real_order_may_be_called_as_the_trial_is() -> None:
    assert read(Kind.SHOPIFY, message("orders/create", order(1, name="#9999"))).sales


def test_an_order_paid_with_play_money_is_no_data() -> None:
    news = read(Kind.SHOPIFY, message("orders/create", order(1, test=True)))
    assert (news.nothing, news.sales) == (Nothing.TEST_ORDER, ())


def test_a_topic_that_says_nothing_of_orders_is_nothing_to_do() -> None:
    assert read(Kind.SHOPIFY, message("products/update", {"id": 1})).nothing is Nothing.TOPIC
    assert read(Kind.WOOCOMMERCE, message("customer.created", {"id": 1})).nothing is Nothing.TOPIC
    stopped = {"event": "TRACKING_STOPPED", "data": {"number": "RR123456785CN"}}
    assert read(Kind.TRACK17, message("", stopped)).nothing is Nothing.TOPIC


def test_a_tip_is_no_product() -> None:
    lines = order(1)["line_items"]
    tip = {"name": "Tip", "price": "3.00", "quantity": 1, "vendor": None, "requires_shipping": False}
    [row] = read(Kind.SHOPIFY, message("orders/create", order(1, line_items=[*lines, tip]))).sales
    assert [line.title for line in row.lines] == ["Moon lamp - 15 cm"]


@pytest.mark.parametrize("number", range(6))
def test_the_real_orders_of_woocommerces_documentation(shared_data: Path, number: int) -> None:
    held = json.loads((shared_data / "woocommerce_rest_docs" / f"orders_{number:02d}.json").read_text())
    for payload in held if isinstance(held, list) else [held]:
        body = payload.get("body", payload)
        if "line_items" not in body:
            continue
        [row] = read(Kind.WOOCOMMERCE, message("order.updated", body)).sales
        assert (row.order_id, row.total) == (str(body["id"]), Decimal(body["total"]))
        assert row.updated_at == datetime.fromisoformat(body["date_modified_gmt"]).replace(tzinfo=UTC)
        assert len(row.lines) == len(body["line_items"])


def test_an_order_of_woocommerce() -> None:
    news = read(Kind.WOOCOMMERCE, message("order.updated", WOO))
    [row] = news.sales
    assert (row.order_id, row.name, row.country, row.buyer) == ("727", "1727", "AT", "ann@example.com")
    assert (row.financial_status, row.fulfilment_status, row.refunded_amount) == (
        "paid",
        "fulfilled",
        Decimal(10),
    )
    assert (row.fulfilled_at, row.tracking_numbers) == (
        datetime(2026, 3, 8, 10, 0, tzinfo=UTC),
        ("YT2606000000000002",),
    )
    assert [(line.price, line.discount) for line in row.lines] == [(Decimal(20), Decimal(5))]
    assert [(piece.key, piece.facts) for piece in news.pieces] == [("refund:9", {"money": {"9": "10.00"}})]


def test_a_cart_that_nobody_sent_off_is_no_data() -> None:
    news = read(Kind.WOOCOMMERCE, message("order.created", WOO | {"status": "checkout-draft"}))
    assert (news.nothing, news.sales) == (Nothing.DRAFT, ())


def test_a_parcel_of_aftership_arrived_on_the_day_that_the_clock_there_showed() -> None:
    [row] = read(Kind.AFTERSHIP, aftership("Delivered", "Delivered_001")).parcels
    assert (row.number, row.status, row.delivered_on) == (
        "YT2606000000000001",
        ParcelStatus.DELIVERED,
        date(2026, 3, 15),
    )
    assert (row.first_seen_on, row.country) == (date(2026, 3, 3), "DE")
    assert row.said_at == datetime(2026, 3, 16, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("tag", "subtag", "status", "sub_status"),
    [
        ("Pending", "Pending_001", ParcelStatus.NOT_FOUND, "Pending_001"),
        ("Expired", "", ParcelStatus.EXPIRED, None),
        ("Exception", "Exception_013", ParcelStatus.LOST, "Exception_013_Lost"),
        ("Exception", "Exception_011", ParcelStatus.RETURNED, "Exception_011_Returned"),
        ("Exception", "Exception_010", ParcelStatus.EXCEPTION, "Exception_010"),
        ("Exception", "Exception_003", ParcelStatus.EXCEPTION, "Exception_003_Rejected"),
    ],
)
def test_the_words_of_aftership(tag: str, subtag: str, status: ParcelStatus, sub_status: str | None) -> None:
    [row] = read(Kind.AFTERSHIP, aftership(tag, subtag)).parcels
    assert (row.status, row.sub_status, row.delivered_on) == (status, sub_status, None)


def test_a_parcel_of_17track() -> None:
    [row] = read(Kind.TRACK17, track17("Delivered", "Delivered_Other")).parcels
    assert (row.status, row.delivered_on, row.first_seen_on) == (
        ParcelStatus.DELIVERED,
        date(2026, 3, 15),
        date(2026, 3, 3),
    )
    assert (row.carrier, row.country, row.said_at) == (
        "YunExpress",
        "US",
        datetime(2026, 3, 16, 2, 0, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("status", "sub_status", "read_as"),
    [
        ("NotFound", "NotFound_Other", ParcelStatus.NOT_FOUND),
        ("DeliveryFailure", "DeliveryFailure_Rejected", ParcelStatus.ATTEMPT_FAILED),
        ("Exception", "Exception_Lost", ParcelStatus.LOST),
        ("Exception", "Exception_Returned", ParcelStatus.RETURNED),
        ("Exception", "Exception_Returning", ParcelStatus.EXCEPTION),
    ],
)
def test_the_words_of_17track(status: str, sub_status: str, read_as: ParcelStatus) -> None:
    [row] = read(Kind.TRACK17, track17(status, sub_status)).parcels
    assert (row.status, row.sub_status, row.delivered_on) == (read_as, sub_status, None)


def test_a_word_that_nobody_knows_is_not_guessed_at() -> None:
    with pytest.raises(NotReadable):
        read(Kind.AFTERSHIP, aftership("Teleported"))
    with pytest.raises(NotReadable):
        read(Kind.TRACK17, track17("Teleported", ""))


def test_a_request_to_forget_names_orders_and_a_buyer() -> None:
    payload = {"customer": {"id": 1, "email": "Ann@Example.com"}, "orders_to_redact": [ORDER_ID, 2]}
    forget = read(Kind.SHOPIFY, message("customers/redact", payload)).forget
    assert forget is not None
    assert (forget.order_ids, forget.buyer, forget.everybody) == (
        (str(ORDER_ID), "2"),
        "ann@example.com",
        False,
    )
    shop = read(Kind.SHOPIFY, message("shop/redact", {"shop_id": 1})).forget
    assert shop is not None
    assert shop.everybody
