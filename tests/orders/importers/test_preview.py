"""The first rows of a file beside what is understood of them."""

import io
from datetime import date

import pytest

from orders import importers
from orders.importers import FileError, Source, guess_mapping, outline
from tests.orders.importers.files import (
    shopify_file,
    shopify_line,
    shopify_order,
    supplier_file,
    supplier_row,
)


def test_each_row_stands_beside_what_is_understood_of_it() -> None:
    stream = supplier_file(
        supplier_row("A1", ordered="2026-03-01"),
        supplier_row("A1", product="Cap"),
        supplier_row("A2", quantity="zero"),
        supplier_row("A3"),
    )
    shown = importers.preview(stream, Source.SUPPLIER_ORDERS, rows=3)
    assert shown.header[:3] == ["order id", "supplier", "product"]
    assert shown.read_as[2] == "product"
    first, further, refused = shown.rows
    assert (first.row, first.cells[:2], first.errors) == (2, ["A1", "Shenzhen Bright"], [])
    assert first.understood["products"] == ("LED strip", "Cap")
    assert first.understood["ordered_on"] == date(2026, 3, 1)
    assert "delivered_on" not in first.understood
    assert (further.order, further.understood, further.errors) == (None, {}, [])
    assert (refused.order, [error.column for error in refused.errors]) == (None, ["quantity"])


def test_a_preview_reads_the_beginning_only_and_shows_nobody() -> None:
    orders = [shopify_order(f"#{n}", str(n)) for n in range(2_000)]
    stream = shopify_file(shopify_order("#x", "9", Email="ada@example.invalid"), shopify_line("#x"), *orders)
    shown = importers.preview(stream, Source.SHOPIFY)
    assert len(shown.rows) == 20
    assert shown.rows[0].understood["name"] == "#x"
    assert "buyer" not in shown.rows[0].understood
    assert [row.errors for row in shown.rows] == [[]] * 20
    assert stream.tell() < len(stream.getvalue()) / 2  # type: ignore[attr-defined]  # it is a BytesIO


def test_a_table_is_shown_as_its_mapping_reads_it() -> None:
    content = io.BytesIO(b"Bestellnummer;Lieferant;Bestelldatum\nA1;Bright;31.03.2026\n")
    seen = outline(content)
    shown = importers.preview(content, Source.TABLE, guess_mapping(seen.header, seen.sample))
    assert shown.read_as == {0: "order id", 1: "supplier", 2: "ordered"}
    assert shown.rows[0].understood["ordered_on"] == date(2026, 3, 31)


def test_a_file_that_cannot_be_read_has_no_preview() -> None:
    with pytest.raises(FileError):
        importers.preview(io.BytesIO(b"nothing"), Source.SHOPIFY)
    with pytest.raises(FileError):
        importers.preview(supplier_file(supplier_row()), Source.TABLE)
