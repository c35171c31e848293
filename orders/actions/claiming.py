"""Claim an import for one worker: a lease that is kept by working, and lost by falling silent."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from django.db.models import F, Q, QuerySet

from orders.importers.problems import FileProblem
from orders.importers.rows import FileError
from orders.models import Import

# A worker that has not written for so long is taken to be dead; a slice takes two seconds at most.
LEASE = timedelta(seconds=60)
# So often the page of an import may say how far the reading has come.
TELL_EVERY = timedelta(seconds=1)
Clock = Callable[[], datetime]
Alive = Callable[[], None]
_BUSY = (Import.State.WAITING, Import.State.WORKING)


class TakenOver(Exception):
    """Say that this import is no longer this worker's: another has it, or a person has called it off."""


def claim(import_id: int, now: datetime) -> Import | None:
    """Take an import that waits, or whose worker is gone; None where somebody else got there first."""
    free = Q(worked_at=None) | Q(worked_at__lt=now - LEASE)
    taken = Import.objects.filter(free, pk=import_id, state__in=_BUSY)
    if not taken.update(state=Import.State.WORKING, worked_at=now, attempts=F("attempts") + 1):
        return None
    return Import.objects.select_related("store").get(pk=import_id)


def abandoned(now: datetime) -> QuerySet[Import]:
    """Return the imports with work to do that nobody works on."""
    unclaimed = Q(worked_at=None, created_at__lt=now - timedelta(seconds=10))
    return Import.objects.filter(unclaimed | Q(worked_at__lt=now - LEASE), state__in=_BUSY)


def mine(the_import: Import) -> QuerySet[Import]:
    """Return the import as long as nobody else has taken it."""
    return Import.objects.filter(
        pk=the_import.pk,
        state=Import.State.WORKING,
        stage=the_import.stage,
        worked_at=the_import.worked_at,
    )


def keep_lease(the_import: Import, now: datetime, **changes: object) -> None:
    """Say that this worker is alive, with whatever else has changed. Raises TakenOver where it is too late."""
    if not mine(the_import).update(worked_at=now, **changes):
        raise TakenOver
    the_import.worked_at = now


def heartbeat(the_import: Import, clock: Clock, stream: BinaryIO) -> Alive:
    """Return what keeps the lease of a long reading and tells how far it has come, as often as it may be called."""

    def alive() -> None:
        now = clock()
        if the_import.worked_at is None or now - the_import.worked_at >= TELL_EVERY:
            keep_lease(the_import, now, share=share_read(the_import, stream))

    return alive


def share_read(the_import: Import, stream: BinaryIO) -> float | None:
    """Return how much of the file lies before the place that is being read, from 0 to 1."""
    return min(1.0, stream.tell() / the_import.size) if the_import.size and not stream.closed else None


def opened(the_import: Import) -> BinaryIO:
    """Open the file of an import as plain bytes. Raises: FileError."""
    try:
        return Path(the_import.file.path).open("rb")
    except (FileNotFoundError, ValueError):
        # A file field without a name has no path.
        raise FileError(FileProblem.FILE_GONE) from None


def fail(the_import: Import, error: FileError, now: datetime) -> None:
    """End an import, if it is still this worker's, with the reason why it could not be worked off."""
    close(the_import, mine(the_import), failure(error), now)


def failure(error: FileError) -> dict[str, object]:
    """Return what is kept of the reason why a file could not be read."""
    problem = {"problem": error.problem, "details": error.details}
    return {"state": Import.State.FAILED, "problem": problem}


def close(the_import: Import, still: QuerySet[Import], end: Mapping[str, object], now: datetime) -> bool:
    """End an import if it is still as expected, and delete its file: it holds names and addresses.

    Returns whether it was.
    """
    if not still.update(**{"finished_at": now, **end}):
        return False
    the_import.file.delete(save=False)
    return True
