"""Attest how non-arrivals are dealt with, and withdraw it: silent orders count by it."""

from datetime import datetime

from django.db import transaction

from orders.actions.locking import lock_store
from orders.attestations import in_force
from orders.models import Attestation
from stores.models import Store, User
from suppliers.actions import raise_evidence
from suppliers.models import Supplier


@transaction.atomic
def attest(store: Store, user: User, now: datetime) -> Attestation:
    """Keep that the owner attests; where an attestation is in force it stands as it is."""
    lock_store(store)
    standing = in_force(store)
    if standing is not None:
        return standing
    made = Attestation.objects.create(store=store, made_by=user, made_at=now)
    _tell_all(store)
    return made


@transaction.atomic
def withdraw(store: Store, user: User, now: datetime) -> bool:
    """Take the attestation back that is in force; return False where there is none."""
    lock_store(store)
    standing = in_force(store)
    if standing is None:
        return False
    Attestation.objects.filter(pk=standing.pk).update(
        withdrawn_by=user, withdrawn_at=max(now, standing.made_at)
    )
    _tell_all(store)
    return True


def _tell_all(store: Store) -> None:
    raise_evidence(Supplier.objects.filter(store=store).values_list("pk", flat=True))
