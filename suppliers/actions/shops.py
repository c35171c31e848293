"""Keep what a supplier's page on the marketplace said on a day."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from stores.models import User
from suppliers.actions.holding import hold
from suppliers.actions.raising import raise_evidence
from suppliers.models import ShopReading, Supplier


@transaction.atomic
def keep_reading(supplier: Supplier, read: Mapping[str, Any], user: User, now: datetime) -> ShopReading:
    """Keep what somebody read: `read_on`, and of the other facts those that the page shows."""
    hold(supplier)
    made = ShopReading.objects.create(
        store_id=supplier.store_id, supplier=supplier, entered_by=user, entered_at=now, **read
    )
    raise_evidence([supplier.pk])
    return made


@transaction.atomic
def remove_reading(reading: ShopReading) -> None:
    """Take back a reading that was a mistake."""
    hold(reading.supplier)
    reading.delete()
    raise_evidence([reading.supplier_id])
