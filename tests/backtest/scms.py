"""Deliveries of medical vendors (SCMS): scheduled against actual day, one row a shipment notice."""

from datetime import UTC, datetime
from pathlib import Path

from tests.backtest.folder import rows_of
from tests.backtest.orders import Row

WAREHOUSE = "From RDC"
"""Goods from the programme's own warehouse: no vendor delivers them."""


def vendor_deliveries(folder: Path) -> list[Row]:
    """Return the deliveries; late if any line of a shipment came after the first day it was due.

    Most order dates were not captured, so a delivery belongs to the day on which it was due, and nothing is
    known of it before. One that came early counts as come on that day.
    """
    due: dict[tuple[str, str], int] = {}
    came: dict[tuple[str, str], int] = {}
    mode: dict[tuple[str, str], str] = {}
    for row in rows_of(folder / "scms_deliveries/SCMS_comma_lf_bom.csv"):
        if row["Fulfill Via"] == WAREHOUSE:
            continue
        key = row["Vendor"], row["ASN/DN #"]
        scheduled, delivered = _day(row["Scheduled Delivery Date"]), _day(row["Delivered to Client Date"])
        due[key] = min(scheduled, due.get(key, scheduled))
        came[key] = max(delivered, came.get(key, delivered))
        mode.setdefault(key, row["Shipment Mode"])
    return [_row(key, day, max(day, came[key]), mode[key]) for key, day in due.items()]


def _row(key: tuple[str, str], due: int, came: int, mode: str) -> Row:
    late = came > due
    return Row(
        key[0], placed=due, due=due, arrived=came, known=due + 1 if late else due, failed=late, lane=mode
    )


def _day(text: str) -> int:
    return datetime.strptime(text, "%d-%b-%y").replace(tzinfo=UTC).toordinal()
