"""Notifications as shops and carriers send them, made up, and signed as they sign them."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from typing import Any

from orders.webhooks import Message

SECRET = "a secret of the shop"
START = datetime(2026, 3, 1, 10, 0, tzinfo=UTC)
ORDER_ID = 5_100_000_000_000_000_123


def at(hours: float) -> str:
    """A moment so many hours after the order, with the shop's offset."""
    return (START + timedelta(hours=hours)).isoformat().replace("+00:00", "Z")


def order(hours: float, **facts: Any) -> dict[str, Any]:
    """Shopify's order as it was so many hours after it came in."""
    return {
        "id": ORDER_ID,
        "name": "#1001",
        "email": "Ann@Example.com",
        "created_at": at(0),
        "updated_at": at(hours),
        "cancelled_at": None,
        "currency": "USD",
        "subtotal_price": "60.00",
        "total_shipping_price_set": {"shop_money": {"amount": "5.00", "currency_code": "USD"}},
        "total_tax": "0.00",
        "total_discounts": "0.00",
        "total_price": "65.00",
        "financial_status": "paid",
        "fulfillment_status": None,
        "test": False,
        "shipping_address": {"name": "Ann Other", "zip": "10115", "country_code": "DE"},
        "line_items": [
            {
                "id": 1,
                "name": "Moon lamp - 15 cm",
                "quantity": 2,
                "price": "30.00",
                "sku": "ML15",
                "vendor": "Bright",
                "total_discount": "0.00",
                "fulfillment_status": None,
                "requires_shipping": True,
            }
        ],
        "fulfillments": [],
        "refunds": [],
        **facts,
    }


def fulfilment(hours: float, **facts: Any) -> dict[str, Any]:
    """Shopify's shipment as it was so many hours after the order."""
    return {
        "id": 700,
        "order_id": ORDER_ID,
        "status": "success",
        "created_at": at(24),
        "updated_at": at(hours),
        "tracking_company": "YunExpress",
        "tracking_number": "YT2606000000000001",
        "tracking_numbers": ["YT2606000000000001"],
        "shipment_status": None,
        "line_items": [{"id": 1, "quantity": 2}],
        **facts,
    }


def sighting(hours: float, status: str) -> dict[str, Any]:
    """Shopify's word that the shipment was seen."""
    return {
        "id": int(hours),
        "fulfillment_id": 700,
        "order_id": ORDER_ID,
        "status": status,
        "happened_at": at(hours),
    }


def refund(hours: float, amount: str, number: int = 900) -> dict[str, Any]:
    """Shopify's refund."""
    return {
        "id": number,
        "order_id": ORDER_ID,
        "created_at": at(hours),
        "note": "it broke on the way",
        "refund_line_items": [],
        "transactions": [
            {
                "id": number + 1,
                "order_id": ORDER_ID,
                "kind": "refund",
                "status": "success",
                "amount": amount,
                "created_at": at(hours),
            }
        ],
    }


def dispute(status: str) -> dict[str, Any]:
    """Shopify's dispute."""
    return {
        "id": 800,
        "order_id": ORDER_ID,
        "type": "chargeback",
        "reason": "product_not_received",
        "status": status,
        "amount": "65.00",
        "initiated_at": at(700),
    }


def message(topic: str, payload: dict[str, Any], hours: float = 1_000) -> Message:
    """A notification of this content."""
    return Message(topic, json.dumps(payload).encode(), START + timedelta(hours=hours))


def signature(body: bytes, secret: str = SECRET) -> str:
    """What Shopify, WooCommerce and AfterShip send along."""
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


WOO: dict[str, Any] = {
    "id": 727,
    "number": "1727",
    "status": "completed",
    "currency": "EUR",
    "date_created_gmt": "2026-03-01T10:00:00",
    "date_modified_gmt": "2026-03-09T10:00:00",
    "date_completed_gmt": "2026-03-08T10:00:00",
    "total": "39.90",
    "shipping_total": "4.90",
    "billing": {"email": "ann@example.com", "country": "AT"},
    "shipping": {"country": ""},
    "line_items": [{"name": "Cup", "quantity": 2, "subtotal": "40.00", "total": "35.00", "sku": "C"}],
    "refunds": [{"id": 9, "reason": "late", "total": "-10.00"}],
    "meta_data": [
        {
            "key": "_wc_shipment_tracking_items",
            "value": [{"tracking_provider": "DHL", "tracking_number": "YT2606000000000002"}],
        }
    ],
}


def aftership(tag: str, subtag: str = "", **facts: Any) -> Message:
    """AfterShip's word on a parcel."""
    checkpoints = [
        {"tag": "InfoReceived", "checkpoint_time": "2026-03-02T08:00:00"},
        {"tag": "InTransit", "checkpoint_time": "2026-03-03T23:30:00+08:00"},
        {"tag": "Delivered", "checkpoint_time": "2026-03-15T23:30:00-05:00"},
    ]
    tracking = {
        "tracking_number": "YT 2606000000000001",
        "slug": "yunexpress",
        "tag": tag,
        "subtag": subtag,
        "updated_at": "2026-03-16T10:00:00+00:00",
        "destination_country_region": "DE",
        "checkpoints": checkpoints,
    }
    return message("", {"event": "tracking_update", "event_id": "x", "msg": tracking | facts})


def track17(status: str, sub_status: str) -> Message:
    """17TRACK's word on a parcel."""
    events = [
        {"time_iso": "2026-03-15T18:00:00-05:00", "stage": "Delivered", "sub_status": "Delivered_Other"},
        {"time_iso": "2026-03-03T09:00:00+08:00", "stage": "PickedUp", "sub_status": "InTransit_PickedUp"},
        {"time_utc": "2026-03-02T01:00:00Z", "stage": "InfoReceived", "sub_status": "InfoReceived"},
        {"time_iso": None, "stage": "", "sub_status": ""},
    ]
    track = {
        "latest_status": {"status": status, "sub_status": sub_status},
        "shipping_info": {"recipient_address": {"country": "US"}},
        "tracking": {
            "providers": [
                {
                    "provider": {"name": "YunExpress"},
                    "latest_sync_time": "2026-03-16T02:00:00Z",
                    "events": events,
                }
            ]
        },
    }
    data = {"number": "YT2606000000000001", "track_info": track}
    return message("", {"event": "TRACKING_UPDATED", "data": data})
