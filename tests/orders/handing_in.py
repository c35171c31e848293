"""Files as a store owner hands them in, and the work on them."""

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from orders.actions import confirm, hand_in, slicing, work
from orders.models import Import
from stores.models import Store, User
from tests.orders.importers.files import SHOPIFY_HEADER, shopify_order, table

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
HEADER = "order id,supplier,product,quantity,cost,currency,ordered,delivered,outcome\n"
GOOD = "".join(f"{n},Shenzhen Bright,Lamp,1,12.50,USD,2026-03-01,2026-03-12,clean\n" for n in range(1, 8))
BAD = "8,Shenzhen Bright,Lamp,1,12.50,USD,2026-03-01,31/13/2026,clean\n"
Clock = Callable[[], datetime]


def clock() -> datetime:
    return NOW


def hand(store: Store, owner: User, content: str | bytes, name: str = "orders.csv") -> Import:
    body = content.encode() if isinstance(content, str) else content
    return hand_in(store, owner, SimpleUploadedFile(name, body))


def checked(the_import: Import) -> Import:
    """Have it worked on until it asks or ends."""
    work(the_import.pk, clock)
    the_import.refresh_from_db()
    return the_import


def done(the_import: Import) -> Import:
    """Have it checked, confirm the report if there is one, and have it worked to its end."""
    if checked(the_import).state == Import.State.READY:
        confirm(the_import)
        checked(the_import)
    return the_import


def aliexpress(*rows: tuple[object, ...]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Order Information"
    sheet.append(
        [
            "order_id",
            "parent_orderid",
            "gmt_create_order_time",
            "order_status",
            "item_name",
            "unit_price",
            "payable_amt",
            "gmt_pay_order_time",
            "gmt_trade_end_time",
            "end_reason",
            "is_success_pay",
            "frozen_status",
        ]
    )
    for row in rows:
        sheet.append(list(row))
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


LINE = (
    "8190000000000018",
    "8190000000000001",
    "2026-02-21 07:44:46",
    "FINISH",
    "Moon lamp",
    "15115",
    "15115",
    "2026-02-21 07:45:46",
    "2026-03-21 07:44:46",
    "buyer_accept_goods",
    "true",
    "0",
)


def kept_files() -> list[Path]:
    """What lies below the folder of uploads."""
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def shopify_rows(number: int) -> str:
    """A Shopify export of so many orders."""
    return table(SHOPIFY_HEADER, [shopify_order(f"#{each}", str(each)) for each in range(1, number + 1)])


def in_slices_of(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every slice hold so many lines, however fast the machine is."""
    for name in ("FIRST", "LEAST", "MOST"):
        monkeypatch.setattr(slicing, name, size)
