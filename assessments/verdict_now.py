"""The verdict of a proposal as it holds now: the stored one, or STAY where something that is newer forbids paying.

Every page that shows a verdict takes it from here, so that no two pages differ.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from assessments.engine import ENGINE_VERSION
from assessments.freezing import FREEST_WHEN_FROZEN, Freeze, freezes_of
from assessments.models import Proposal
from assessments.own_policy import policy_of
from assessments.wording.payments import payment_name
from stores.models import Store


@dataclass(frozen=True, slots=True)
class Present:
    """Hold the day and the policy that a verdict of now is made with, besides the newest evidence."""

    today: date
    policy_version: str


@dataclass(frozen=True, slots=True)
class VerdictNow:
    """Say which verdict holds (None without one), whether it waits for its update, and whether that froze it.

    `is_frozen`: paying is forbidden now, and the verdict that was reached before said otherwise.
    """

    verdict: str | None
    is_late: bool = False
    is_frozen: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """Show a proposal in a list, with the verdict that holds now."""

    proposal: Proposal
    now: VerdictNow

    @property
    def payment(self) -> str:
        """Return how they want to be paid, for the middle of a sentence."""
        method = self.proposal.version.payment_method if self.proposal.version else ""
        return payment_name(method) if method else _("payment method not known")


def present_of(store: Store, today: date) -> Present:
    """Return what a verdict of a store is made with on its own day, in one query."""
    return Present(today, policy_of(store).version)


def is_late(proposal: Proposal, present: Present) -> bool:
    """Return whether a live proposal's verdict is of older evidence, an earlier day, or another policy or engine."""
    made = proposal.assessment
    if made is None or proposal.state != Proposal.State.LIVE:
        return False
    return (
        made.evidence_version < proposal.supplier.evidence_version
        or made.as_of < present.today
        or (made.policy_version, made.engine_version) != (present.policy_version, ENGINE_VERSION)
    )


def verdict_now(proposal: Proposal, present: Present, freeze: Freeze | None) -> VerdictNow:
    """Return the verdict that holds now, where it is known what forbids paying."""
    made = proposal.assessment
    late = is_late(proposal, present)
    if made and late and freeze and made.verdict != FREEST_WHEN_FROZEN:
        return VerdictNow(FREEST_WHEN_FROZEN, is_late=True, is_frozen=True)
    return VerdictNow(made.verdict if made else None, is_late=late)


def offers_now(proposals: Iterable[Proposal], present: Present) -> list[Offer]:
    """Return proposals with the verdicts that hold now; of what forbids paying is read only for the late ones.

    That takes two queries for all of them, and none where every verdict is of now.
    """
    listed = list(proposals)
    doubtful = [each for each in listed if _may_be_frozen(each, present)]
    found = freezes_of([(each.supplier, each) for each in doubtful], present.today) if doubtful else []
    freezes = {each.pk: freeze for each, freeze in zip(doubtful, found, strict=True)}
    return [Offer(each, verdict_now(each, present, freezes.get(each.pk))) for each in listed]


def _may_be_frozen(proposal: Proposal, present: Present) -> bool:
    made = proposal.assessment
    return bool(made and made.verdict != FREEST_WHEN_FROZEN and is_late(proposal, present))
