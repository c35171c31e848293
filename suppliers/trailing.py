"""What was done with what is known about a supplier, the newest first."""

from suppliers.models import Supplier, TrailEntry

LATEST = 20


def trail_section(supplier: Supplier) -> dict[str, object]:
    """Return what the part about the audit trail shows: its latest lines, and how many there are."""
    found = TrailEntry.objects.filter(supplier=supplier).select_related("by").order_by("-at", "-pk")
    return {"trail": list(found[:LATEST]), "trail_total": found.count()}
