"""Delete uploaded files that nothing refers to any more: they hold names and addresses of people."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from orders.actions.refusing import forget_refused_rows, refused_rows_of
from orders.models import Import
from orders.models.imports import OPEN_STATES, UPLOADS
from stores.models import Store

# A file is on the disk a moment before its row is; an hour is long enough for any upload to be written.
LEFT_OVER_AFTER = timedelta(hours=1)
# What a web server that was killed leaves of an upload; a slow one takes minutes, not a day.
UNFINISHED_UPLOAD_AFTER = timedelta(days=1)


def delete_left_over_files(now: datetime) -> None:
    """Delete uploads whose import is over or gone, refused rows that were kept long enough, and pieces of uploads.

    A worker may be killed between the end of an import and the deletion of its file, and rows are removed
    with their store, their files are not.
    """
    root = Path(settings.MEDIA_ROOT)
    found = [path for path in root.glob(f"{UPLOADS}/*/*") if _is_older(path, now - LEFT_OVER_AFTER)]
    if found:
        names = Import.objects.filter(state__in=OPEN_STATES).values_list("file", flat=True)
        needed = {root / name for name in names} | {
            refused_rows_of(each) for each in Import.objects.filter(refused_until__gt=now)
        }
        _delete(path for path in found if path not in needed)
    # Where the settings name no folder of our own it is the machine's, which cleans up after itself.
    if settings.FILE_UPLOAD_TEMP_DIR:
        pieces = Path(settings.FILE_UPLOAD_TEMP_DIR).glob("*.upload*")
        _delete(path for path in pieces if _is_older(path, now - UNFINISHED_UPLOAD_AFTER))


@transaction.atomic
def discard_imports(store: Store) -> None:
    """Remove every import of a store, its file included."""
    imports = list(Import.objects.filter(store=store))
    for each in imports:
        transaction.on_commit(lambda the_import=each: the_import.file.delete(save=False))  # type: ignore[misc]
    transaction.on_commit(lambda: forget_refused_rows(imports))
    Import.objects.filter(pk__in=[each.pk for each in imports]).delete()


def _is_older(path: Path, moment: datetime) -> bool:
    """Say whether a file was last written before a moment; false for one that has gone meanwhile."""
    try:
        return path.stat().st_mtime < moment.timestamp()
    except FileNotFoundError:
        return False


def _delete(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
