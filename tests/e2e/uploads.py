"""The files that a newcomer hands in, dated so that they are as fresh on any day."""

import csv
import json
import re
from datetime import date, timedelta
from pathlib import Path

from tests.orders.importers.files import (
    SHOPIFY_HEADER,
    SUPPLIER_HEADER,
    Row,
    aliexpress_line,
    shopify_line,
    shopify_order,
    supplier_row,
    table,
    workbook,
)
from tests.plugins.servers import ROOT

EXAMPLES = ROOT / "docs" / "examples"
SUPPLIER = "Shenzhen Bright"
# The last day that the example file knows of: its newest delivery.
_EXAMPLE_ENDS = date(2026, 6, 30)
_DAY = re.compile(r"\b20\d\d-\d\d-\d\d\b")
# The first order of the example file, which is in the AliExpress file, too.
SHARED_ORDER = "8190554400010007"


def example_orders(folder: Path, today: date) -> Path:
    """Write the example of the documentation as if it had been exported today, and one bad row behind it.

    The file has 60 good orders; its last row has a delivery on a day that does not exist.
    """
    text = (EXAMPLES / "supplier-orders.csv").read_text()
    moved = _DAY.sub(lambda found: _shifted(found[0], today - _EXAMPLE_ENDS), text)
    bad = supplier_row("8190554400099999", currency="USD", ordered=str(today), delivered="31/13/2026")
    return _written(folder / "supplier-orders.csv", moved + table(SUPPLIER_HEADER, [bad]).partition("\n")[2])


def _shifted(day: str, by: timedelta) -> str:
    return (date.fromisoformat(day) + by).isoformat()


def clean_orders(folder: Path, today: date, number: int) -> Path:
    """Write orders of the last 200 days that all arrived in time and as promised."""
    rows = []
    for each in range(number):
        ordered = today - timedelta(days=14 + each * 200 // number)
        rows.append(
            supplier_row(
                str(9_100_000_000_000_000 + each),
                cost="12.60",
                currency="USD",
                ordered=str(ordered),
                promised_by=str(ordered + timedelta(days=25)),
                shipped=str(ordered + timedelta(days=2)),
                delivered=str(ordered + timedelta(days=11)),
                outcome="clean",
            )
        )
    return _written(folder / "more-orders.csv", table(SUPPLIER_HEADER, rows))


def proposal(folder: Path) -> Path:
    """Write as a file what `walking.fill_offer` types into the form, and the six checks that the newcomer notes."""
    no = (
        "personal_account",
        "payee_mismatch",
        "payee_changed",
        "licence_invalid",
        "pressure",
        "close_dispute",
        "untraceable_only",
        "refuses_written_terms",
        "confirmed_counterfeit",
        "branded_goods",
    )
    document = {
        "currency": "USD",
        "on_platform_price": 12.60,
        "offered_price": 8.60,
        "orders_per_month": 40,
        "payment_method": "credit_card_link",
        "deposit_share": 1,
        "days_to_receipt": 20,
        "orders_per_payment": 1,
        "top_up": 0,
        "fee_share": 0.03,
        "fee_fixed": 0,
        "extra_minutes_per_order": 2,
        "wage_per_hour": 12,
        "fixed_hours_per_month": 1,
        "customer_cost": {"lost": 20, "late": 3, "not_as_described": 12, "counterfeit": 40},
        "risk_budget": 1500,
        "diligence_share": 0.590909,
        "answers": dict.fromkeys(no, False),
    }
    return _written(folder / "proposal.json", json.dumps(document))


def aliexpress_orders(folder: Path, name: str, placed: dict[str, date]) -> Path:
    """Write AliExpress order data: order number -> its day; one product, received twenty days later."""
    rows = [
        aliexpress_line(
            item=f"{number}8",
            parent=number,
            gmt_create_order_time=f"{day} 07:44:46",
            gmt_trade_end_time=f"{day + timedelta(days=20)} 10:00:00",
            item_name="LED strip 5 m",
            payable_amt="980",
        )
        for number, day in placed.items()
    ]
    path = folder / name
    path.write_bytes(workbook(rows).getvalue())
    return path


def received(today: date, number: int) -> dict[str, date]:
    """Return orders of the last months that the buyer has received, and one that the example file has, too."""
    placed = {
        str(8_200_000_000_000_000 + each): today - timedelta(days=22 + 2 * each) for each in range(number)
    }
    return placed | {SHARED_ORDER: date(2025, 12, 1) + (today - _EXAMPLE_ENDS)}


def shopify_export(folder: Path) -> Path:
    """Write a Shopify export of two orders and three products: what stands in for a real one."""
    rows: list[Row] = [
        shopify_order("#1001", "4541752475812", Subtotal="45.00", Total="47.74", Vendor="ExplorerClothing"),
        shopify_line("#1001", Vendor="ExplorerClothing"),
        shopify_order("#1002", "4541752475813", Vendor="ExplorerClothing"),
    ]
    return _written(folder / "orders_export.csv", table(SHOPIFY_HEADER, rows))


def orders_in(export: Path) -> int:
    """Return how many orders a Shopify export has."""
    with export.open(newline="") as lines:
        return len({line["Name"] for line in csv.DictReader(lines)})


def _written(path: Path, text: str) -> Path:
    path.write_text(text)
    return path
