"""Orders in and out of the database as rows: by COPY where they are new, in one statement where they change.

A row is a tuple in the sequence of COLUMNS. Only `orders.actions` writes with it.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connection

from orders.facts import CONFIRMED
from stores.models import Store

TABLE = "orders_supplierorder"
# Every column with the type that it is sent as; an array is sent as its text (`literal`).
COLUMNS = {
    "id": "int8",
    "store_id": "int8",
    "marketplace": "text",
    "external_id": "text",
    "supplier_id": "int8",
    "claims": "text",
    "products": "text",
    "product_keys": "text",
    "quantity": "int4",
    "cost": "numeric",
    "currency": "text",
    "off_platform": "bool",
    "paid_by": "text",
    "dated_on": "date",
    "ordered_on": "date",
    "promised_on": "date",
    "shipped_on": "date",
    "delivered_on": "date",
    "dispute_opened_on": "date",
    "refunded_on": "date",
    "refunded_amount": "numeric",
    "ended_at": "timestamptz",
    "end_reason": "text",
    "confirmed_in_bulk": "bool",
    "shipping_method": "text",
    "lane": "text",
    "tracking_numbers": "text",
    "arrival": "text",
    "arrived_on": "date",
    "late": "bool",
    "not_as_described": "bool",
    "counterfeit": "bool",
    "unattributed": "bool",
    "kind_not_stated": "bool",
    "is_evidence": "bool",
    "because": "text",
    "attestable": "bool",
    "sale_key": "text",
    "sale_id": "int8",
}
Values = tuple[Any, ...]
# What a query is asked with.
Value = datetime | list[Any] | int | str
PLACE = {name: place for place, name in enumerate(COLUMNS)}
_TYPES = list(COLUMNS.values())
_LIST = ", ".join(COLUMNS)
_SET = ", ".join(f"{name} = new.{name}" for name in COLUMNS if name != "id")


class Kept(NamedTuple):
    """Hold what the writer must know of an order that is here; `claims` are still the text they are kept as."""

    pk: int
    marketplace: str
    external_id: str
    claims: str
    supplier_id: int | None
    dated_on: date | None
    ended_at: datetime | None
    is_confirmed: bool
    confirmed_in_bulk: bool
    has_arrived: bool


_COLUMNS = (
    "id, marketplace, external_id, claims, supplier_id, dated_on, ended_at, "
    f"end_reason = '{CONFIRMED}' AS confirmed, confirmed_in_bulk, arrival = 'proven' AND is_evidence AS arrived"
)
_KEPT = f"SELECT {_COLUMNS} FROM {TABLE} WHERE store_id = %s AND "  # noqa: S608 - constants
# With OFFSET 0 each id is looked up by the index. As one condition on a list the planner, whose numbers are those of
# before a file, reads the whole store with every slice: 29 instead of 2 µs an order at 300,000.
_EACH = f"""
    SELECT found.* FROM unnest(%s::{{kind}}[]) AS asked (key) CROSS JOIN LATERAL (
      SELECT {_COLUMNS} FROM {TABLE} o WHERE o.store_id = %s AND o.{{column}} = asked.key OFFSET 0) found
"""  # noqa: S608 - constants
_BY_ID = _EACH.format(kind="varchar", column="external_id")
_BY_KEY = _EACH.format(kind="bigint", column="id") + "ORDER BY found.id"


def kept_by_id(store: Store, external_ids: Iterable[str]) -> list[Kept]:
    """Return the orders of a store that have one of these ids, whatever their marketplace: one query."""
    # In the sequence of the file: orders that came in together lie beside each other.
    return _asked(_BY_ID, literal(dict.fromkeys(external_ids)), store.pk)


def kept_by_key(store: Store, keys: Iterable[int]) -> list[Kept]:
    """Return the orders of a store with these primary keys, in their sequence: one query."""
    return _asked(_BY_KEY, literal(map(str, keys)), store.pk)


def confirmed_between(store: Store, spans: Sequence[tuple[datetime, datetime]]) -> list[Kept]:
    """Return the orders that were confirmed in one of these spans of time, which do not meet: one query."""
    found = f"""
        end_reason = '{CONFIRMED}' AND ended_at IS NOT NULL AND EXISTS (
            SELECT FROM unnest(%s::timestamptz[], %s::timestamptz[]) AS span (since, until)
            WHERE ended_at BETWEEN since AND until)
        AND ended_at BETWEEN %s AND %s
    """
    since, until = [span[0] for span in spans], [span[1] for span in spans]
    return _kept(found, store, since, until, min(since), max(until))


def _kept(condition: str, store: Store, *values: Value) -> list[Kept]:
    return _asked(_KEPT + condition, store.pk, *values)


def _asked(query: str, *values: Value) -> list[Kept]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return list(map(Kept._make, cursor.fetchall()))


def next_keys(number: int) -> list[int]:
    """Return so many primary keys that nobody has."""
    with connection.cursor() as cursor:
        # As one text: thousands of rows of one number would take ten times as long to read.
        cursor.execute(
            "SELECT string_agg(nextval(sequence)::text, ' ') "
            "FROM (SELECT pg_get_serial_sequence(%s, 'id')::regclass AS sequence OFFSET 0) AS found, "
            "generate_series(1, %s)",
            (TABLE, number),
        )
        [(keys,)] = cursor.fetchall()
        return list(map(int, keys.split()))


def insert(rows: Iterable[Values]) -> None:
    """Write new orders while they are made: the database stores one while the next is derived."""
    with connection.cursor() as cursor, cursor.copy(f"COPY {TABLE} ({_LIST}) FROM STDIN") as copy:
        copy.set_types(_TYPES)
        for row in rows:
            copy.write_row(row)


def update(rows: Iterable[Values]) -> None:
    """Write orders that are here: one statement for all, so that a single one costs one query as well."""
    # Numbers with a point and days go as their texts; PostgreSQL reads them by the type of the column.
    changed = json.dumps([dict(zip(COLUMNS, row, strict=True)) for row in rows], default=str)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {TABLE} AS old SET {_SET} "  # noqa: S608 - constants
            f"FROM jsonb_populate_recordset(NULL::{TABLE}, %s::jsonb) AS new WHERE old.id = new.id",
            (changed,),
        )


def delete(keys: Iterable[int]) -> None:
    """Delete orders; nothing refers to them."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE} WHERE id = ANY(%s)", (list(keys),))  # noqa: S608 - constants


def literal(texts: Iterable[str]) -> str:
    """Return texts in the form in which PostgreSQL reads an array: far cheaper to send than a list."""
    quoted = [text.replace("\\", "\\\\").replace('"', '\\"') for text in texts]
    return '{"' + '","'.join(quoted) + '"}' if quoted else "{}"
