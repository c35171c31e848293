"""Sheets that state their size wrongly or not at all, and what reading them costs."""

import io
import re
import zipfile

import pytest
from openpyxl import Workbook

from orders import importers
from orders.importers import Source, long_sheets
from tests.orders.importers.files import (
    ALIEXPRESS_HEADER,
    aliexpress_line,
    supplier_orders,
    with_sheet,
    workbook,
)


class Counted(io.BytesIO):
    """A file that counts what is taken of it."""

    taken = 0

    def read(self, size: int | None = -1) -> bytes:
        chunk = super().read(size)
        self.taken += len(chunk)
        return chunk


def without_size(rows: int) -> bytes:
    """A workbook as programs write it that do not know its size beforehand."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Order Information")
    sheet.append(ALIEXPRESS_HEADER)
    for number in range(rows):
        line = aliexpress_line(str(number), str(number))
        sheet.append([line[column] for column in ALIEXPRESS_HEADER])
    out = io.BytesIO()
    book.save(out)
    with zipfile.ZipFile(out) as archive:
        assert b"<dimension" not in archive.read("xl/worksheets/sheet1.xml")
    return out.getvalue()


def test_a_sheet_without_a_size_is_not_read_to_its_end_to_find_its_header() -> None:
    content = without_size(4_000)
    stream = Counted(content)
    assert importers.recognise(stream) == Source.ALIEXPRESS
    assert stream.taken < len(content) / 2


@pytest.mark.parametrize("size", ["A1", "A1:B1", "A1:XFD1048576", "nonsense"])
def test_a_size_that_a_sheet_states_wrongly_is_not_believed(size: str) -> None:
    lines = [aliexpress_line(str(number), str(number)) for number in range(100, 103)]
    stream = workbook(lines)
    with zipfile.ZipFile(stream) as archive:
        [stated] = re.findall(r'<dimension ref="[^"]+"', archive.read("xl/worksheets/sheet1.xml").decode())
    found = supplier_orders(with_sheet(stream, stated, f'<dimension ref="{size}"'))
    assert [row.order_id for row in found] == ["100", "101", "102"]


def test_a_cell_beyond_the_last_column_allowed_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_sheets, "COLUMN_LIMIT", len(ALIEXPRESS_HEADER))
    header = [*ALIEXPRESS_HEADER, "and more"]
    [row] = supplier_orders(workbook([aliexpress_line() | {"and more": "x"}], header=header))
    assert row.order_id == "8200"


def test_whoever_reads_is_told_again_and_again_that_the_work_goes_on() -> None:
    looks: list[int] = []
    rows = importers.read(io.BytesIO(without_size(3_000)), Source.ALIEXPRESS, lambda: looks.append(1))
    first = next(rows)
    # The file is read twice; before the first order stands the whole first reading.
    assert first.row == 2
    assert len(looks) >= 3


def test_what_ends_a_reading_from_outside_is_passed_on() -> None:
    class Overtaken(Exception):
        """Another worker has it."""

    def stop() -> None:
        raise Overtaken

    with pytest.raises(Overtaken):
        next(importers.read(workbook([aliexpress_line()]), Source.ALIEXPRESS, stop))
