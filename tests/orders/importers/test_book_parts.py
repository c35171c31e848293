"""What a workbook says of itself: read in little time and memory, refused where no real one would say it."""

import io
import struct
import tracemalloc
import zipfile
from datetime import date, datetime, timedelta
from typing import BinaryIO

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from orders.importers import FileError, FileProblem, book_parts, long_sheets
from orders.importers import workbook as workbooks
from tests.orders.importers.files import aliexpress_line, with_sheet, workbook
from tests.orders.importers.test_long_sheets import cells, with_texts

SHEET = "xl/worksheets/sheet1.xml"


def changed(part: str, old: str, new: str) -> BinaryIO:
    """A small workbook one of whose parts has something else in it."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(workbook([aliexpress_line()])) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            content = before.read(name).decode()
            if name == part:
                assert old in content
                content = content.replace(old, new, 1)
            after.writestr(name, content)
    return out


def problem(stream: BinaryIO) -> str:
    with pytest.raises(FileError) as refused:
        cells(stream)
    return refused.value.problem


def told_to_be(place: int, value: int) -> BinaryIO:
    """A workbook whose directory says something else of its sheet, two bytes at this place of its entry."""
    content = bytearray(workbook([aliexpress_line()]).getvalue())
    entry = content.rindex(SHEET.encode()) - 46
    assert content[entry : entry + 4] == b"PK\x01\x02"
    struct.pack_into("<H", content, entry + place, value)
    return io.BytesIO(content)


@pytest.mark.parametrize("way", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, 93], ids=["bzip2", "lzma", "zstandard"])
def test_a_part_packed_in_a_way_that_has_no_bound_is_refused_before_it_is_read(
    way: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = told_to_be(10, way)
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_told: pytest.fail("It was read."))
    assert problem(stream) == FileProblem.DAMAGED_WORKBOOK


def test_a_part_that_is_encrypted_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = told_to_be(8, 1)
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_told: pytest.fail("It was read."))
    assert problem(stream) == FileProblem.DAMAGED_WORKBOOK


@pytest.mark.parametrize(
    ("part", "before", "many"),
    [
        ("xl/styles.xml", "</cellXfs>", "<xf/>"),
        ("xl/styles.xml", "<fonts", '<numFmts><numFmt numFmtId="1" formatCode="0"/></numFmts>'),
        ("xl/workbook.xml", "</sheets>", '<sheet name="x" sheetId="1"/>'),
        ("[Content_Types].xml", "</Types>", '<Override PartName="/x" ContentType="y"/>'),
        ("xl/_rels/workbook.xml.rels", "</Relationships>", '<Relationship Id="x" Target="y" Type="z"/>'),
    ],
)
def test_more_formats_sheets_and_parts_than_can_be_are_refused_in_little_memory(
    part: str, before: str, many: str
) -> None:
    stream = changed(part, before, many * 100_000 + before)
    assert len(stream.read() if stream.seek(0) else b"") < 100_000
    tracemalloc.start()
    assert problem(stream) == FileProblem.TOO_LARGE
    taken = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert taken < 45_000_000


def test_as_many_formats_as_excel_has_are_read() -> None:
    many = "<xf/>" * (book_parts.STYLE_LIMIT - 10)
    assert len(cells(changed("xl/styles.xml", "</cellXfs>", f"{many}</cellXfs>"))) == 2


@pytest.mark.parametrize(
    ("part", "end"),
    [
        ("xl/styles.xml", "</styleSheet>"),
        ("xl/workbook.xml", "</workbook>"),
        ("[Content_Types].xml", "</Types>"),
        ("xl/_rels/workbook.xml.rels", "</Relationships>"),
    ],
)
def test_a_part_that_tells_of_the_others_has_a_bound_of_its_own(part: str, end: str) -> None:
    fill = " " * book_parts.PART_LIMIT
    assert problem(changed(part, end, fill + end)) == FileProblem.TOO_LARGE


def test_a_format_too_long_for_excel_is_refused() -> None:
    code = "[" * (book_parts.FORMAT_LENGTH + 1)
    formats = f'<numFmts><numFmt numFmtId="200" formatCode="{code}"/></numFmts><fonts'
    assert problem(changed("xl/styles.xml", "<fonts", formats)) == FileProblem.DAMAGED_WORKBOOK


@pytest.mark.parametrize("closed", ["", "x"])
def test_elements_within_elements_without_end_are_refused(closed: str) -> None:
    nested = f"<a>{closed}" * (long_sheets.DEPTH_LIMIT + 1)
    small = workbook([aliexpress_line()])
    for stream in (
        changed("xl/styles.xml", "<fonts", f"{nested}<fonts"),
        with_sheet(small, "<sheetData>", f"<sheetData>{nested}"),
        with_texts(workbook([aliexpress_line()]), nested),
    ):
        assert problem(stream) == FileProblem.DAMAGED_WORKBOOK


def test_texts_that_hide_that_they_are_a_sheet_are_not_held() -> None:
    stream = with_texts(workbook([aliexpress_line()]), "<si><t>Lamp</t></si>", "/xl/worksheets/texts.xml")
    assert problem(stream) == FileProblem.DAMAGED_WORKBOOK


def test_a_sheet_that_is_named_twice_is_read_once() -> None:
    with zipfile.ZipFile(workbook([aliexpress_line()])) as archive:
        told = archive.read("xl/workbook.xml").decode()
    sheet = told[told.index("<sheet ") : told.index("</sheets>")]
    assert len(cells(changed("xl/workbook.xml", "</sheets>", sheet * 9 + "</sheets>"))) == 2


@pytest.mark.parametrize("first", [1900, 1904])
def test_days_spans_and_numbers_are_told_apart_by_their_formats_as_openpyxl_does(first: int) -> None:
    book = Workbook()
    if first == 1904:
        book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    assert sheet is not None
    moment = datetime(2026, 2, 21, 7, 44)  # noqa: DTZ001 - cells have no zone
    sheet.append([date(2026, 2, 21), moment, timedelta(hours=30), 45_000, 45_001, 45_002])
    formats = ["dd/mm/yy", 'yyyy"年"m"月"d"日"', "[hh]:mm:ss", '"day" 0', "[Red]0.00", "[$-409]d mmm;@"]
    for cell, code in zip(sheet[1], formats, strict=True):
        cell.number_format = code
    stream = io.BytesIO()
    book.save(stream)
    told = load_workbook(stream, data_only=True).active
    assert told is not None
    [row] = told.iter_rows(values_only=True)
    assert cells(stream) == [[workbooks.as_text(cell) for cell in row]]


def test_a_workbook_without_styles_has_numbers_alone() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(workbook([aliexpress_line()])) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if name != "xl/styles.xml":
                new.writestr(name, old.read(name))
    assert len(cells(out)) == 2
