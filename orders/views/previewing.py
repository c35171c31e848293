"""The first rows of a file as a page shows them: what they read, and how that is understood."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from orders.actions import preview_of
from orders.column_names import COLUMN_NAMES, UNDERSTOOD
from orders.importers.preview import Preview, PreviewRow
from orders.importers.rows import Outcome, SalesLineRow
from orders.models import Import
from orders.wording import row_sentence
from stores.templatetags.display import day, moment

# A heading or the name of a field, and what stands there.
Named = tuple[str | Promise, str]


@dataclass(frozen=True, slots=True)
class ShownRow:
    """Hold one row: its cells by their headings, what is understood of them by name, and what was wrong."""

    row: int
    read: list[Named]
    understood: list[Named]
    errors: list[str]


def preview_rows(the_import: Import) -> list[ShownRow]:
    """Return the first rows of a file that waits to be put in; empty where there is nothing to be shown."""
    if the_import.state != Import.State.READY:
        return []
    found = preview_of(the_import)
    return [] if found is None else [_shown(found, row) for row in found.rows]


def _shown(found: Preview, row: PreviewRow) -> ShownRow:
    return ShownRow(
        row.row,
        list(_read(found, row)),
        list(_understood(row)),
        [row_sentence(error) for error in row.errors],
    )


def _read(found: Preview, row: PreviewRow) -> Iterator[Named]:
    """Yield the filled cells of the columns that are read, in the sequence of the file."""
    for place in sorted(found.read_as):
        cell = row.cells[place].strip() if place < len(row.cells) else ""
        if cell:
            yield found.header[place], cell


def _understood(row: PreviewRow) -> Iterator[Named]:
    for name, value in row.understood.items():
        yield UNDERSTOOD.get(name) or COLUMN_NAMES.get(name) or name, _written(value)


def _written(value: object) -> str:
    """Return a value as a reader sees it."""
    match value:
        case bool():
            return _("yes") if value else _("no")
        case Outcome():
            return value.value.replace("_", " ")
        case datetime():
            return moment(value)
        case date():
            return day(value)
        case SalesLineRow():
            return f"{value.quantity} × {value.title} ({value.price})"
        case tuple():
            return ", ".join(_written(each) for each in value)
        case _:
            return str(value)
