"""Read Shopify's notifications: the bare resource of its REST interface, one topic a kind of resource."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal

from orders.importers.people import buyer_key
from orders.importers.rows import SalesLineRow, SalesOrderRow
from orders.webhooks.fields import (
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
)
from orders.webhooks.news import Forget, Message, News, Nothing, Piece
from orders.webhooks.shopify_pieces import dispute, fulfilment, fulfilment_event, refund, refund_money

# What a trial from Shopify's admin pages is about. Its name, #9999, may be a real order's as well.
TEST_ORDER_ID = "820982911946154508"


def read(message: Message) -> News:
    """Return what a notification says. Raises: NotReadable."""
    payload = opened(message.body)
    if TEST_ORDER_ID in (identity(payload, "order_id"), identity(payload, "id")):
        return News(nothing=Nothing.TEST)
    reader = _TOPICS.get(message.topic)
    return reader(payload, message.sent_at) if reader else News(nothing=Nothing.TOPIC)


def _order(payload: Fields, sent_at: datetime) -> News:
    row = _sale(payload, sent_at)
    if payload.get("test") is True:
        return News(nothing=Nothing.TEST_ORDER, about=row.name)
    pieces = [fulfilment(each, row.order_id, sent_at) for each in listed(payload, "fulfillments")]
    pieces += [refund(each, row.order_id, sent_at) for each in listed(payload, "refunds")]
    return News(sales=(row,), pieces=tuple(pieces), about=row.name)


def _sale(payload: Fields, sent_at: datetime) -> SalesOrderRow:
    order_id = needed(identity, payload, "id")
    cancelled_at = moment(payload, "cancelled_at")
    return SalesOrderRow(
        row=0,
        order_id=order_id,
        name=identity(payload, "name") or order_id,
        ordered_at=needed(moment, payload, "created_at").astimezone(UTC),
        currency=currency(payload, "currency"),
        lines=_lines(payload),
        subtotal=amount(payload, "subtotal_price"),
        shipping=amount(inner(inner(payload, "total_shipping_price_set"), "shop_money"), "amount"),
        tax=amount(payload, "total_tax"),
        discount=amount(payload, "total_discounts"),
        total=amount(payload, "total_price"),
        refunded_amount=_refunded(payload),
        financial_status=text(payload, "financial_status"),
        # Null is a statement here, as an empty cell of the export is not.
        fulfilment_status=text(payload, "fulfillment_status") or "unfulfilled",
        cancelled_at=cancelled_at and cancelled_at.astimezone(UTC),
        country=country(inner(payload, "shipping_address"), "country_code")
        or country(inner(payload, "billing_address"), "country_code"),
        updated_at=(moment(payload, "updated_at") or sent_at).astimezone(UTC),
        buyer=_buyer(payload),
    )


def _refunded(payload: Fields) -> Decimal | None:
    """Return what has gone back; zero where the order lists no refund, None where it has no such list."""
    if payload.get("refunds") is None:
        return None
    made = [each for refund in listed(payload, "refunds") for each in listed(refund, "transactions")]
    return sum((Decimal(value) for each in made for value in refund_money(each).values()), ZERO)


def _buyer(payload: Fields) -> str:
    address = inner(payload, "shipping_address")
    email = text(payload, "email") or text(payload, "contact_email")
    return buyer_key(email, text(address, "name"), text(address, "zip"))


def _lines(payload: Fields) -> tuple[SalesLineRow, ...]:
    products = [each for each in listed(payload, "line_items") if not _is_tip(each)]
    return tuple(
        SalesLineRow(
            position=position,
            title=text(each, "name") or text(each, "title"),
            quantity=count(each, "quantity"),
            price=needed(amount, each, "price"),
            sku=text(each, "sku"),
            vendor=text(each, "vendor"),
            discount=amount(each, "total_discount") or ZERO,
            # The export calls so what is not on its way yet.
            fulfilment_status=text(each, "fulfillment_status") or "pending",
        )
        for position, each in enumerate(products, start=1)
    )


def _is_tip(line: Fields) -> bool:
    """Say whether a line is a tip: no product, and not part of the subtotal."""
    is_named_so = text(line, "name") == "Tip" or text(line, "title") == "Tip"
    return is_named_so and not text(line, "vendor") and line.get("requires_shipping") is False


def _deleted(payload: Fields, sent_at: datetime) -> News:
    order_id = needed(identity, payload, "id")
    return News(pieces=(Piece(order_id, "deleted", sent_at, {}),), about=order_id)


def _fulfilment(payload: Fields, sent_at: datetime) -> News:
    order_id = needed(identity, payload, "order_id")
    return News(pieces=(fulfilment(payload, order_id, sent_at),), about=order_id)


def _fulfilment_event(payload: Fields, sent_at: datetime) -> News:
    order_id = needed(identity, payload, "order_id")
    return News(pieces=(fulfilment_event(payload, order_id, sent_at),), about=order_id)


def _refund(payload: Fields, sent_at: datetime) -> News:
    order_id = needed(identity, payload, "order_id")
    return News(pieces=(refund(payload, order_id, sent_at),), about=order_id)


def _transaction(payload: Fields, sent_at: datetime) -> News:
    order_id = identity(payload, "order_id")
    money = refund_money(payload)
    if not order_id or not money:
        return News(nothing=Nothing.NO_NEWS, about=order_id)
    happened_at = moment(payload, "processed_at") or moment(payload, "created_at") or sent_at
    key = f"transaction:{needed(identity, payload, 'id')}"
    facts = {"money": money, "on": happened_at.astimezone(UTC).isoformat()}
    return News(pieces=(Piece(order_id, key, happened_at, facts),), about=order_id)


def _dispute(payload: Fields, sent_at: datetime) -> News:
    order_id = identity(payload, "order_id")
    if not order_id:
        return News(nothing=Nothing.NO_ORDER)
    return News(pieces=(dispute(payload, order_id, sent_at),), about=order_id)


def _forget_customer(payload: Fields, _sent_at: datetime) -> News:
    ids = payload.get("orders_to_redact")
    told = [identity({"id": each}, "id") for each in ids] if isinstance(ids, list) else []
    order_ids = tuple(order_id for order_id in told if order_id)
    customer = inner(payload, "customer")
    return News(forget=Forget(order_ids=order_ids, buyer=buyer_key(text(customer, "email"))))


def _forget_shop(_payload: Fields, _sent_at: datetime) -> News:
    return News(forget=Forget(everybody=True))


_TOPICS: dict[str, Callable[[Fields, datetime], News]] = {
    **dict.fromkeys(
        (
            "orders/create",
            "orders/updated",
            "orders/paid",
            "orders/cancelled",
            "orders/fulfilled",
            "orders/partially_fulfilled",
        ),
        _order,
    ),
    "orders/delete": _deleted,
    "fulfillments/create": _fulfilment,
    "fulfillments/update": _fulfilment,
    "fulfillment_events/create": _fulfilment_event,
    "refunds/create": _refund,
    "order_transactions/create": _transaction,
    "disputes/create": _dispute,
    "disputes/update": _dispute,
    "customers/redact": _forget_customer,
    "shop/redact": _forget_shop,
}
