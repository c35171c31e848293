"""Whatever is in a file: orders and errors come out, and nothing else is ever raised."""

import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orders import importers
from orders.importers import (
    FileError,
    FileProblem,
    Mapping,
    MappingError,
    Source,
    TableKind,
)
from orders.importers.layouts import LAYOUTS, Layout
from orders.importers.mapping import SUPPLIER_FIELDS, DayForm, DecimalForm
from tests.orders.importers.files import (
    SHOPIFY_HEADER,
    SUPPLIER_HEADER,
    shopify_order,
    supplier_row,
    table,
)
from tests.orders.importers.swallowing import check, peak, swallow, swallow_as_table

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
            "=cmd|' /C calc'!A0",
            "@SUM(1+1)*cmd",
            "1.234,50 €",
            "03/04/2026",
            "31.12.99 23:59",
            "2026年3月31日",
            "0000-00-00",
            "²",
            "٣",
            "9" * 400,
            "1e999",
            "\ud83d\ude00",
            "\u202e",
        ]
    ),
    st.decimals(allow_nan=True).map(str),
    st.datetimes().map(str),
)


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


ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "gb18030"]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.source)
@given(st.data(), st.sampled_from([",", ";", "\t"]), st.sampled_from(ENCODINGS), st.integers(0, 60))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_cells_of_every_kind_of_file_cut_anywhere(
    layout: Layout, data: st.DataObject, delimiter: str, encoding: str, cut: int
) -> None:
    header = [
        *layout.required,
        *layout.optional,
        *layout.signature - layout.columns,
        *sorted(layout.one_of)[:1],
    ]
    rows = data.draw(st.lists(st.dictionaries(st.sampled_from(header), CELLS, max_size=6), max_size=4))
    content = table(list(dict.fromkeys(header)), rows, delimiter).encode(encoding, "replace")
    swallow(content[: len(content) - cut])


@given(st.binary(max_size=300), st.sampled_from(ENCODINGS))
@settings(max_examples=40, deadline=None)
def test_any_bytes_below_a_header_of_no_known_kind(content: bytes, encoding: str) -> None:
    swallow_as_table(io.BytesIO("Bestellnr;Lieferant;Betrag;Datum;Status\n".encode(encoding) + content))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda children: (
        st.lists(children, max_size=3) | st.dictionaries(st.text(max_size=8), children, max_size=3)
    ),
    max_leaves=8,
)


@given(
    st.dictionaries(st.sampled_from(list(Mapping.__slots__)), JSON),
    st.dictionaries(st.text(), JSON, max_size=1),
)
@settings(max_examples=150, deadline=None)
def test_any_json_is_a_mapping_or_is_refused(said: dict[str, object], more: dict[str, object]) -> None:
    for whole in (said, said | more, {"kind": "supplier_orders", "columns": {"order id": 0}} | said):
        try:
            mapping = Mapping.from_json(whole)
        except MappingError:
            continue
        assert Mapping.from_json(mapping.to_json()) == mapping


@given(
    st.dictionaries(st.sampled_from(SUPPLIER_FIELDS), st.integers(0, 4)),
    CELLS,
    CELLS,
    st.sampled_from(DayForm),
)
@settings(max_examples=80, deadline=None)
def test_any_mapping_reads_any_cells(columns: dict[str, int], one: str, other: str, form: DayForm) -> None:
    places = {place: name for name, place in columns.items()}
    mapping = Mapping(
        TableKind.SUPPLIER_ORDERS, {name: place for place, name in places.items()}, form, DecimalForm.POINT
    )
    rows = [dict(zip("abcd", (one, other, one, "7"), strict=True))] * 2
    stream = io.BytesIO(table("abcd", rows).encode("utf-8", "replace"))
    try:
        for row in importers.read(stream, Source.TABLE, mapping=mapping):
            check(row)
    except FileError as error:
        FileProblem(error.problem)


HEADER = ",".join(SUPPLIER_HEADER).encode() + b"\n"


@pytest.mark.parametrize(
    "content",
    [
        b"," * 1_000_000,
        b"\n" * 1_000_000,
        HEADER + b"," * 999_000 + b"\n",
        HEADER + b'"' * 500_000,
        HEADER + b"1,a,b,1," + b"x" * 100_000 + b"\n",
        HEADER + b'1,a,"' + b"x,\n" * 30_000 + b'",1\n',
        (HEADER + b"a,b;c\td\n") * 3_000,
        HEADER + bytes(range(256)) * 500,
    ],
    ids=["commas", "line ends", "a row of commas", "quotes", "a long cell", "a long quote", "mixed", "noise"],
)
def test_no_small_file_takes_much_memory(content: bytes) -> None:
    assert peak(content) < 150_000_000
