"""Keep how far the due diligence on a supplier has come."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction

from stores.models import User
from suppliers.actions.holding import hold
from suppliers.actions.raising import raise_evidence
from suppliers.actions.trail import note
from suppliers.models import Check, Supplier, TrailEntry


@transaction.atomic
def note_checks(
    supplier: Supplier,
    states: Mapping[str, str],
    now: datetime,
    by: User | None = None,
    *,
    again: Collection[str] = (),
) -> bool:
    """Keep how far each point of due diligence has come; return whether anything changed.

    A state that is there already keeps its moment, but for the points in `again`: somebody says them anew. Raises
    Http404 where the supplier was merged into another meanwhile.
    """
    hold(supplier)
    before = dict(supplier.checks.values_list("key", "state"))
    changed = {
        key: state
        for key, state in states.items()
        if key in again or before.get(key, Check.State.NOT_STARTED) != state
    }
    for key, state in sorted(changed.items()):
        Check.objects.update_or_create(
            supplier=supplier, key=key, defaults={"store": supplier.store, "state": state, "noted_at": now}
        )
        was = Check.State(before.get(key, Check.State.NOT_STARTED))
        # A line for each: all of them in one would be cut off.
        said = f"{key}: {was.label} → {Check.State(state).label}"
        note(supplier, TrailEntry.Kind.CHECK_NOTED, by, now, said)
    if changed:
        raise_evidence([supplier.pk])
    return bool(changed)
