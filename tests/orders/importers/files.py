"""Files as shops and marketplaces write them, made for a test."""

import csv
import io
import zipfile
from collections.abc import Sequence
from typing import BinaryIO

from openpyxl import Workbook

from orders import importers
from orders.importers import FileError, RowError, SalesOrderRow, Source, SupplierOrderRow


def columns(names: str) -> list[str]:
    return names.split(",")


SHOPIFY_HEADER = columns(
    "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,"
    "Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,"
    "Lineitem name,Lineitem price,Lineitem compare at price,Lineitem sku,Lineitem requires shipping,"
    "Lineitem taxable,Lineitem fulfillment status,Billing Name,Billing Street,Billing Address1,"
    "Billing Address2,Billing Company,Billing City,Billing Zip,Billing Province,Billing Country,"
    "Billing Phone,"
    "Shipping Name,Shipping Street,Shipping Address1,Shipping Address2,Shipping Company,Shipping City,"
    "Shipping Zip,Shipping Province,Shipping Country,Shipping Phone,Notes,Note Attributes,Cancelled at,"
    "Payment Method,Payment Reference,Refunded Amount,Vendor,Outstanding Balance,Employee,Location,Device ID,"
    "Id,Tags,Risk Level,Source,Lineitem discount,Tax 1 Name,Tax 1 Value,Tax 2 Name,Tax 2 Value,Tax 3 Name,"
    "Tax 3 Value,Tax 4 Name,Tax 4 Value,Tax 5 Name,Tax 5 Value,Phone,Receipt Number,Duties,"
    "Billing Province Name,Shipping Province Name,Payment ID,Payment Terms Name,Next Payment Due At,"
    "Payment References"
)
SUPPLIER_HEADER = columns(
    "order id,supplier,product,quantity,cost,currency,marketplace,placed via,paid by,ordered,promised by,"
    "shipped,delivered,shipping method,tracking number,outcome,dispute opened,refunded amount,refunded on,"
    "sale"
)
ALIEXPRESS_HEADER = columns(
    "order_id,parent_orderid,gmt_create_order_time,order_status,item_name,unit_price,payable_amt,"
    "gmt_pay_order_time,gmt_trade_end_time,end_reason,is_success_pay,frozen_status"
)

Read = SupplierOrderRow | SalesOrderRow | RowError
Row = dict[str, str]


def table(header: Sequence[str], rows: Sequence[Row], delimiter: str = ",", line_end: str = "\n") -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, header, restval="", delimiter=delimiter, lineterminator=line_end)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def shopify_order(name: str = "#1001", order_id: str = "4541752475812", **cells: str) -> Row:
    """The first line of an order of one product; a keyword names a column with _ for the space."""
    row = {
        "Name": name,
        "Email": "Ada@Example.invalid",
        "Financial Status": "paid",
        "Currency": "USD",
        "Subtotal": "35.00",
        "Shipping": "2.74",
        "Taxes": "0.00",
        "Total": "37.74",
        "Discount Amount": "0.00",
        "Created at": "2023-05-31 23:06:05 -0700",
        "Lineitem quantity": "1",
        "Lineitem name": "Hoodie - S",
        "Lineitem price": "35.00",
        "Lineitem requires shipping": "true",
        "Vendor": "Bright",
        "Refunded Amount": "0.00",
        "Id": order_id,
    }
    return row | {key.replace("_", " "): value for key, value in cells.items()}


def shopify_line(name: str = "#1001", **cells: str) -> Row:
    """A further line of an order."""
    row = {
        "Name": name,
        "Email": "Ada@Example.invalid",
        "Created at": "2023-05-31 23:06:05 -0700",
        "Lineitem quantity": "1",
        "Lineitem name": "Cap",
        "Lineitem price": "10.00",
        "Lineitem requires shipping": "true",
        "Vendor": "Lucky",
    }
    return row | {key.replace("_", " "): value for key, value in cells.items()}


def supplier_row(order_id: str = "A1", **cells: str) -> Row:
    """A row of our own file; a keyword names a column with _ for the space."""
    row = {"order id": order_id, "supplier": "Shenzhen Bright", "product": "LED strip", "quantity": "1"}
    return row | {key.replace("_", " "): value for key, value in cells.items()}


def aliexpress_line(item: str = "8201", parent: object = "8200", **cells: object) -> dict[str, object]:
    row: dict[str, object] = {
        "order_id": item,
        "parent_orderid": parent,
        "gmt_create_order_time": "2026-02-21 07:44:46",
        "order_status": "FINISH",
        "item_name": "LED strip",
        "unit_price": 15115,
        "payable_amt": 15115,
        "gmt_pay_order_time": "2026-02-21 07:45:00",
        "gmt_trade_end_time": "2026-03-20 10:00:00",
        "end_reason": "buyer_accept_goods",
        "is_success_pay": "true",
        "frozen_status": "0",
    }
    return row | cells


def workbook(
    rows: Sequence[dict[str, object]],
    header: Sequence[str] = ALIEXPRESS_HEADER,
    title: str = "Order Information",
    sheets_before: Sequence[str] = (),
) -> io.BytesIO:
    book = Workbook()
    active = book.active
    assert active is not None
    book.remove(active)
    for name in sheets_before:
        book.create_sheet(name).append(["something", "else"])
    sheet = book.create_sheet(title)
    sheet.append(list(header))
    for row in rows:
        sheet.append([row.get(column) for column in header])
    out = io.BytesIO()
    book.save(out)
    return out


def with_sheet(source: BinaryIO, old: str, new: str) -> BinaryIO:
    """A workbook with a change in the XML of its first sheet."""
    out = io.BytesIO()
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            content = before.read(name).decode()
            if name == "xl/worksheets/sheet1.xml":
                assert old in content
                content = content.replace(old, new)
            after.writestr(name, content)
    return out


def shopify_file(*rows: Row, header: Sequence[str] = SHOPIFY_HEADER) -> BinaryIO:
    return io.BytesIO(table(header, rows).encode())


def supplier_file(*rows: Row, header: Sequence[str] = SUPPLIER_HEADER) -> BinaryIO:
    return io.BytesIO(table(header, rows).encode())


def read(stream: BinaryIO) -> list[Read]:
    """Everything that the importers say about a file."""
    return list(importers.read(stream, importers.recognise(stream)))


def sales(stream: BinaryIO) -> list[SalesOrderRow]:
    found = read(stream)
    rows = [row for row in found if isinstance(row, SalesOrderRow)]
    assert rows == found
    return rows


def supplier_orders(stream: BinaryIO) -> list[SupplierOrderRow]:
    found = read(stream)
    rows = [row for row in found if isinstance(row, SupplierOrderRow)]
    assert rows == found
    return rows


def errors(stream: BinaryIO) -> list[tuple[int, str, str, str]]:
    """Row, column, value and problem of each error; no order may have got through."""
    found = read(stream)
    refused = [error for error in found if isinstance(error, RowError)]
    assert refused == found
    return [(error.row, error.column, error.value, error.problem) for error in refused]


def file_problem(content: bytes | BinaryIO, source: Source | None = None) -> tuple[str, dict[str, str]]:
    """The reason for which a file is refused as a whole."""
    stream = io.BytesIO(content) if isinstance(content, bytes) else content
    try:
        list(importers.read(stream, source or importers.recognise(stream)))
    except FileError as error:
        return error.problem, error.details
    return "", {}
