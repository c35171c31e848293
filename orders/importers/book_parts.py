"""Read the parts of a workbook that say where its sheets and texts are, and which of its numbers are days.

openpyxl builds an object for each style, font and sheet that a workbook claims to have: minutes and gigabytes for
a file of a few kilobytes. Here only what is needed is kept, up to a bound.
"""

import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900
from openpyxl.xml.constants import (
    ARC_CONTENT_TYPES,
    ARC_STYLE,
    ARC_WORKBOOK,
    REL_NS,
    SHARED_STRINGS,
    XLSM,
    XLSX,
    XLTM,
    XLTX,
)

from orders.importers.excel_values import Calendar
from orders.importers.long_sheets import DEPTH_LIMIT, refuse, told
from orders.importers.problems import FileProblem
from orders.importers.rows import FileError

# What one of these parts may unpack to; those of real workbooks have some hundred kilobytes at most.
PART_LIMIT = 8_000_000
# Excel itself has no more formats of cells than this.
STYLE_LIMIT = 65_490
# Excel takes 255 characters; the time to find out whether a format makes a day grows with their square.
FORMAT_LENGTH = 1_000
# Parts and sheets of which is told.
TOLD_LIMIT = 10_000
_WORKBOOKS = (XLTM, XLTX, XLSM, XLSX)

Element = tuple[str, dict[str, str]]


class Book(NamedTuple):
    """Name the parts of a workbook: its sheets in order, its shared texts, and how its numbers become days."""

    sheets: list[str]
    texts: str | None
    calendar: Calendar


def book_of(archive: zipfile.ZipFile) -> Book:
    """Return what a workbook says of itself.

    Raises: FileError where that is more than can be real, and what a damaged one gives cause for.
    """
    kinds = _elements(archive, ARC_CONTENT_TYPES, {"Override": "Types", "Default": "Types"}, TOLD_LIMIT)
    path = _workbook_path(kinds)
    wanted = {"workbookPr": "", "sheet": "sheets"}
    found = _elements(archive, path, wanted, TOLD_LIMIT)
    epoch = CALENDAR_WINDOWS_1900
    for name, attributes in found:
        if name == "workbookPr" and attributes.get("date1904") in {"1", "true"}:
            epoch = CALENDAR_MAC_1904
    days, spans = _styles(archive)
    texts = _part(kinds, SHARED_STRINGS)
    return Book(_sheets(archive, path, found), texts, Calendar(epoch, days, spans))


def _part(kinds: list[Element], kind: str) -> str | None:
    for name, attributes in kinds:
        if name == "Override" and attributes["ContentType"] == kind:
            return attributes["PartName"].removeprefix("/")
    return None


def _workbook_path(kinds: list[Element]) -> str:
    for kind in _WORKBOOKS:
        if path := _part(kinds, kind):
            return path
    # Some programs say it of all parts at once.
    if any(name == "Default" and told_of.get("ContentType") in _WORKBOOKS for name, told_of in kinds):
        return ARC_WORKBOOK
    raise FileError(FileProblem.DAMAGED_WORKBOOK)


def _sheets(archive: zipfile.ZipFile, path: str, found: list[Element]) -> list[str]:
    """Return the parts that are sheets with cells, each once."""
    folder, name = posixpath.split(path)
    links = _elements(
        archive,
        posixpath.join(folder, "_rels", f"{name}.rels"),
        {"Relationship": "Relationships"},
        TOLD_LIMIT,
    )
    targets = {link.get("Id"): link for _name, link in links}
    names = set(archive.namelist())
    sheets: dict[str, None] = {}
    for told_of, attributes in found:
        link_id = attributes.get(f"{REL_NS} id")
        if told_of != "sheet" or not link_id:
            continue
        link = targets[link_id]
        target = _absolute(folder, link["Target"])
        if target in names and "chartsheet" not in link["Type"]:
            sheets[target] = None
    return list(sheets)


def _absolute(folder: str, target: str) -> str:
    return target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))


def _styles(archive: zipfile.ZipFile) -> tuple[set[int], set[int]]:
    """Return the places of the formats of cells that make a day of a number, and of those that make a span."""
    if ARC_STYLE not in archive.namelist():
        return set(), set()
    formats: dict[int, str] = {**BUILTIN_FORMATS}
    used: list[int] = []
    for name, attributes in _elements(
        archive, ARC_STYLE, {"numFmt": "numFmts", "xf": "cellXfs"}, STYLE_LIMIT
    ):
        if name == "xf":
            used.append(int(attributes.get("numFmtId", 0)))
        else:
            formats[int(attributes["numFmtId"])] = _short(attributes["formatCode"])
    known = {each: formats[each] for each in set(used) if each in formats}
    days = {each for each, code in known.items() if is_date_format(code)}
    spans = {each for each, code in known.items() if is_timedelta_format(code)}
    return (
        {place for place, each in enumerate(used) if each in days},
        {place for place, each in enumerate(used) if each in spans},
    )


def _short(code: str) -> str:
    if len(code) > FORMAT_LENGTH:
        raise FileError(FileProblem.DAMAGED_WORKBOOK)
    return code


def _elements(archive: zipfile.ZipFile, path: str, wanted: Mapping[str, str], most: int) -> list[Element]:
    """Return the elements of a part with these names; to each name the one it must stand in, "" for anywhere."""
    part = archive.getinfo(path)
    if part.file_size > PART_LIMIT:
        raise FileError(FileProblem.TOO_LARGE)
    taker = _Elements(wanted, most)
    with archive.open(part) as source:
        _exhaust(told(taker, source))
    return taker.found


def _exhaust(pieces: Iterator[int]) -> None:
    for _size in pieces:
        pass


class _Elements:
    """Gather elements by their names, whatever namespace they are in."""

    def __init__(self, wanted: Mapping[str, str], most: int) -> None:
        self.wanted, self.most = wanted, most
        self.sections = set(wanted.values()) - {""}
        self.found: list[Element] = []
        self.section = ""
        self.depth = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take an element that is wanted."""
        self.depth += 1
        if self.depth > DEPTH_LIMIT:
            refuse()
        name = tag.rpartition(" ")[2]
        section = self.wanted.get(name)
        if section is not None and section in {"", self.section}:
            self.found.append((name, attributes))
            if len(self.found) > self.most:
                raise FileError(FileProblem.TOO_LARGE)
        elif name in self.sections:
            self.section = name

    def end(self, tag: str) -> None:
        """Leave what an element stands in."""
        self.depth -= 1
        if self.section and tag.rpartition(" ")[2] == self.section:
            self.section = ""

    def text(self, _text: str) -> None:
        """Pass over text: none of what is wanted is in one."""
