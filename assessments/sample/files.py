"""The order files of the sample store, as its owner would hand them in: written here, read by the real importers."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO, StringIO
from typing import BinaryIO

from assessments.sample.suppliers import SUPPLIERS, SampleSupplier

PROMISED = 25
SHIPPED_AFTER = 2
COUNTRIES = ("US", "US", "DE", "GB", "FR")


def supplier_orders_file(today: date) -> BinaryIO:
    """Return the orders placed with the four suppliers, up to today, as our own supplier-orders CSV."""
    rows = [row for supplier in SUPPLIERS for row in _placed(supplier, today)]
    return _table(rows)


def sales_file(today: date) -> BinaryIO:
    """Return the orders of customers behind them as a Shopify export."""
    rows = []
    for number, row in enumerate(
        sorted(
            (row for supplier in SUPPLIERS for row in _placed(supplier, today)),
            key=lambda row: row["ordered"],
        )
    ):
        price = f"{float(row['cost']) * 2.4:.2f}"
        rows.append(
            {
                "Name": f"#{1001 + number}",
                "Financial Status": "paid",
                "Paid at": f"{row['ordered']} 09:00:00 +0000",
                "Fulfillment Status": "fulfilled" if row["shipped"] else "unfulfilled",
                "Fulfilled at": f"{row['shipped']} 15:00:00 +0000" if row["shipped"] else "",
                "Currency": "USD",
                "Subtotal": price,
                "Shipping": "0.00",
                "Taxes": "0.00",
                "Total": price,
                "Created at": f"{row['ordered']} 09:00:00 +0000",
                "Lineitem quantity": "1",
                "Lineitem name": row["product"],
                "Lineitem price": price,
                "Vendor": row["supplier"],
                "Shipping Country": COUNTRIES[number % len(COUNTRIES)],
                "Id": str(5_100_000_000_000 + number),
            }
        )
    return _table(rows)


def _placed(supplier: SampleSupplier, today: date) -> Iterator[dict[str, str]]:
    first = SUPPLIERS.index(supplier) * 1_000
    for number in range(supplier.orders):
        # Evenly spread, the last one placed yesterday; younger than its lead time, it is still on its way.
        ordered = today - timedelta(
            days=1 + round((supplier.orders - 1 - number) * supplier.days / supplier.orders)
        )
        lead = 10 + number * 7 % 9 + (20 if number in supplier.late else 0)
        delivered = ordered + timedelta(days=lead)
        arrived = delivered < today and number not in supplier.lost
        yield {
            "order id": str(8_190_000_000_000_000 + first + number),
            "supplier": supplier.name,
            "product": supplier.product,
            "quantity": "1",
            "cost": supplier.cost,
            "currency": "USD",
            "marketplace": "AliExpress",
            "placed via": "platform",
            "paid by": "card",
            "ordered": ordered.isoformat(),
            "promised by": (ordered + timedelta(days=PROMISED)).isoformat(),
            "shipped": (ordered + timedelta(days=SHIPPED_AFTER)).isoformat()
            if ordered + timedelta(days=SHIPPED_AFTER) < today
            else "",
            "delivered": delivered.isoformat() if arrived else "",
            "shipping method": "Cainiao Standard",
            "outcome": _outcome(supplier, number, arrived=arrived),
        }


def _outcome(supplier: SampleSupplier, number: int, *, arrived: bool) -> str:
    if number in supplier.lost:
        return "lost"
    if not arrived:
        return "in transit"
    if number in supplier.bad:
        return "not as described"
    return "late" if number in supplier.late else "clean"


def _table(rows: list[dict[str, str]]) -> BinaryIO:
    text = StringIO(newline="")
    writer = csv.DictWriter(text, rows[0].keys())
    writer.writeheader()
    writer.writerows(rows)
    return BytesIO(text.getvalue().encode())
