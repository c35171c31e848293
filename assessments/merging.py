"""Put two suppliers together that are one, and part them again: nothing is lost either way.

One transaction each, with the store and both suppliers locked: an import waits, or is waited for. A merge remembers
the key of every row that went over. Undone, these rows go back as they are by then; what came in since stays with the
supplier that stayed, but for orders that a file calls by the other's name.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404

from assessments.merge_graver import let_the_graver_hold, take_back
from assessments.merge_identity import (
    give_up,
    let_files_find,
    let_files_forget,
    take_over,
    what_contradicts,
)
from assessments.merge_orders import bring_in_line, days_of, newest_order
from assessments.merge_rows import ROWS, move, move_back
from assessments.merge_twins import give_back_backups, hand_over_backups, mend, put_back, set_aside
from assessments.models import Merge
from orders.actions.locking import lock_store
from stores.models import Store, User
from suppliers.actions import raise_evidence
from suppliers.actions.trail import note
from suppliers.models import Alias, Supplier, TrailEntry

_ALIASES = str(Alias._meta.label_lower)


class CannotMerge(Exception):
    """Say that two suppliers are one already, or cannot be one; nothing was changed."""


class Contradicts(CannotMerge):
    """Say that the two are known to be two: what both have tells them apart. `what` is a field of Supplier."""

    def __init__(self, what: str, kept: str, gone: str) -> None:
        """Keep what differs, and what each says."""
        super().__init__(f"{what}: {kept}, {gone}")
        self.what, self.kept, self.gone = what, kept, gone


class CannotUndo(Exception):
    """Say why a merge cannot be undone as things are; nothing was changed."""


class UndoneBefore(CannotUndo):
    """Say that a merge was undone already."""


class UndoFirst(CannotUndo):
    """Say that a later merge of one of the two has to be undone first; `later` is that one."""

    def __init__(self, later: Merge) -> None:
        """Keep which one."""
        super().__init__(str(later))
        self.later = later


class NameTaken(CannotUndo):
    """Say that another supplier bears the name by now; `name` is that name."""

    def __init__(self, name: str) -> None:
        """Keep the name."""
        super().__init__(name)
        self.name = name


@transaction.atomic
def merge(kept: Supplier, gone: Supplier, user: User, now: datetime) -> Merge:
    """Let all that is known of `gone` be known of `kept`; files that name either mean `kept` from now on.

    Where both say something, the graver holds: what was found out of either is not forgotten. Raises CannotMerge for a
    supplier and itself, Contradicts where the two have different licence numbers or registered Chinese names, Http404
    where one of them is not there any more or of another store.
    """
    if kept.pk == gone.pk:
        raise CannotMerge
    store = kept.store
    lock_store(store)
    kept, gone = _locked(store, kept.pk, gone.pk)
    contradiction = what_contradicts(kept, gone)
    if contradiction is not None:
        raise Contradicts(contradiction, getattr(kept, contradiction), getattr(gone, contradiction))
    days, newest = days_of(gone), newest_order(store)
    graver = let_the_graver_hold(kept, gone)
    aside, backups = set_aside(kept, gone), hand_over_backups(kept, gone)
    moved = move(kept, gone)
    mend(kept, gone)
    name = let_files_find(kept, gone)
    taken = take_over(kept, gone)
    note(kept, TrailEntry.Kind.MERGED, user, now, f"{gone.name} → {kept.name}")
    note(gone, TrailEntry.Kind.MERGED, user, now, f"{gone.name} → {kept.name}")
    Supplier.every.filter(pk=gone.pk).update(merged_into=kept)
    bring_in_line(kept, gone, days, moved.get(_ALIASES, []))
    raise_evidence([kept.pk])
    return Merge.objects.create(
        store=store,
        kept=kept,
        gone=gone,
        merged_by=user,
        merged_at=now,
        moved=moved
        | {
            "newest": newest,
            "aside": aside,
            "backups": backups,
            "name": name,
            "taken": taken,
            "graver": graver,
        },
    )


@transaction.atomic
def undo_merge(merged: Merge, user: User, now: datetime) -> Merge:
    """Part two suppliers again that were put together.

    Raises UndoneBefore, UndoFirst where one of the two was merged again later, NameTaken where another supplier
    bears the name by now.
    """
    lock_store(merged.store)
    merged = Merge.objects.select_for_update(of=("self",)).select_related("store").get(pk=merged.pk)
    _refuse(merged)
    store, moved = merged.store, merged.moved
    Supplier.every.filter(pk=merged.gone_id).update(merged_into=None)
    kept, gone = _locked(store, merged.kept_id, merged.gone_id)
    let_files_forget(kept, moved["name"])
    move_back(kept, gone, moved)
    put_back(gone, moved["aside"])
    give_back_backups(moved["backups"])
    take_back(moved["graver"])
    mend(gone, kept)
    mend(kept, gone)
    give_up(kept, moved["taken"])
    days = days_of(gone)
    bring_in_line(kept, gone, days, moved.get(_ALIASES, []), after=moved["newest"])
    note(kept, TrailEntry.Kind.UNMERGED, user, now, f"{gone.name} ← {kept.name}")
    note(gone, TrailEntry.Kind.UNMERGED, user, now, f"{gone.name} ← {kept.name}")
    raise_evidence([kept.pk, gone.pk])
    merged.undone_by, merged.undone_at = user, now
    merged.save(update_fields=("undone_by", "undone_at"))
    return merged


def _locked(store: Store, kept: int, gone: int) -> tuple[Supplier, Supplier]:
    """Return both suppliers as they are now; whoever else writes of them waits until this transaction ends.

    Locked in the order of their keys, as everywhere.
    """
    rows = Supplier.objects.select_for_update(of=("self",)).select_related("store")
    found = {each.pk: each for each in rows.filter(store=store, pk__in=(kept, gone)).order_by("pk")}
    if len(found) < 2:
        raise Http404
    return found[kept], found[gone]


def _refuse(merged: Merge) -> None:
    if merged.undone_at is not None:
        raise UndoneBefore
    both = (merged.kept_id, merged.gone_id)
    later = (
        standing_merges(merged.store).filter(Q(kept__in=both) | Q(gone__in=both), pk__gt=merged.pk).first()
    )
    if later is not None:
        raise UndoFirst(later)
    gone = merged.gone
    if Supplier.objects.filter(store=merged.store, name_key=gone.name_key).exists():
        raise NameTaken(gone.name)


def standing_merges(store: Store) -> QuerySet[Merge]:
    """Return the merges that stand, the newest first."""
    found = Merge.objects.filter(store=store, undone_at=None).select_related("kept", "gone", "merged_by")
    return found.order_by("-pk")


def moved_counts(merged: Merge) -> list[tuple[object, int]]:
    """Return how many rows of each table a merge moved."""
    return [(rows.label, len(merged.moved[rows.key])) for rows in ROWS if rows.key in merged.moved]


def in_place_of(store: Store, supplier_id: int) -> Supplier | None:
    """Return the supplier that a merged one is now; None where it was not merged, or is another store's."""
    found = Supplier.every.filter(store=store, pk=supplier_id).select_related("merged_into").first()
    while found is not None and found.merged_into is not None:
        found = Supplier.every.select_related("merged_into", "store").get(pk=found.merged_into.pk)
        if found.merged_into is None:
            return found
    return None
