"""Encodings, separators, line ends, and files that are none."""

import csv
import io
import zipfile
from datetime import date, datetime
from datetime import time as clock
from typing import BinaryIO

import pytest

from orders import importers
from orders.importers import RowError, SalesOrderRow, Source, SupplierOrderRow
from orders.importers import text as text_files
from orders.importers import workbook as workbooks
from tests.orders.importers.files import (
    SHOPIFY_HEADER,
    SUPPLIER_HEADER,
    aliexpress_line,
    file_problem,
    read,
    shopify_file,
    shopify_line,
    shopify_order,
    supplier_file,
    supplier_orders,
    supplier_row,
    table,
    with_sheet,
    workbook,
)

CAFE = supplier_row(product="Café “grün” лампа")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_table_is_read_in_every_form(encoding: str, delimiter: str, line_end: str) -> None:
    content = table(SUPPLIER_HEADER, [CAFE, supplier_row("A2")], delimiter, line_end).encode(encoding)
    found = supplier_orders(io.BytesIO(content))
    assert [(row.row, row.order_id, row.products) for row in found] == [
        (2, "A1", ("Café “grün” лампа",)),
        (3, "A2", ("LED strip",)),
    ]


def test_windows_1252_is_read_where_utf_8_does_not_fit() -> None:
    content = table(SUPPLIER_HEADER, [supplier_row(product="Café “grün”")]).encode("cp1252")
    assert supplier_orders(io.BytesIO(content))[0].products == ("Café “grün”",)
    # A file may end in the middle of a character.
    half = table(SUPPLIER_HEADER, [supplier_row(refunded_amount="1")]).encode().rstrip() + b"\xc3"
    assert read(io.BytesIO(half))


def test_every_line_end_is_one_also_where_a_chunk_ends_in_the_middle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_files, "CHUNK_BYTES", 3)
    content = table(SUPPLIER_HEADER, [CAFE, supplier_row("A2")], line_end="\r\n").encode()
    assert [row.row for row in supplier_orders(io.BytesIO(content))] == [2, 3]


@pytest.mark.parametrize("before", ["\n\n", ",,,\n", "My orders\n\n", "sep=,\n", "x,y\n" * 19])
def test_the_header_may_stand_below_other_rows(before: str) -> None:
    content = before + table(SUPPLIER_HEADER, [supplier_row()])
    [row] = supplier_orders(io.BytesIO(content.encode()))
    assert row.row == before.count("\n") + 2


def test_a_header_below_the_first_twenty_rows_is_not_looked_for() -> None:
    content = "x,y\n" * 20 + table(SUPPLIER_HEADER, [supplier_row()])
    assert file_problem(content.encode()) == ("no_header", {})


def test_blank_rows_and_a_header_in_the_middle_are_passed_over() -> None:
    once = table(SUPPLIER_HEADER, [supplier_row()])
    stream = io.BytesIO((once + "\n,,,\n" + table(SUPPLIER_HEADER, [supplier_row("A2")])).encode())
    assert [row.row for row in supplier_orders(stream)] == [2, 6]


def test_a_file_is_known_by_its_header_only() -> None:
    streams: list[BinaryIO] = [
        shopify_file(shopify_order()),
        supplier_file(supplier_row()),
        workbook([aliexpress_line()], title="Sheet1"),
    ]
    assert [importers.recognise(stream) for stream in streams] == [
        Source.SHOPIFY,
        Source.SUPPLIER_ORDERS,
        Source.ALIEXPRESS,
    ]


@pytest.mark.parametrize("source", [Source.SHOPIFY, Source.ALIEXPRESS])
def test_a_file_of_another_kind_than_asked_for_is_refused(source: Source) -> None:
    problem, details = file_problem(supplier_file(supplier_row()), source)
    assert problem == "not_recognised"
    assert details["header"].startswith("order id, supplier, product")


@pytest.mark.parametrize(
    ("content", "problem", "details"),
    [
        (b"", "empty", {}),
        (b"\xef\xbb\xbf\n\n \n", "empty", {}),
        (b"Dear customer\nhow are you\n", "not_a_table", {}),
        (b'"Dear customer, how are you\n', "not_a_table", {}),
        (b"%PDF-1.7\x00\x01,\x02;\x03,\x04\n", "not_a_table", {}),
        (b"\x81,\x8d\n", "not_a_table", {}),
        (b"order id,supplier,product,quantity\n" + b"x" * 1_100_000, "not_a_table", {}),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on", "old_workbook", {}),
        (b"PK\x03\x04 and no more", "damaged_workbook", {}),
        (
            b"Product,Date,QUANTITY,InvoiceURL\n1,2,3,4\n",
            "not_recognised",
            {"header": "product, date, quantity"},
        ),
        (
            b"Name,Lineitem name\n1,2\n",
            "column_missing",
            {"columns": "created at, lineitem quantity, lineitem price"},
        ),
        (b"Order ID,Supplier\n1,2\n", "column_missing", {"columns": "product, quantity"}),
        (
            b"order id,supplier,product,quantity,promised,promised by\n",
            "column_twice",
            {"column": "promised by"},
        ),
    ],
)
def test_a_file_that_is_no_order_file_is_refused_with_its_reason(
    content: bytes, problem: str, details: dict[str, str]
) -> None:
    assert file_problem(content) == (problem, details)


def test_a_header_without_rows_gives_nothing() -> None:
    assert read(supplier_file()) == []
    assert read(shopify_file()) == []
    assert read(workbook([])) == []


def test_a_quotation_mark_that_is_never_closed_is_refused_by_its_row() -> None:
    good = table(SHOPIFY_HEADER, [shopify_order("#1", "1"), shopify_order("#2", "2")])
    opened = good + '"#3,,,\n' + "more,,\n" * 3
    assert file_problem(opened.encode()) == ("quote_not_closed", {"row": "4"})
    # What follows is longer than any cell may be.
    assert file_problem((opened + "more,,\n" * 30_000).encode()) == ("quote_not_closed", {"row": "4"})


def test_a_cell_that_is_too_long_refuses_its_row_only() -> None:
    limit = csv.field_size_limit()
    stream = shopify_file(
        shopify_order("#3", "3"),
        shopify_order("#2", "2"),
        shopify_line("#2", Lineitem_name="x" * (limit + 1)),
        shopify_order("#1", "1"),
    )
    found = read(stream)
    assert [row.order_id for row in found if isinstance(row, SalesOrderRow)] == ["3", "1"]
    assert [row for row in found if isinstance(row, RowError)] == [RowError(4, "", "", "cell_too_long")]


def test_a_cell_of_our_own_file_that_is_too_long_refuses_its_order_only() -> None:
    limit = csv.field_size_limit()
    found = read(supplier_file(supplier_row(), supplier_row("A2"), supplier_row(product="x" * (limit + 1))))
    assert [(type(row).__name__, row.row) for row in found] == [("SupplierOrderRow", 3), ("RowError", 4)]


def test_marks_that_copying_leaves_behind_are_not_read() -> None:
    [row] = supplier_orders(
        supplier_file(supplier_row("\u200e A1\u200b", supplier="Shenzhen\u00a0 Bright\t"))
    )
    assert (row.order_id, row.supplier) == ("A1", "Shenzhen Bright")


def test_a_guarding_apostrophe_is_no_part_of_an_id() -> None:
    found = supplier_orders(supplier_file(supplier_row("'8200"), supplier_row("'A1")))
    assert [row.order_id for row in found] == ["8200", "'A1"]


def test_reading_leaves_the_stream_open_and_may_begin_again() -> None:
    stream = supplier_file(supplier_row())
    stream.seek(7)
    assert read(stream) == read(stream)
    assert not stream.closed


def test_a_workbook_without_a_known_header_names_the_columns_that_are_known() -> None:
    stream = workbook([], header=["Date", "Order_ID", "Sum"], sheets_before=["Empty"])
    problem, details = file_problem(stream)
    assert (problem, details) == ("not_recognised", {"header": "date, order id"})


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_an_archive_that_is_no_workbook_is_refused() -> None:
    assert file_problem(packed(letter=b"Dear")) == ("damaged_workbook", {})


@pytest.mark.parametrize(("limit", "value"), [("UNPACKED_LIMIT", 1_000), ("PARTS_LIMIT", 3)])
def test_a_workbook_that_unpacks_to_too_much_is_refused(
    monkeypatch: pytest.MonkeyPatch, limit: str, value: int
) -> None:
    stream = workbook([aliexpress_line()])
    assert file_problem(stream) == ("", {})
    monkeypatch.setattr(workbooks, limit, value)
    assert file_problem(stream) == ("too_large", {})


ONE_ORDER = workbook([aliexpress_line()])


def test_a_sheet_that_ends_in_the_middle_is_refused() -> None:
    assert file_problem(with_sheet(ONE_ORDER, "</sheetData>", "<")) == ("damaged_workbook", {})


def test_a_sheet_that_claims_a_row_beyond_every_end_is_not_followed_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workbooks, "BLANK_LIMIT", 3)
    near, far = (with_sheet(ONE_ORDER, '<row r="2"', f'<row r="{number}"') for number in (4, 6))
    assert [row.row for row in supplier_orders(near)] == [4]
    assert read(far) == []


def test_blank_rows_of_a_sheet_keep_their_numbers() -> None:
    lines: list[dict[str, object]] = [aliexpress_line("1", "100"), {}, {}, aliexpress_line("2", "200")]
    assert [row.row for row in supplier_orders(workbook(lines))] == [2, 5]


def test_entities_that_unfold_without_end_are_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><worksheet '
    assert file_problem(with_sheet(ONE_ORDER, "<worksheet ", bomb)) == ("damaged_workbook", {})


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (None, ""),
        (True, "true"),
        (False, "false"),
        (3, "3"),
        (3.0, "3"),
        (3.5, "3.5"),
        (123456789012345.0, "123456789012345"),
        (8.28e15, "8.28E+15"),
        (float("inf"), "INF"),
        (float("nan"), "nan"),
        (date(2026, 3, 31), "2026-03-31"),
        (datetime(2026, 3, 31, 14, 5), "2026-03-31 14:05:00"),  # noqa: DTZ001 - cells have no zone
        (clock(14, 5), "14:05:00"),
    ],
)
def test_a_cell_of_a_workbook_reads_as_in_a_csv(cell: object, expected: str) -> None:
    assert workbooks.as_text(cell) == expected


def test_orders_are_handed_on_while_the_file_is_still_being_read() -> None:
    content = table(SHOPIFY_HEADER, [shopify_order(f"#{n}", str(n)) for n in range(3_000)])

    class Counted(io.BytesIO):
        taken = 0

        def read(self, size: int | None = -1) -> bytes:
            chunk = super().read(size)
            self.taken += len(chunk)
            return chunk

    stream = Counted(content.encode("utf-8-sig"))
    first = next(importers.read(stream, Source.SHOPIFY))
    assert isinstance(first, SalesOrderRow)
    assert stream.taken < len(content) / 2


def test_an_order_of_our_own_is_a_supplier_order() -> None:
    assert all(isinstance(row, SupplierOrderRow) for row in read(supplier_file(supplier_row())))
