"""Find the folder of real files and read its tables."""

import csv
import os
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[2]

FILES = (
    "scms_deliveries/SCMS_comma_lf_bom.csv",
    "olist_sample/olist_orders_dataset.csv",
    "olist_sample/olist_order_items_dataset.csv",
    "olist_sample/olist_sellers_dataset.csv",
    "olist_sample/olist_order_reviews_dataset.csv",
    "olist_sample/orders_20k_random.csv",
    "olist_sample/seller_totals.csv",
)
"""What the backtest reads, below the folder."""


class NoRealFiles(Exception):
    """The real files, or some of them, are not there."""


def data_folder() -> Path:
    """Return the folder of real files. Raises: NoRealFiles."""
    folder = Path(os.environ.get("SHARED_DATA") or ROOT.parent / "shared" / "data")
    missing = [name for name in FILES if not (folder / name).is_file()]
    if missing:
        raise NoRealFiles(
            f"{folder} lacks {', '.join(missing)}; name the folder that has them: SHARED_DATA=…"
        )
    return folder


def rows_of(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def day_of(text: str) -> int | None:
    """Return the day number of a text that begins like 2018-03-31; None where there is no date."""
    try:
        return date.fromisoformat(text[:10]).toordinal()
    except ValueError:
        return None
