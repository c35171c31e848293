"""Write claims in their compact form: source and day of each word stay."""

import json
from collections import Counter
from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

FIELDS = [
    "supplier",
    "products",
    "quantity",
    "cost",
    "currency",
    "off_platform",
    "paid_by",
    "ordered_on",
    "promised_on",
    "shipped_on",
    "delivered_on",
    "shipping_method",
    "tracking_numbers",
    "outcome",
    "dispute_opened_on",
    "refunded_on",
    "refunded_amount",
    "end_reason",
    "ended_at",
    "is_paid",
    "records_complaints",
    "sale",
    "settled",
    "note",
    "tracked",
    "arrived_by",
]
AT_ONCE = 2_000


def compact(said: dict[str, Any]) -> dict[str, Any]:
    """Return what one source says in the new form; the old one is field -> [text, day]."""
    if "says" in said and isinstance(said["says"], dict):
        return said
    named = {name: said[name] for name in FIELDS if name in said}
    days = Counter(day for _text, day in named.values())
    on = max(days, key=lambda day: (days[day], day), default="")
    dates = {name: day for name, (_text, day) in named.items() if day != on}
    compacted = {"says": {name: text for name, (text, _day) in named.items()}, "on": on}
    return compacted | ({"dates": dates} if dates else {})


def forwards(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Rewrite every order, some at a time."""
    with schema_editor.connection.cursor() as cursor:
        last = 0
        while True:
            cursor.execute(
                "SELECT id, claims FROM orders_supplierorder WHERE id > %s ORDER BY id LIMIT %s",
                (last, AT_ONCE),
            )
            rows = cursor.fetchall()
            if not rows:
                return
            last = rows[-1][0]
            new = [
                {
                    "id": key,
                    "claims": json.dumps(
                        {source: compact(said) for source, said in json.loads(text).items()},
                        ensure_ascii=False,
                        separators=(",", ":"),
                    ),
                }
                for key, text in rows
            ]
            cursor.execute(
                "UPDATE orders_supplierorder o SET claims = n.claims FROM "
                "jsonb_to_recordset(%s::jsonb) AS n (id bigint, claims text) WHERE o.id = n.id",
                (json.dumps(new),),
            )


class Migration(migrations.Migration):
    """Move the claims."""

    dependencies = [("orders", "0003_sales_parts_data")]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop, elidable=True)]
