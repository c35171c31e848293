"""Work off files in short slices; the row keeps the position, so any worker can take up what another left."""

import hashlib
import logging
from datetime import datetime, timedelta

from django.core.files.base import File
from django.db import DataError, IntegrityError
from django.db.models.functions import Coalesce
from django.utils.crypto import get_random_string

from orders.actions.checking import check
from orders.actions.claiming import Clock, TakenOver, abandoned, claim, close, fail, failure
from orders.actions.taking_back import take_back
from orders.actions.writing import write
from orders.importers.problems import FileProblem
from orders.importers.rows import FileError
from orders.models import Import
from stores.models import Store, User

# A question that nobody answers does not keep a file with customers' addresses for ever.
ANSWER_WITHIN = timedelta(days=7)
# So often a worker may take an import up without coming further; what ends a worker each time would be begun again
# for ever.
ATTEMPTS = 3
_ASKED = (Import.State.ASKING, Import.State.MAPPING, Import.State.READY)
_WORK = {Import.Stage.CHECK: check, Import.Stage.WRITE: write, Import.Stage.UNDO: take_back}

log = logging.getLogger(__name__)


def hand_in(store: Store, user: User, upload: File) -> Import:  # type: ignore[type-arg]  # bytes, at run time
    """Keep a file that was handed in; the work on it is for a worker."""
    return Import.objects.create(
        store=store,
        made_by=user,
        token=get_random_string(32),
        digest=getattr(upload, "digest", "") or _digest(upload),
        file=upload,
        filename=(upload.name or "")[-200:],
        size=upload.size or 0,
    )


def _digest(upload: File) -> str:  # type: ignore[type-arg]  # bytes, at run time
    """Return the digest of an upload that was not made while it came in: a small one."""
    found = hashlib.sha256()
    for chunk in upload.chunks():
        found.update(chunk)
    return found.hexdigest()


def unfinished(now: datetime) -> list[int]:
    """Return the imports that nobody works on, and close those whose question was never answered."""
    waiting = Import.objects.alias(since=Coalesce("worked_at", "created_at"))
    expired = waiting.filter(state__in=_ASKED, since__lt=now - ANSWER_WITHIN)
    for each in expired:
        # The answer may come at this very moment: only what is still asking is closed.
        still = Import.objects.filter(pk=each.pk, state=each.state)
        close(each, still, failure(FileError(FileProblem.NOT_ANSWERED)), now)
    return list(abandoned(now).values_list("pk", flat=True))


def work(import_id: int, clock: Clock) -> None:
    """Work off an import until it ends or asks; does nothing where another worker has it, or where it is over."""
    the_import = claim(import_id, clock())
    if the_import is None:
        return
    if the_import.attempts > ATTEMPTS:
        fail(the_import, FileError(FileProblem.GIVEN_UP), clock())
        return
    try:
        _WORK[Import.Stage(the_import.stage)](the_import, clock)
    except FileError as error:
        fail(the_import, error, clock())
    except (DataError, IntegrityError) as error:
        # Its text may quote what was read; its kind is enough to look for the cause.
        log.error("The database refused what import %d says: %s.", the_import.pk, type(error).__name__)  # noqa: TRY400
        fail(the_import, FileError(FileProblem.NOT_STORABLE), clock())
    except TakenOver:
        return
