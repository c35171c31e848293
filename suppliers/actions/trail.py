"""Write the audit trail of a supplier."""

from datetime import datetime

from stores.models import User
from suppliers.actions.holding import hold
from suppliers.models import Supplier, TrailEntry

_LONGEST = 500


def note(supplier: Supplier, kind: TrailEntry.Kind, by: User | None, now: datetime, said: str = "") -> None:
    """Add a line to the trail, inside the transaction that does what it tells; `said` holds no secrets.

    Raises Http404 where the supplier was merged into another meanwhile.
    """
    hold(supplier)
    TrailEntry.objects.create(
        store_id=supplier.store_id, supplier=supplier, kind=kind, said=said[:_LONGEST], by=by, at=now
    )
