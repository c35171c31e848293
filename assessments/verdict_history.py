"""How a supplier's verdict came about: each change of it, newest first."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q, Window
from django.db.models.functions import Lag

from assessments.models import Assessment
from suppliers.models import Supplier

NEWEST = 20


@dataclass(frozen=True, slots=True)
class VerdictChange:
    """Show one change: what a proposal's verdict became, and what it was; `before` None is its first verdict."""

    proposal_id: int
    version: int
    verdict: str
    before: str | None
    as_of: date
    computed_at: datetime


def verdict_changes(supplier: Supplier, newest: int = NEWEST) -> list[VerdictChange]:
    """Return the newest changes of verdict over all offers of a supplier, in one query.

    A verdict that came out as it was before is no change, whatever was counted anew.
    """
    before = Window(
        Lag("verdict"), partition_by=F("version__proposal"), order_by=(F("computed_at").asc(), F("pk").asc())
    )
    made = (
        Assessment.objects.filter(version__proposal__supplier=supplier)
        .annotate(before=before)
        .filter(Q(before=None) | ~Q(before=F("verdict")))
        .order_by("-computed_at", "-pk")
        .values_list("version__proposal_id", "version__number", "verdict", "before", "as_of", "computed_at")
    )
    return [VerdictChange(*row) for row in made[:newest]]
