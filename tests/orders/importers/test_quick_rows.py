"""The quick way through a file of our own says exactly what the careful way says."""

import io
from collections.abc import Iterator
from dataclasses import FrozenInstanceError, fields
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orders import importers
from orders.importers import FileError, RowError, Source, SupplierOrderRow, grouping, memo, supplier_orders
from orders.importers.grouping import Repeats
from orders.importers.lines import Line
from orders.importers.reading import Readers, row_of
from orders.importers.rows import SupplierOrderRow as Row
from orders.importers.tables import open_table
from tests.orders.importers.files import SUPPLIER_HEADER, read, supplier_file, supplier_row, table

GOOD = {
    "order id": ["A1", "A2", "123", "'123", "#5"],
    "supplier": ["Bright", "Lucky  Star"],
    "quantity": ["1", "2"],
    "cost": ["", "1.5", "2,50"],
    "currency": ["", "USD", "eur"],
    "marketplace": ["", "AliExpress.com", "Temu"],
    "placed via": ["", "platform", "off-platform"],
    "ordered": ["2026-01-10", "", "2026-01-05"],
    "promised by": ["2026-02-01", ""],
    "shipped": ["2026-01-13", "2026-01-13 10:00", ""],
    "delivered": ["2026-01-20", "", "2026-02-05"],
    "tracking number": ["", "LP1", "LP1 LP2", "1E5"],
    "outcome": ["", "clean", "late", "lost", "Not as described"],
    "dispute opened": ["", "2026-01-25"],
    "refunded amount": ["", "1.00", "0"],
    "refunded on": ["", "2026-01-26"],
}
ODD = [
    "x",
    "zero",
    "31/12/2025",
    "1e9",
    '"q"',
    "a,b",
    "\x00",
    "'=1",
    " ",
    "x" * 600,
    "2025-12-31",
    "²",
    "\ufffd",
]
ROWS = st.lists(
    st.one_of(
        st.fixed_dictionaries({column: st.sampled_from(cells) for column, cells in GOOD.items()}),
        st.dictionaries(st.sampled_from(SUPPLIER_HEADER), st.sampled_from(ODD), max_size=2),
        st.just({column: column for column in SUPPLIER_HEADER}),
    ),
    max_size=8,
)


def said(content: bytes) -> list[object]:
    try:
        return [*importers.read(io.BytesIO(content), Source.SUPPLIER_ORDERS)]
    except FileError as error:
        return [error.problem, error.details]


@given(
    ROWS,
    st.sets(st.sampled_from(SUPPLIER_HEADER[4:])),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.integers(0, 30),
)
@settings(max_examples=150, deadline=None)
def test_the_quick_way_says_what_the_careful_way_says(
    rows: list[dict[str, str]], left_out: set[str], delimiter: str, line_end: str, cut: int
) -> None:
    header = [column for column in SUPPLIER_HEADER if column not in left_out]
    whole = [
        {column: cell for column, cell in (supplier_row() | row).items() if column in header} for row in rows
    ]
    content = table(header, whole, delimiter, line_end).encode()
    content = content[: len(content) - cut]
    quick = said(content)
    with mock.patch.object(supplier_orders, "quick_reader", lambda *_: lambda *_: None):
        careful = said(content)
    assert quick == careful
    assert [getattr(row, "rows", ()) for row in quick] == [getattr(row, "rows", ()) for row in careful]


def test_the_quick_way_is_taken_for_rows_in_order_and_for_no_others() -> None:
    careful: list[int] = []
    stream = supplier_file(
        supplier_row("A1"), supplier_row("A2"), supplier_row("A1"), supplier_row("A3", quantity="zero")
    )

    def counted(line: Line, readers: Readers, needed: frozenset[str]) -> SupplierOrderRow:
        careful.append(line.row)
        return row_of(line, readers, needed)

    with mock.patch.object(supplier_orders, "row_of", counted):
        found = read(stream)
    assert [type(row).__name__ for row in found] == ["SupplierOrderRow", "SupplierOrderRow", "RowError"]
    assert careful == [5]


def test_a_row_that_was_read_quickly_is_a_row_as_any_other() -> None:
    [row] = read(supplier_file(supplier_row()))
    twin = Row(
        row=2,
        marketplace="aliexpress",
        order_id="A1",
        supplier="Shenzhen Bright",
        products=("LED strip",),
        quantity=1,
        records_complaints=True,
    )
    assert type(row) is Row
    assert row == twin
    assert hash(row) == hash(twin)
    assert all(hasattr(row, each.name) for each in fields(Row))
    with pytest.raises(FrozenInstanceError):
        row.row = 3  # type: ignore[misc]


@given(st.lists(st.one_of(st.none(), st.integers(0, 12)), max_size=40), st.integers(0, 6))
@settings(max_examples=200, deadline=None)
def test_the_last_row_of_an_order_is_never_taken_to_come_too_early(keys: list[int | None], few: int) -> None:
    with mock.patch.object(grouping, "_SLOTS", 5), mock.patch.object(grouping, "_FEW", few):
        repeats = Repeats(enumerate(keys, start=1))
    for row, key in enumerate(keys, start=1):
        rows = [number for number, other in enumerate(keys, start=1) if other == key]
        if key is not None and len(rows) > 1:
            assert row in repeats.shared
            assert repeats.end(key) == rows[-1]
        elif key is not None:
            assert repeats.end(key) in (None, row)
    assert repeats.end(None) is None


class Alike:
    """A key that has the hash of every other."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __hash__(self) -> int:
        return 7

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Alike) and other.name == self.name


def test_orders_whose_keys_share_a_hash_are_kept_apart() -> None:
    lines = list(open_table(supplier_file(*map(supplier_row, "ABAB"))).lines())
    found = list(grouping.scattered(lambda: iter(lines), lambda line: Alike(line.raw("order id"))))
    assert sorted([line.row for line in order] for order in found) == [[2, 4], [3, 5]]


def many(rows: int) -> Iterator[bytes]:
    yield (",".join(SUPPLIER_HEADER) + "\n").encode()
    for number in range(rows):
        yield f"8{number:012},Bright {number % 9},LED,1,{number % 77}.50,USD,,,,2026-01-10\n".encode()


def test_orders_of_a_file_of_many_rows_are_all_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grouping, "_FEW", 100)
    monkeypatch.setattr(grouping, "_SLOTS", 256)
    monkeypatch.setattr(memo, "KEPT_CELLS", 10)
    content = b"".join(many(2_000)) + b"8000000000003,Bright 3,LED,2,1.00,USD\n"
    found = [row for row in said(content) if not isinstance(row, RowError)]
    assert len(found) == 2_000
    last = found[-1]
    assert isinstance(last, SupplierOrderRow)
    assert (last.order_id, last.row, last.quantity) == ("8000000000003", 5, 3)
