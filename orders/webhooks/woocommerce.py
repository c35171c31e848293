"""Read WooCommerce's notifications: the order of its REST interface, whole each time."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from orders.importers.people import buyer_key
from orders.importers.rows import SalesLineRow, SalesOrderRow
from orders.importers.woocommerce import STATES
from orders.webhooks.fields import (
    CENT,
    ZERO,
    Fields,
    amount,
    count,
    country,
    currency,
    identity,
    inner,
    listed,
    moment,
    needed,
    opened,
    text,
    tracking_number,
)
from orders.webhooks.news import Message, News, Nothing, Piece

_ORDER_TOPICS = ("order.created", "order.updated", "order.restored")
_DELETED = "order.deleted"
# Carts that nobody has sent off yet.
_DRAFTS = ("checkout-draft", "auto-draft", "new")
_ENDED = ("cancelled", "failed", "trash")
# Where the plug-in for tracking numbers keeps them.
_TRACKING_KEY = "_wc_shipment_tracking_items"


def read(message: Message) -> News:
    """Return what a notification says. Raises: NotReadable."""
    payload = opened(message.body)
    if message.topic == _DELETED:
        order_id = needed(identity, payload, "id")
        return News(pieces=(Piece(order_id, "deleted", message.sent_at, {}),), about=order_id)
    if message.topic not in _ORDER_TOPICS:
        return News(nothing=Nothing.TOPIC)
    row = _sale(payload, message.sent_at)
    if text(payload, "status").removeprefix("wc-") in _DRAFTS:
        return News(nothing=Nothing.DRAFT, about=row.name)
    return News(sales=(row,), pieces=tuple(_refunds(payload, row)), about=row.name)


def _sale(payload: Fields, sent_at: datetime) -> SalesOrderRow:
    order_id = needed(identity, payload, "id")
    status = text(payload, "status").removeprefix("wc-")
    money, parcel = STATES.get(status, ("", ""))
    completed_at = _moment(payload, "date_completed_gmt")
    updated_at = _moment(payload, "date_modified_gmt") or sent_at.astimezone(UTC)
    billing, shipping = inner(payload, "billing"), inner(payload, "shipping")
    return SalesOrderRow(
        row=0,
        order_id=order_id,
        name=identity(payload, "number") or order_id,
        ordered_at=needed(_moment, payload, "date_created_gmt"),
        currency=currency(payload, "currency"),
        lines=_lines(payload),
        shipping=amount(payload, "shipping_total"),
        tax=amount(payload, "total_tax"),
        discount=amount(payload, "discount_total"),
        total=amount(payload, "total"),
        refunded_amount=_refunded(payload),
        financial_status=money,
        fulfilment_status=parcel or ("fulfilled" if completed_at else ""),
        fulfilled_at=completed_at,
        # It keeps no moment of the cancelling: by this change at the latest it was so.
        cancelled_at=updated_at if status in _ENDED else None,
        country=country(shipping, "country") or country(billing, "country"),
        tracking_numbers=_tracking(payload),
        updated_at=updated_at,
        buyer=buyer_key(
            text(billing, "email"),
            f"{text(shipping, 'first_name')} {text(shipping, 'last_name')}".strip(),
            text(shipping, "postcode"),
        ),
    )


def _moment(payload: Fields, name: str) -> datetime | None:
    found = moment(payload, name)
    return found.astimezone(UTC) if found else None


def _lines(payload: Fields) -> tuple[SalesLineRow, ...]:
    return tuple(
        _line(each, position) for position, each in enumerate(listed(payload, "line_items"), start=1)
    )


def _line(each: Fields, position: int) -> SalesLineRow:
    """Return a line; its price is that before discounts, as in the files of shops."""
    quantity = count(each, "quantity")
    before = amount(each, "subtotal") or ZERO
    after = amount(each, "total")
    return SalesLineRow(
        position=position,
        title=text(each, "name"),
        quantity=quantity,
        price=(before / quantity).quantize(CENT) if quantity else before,
        sku=text(each, "sku"),
        discount=before - after if after is not None and after < before else ZERO,
    )


def _refunded(payload: Fields) -> Decimal | None:
    """Return what has gone back; zero where the order lists no refund, None where it has no such list."""
    if payload.get("refunds") is None:
        return None
    return sum((abs(amount(each, "total") or ZERO) for each in listed(payload, "refunds")), ZERO)


def _refunds(payload: Fields, row: SalesOrderRow) -> list[Piece]:
    """Return the refunds that the order lists: amounts without a day."""
    found = []
    for each in listed(payload, "refunds"):
        value = amount(each, "total")
        number = needed(identity, each, "id")
        if value is not None and row.updated_at:
            facts = {"money": {number: str(abs(value))}}
            found.append(Piece(row.order_id, f"refund:{number}", row.updated_at, facts))
    return found


def _tracking(payload: Fields) -> tuple[str, ...]:
    found: list[str] = []
    for each in listed(payload, "meta_data"):
        if each.get("key") == _TRACKING_KEY:
            found += [number for number in map(_number, _items(each.get("value"))) if number]
    return tuple(dict.fromkeys(found))


def _items(value: Any) -> list[Any]:
    """Return what the plug-in keeps: a list, or the text of one."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return []
    return value if isinstance(value, list) else []


def _number(item: Any) -> str:
    return tracking_number(text(item, "tracking_number")) if isinstance(item, dict) else ""
