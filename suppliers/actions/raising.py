"""Say that what is known about suppliers has changed: the version that assessments compare grows."""

from collections.abc import Iterable

from django.db.models import F

from suppliers.models import Supplier
from suppliers.waking import wake_on_commit


def raise_evidence(supplier_ids: Iterable[int]) -> None:
    """Say that what is known about these suppliers has changed; call it inside the transaction that changes it."""
    ids = sorted(set(supplier_ids))
    if not ids:
        return
    # Locked in the order of their keys, so that two writers never wait for each other in a circle.
    locked = (
        Supplier.objects.select_for_update(no_key=True)
        .filter(pk__in=ids)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    Supplier.objects.filter(pk__in=list(locked)).update(evidence_version=F("evidence_version") + 1)
    wake_on_commit(ids)
