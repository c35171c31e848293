"""Keep how far the due diligence on a supplier has come."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from suppliers.actions.holding import hold
from suppliers.actions.raising import raise_evidence
from suppliers.models import Check, Supplier


@transaction.atomic
def note_checks(supplier: Supplier, states: Mapping[str, str], now: datetime) -> bool:
    """Keep how far each point of due diligence has come; return whether anything changed.

    Raises Http404 where the supplier was merged into another meanwhile.
    """
    hold(supplier)
    before = dict(supplier.checks.values_list("key", "state"))
    changed = {
        key: state for key, state in states.items() if before.get(key, Check.State.NOT_STARTED) != state
    }
    for key, state in sorted(changed.items()):
        Check.objects.update_or_create(
            supplier=supplier, key=key, defaults={"store": supplier.store, "state": state, "noted_at": now}
        )
    if changed:
        raise_evidence([supplier.pk])
    return bool(changed)
