"""Sheets of any length in memory that does not grow with them, and cells that read as openpyxl reads them."""

import io
import tracemalloc
import zipfile
from datetime import date, datetime, timedelta
from typing import BinaryIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from orders import importers
from orders.importers import FileError, FileProblem, Source, long_sheets
from orders.importers import workbook as workbooks
from tests.orders.importers.files import aliexpress_line, with_sheet, workbook
from tests.orders.importers.test_sheets_of_any_size import without_size

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"


def with_texts(stream: BinaryIO, texts: str, path: str = "xl/sharedStrings.xml") -> BinaryIO:
    """The same workbook with texts that its cells refer to by their number."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    out = io.BytesIO()
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            told = f'<Override PartName="/{path}" ContentType="{kind}"/></Types>'
            new.writestr(name, old.read(name).decode().replace("</Types>", told))
        new.writestr(path, f'<sst xmlns="{MAIN}">{texts}</sst>')
    return out


def cells(stream: BinaryIO) -> list[list[str]]:
    stream.seek(0)
    [rows] = [list(rows) for rows in workbooks.sheets(stream, lambda: None)]
    return [record.cells for record in rows]


def problem(stream: BinaryIO) -> str:
    with pytest.raises(FileError) as refused:
        list(importers.read(stream, Source.ALIEXPRESS))
    return refused.value.problem


def test_a_sheet_longer_than_what_may_be_held_is_read_in_little_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    content = without_size(12_000)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        long = archive.getinfo(SHEET).file_size
        monkeypatch.setattr(
            workbooks, "HELD_LIMIT", sum(part.file_size for part in archive.infolist()) - long + 1
        )
    assert long > 3 * workbooks.HELD_LIMIT
    stream = io.BytesIO(content)
    tracemalloc.start()
    rows = sum(1 for sheet in workbooks.sheets(stream, lambda: None) for _record in sheet)
    taken = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert rows == 12_001
    assert taken < long / 4


def test_texts_that_are_more_than_may_be_held_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = workbook([aliexpress_line()])
    monkeypatch.setattr(workbooks, "HELD_LIMIT", 1_000)
    assert problem(stream) == FileProblem.TOO_LARGE


@pytest.mark.parametrize(
    "endless", ["<c><v>1</v></c>", "<more/>", "x", "<c t='inlineStr'><is><t>y</t></is></c>"]
)
def test_a_row_without_end_is_refused_and_not_held(endless: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_sheets, "ROW_BYTES", 200_000)
    stream = with_sheet(workbook([aliexpress_line()]), "</row></sheetData>", endless * 400_000)
    tracemalloc.start()
    assert problem(stream) == FileProblem.TOO_LARGE
    taken = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert taken < 3_000_000


def test_texts_that_are_called_a_sheet_are_refused() -> None:
    texts = "<si><t>Lamp</t></si>"
    assert len(cells(with_texts(workbook([aliexpress_line()]), texts))) == 2
    assert problem(with_texts(workbook([aliexpress_line()]), texts, "xl/worksheets/texts.xml")) == (
        FileProblem.DAMAGED_WORKBOOK
    )


def test_what_stands_behind_the_last_row_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_sheets, "ROW_BYTES", 200_000)
    behind = "</sheetData>" + "<mergeCell/>" * 100_000
    assert len(cells(with_sheet(workbook([aliexpress_line()]), "</sheetData>", behind))) == 2


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**15), 10**15),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20),
    st.dates(date(1900, 3, 1), date(2200, 1, 1)),
    st.datetimes(datetime(1900, 3, 1), datetime(2200, 1, 1)),  # noqa: DTZ001 - cells have no zone
    st.times().map(lambda each: each.replace(microsecond=0)),
    st.timedeltas(timedelta(0), timedelta(days=40)),
    st.sampled_from(["=1+1", "#N/A", "_x005F_x", " a ", "\t", "\u00a0"]),
)


@given(st.lists(st.lists(VALUES, max_size=6), max_size=6))
@settings(max_examples=80, deadline=None)
def test_every_cell_reads_as_openpyxl_reads_it(rows: list[list[object]]) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    told = load_workbook(stream, data_only=True).active
    assert told is not None
    wanted = []
    for read in told.iter_rows(values_only=True):
        filled = [place for place, cell in enumerate(read) if cell is not None]
        if filled:
            wanted.append([workbooks.as_text(cell) for cell in read[: filled[-1] + 1]])
    assert cells(stream) == wanted


def test_a_text_in_pieces_is_one_and_how_it_is_spoken_is_left_out() -> None:
    texts = (
        '<si><r><t>LED</t></r><r><rPr/><t xml:space="preserve"> strip</t></r><rPh><t>eruidi</t></rPh></si>'
        "<si><t/></si>"
    )
    rows = (
        '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c>'
        '<c r="D1" t="inlineStr"><is><r><t>a</t></r><rPh><t>x</t></rPh><t>b</t></is></c>'
        '<c t="str"><f>A1</f><v>sum</v></c></row><row r="1"><c><v>9</v></c></row></sheetData>'
    )
    stream = with_texts(with_sheet(workbook([aliexpress_line()]), "</sheetData>", rows), texts)
    assert cells(stream)[2:] == [["LED strip", "", "", "ab", "sum"]]


@pytest.mark.parametrize(
    "cell", ['<c r="1"><v>1</v></c>', '<c t="s"><v>99</v></c>', "<c><v>one</v></c>", '<c s="x"><v>1</v></c>']
)
def test_a_cell_that_cannot_be_is_a_damaged_workbook(cell: str) -> None:
    stream = with_sheet(workbook([aliexpress_line()]), "</sheetData>", f"<row>{cell}</row></sheetData>")
    assert problem(stream) == FileProblem.DAMAGED_WORKBOOK


def test_cells_beyond_the_last_column_take_no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_sheets, "COLUMN_LIMIT", 3)
    sheet = '<row><c><v>1</v></c><c r="C1"><v>3</v></c><c r="XFD1"><v>4</v></c></row></sheetData>'
    stream = with_sheet(workbook([]), "</sheetData>", sheet)
    assert cells(stream)[-1] == ["1", "", "3"]
