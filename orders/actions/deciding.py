"""What a person decides about an import: the answers it asks for, to put it in, to call it off, to take it back.

Each is one conditional update: whatever a worker or somebody else does at the same moment, one of them is first.
Each returns whether it was.
"""

from datetime import datetime
from typing import Any

from orders.actions.claiming import close
from orders.actions.refusing import forget_refused_rows
from orders.importers.rows import Source
from orders.models import Import
from orders.models.imports import OPEN_STATES, UNDO_WITHIN

_AGAIN: dict[str, Any] = {
    "state": Import.State.WAITING,
    "worked_at": None,
    "attempts": 0,
    "share": None,
}
_FROM_THE_START: dict[str, Any] = _AGAIN | {
    "rows_done": 0,
    "orders_new": 0,
    "orders_changed": 0,
    "orders_unchanged": 0,
}


def answer_currency(the_import: Import, currency: str) -> bool:
    """Keep what the owner says the amounts are in; an empty answer is "I don't know", and is never asked again."""
    asking = Import.objects.filter(pk=the_import.pk, state=Import.State.ASKING)
    return bool(asking.update(**_AGAIN, currency=currency, currency_answered=True))


def answer_mapping(the_import: Import, mapping: dict[str, Any], profile_name: str = "") -> bool:
    """Keep which column of the file is what, and check it by that from the start."""
    if not the_import.can_be_mapped:
        return False
    asked = Import.objects.filter(pk=the_import.pk, state=the_import.state, stage=Import.Stage.CHECK)
    answer = {"source": Source.TABLE, "mapping": mapping, "profile_name": profile_name, "problem": {}}
    anew: dict[str, Any] = {"orders_refused": 0, "cells_refused": 0, "refused_until": None, "rows_total": 0}
    anew |= {"unread_columns": [], "remarks": []}
    if not asked.update(**_FROM_THE_START, **answer, **anew):
        return False
    the_import.problems.all().delete()
    forget_refused_rows([the_import])
    return True


def confirm(the_import: Import) -> bool:
    """Have the orders of a file that was checked put in."""
    ready = Import.objects.filter(pk=the_import.pk, state=Import.State.READY)
    return bool(ready.update(**_FROM_THE_START, stage=Import.Stage.WRITE))


def cancel(the_import: Import, now: datetime) -> bool:
    """Call an import off: what it has written so far is taken back by the worker."""
    on_its_way = Import.objects.filter(pk=the_import.pk, state__in=OPEN_STATES)
    writing = on_its_way.filter(stage=Import.Stage.WRITE)
    end = {"state": Import.State.CANCELLED, "share": None, "refused_until": None}
    cancelled = bool(
        writing.update(**_AGAIN, rows_done=0, stage=Import.Stage.UNDO, refused_until=None)
    ) or close(the_import, on_its_way.filter(stage=Import.Stage.CHECK), end, now)
    if cancelled:
        forget_refused_rows([the_import])
    return cancelled


def undo(the_import: Import, now: datetime) -> bool:
    """Have what an import wrote taken back, within 30 days of its end."""
    ended = Import.objects.filter(
        pk=the_import.pk,
        state__in=(Import.State.DONE, Import.State.FAILED),
        stage__in=(Import.Stage.WRITE, Import.Stage.UNDO),
        finished_at__gt=now - UNDO_WITHIN,
    )
    return bool(ended.update(**_AGAIN, rows_done=0, stage=Import.Stage.UNDO))
