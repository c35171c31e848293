"""Take a notification in: tell it from a forgery and keep it once; the work on it is for a worker."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import OperationalError, connection
from django.db.models import F
from django.utils.dateparse import parse_datetime

from orders.actions.connecting import prove, secrets_of
from orders.models import Connection, Delivery
from orders.webhooks import Kind, Nothing, is_ping, is_signed, key_of
from stores.sealing import unsealed
from suppliers.limiting import is_within

# An order of several hundred lines has half a megabyte.
LARGEST_BODY = 2 * 1024 * 1024
# So many refusals a minute are counted for one connection; whoever sends more is told to wait.
REFUSALS_A_MINUTE = 100
_TOPICS = {
    Kind.SHOPIFY: "X-Shopify-Topic",
    Kind.WOOCOMMERCE: "X-WC-Webhook-Topic",
}


class Refusal(StrEnum):
    """Say why a notification was turned away; a key of `orders.wording`."""

    SIGNATURE = "signature"
    NO_SECRET = "no_secret"  # noqa: S105 - the name of a reason
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"


@dataclass(frozen=True, slots=True)
class Arrived:
    """Hold a request at the address of a connection."""

    connection: Connection
    headers: Mapping[str, str]
    at: datetime

    @property
    def kind(self) -> Kind:
        """Return who sends."""
        return Kind(self.connection.kind)


_FIELDS = (
    "id",
    "store_id",
    "kind",
    "sealed_secret",
    "sealed_old_secret",
    "old_secret_until",
    "is_proven",
)
# Written out: to have Django put it together takes several times as long as to ask it.
_FIND = f"SELECT {', '.join(_FIELDS)} FROM orders_connection WHERE token = %s AND is_active"  # noqa: S608 - no input


def connection_at(token: str) -> Connection | None:
    """Return the connection with this address; None for one that does not exist or is switched off."""
    # This question shows whether the way to the database still holds; Django would ask another one before it.
    connection.health_check_done = True  # type: ignore[attr-defined]  # not in the stubs
    try:
        row = _row_at(token)
    except OperationalError:
        if connection.in_atomic_block:
            raise
        connection.close()
        row = _row_at(token)
    return Connection.from_db(connection.alias, _FIELDS, row) if row else None


def _row_at(token: str) -> tuple[object, ...] | None:
    with connection.cursor() as cursor:
        cursor.execute(_FIND, [token])
        found: tuple[object, ...] | None = cursor.fetchone()
    return found


def receive(arrived: Arrived, body: bytes) -> Refusal | None:
    """Keep a notification, whose work is then for a worker; return why where it is refused instead."""
    if is_ping(arrived.kind, body, arrived.headers):
        _count(arrived, Delivery.State.NOTHING, Nothing.PING.value)
        return None
    secrets = secrets_of(arrived.connection, arrived.at)
    if not is_signed(arrived.kind, body, arrived.headers, secrets):
        return refuse(arrived, Refusal.SIGNATURE if secrets else Refusal.NO_SECRET)
    sender = arrived.connection
    if not sender.is_proven and is_signed(
        arrived.kind, body, arrived.headers, [unsealed(sender.sealed_secret)]
    ):
        prove(sender)
    _keep(arrived, _topic(arrived), body)
    return None


# One statement and one way to the database: what Django would wrap in a transaction takes three.
_KEEP = """
INSERT INTO orders_delivery (store_id, connection_id, key, topic, body, sent_at, received_at,
  state, about, order_id, problem, field, tries, times)
VALUES (%s, %s, %s, %s, %s, %s, %s, 'waiting', '', '', '', '', 0, 1)
ON CONFLICT (connection_id, key) DO NOTHING
"""


def _keep(arrived: Arrived, topic: str, body: bytes) -> None:
    """Keep a notification once, however often it comes."""
    sender = arrived.connection
    key = key_of(arrived.kind, topic, body, arrived.headers)
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, [sender.store_id, sender.pk, key, topic, body, _sent_at(arrived), arrived.at])


def refuse(arrived: Arrived, why: Refusal) -> Refusal:
    """Count what is turned away, up to a bound; return what to tell the sender."""
    return why if _count(arrived, Delivery.State.REFUSED, why.value) else Refusal.TOO_MANY


def _topic(arrived: Arrived) -> str:
    header = _TOPICS.get(arrived.kind)
    # PostgreSQL has no text with a zero byte in it; no topic has one.
    return arrived.headers.get(header, "").replace("\0", "")[:60] if header else ""


def _sent_at(arrived: Arrived) -> datetime:
    """Return when the sender wrote it, where it says so and that is not in the future."""
    try:
        told = parse_datetime(arrived.headers.get("X-Shopify-Triggered-At", ""))
    except ValueError:
        return arrived.at
    return min(told, arrived.at) if told and told.tzinfo else arrived.at


def _count(arrived: Arrived, state: Delivery.State, why: str) -> bool:
    """Count something that is not kept, one row an hour and reason; False where there is too much of it."""
    # Nothing is written rather than too much.
    if not is_within(f"orders.refusals.{arrived.connection.pk}", REFUSALS_A_MINUTE, 60):
        return False
    key = f"{state}:{why}:{arrived.at:%Y-%m-%dT%H}"
    row = Delivery.objects.filter(connection=arrived.connection, key=key)
    if row.update(times=F("times") + 1, received_at=arrived.at):
        return True
    made = Delivery(
        store_id=arrived.connection.store_id,
        connection=arrived.connection,
        key=key,
        state=state,
        problem=why,
        sent_at=arrived.at,
        received_at=arrived.at,
    )
    Delivery.objects.bulk_create([made], ignore_conflicts=True)
    return True
