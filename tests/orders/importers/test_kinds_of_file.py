"""A file is known by its header row, and no kind is taken for another."""

import io
import re
from itertools import permutations
from pathlib import Path

import pytest

from orders import importers
from orders.importers import Source
from orders.importers.layouts import LAYOUTS, Layout, heading
from tests.orders.importers.files import table
from tests.orders.importers.headers import HEADERS

NAMES = {layout.source: layout for layout in LAYOUTS}


@pytest.mark.parametrize("kind", HEADERS)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_documented_header_is_recognised_whatever_parts_its_columns(kind: str, delimiter: str) -> None:
    source, header = HEADERS[kind]
    stream = io.BytesIO(table(header, [], delimiter).encode())
    assert importers.recognise(stream) == source


@pytest.mark.parametrize("kind", HEADERS)
def test_a_documented_header_fits_one_kind_alone(kind: str) -> None:
    source, header = HEADERS[kind]
    names = {heading(cell) for cell in header}
    assert [layout.source for layout in LAYOUTS if layout.fits(names)] == [source]


@pytest.mark.parametrize("kind", HEADERS)
def test_a_header_without_any_one_column_is_never_taken_for_another_kind(kind: str) -> None:
    source, header = HEADERS[kind]
    for left_out in header:
        names = {heading(cell) for cell in header if cell != left_out}
        assert {layout.source for layout in LAYOUTS if layout.fits(names)} <= {source}


@pytest.mark.parametrize(
    ("layout", "other"), list(permutations(LAYOUTS, 2)), ids=lambda layout: layout.source.value
)
def test_the_columns_that_a_kind_must_have_do_not_make_it_another(layout: Layout, other: Layout) -> None:
    least = {*layout.signature, *layout.required, *sorted(layout.one_of)[:1]}
    assert layout.fits(least)
    assert not other.fits(least)


def test_every_kind_of_file_has_one_layout() -> None:
    assert len(NAMES) == len(LAYOUTS) == len({source for source, _header in HEADERS.values()})


@pytest.mark.parametrize("kind", [kind for kind in HEADERS if kind != "our own"])
def test_every_column_that_is_read_is_in_a_documented_header(kind: str) -> None:
    source, _header = HEADERS[kind]
    documented = {heading(cell) for known, header in HEADERS.values() if known == source for cell in header}
    # DSers' page writes what the column holds behind its name, and files may leave that out.
    assert NAMES[source].columns - documented <= {"country"}


SECTIONS = {
    Source.SHOPIFY: "Shopify orders export",
    Source.WOOCOMMERCE: "WooCommerce Analytics",
    Source.WOOCOMMERCE_EXPORT: "WooCommerce Advanced Order Export",
    Source.EBAY: "eBay orders report",
    Source.ETSY_ITEMS: "Etsy sold order items",
    Source.ETSY_ORDERS: "Etsy sold orders",
    Source.AMAZON_NEW: "Amazon new and unshipped orders",
    Source.AMAZON_ALL: "Amazon all orders",
    Source.ALIEXPRESS: "AliExpress personal-data export",
    Source.ALIEXPRESS_INVENTORY: "AliExpress shopper inventory",
    Source.ZENDROP: "Zendrop orders",
    Source.DSERS: "DSers order list",
    Source.SUPPLIER_ORDERS: "Our own supplier-orders file",
}


@pytest.mark.parametrize("source", NAMES)
def test_the_document_has_a_section_for_each_kind_that_lists_what_is_read(source: Source) -> None:
    text = (Path(__file__).parents[3] / "docs" / "formats.md").read_text(encoding="utf-8")
    section = text.split(f"\n## {SECTIONS[source]}\n")[1].split("\n## ")[0]
    listed = {heading(name) for name in re.findall(r"`([^`]+)`", section)}
    layout = NAMES[source]
    # DSers' and our own file have headings that stand for one another.
    assert layout.columns - listed <= {*layout.also.values(), "country (full name)"}
