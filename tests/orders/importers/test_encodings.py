"""Every way in which a shop's program writes letters into bytes."""

import io

import pytest

from orders.importers.charsets import encoding_of
from tests.orders.importers.files import SUPPLIER_HEADER, supplier_orders, supplier_row, table


def encoded(product: str, encoding: str) -> bytes:
    return table(SUPPLIER_HEADER, [supplier_row(product=product), supplier_row("A2")]).encode(encoding)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_chinese_is_read_in_gb18030(delimiter: str, line_end: str) -> None:
    row = supplier_row(supplier="深圳市明亮电子有限公司", product=f"灯带，五米{line_end}防水")
    content = table(SUPPLIER_HEADER, [row, supplier_row("A2")], delimiter, line_end).encode("gb18030")
    first, second = supplier_orders(io.BytesIO(content))
    assert (first.supplier, first.products, second.row) == (
        "深圳市明亮电子有限公司",
        ("灯带，五米 防水",),
        3,
    )


@pytest.mark.parametrize(
    "text",
    [
        "Café “grün”",
        "créée",
        "ÄÖÜ ÜBERGRÖSSE",
        "niño señor año",
        "l’été à la plage",
        "£12 – 5 m²",
        "Ça coûte 12 €",
    ],
)
def test_western_letters_are_never_taken_for_chinese(text: str) -> None:
    assert encoding_of(io.BytesIO(encoded(text, "cp1252"))) == "cp1252"
    assert supplier_orders(io.BytesIO(encoded(text, "cp1252")))[0].products == (text,)


@pytest.mark.parametrize(
    ("text", "encoding", "expected"),
    [
        ("plain", "ascii", "utf-8"),
        ("grün", "utf-8", "utf-8"),
        ("grün", "utf-8-sig", "utf-8-sig"),
        ("灯带", "utf-8", "utf-8"),
        ("灯带", "utf-16", "utf-16"),
        ("grün", "utf-16-le", "utf-16-le"),
        ("grün", "utf-16-be", "utf-16-be"),
        ("灯带五米", "gb18030", "gb18030"),
    ],
)
def test_an_encoding_is_found_by_its_bytes(text: str, encoding: str, expected: str) -> None:
    assert encoding_of(io.BytesIO(encoded(text, encoding))) == expected


def test_a_file_that_was_cut_in_the_middle_of_a_letter_keeps_its_encoding() -> None:
    content = table(SUPPLIER_HEADER, [supplier_row(product="grün"), supplier_row("A2", refunded_amount="")])
    cut = content.encode().rstrip() + "ü".encode()[:1]
    assert encoding_of(io.BytesIO(cut)) == "utf-8"
    # In plain ASCII a lone byte at the end is a letter of Windows-1252.
    assert encoding_of(io.BytesIO(b"order id,supplier\n1,Caf\xe9")) == "cp1252"
