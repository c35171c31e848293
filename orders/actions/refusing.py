"""Keep what was refused: the cells and their reasons as rows, the rows of the file as a file to mend."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from orders.actions.claiming import Alive
from orders.actions.mapping import records_of
from orders.importers import refused
from orders.importers.refused import Rows
from orders.importers.rows import RowError
from orders.models import Import, ImportProblem
from orders.models.imports import UPLOADS

# So many refused cells are listed; all are counted. Nobody mends more by hand, and each is a row in the database.
LISTED = 10_000
# The file of refused rows holds names and addresses: no longer than it takes to mend it.
KEPT = timedelta(days=7)


def list_problems(the_import: Import, errors: list[RowError]) -> None:
    """Keep the first LISTED refused cells of an import, with row, column and reason."""
    left = max(0, LISTED - the_import.cells_refused)
    ImportProblem.objects.bulk_create(
        [
            ImportProblem(
                store=the_import.store,
                the_import=the_import,
                row=error.row,
                column=error.column[:100],
                value=error.value[:100],
                problem=error.problem,
            )
            for error in errors[:left]
        ],
        ignore_conflicts=True,
    )


def keep_refused_rows(the_import: Import, stream: BinaryIO, rows: Rows, alive: Alive) -> None:
    """Write the refused rows of a file beside it."""
    place = refused_rows_of(the_import)
    place.parent.mkdir(parents=True, exist_ok=True)
    header, records = records_of(the_import, stream, alive)
    # Under another name until it is whole: a worker may be killed at any moment.
    half = place.with_suffix(".half")
    half.touch(mode=0o600)
    with half.open("w", encoding="utf-8-sig", newline="") as out:
        refused.write(header, records, rows, out, alive)
    half.rename(place)


def refused_rows_of(the_import: Import) -> Path:
    """Return where the refused rows of an import lie, if there are any."""
    folder = Path(settings.MEDIA_ROOT) / UPLOADS / str(the_import.store_id)
    return folder / f"{the_import.token}.refused.csv"


def forget_refused_rows(imports: Iterable[Import]) -> None:
    """Delete the files of refused rows."""
    for each in imports:
        refused_rows_of(each).unlink(missing_ok=True)


def refused_rows_end(now: datetime) -> datetime:
    """Return until when a file of refused rows that is made now can be had."""
    return now + KEPT
