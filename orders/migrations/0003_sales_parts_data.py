"""Keep what the export said of each customer's order as a part of it, as it is kept from now on."""

from datetime import UTC
from typing import Any

from django.db import migrations

AT_ONCE = 1_000
WORDS = ("name", "currency", "financial_status", "fulfilment_status", "country", "buyer_hash")
MONEY = ("subtotal", "shipping", "tax", "discount", "total", "refunded_amount")
MOMENTS = ("ordered_at", "fulfilled_at", "cancelled_at")
TEXTS = ("title", "sku", "vendor", "fulfilment_status")


def part_of(order: Any, lines: list[Any]) -> dict[str, Any]:
    """Return what the file said, from what was made of it: nothing was left out."""
    said = {name: getattr(order, name) for name in WORDS if getattr(order, name)}
    said |= {name: str(getattr(order, name)) for name in MONEY if getattr(order, name) is not None}
    said |= {
        name: getattr(order, name).astimezone(UTC).isoformat() for name in MOMENTS if getattr(order, name)
    }
    return {
        "at": None,
        "said": said,
        "lines": [
            [line.position, line.quantity, str(line.price), str(line.discount), *(getattr(line, name) for name in TEXTS)]
            for line in lines
        ],
        "learned_on": order.learned_on.isoformat(),
    }


def keep_parts(apps: Any, schema_editor: Any) -> None:
    """Go through the orders in batches; safe twice, because orders with parts are passed over."""
    orders = apps.get_model("orders", "SalesOrder").objects.filter(parts={}).order_by("pk")
    lines = apps.get_model("orders", "SalesLine").objects.order_by("order", "position")
    last = 0
    while page := list(orders.filter(pk__gt=last)[:AT_ONCE]):
        of_order: dict[int, list[Any]] = {}
        for line in lines.filter(order__in=[order.pk for order in page]):
            of_order.setdefault(line.order_id, []).append(line)
        for order in page:
            order.parts = {f"file:{order.channel}": part_of(order, of_order.get(order.pk, []))}
        type(page[0]).objects.bulk_update(page, ["parts"], batch_size=AT_ONCE)
        last = page[-1].pk


class Migration(migrations.Migration):

    dependencies = [("orders", "0002_every_source")]

    operations = [migrations.RunPython(keep_parts, migrations.RunPython.noop, elidable=True)]
