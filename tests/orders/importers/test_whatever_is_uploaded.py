"""Whatever is in a file: orders and errors come out, and nothing else is ever raised."""

import io
import zipfile
from datetime import UTC

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orders import importers
from orders.importers import (
    FileError,
    FileProblem,
    RowError,
    RowProblem,
    SalesOrderRow,
    Source,
    SupplierOrderRow,
)
from orders.importers.quoting import quotable
from tests.orders.importers.files import (
    SHOPIFY_HEADER,
    SUPPLIER_HEADER,
    aliexpress_line,
    shopify_order,
    supplier_row,
    table,
    workbook,
)

CELLS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        [
            "",
            "0",
            "1",
            "2026-03-31",
            "2026-03-31 10:00:00 +0000",
            "USD",
            "lost",
            "'=1",
            '"',
            "\x00",
            "x" * 100_000,
        ]
    ),
    st.decimals(allow_nan=True).map(str),
    st.datetimes().map(str),
)


def swallow(content: bytes) -> None:
    """Read a file as its own kind and as every other."""
    stream = io.BytesIO(content)
    for source in (None, *Source):
        try:
            known = source or importers.recognise(stream)
            for heading in importers.look_at(stream).unread:
                assert "@" not in heading
            for row in importers.read(stream, known):
                check(row)
        except FileError as error:
            FileProblem(error.problem)


def check(row: SupplierOrderRow | SalesOrderRow | RowError) -> None:
    assert row.row >= 1
    assert "\x00" not in repr(row)
    match row:
        case RowError():
            RowProblem(row.problem)
            assert row.value == quotable(row.value)
        case SupplierOrderRow():
            assert row.order_id
            assert row.products
        case SalesOrderRow():
            assert row.order_id
            assert row.ordered_at.astimezone(UTC).tzinfo is UTC


@given(st.binary(max_size=400))
@settings(max_examples=60, deadline=None)
def test_any_bytes(content: bytes) -> None:
    swallow(content)


@given(st.text(max_size=300), st.sampled_from([SHOPIFY_HEADER, SUPPLIER_HEADER]))
@settings(max_examples=60, deadline=None)
def test_any_text_below_a_header(text: str, header: list[str]) -> None:
    swallow((",".join(header) + "\n" + text).encode("utf-8", "surrogatepass"))


@given(
    st.dictionaries(st.sampled_from(SUPPLIER_HEADER), CELLS, max_size=4), st.sampled_from(["utf-8", "utf-16"])
)
@settings(max_examples=80, deadline=None)
def test_any_cells_of_our_own_file(cells: dict[str, str], encoding: str) -> None:
    rows = [supplier_row(), supplier_row() | cells, supplier_row("A2")]
    swallow(table(SUPPLIER_HEADER, rows).encode(encoding, "replace"))


@given(st.dictionaries(st.sampled_from(SHOPIFY_HEADER), CELLS, max_size=4))
@settings(max_examples=80, deadline=None)
def test_any_cells_of_a_shopify_file(cells: dict[str, str]) -> None:
    rows = [shopify_order("#2", "2"), shopify_order() | cells, shopify_order("#0", "0")]
    swallow(table(SHOPIFY_HEADER, rows).encode("utf-8", "replace"))


@given(st.integers(0, 5_000), st.binary(min_size=1, max_size=20))
@settings(max_examples=60, deadline=None)
def test_a_workbook_with_any_bytes_changed(place: int, noise: bytes) -> None:
    content = bytearray(WORKBOOK)
    start = place % len(content)
    content[start : start + len(noise)] = noise
    swallow(bytes(content))


@given(st.integers(0, 3_000), st.binary(max_size=20))
@settings(max_examples=60, deadline=None)
# A sheet may say of a number that it is a date, which openpyxl remarks upon.
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_a_workbook_whose_sheet_has_any_bytes_changed(place: int, noise: bytes) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WORKBOOK)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.startswith("xl/"):
                start = place % len(content)
                content = content[:start] + noise + content[start + len(noise) :]
            new.writestr(name, content)
    swallow(out.getvalue())


WORKBOOK = workbook([aliexpress_line(str(number), str(number // 2)) for number in range(6)]).getvalue()
