"""What a supplier's page shows of its same-person challenges."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from assessments.forms.challenges import reachable
from suppliers.actions.challenges import is_overdue
from suppliers.models import Challenge, Supplier

LATEST = 10


@dataclass(frozen=True, slots=True)
class ChallengeView:
    """One challenge in words; one that ran out reads as failed, also before anybody ended it."""

    challenge: Challenge
    state: str
    is_open: bool
    icon: str
    tone: str


def challenge_view(challenge: Challenge, now: datetime) -> ChallengeView:
    """Return a challenge as it stands at a moment."""
    if challenge.state == Challenge.State.PASSED:
        return ChallengeView(challenge, _("Passed"), is_open=False, icon="check", tone="tag-good")
    if is_overdue(challenge, now) or (challenge.state == Challenge.State.FAILED and not challenge.answer):
        return ChallengeView(
            challenge, _("Failed: no answer came"), is_open=False, icon="error", tone="tag-bad"
        )
    if challenge.state == Challenge.State.OPEN:
        return ChallengeView(challenge, _("Waiting for the answer"), is_open=True, icon="clock", tone="")
    return ChallengeView(
        challenge, _("Failed: another answer came"), is_open=False, icon="error", tone="tag-bad"
    )


def challenge_section(supplier: Supplier, now: datetime) -> dict[str, object]:
    """Return the context of `assessments/supplier_challenge.html`, in two queries."""
    found = Challenge.objects.filter(supplier=supplier).select_related("contact", "resolved_by")
    return {
        "challenges": [challenge_view(each, now) for each in found.order_by("-pk")[:LATEST]],
        "can_challenge": reachable(supplier).exists(),
    }
