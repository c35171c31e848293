"""Read the parts of a Shopify order that have a life of their own: shipments, refunds and disputes."""

from collections.abc import Mapping
from datetime import UTC, datetime

from orders.webhooks.fields import (
    Fields,
    amount,
    count,
    identity,
    listed,
    moment,
    needed,
    numbers,
    text,
    tracking_number,
)
from orders.webhooks.news import Piece

_LONGEST_WORD = 60


def fulfilment(payload: Fields, order_id: str, sent_at: datetime) -> Piece:
    """Return one shipment of an order. Raises: NotReadable."""
    made_at = moment(payload, "created_at")
    found = numbers(payload, "tracking_numbers")
    single = tracking_number(text(payload, "tracking_number"))
    facts = {
        "status": _word(payload, "status"),
        "made_at": _utc(made_at),
        "numbers": [*found] or ([single] if single else []),
        "carrier": _word(payload, "tracking_company"),
        "shipment": _word(payload, "shipment_status"),
        "quantity": sum(count(line, "quantity") for line in listed(payload, "line_items")),
    }
    at = moment(payload, "updated_at") or made_at or sent_at
    return Piece(order_id, f"fulfillment:{needed(identity, payload, 'id')}", at, _stated(facts))


def fulfilment_event(payload: Fields, order_id: str, sent_at: datetime) -> Piece:
    """Return one sighting of a shipment. Raises: NotReadable."""
    happened_at = moment(payload, "happened_at") or moment(payload, "created_at") or sent_at
    facts = {
        "fulfillment": needed(identity, payload, "fulfillment_id"),
        "status": _word(payload, "status"),
        # The day at the place counts, so the offset stays.
        "happened_at": happened_at.isoformat(),
    }
    return Piece(order_id, f"event:{needed(identity, payload, 'id')}", happened_at, facts)


def refund(payload: Fields, order_id: str, sent_at: datetime) -> Piece:
    """Return one refund with the money that has gone back. Raises: NotReadable."""
    money: dict[str, str] = {}
    moments = [moment(payload, "created_at"), moment(payload, "processed_at")]
    for each in listed(payload, "transactions"):
        money |= refund_money(each)
        moments += [moment(each, "created_at"), moment(each, "processed_at")]
    made_at = moments[0] or moments[1] or sent_at
    # A refund has no moment of change: it grows with its transactions.
    at = max((each for each in moments if each), default=sent_at)
    facts = {"on": made_at.astimezone(UTC).isoformat(), "money": money}
    return Piece(order_id, f"refund:{needed(identity, payload, 'id')}", at, facts)


def refund_money(transaction: Fields) -> dict[str, str]:
    """Return id -> amount of a transaction that gave money back, else nothing. Raises: NotReadable."""
    if text(transaction, "kind") != "refund" or text(transaction, "status") != "success":
        return {}
    value = amount(transaction, "amount")
    return {} if value is None else {needed(identity, transaction, "id"): str(abs(value))}


# A dispute names no moment of change; it only ever goes this way.
_DISPUTE_STAGES = ("needs_response", "under_review")


def dispute(payload: Fields, order_id: str, sent_at: datetime) -> Piece:
    """Return a chargeback or the bank's question before it. Raises: NotReadable."""
    opened_at = moment(payload, "initiated_at")
    status = _word(payload, "status")
    facts = {
        "type": _word(payload, "type"),
        "status": status,
        "reason": _word(payload, "reason"),
        "on": _utc(opened_at),
        "stage": _DISPUTE_STAGES.index(status) if status in _DISPUTE_STAGES else len(_DISPUTE_STAGES),
    }
    return Piece(order_id, f"dispute:{needed(identity, payload, 'id')}", sent_at, _stated(facts))


def _word(payload: Fields, name: str) -> str:
    return text(payload, name)[:_LONGEST_WORD]


def _utc(value: datetime | None) -> str | None:
    return value.astimezone(UTC).isoformat() if value else None


def _stated(facts: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in facts.items() if value not in (None, "", [])}
