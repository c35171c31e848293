"""What the tests of a store's own numbers share: an offer, and the one number they change."""

from datetime import UTC, datetime
from typing import Any

from assessments.policy import current_policy
from assessments.sample.suppliers import NOTHING_WRONG, SUPPLIERS, USUAL
from assessments.settings import keep_assumptions
from stores.models import Store, User
from suppliers.models import Supplier

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
TERMS: dict[str, Any] = USUAL | SUPPLIERS[0].offer | {"answers": NOTHING_WRONG}
DRIFT = "channels.lost.drift"
PLAIN = current_policy().version


def set_drift(store: Store, owner: User, value: float | None = 3.0) -> int:
    """Set the drift of lost parcels; return how many numbers changed."""
    return keep_assumptions(store, {DRIFT: value}, owner, NOW)


def raised(supplier: Supplier) -> int:
    """Return how often the evidence of a supplier was raised since it was read."""
    return Supplier.objects.get(pk=supplier.pk).evidence_version - supplier.evidence_version
