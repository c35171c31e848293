"""Raise and clear warning signs; what one weighs is policy, and lies with assessments."""

from datetime import date, datetime

from django.db import transaction

from stores.models import User
from suppliers.actions.holding import hold
from suppliers.actions.raising import raise_evidence
from suppliers.actions.trail import note
from suppliers.models import RedFlag, Supplier, TrailEntry


@transaction.atomic
def raise_flag(
    supplier: Supplier, key: str, seen_on: date, user: User, now: datetime, said: str = ""
) -> bool:
    """Note a warning sign; return whether it is new. One that stands already stays as it was noted first."""
    held = hold(supplier)
    _flag, is_new = RedFlag.objects.get_or_create(
        supplier=held,
        key=key,
        cleared_at=None,
        defaults={
            "store_id": held.store_id,
            "seen_on": seen_on,
            "seen_by": user,
            "noted_at": now,
            "note": said,
        },
    )
    if is_new:
        note(held, TrailEntry.Kind.FLAG_RAISED, user, now, _line(key, said))
        raise_evidence([held.pk])
    return is_new


@transaction.atomic
def clear_flag(flag: RedFlag, because: str, user: User, now: datetime) -> bool:
    """Say why a warning sign no longer holds; return whether it stood until now.

    Raises: ValueError without a reason.
    """
    if not because.strip():
        raise ValueError("a flag is cleared with a reason")
    held = hold(flag.supplier)
    changed = RedFlag.objects.filter(pk=flag.pk, supplier=held, cleared_at=None).update(
        cleared_at=now, cleared_by=user, cleared_because=because.strip()
    )
    if changed:
        note(held, TrailEntry.Kind.FLAG_CLEARED, user, now, _line(flag.key, because.strip()))
        raise_evidence([held.pk])
    return bool(changed)


def _line(key: str, said: str) -> str:
    return f"{key}: {said}" if said else key
