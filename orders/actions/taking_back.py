"""Take back what an import wrote, slice by slice; what others said since stays."""

from django.db import transaction

from orders.actions.claiming import Clock, keep_lease, mine
from orders.actions.undoing import undo_slice
from orders.models import Import


def take_back(the_import: Import, clock: Clock) -> None:
    """Take an import back to its beginning; raises TakenOver.

    Ends as taken back where the import had ended, as cancelled where it was called off on its way.
    """
    while _take_back_slice(the_import, clock):
        pass
    if the_import.finished_at is None:
        end: dict[str, object] = {"state": Import.State.CANCELLED, "finished_at": clock()}
    else:
        end = {"state": Import.State.UNDONE, "undone_at": clock()}
    if mine(the_import).update(**end):
        the_import.file.delete(save=False)


@transaction.atomic
def _take_back_slice(the_import: Import, clock: Clock) -> bool:
    """Take one slice back; return whether more is left."""
    more = undo_slice(the_import)
    the_import.rows_done += 1
    left = the_import.changes.count()
    share = the_import.rows_done / (the_import.rows_done + left)
    keep_lease(the_import, clock(), attempts=1, rows_done=the_import.rows_done, share=share)
    return more
