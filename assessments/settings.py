"""What a change of a store's settings means for its reports."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from assessments.engine.overrides import own_values
from assessments.models import OwnValue
from assessments.policy import policy_document
from stores.models import Store, User
from suppliers.actions import raise_evidence


@transaction.atomic
def keep_settings(store: Store) -> None:
    """Save a store; another day or currency changes what is known about all of its suppliers."""
    before = Store.objects.select_for_update(no_key=True).get(pk=store.pk)
    store.save(update_fields=["name", "currency", "time_zone"])
    if (before.time_zone, before.currency) != (store.time_zone, store.currency):
        raise_evidence(store.suppliers.values_list("pk", flat=True))


@transaction.atomic
def keep_assumptions(
    store: Store, values: Mapping[str, float | None], user: User, now: datetime, note: str = ""
) -> int:
    """Put a store's own values in the place of the policy's, or ours again for None; return how many changed.

    A changed assumption changes the reports on all of the store's suppliers. Raises: ValueError, for a number
    that may not be replaced or not by this; nothing is changed then.
    """
    Store.objects.select_for_update(no_key=True).get(pk=store.pk)
    own = own_values(policy_document(), {key: value for key, value in values.items() if value is not None})
    held = {row.key: float(row.value or 0) for row in OwnValue.in_force.filter(store=store)}
    changed = {key: own.get(key) for key in values if own.get(key) != held.get(key)}
    OwnValue.objects.filter(store=store, key__in=changed, is_newest=True).update(is_newest=False)
    OwnValue.objects.bulk_create(
        OwnValue(store=store, key=key, value=value, note=note, set_by=user, set_at=now)
        for key, value in sorted(changed.items())
    )
    if changed:
        raise_evidence(store.suppliers.values_list("pk", flat=True))
    return len(changed)
