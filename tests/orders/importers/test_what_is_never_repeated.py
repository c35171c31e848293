"""What stands in a file about people is repeated in no refusal: neither shown nor kept."""

import io
from typing import BinaryIO

import pytest

from orders import importers
from orders.importers import FileError, RowError
from orders.importers.quoting import quotable
from orders.wording import file_sentence, row_sentence
from tests.orders.importers.files import (
    ALIEXPRESS_HEADER,
    SHOPIFY_HEADER,
    SUPPLIER_HEADER,
    aliexpress_line,
    read,
    shopify_order,
    supplier_row,
    table,
    workbook,
)

PEOPLE = [
    "Ada",
    "Ron",
    "Ada Lovelace",
    "O'Neil",
    "Łucja",
    "李明",
    "ada@example.invalid",
    "a@b.de",
    "12 Rue de la Paix",
    "5th Avenue 12",
    "Apt 4",
    "SW1A 1AA",
    "+49 170 1234567",
    "0170 1234567",
    "01701234567",
    "5551234",
    "(555) 123-4567",
    "555-123-4567",
    "555.123.4567",
    "612.345.678",
    "612,345,678",
    "+11752752235",
    "'+11752752235",
    "4.917012345678E+12",
    "4917012345678.0",
    "078-05-1120",
    "please ring twice",
]


@pytest.mark.parametrize("text", PEOPLE)
def test_a_cell_that_may_be_about_a_person_is_not_repeated(text: str) -> None:
    assert quotable(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "0",
        "-1.00",
        "1.234",
        "1,234.50",
        "US $12.50",
        "12.50 USD",
        "$3",
        "€ 4,50",
        "31/13/2026",
        "21.02.2026",
        "2026-02-30 07:44:46",
        "2023-02-30 10:00:00 +0000",
        "5/31/2023 23:06",
        "46112",
        "45384.34",
        "8.28E+15",
        "8280000000001230.00",
        "8190000000000018",
        "#1001",
        "EUR",
        "not as described",
        "Off-Platform",
        "true",
    ],
)
def test_a_cell_of_a_shape_that_no_person_has_is_repeated(text: str) -> None:
    assert quotable(text) == text


def said_about(stream: BinaryIO) -> list[str]:
    """Everything that is kept and shown of what was refused."""
    try:
        refused = [row for row in read(stream) if isinstance(row, RowError)]
    except FileError as error:
        return [file_sentence(error), *error.details.values()]
    return [text for error in refused for text in (row_sentence(error), error.column, error.value)]


@pytest.mark.parametrize("text", PEOPLE)
def test_no_column_of_any_kind_of_file_repeats_it(text: str) -> None:
    files: list[BinaryIO] = []
    for column in SHOPIFY_HEADER:
        files.append(io.BytesIO(table(SHOPIFY_HEADER, [shopify_order() | {column: text}]).encode()))
    for column in SUPPLIER_HEADER:
        row = supplier_row(refunded_on="2026-03-01", ordered="2026-04-01") | {column: text}
        files.append(io.BytesIO(table(SUPPLIER_HEADER, [row, supplier_row(), row]).encode()))
    files += [workbook([aliexpress_line() | {column: text}]) for column in ALIEXPRESS_HEADER]
    spoken = [sentence for stream in files for sentence in said_about(stream)]
    assert spoken != []
    assert [sentence for sentence in spoken if text.strip("'") in sentence] == []


@pytest.mark.parametrize("moved", range(1, 12))
def test_a_row_that_has_slipped_repeats_nothing_of_the_person(moved: int) -> None:
    order = shopify_order(
        Shipping_Name="Ada Lovelace",
        Shipping_Street="12 Rue de la Paix",
        Shipping_Phone="+49 170 1234567",
        Phone="01701234567",
        Notes="please ring twice",
        Billing_Name="Ada Lovelace",
    )
    header, row = table(SHOPIFY_HEADER, [order]).splitlines()
    cells = row.split(",")
    for slipped in (["x"] * moved + cells, cells[moved:]):
        spoken = " ".join(said_about(io.BytesIO(f"{header}\n{','.join(slipped)}\n".encode())))
        assert spoken
        assert [text for text in (*PEOPLE, "Ada@Example.invalid", "Paix", "1701") if text in spoken] == []


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_second_half_of_an_export_shows_none_of_its_orders(delimiter: str) -> None:
    order = shopify_order(Shipping_Name="Ada Lovelace", Shipping_Street="12 Rue de la Paix", Vendor="vendor")
    second_half = table(SHOPIFY_HEADER, [order] * 3, delimiter).split("\n", 1)[1]
    with pytest.raises(FileError) as refused:
        importers.recognise(io.BytesIO(second_half.encode()))
    # "vendor" is a heading of ours, wherever it stands; nothing else is.
    assert (refused.value.problem, refused.value.details) == ("not_recognised", {"header": "vendor"})


def test_a_file_without_a_header_is_refused_in_words_alone() -> None:
    content = table(SHOPIFY_HEADER, [shopify_order()]).split("\n", 1)[1]
    with pytest.raises(FileError) as refused:
        importers.recognise(io.BytesIO(content.encode()))
    assert (refused.value.problem, refused.value.details) == ("no_header", {})
    assert "no header row" in file_sentence(refused.value)


def test_headings_that_are_not_read_are_listed_unless_they_may_be_about_a_person() -> None:
    header = [
        *SUPPLIER_HEADER[:4],
        "Trakcing number",
        "ada@example.invalid",
        "x" * 40,
        "",
        "my notes",
        "my notes",
    ]
    stream = io.BytesIO(",".join(header).encode())
    assert importers.look_at(stream).unread == ("Trakcing number", "my notes")
