"""Whatever is in a workbook: it is read, or refused by name, in little memory."""

import io
import tracemalloc
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from orders import importers
from orders.importers import FileError, FileProblem
from tests.orders.importers.files import aliexpress_line, workbook
from tests.orders.importers.swallowing import peak, swallow


@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "more.xml"]
)
def test_a_workbook_that_unfolds_without_end_is_refused_before_it_is_held(part: str) -> None:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(WORKBOOK)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        with new.open(part, "w", force_zip64=True) as bomb:
            for _ in range(101):
                bomb.write(b" " * 1_000_000)
    tracemalloc.start()
    with pytest.raises(FileError) as refused:
        importers.recognise(out)
    taken = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert refused.value.problem == FileProblem.TOO_LARGE
    assert taken < 5_000_000


def test_a_sheet_that_claims_the_last_cell_there_is_takes_no_memory_for_the_others() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.cell(1, 1, "order id")
    sheet.cell(1_048_576, 16_384, "1")
    out = io.BytesIO()
    book.save(out)
    assert peak(out.getvalue()) < 100_000_000


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
