"""How much of the due diligence on a supplier is done; what each point weighs is policy."""

from collections.abc import Mapping
from typing import cast

from assessments.policy import policy_document
from suppliers.models import Check, Supplier


def check_weights() -> dict[str, float]:
    """Return point of due diligence -> what it weighs, in the order of the policy."""
    points = cast(Mapping[str, Mapping[str, float]], policy_document()["diligence"])
    return {key: float(point["weight"]) for key, point in points.items()}


def diligence_share(supplier: Supplier) -> float:
    """Return the weighted share of points that are done, 0 to 1; looked at but missing something counts nothing."""
    weights = check_weights()
    done = Check.objects.filter(supplier=supplier, state=Check.State.DONE).values_list("key", flat=True)
    return round(sum(weights.get(key, 0.0) for key in set(done)) / sum(weights.values()), 6)
