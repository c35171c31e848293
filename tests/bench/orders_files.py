"""A file of orders as an owner keeps one, in no sequence of days, and the same orders as the table wants them."""

import csv
import random
from datetime import date, timedelta
from pathlib import Path

SUPPLIERS, PRODUCTS, DAYS = 50, 300, 365
FIRST_DAY = date(2025, 1, 1)
HEADER = (
    "order id",
    "supplier",
    "product",
    "quantity",
    "cost",
    "currency",
    "ordered",
    "promised by",
    "shipped",
    "delivered",
    "shipping method",
    "tracking number",
    "outcome",
    "refunded amount",
)
BAD_IN = 100
"""One row of so many has a day that no calendar knows."""
# The table's columns that say what the file says; the supplier is already its key, texts of lists have braces.
READY = (
    "store_id",
    "marketplace",
    "external_id",
    "supplier_id",
    "products",
    "quantity",
    "cost",
    "currency",
    "dated_on",
    "ordered_on",
    "promised_on",
    "shipped_on",
    "delivered_on",
    "shipping_method",
    "tracking_numbers",
    "because",
)


def write(folder: Path, orders: int, store_id: int, suppliers: list[int]) -> tuple[Path, Path]:
    """Write the owner's file and the ready one, which has the good orders alone; return both."""
    draw = random.Random(1)  # noqa: S311 - made-up orders, no secret
    owners, ready = folder / "orders.csv", folder / "ready.csv"
    with owners.open("w", newline="") as first, ready.open("w", newline="") as second:
        to_owner, to_table = csv.writer(first), csv.writer(second)
        to_owner.writerow(HEADER)
        for number in range(orders):
            cells, supplier = _order(draw, number)
            if number % BAD_IN == BAD_IN - 1:
                cells[6] = "2025-02-30"
            else:
                to_table.writerow(_ready(cells, store_id, suppliers[supplier]))
            to_owner.writerow(cells)
    return owners, ready


def _order(draw: random.Random, number: int) -> tuple[list[str], int]:
    supplier, day = draw.randrange(SUPPLIERS), FIRST_DAY + timedelta(days=draw.randrange(DAYS))
    under_way = draw.random() < 0.05
    delivered = "" if under_way else str(day + timedelta(days=draw.randint(8, 28)))
    outcome = "" if under_way else draw.choice(("clean",) * 18 + ("not as described", ""))
    cells = [
        f"{8_190_000_000_000_000 + number * 7_919 % 1_000_000_007}",
        f"Supplier {supplier}",
        f"Silicone spatula set {draw.randrange(PRODUCTS)}",
        str(draw.randint(1, 3)),
        f"{draw.uniform(2, 40):.2f}",
        "USD",
        str(day),
        str(day + timedelta(days=30)),
        str(day + timedelta(days=2)),
        delivered,
        "AliExpress Standard Shipping",
        f"LB{draw.randrange(10**9):09d}CN",
        outcome,
        "",
    ]
    return cells, supplier


def _ready(cells: list[str], store_id: int, supplier_id: int) -> list[object]:
    order_id, _name, product, quantity, cost, currency, ordered, promised, shipped, delivered = cells[:10]
    method, number, outcome = cells[10:13]
    dates = (ordered, ordered, promised, shipped, delivered)
    described = (f'{{"{product}"}}', quantity, cost, currency)
    return [
        *(store_id, "aliexpress", order_id, supplier_id, *described, *dates, method),
        f'{{"{number}"}}',
        outcome,
    ]
