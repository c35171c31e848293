"""What a report page, a mail and the command line print: sentences and marks, nothing left to work out."""

from dataclasses import dataclass
from datetime import date

from assessments.wording.danger_views import HazardView, PaymentView, ProtectionView
from assessments.wording.step_views import NextStepView, PilotView


@dataclass(frozen=True, slots=True)
class NumberView:
    """One of the three numbers at the top."""

    label: str
    text: str
    note: str


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """One thing a reason rests on; `kind` (orders, answer, terms, diligence) says where to look at it."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class ReasonView:
    """One reason with its direction ("for" or "against" leaving), its size and what it rests on."""

    key: str
    sentence: str
    direction: str
    direction_word: str
    effect: str
    evidence: tuple[EvidenceView, ...]


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One set of changes that really reaches a better verdict."""

    sentence: str
    verdict: str
    verdict_word: str
    ways: str
    """In which two ways, where the set needs more than its own pile."""


@dataclass(frozen=True, slots=True)
class PileView:
    """The changes of one pile: ask, prove or wait; `nothing` is said where it is empty."""

    key: str
    title: str
    help: str
    changes: tuple[ChangeView, ...]
    nothing: str

    @property
    def cheapest(self) -> tuple[ChangeView, ...]:
        """Return the three cheapest changes."""
        return self.changes[:3]

    @property
    def others(self) -> tuple[ChangeView, ...]:
        """Return the changes behind "more ways"."""
        return self.changes[3:]


@dataclass(frozen=True, slots=True)
class SegmentView:
    """One part of a bar, in units of the drawing."""

    key: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class BarView:
    """One stacked bar with the range of its total, in units of the drawing."""

    key: str
    label: str
    text: str
    segments: tuple[SegmentView, ...]
    low_x: float
    high_x: float


@dataclass(frozen=True, slots=True)
class BillPartView:
    """One row of the bill: what it costs on the platform, off it, and the difference."""

    key: str
    label: str
    on: str
    on_range: str
    off: str
    off_range: str
    difference: str


@dataclass(frozen=True, slots=True)
class BillView:
    """The bill per 100 orders: two bars and the table beside them."""

    caption: str
    summary: str
    bars: tuple[BarView, ...]
    parts: tuple[BillPartView, ...]
    total: BillPartView


@dataclass(frozen=True, slots=True)
class StripView:
    """100 dots for one failure: `sure` big ones, `possible` rings, the rest small; each an SVG path."""

    key: str
    label: str
    sentence: str
    evidence: str
    sure: str
    possible: str
    rest: str


@dataclass(frozen=True, slots=True)
class GateLevelView:
    """What one level asks of a gate and whether it is met."""

    threshold: str
    is_passed: bool
    word: str


@dataclass(frozen=True, slots=True)
class GateView:
    """One gate: what is measured, what was found, what each level asks."""

    key: str
    label: str
    meaning: str
    value: str
    pilot: GateLevelView
    ready: GateLevelView
    reason: str


@dataclass(frozen=True, slots=True)
class GateGroupView:
    """The gates of one kind."""

    key: str
    title: str
    summary: str
    gates: tuple[GateView, ...]


@dataclass(frozen=True, slots=True)
class BlockerView:
    """One blocker: true blocks, unknown holds."""

    key: str
    sentence: str
    is_true: bool
    state: str
    ask: str


@dataclass(frozen=True, slots=True)
class AssumptionView:
    """One term that nobody stated, the value taken in its place, and what it is worth to know at most."""

    field: str
    label: str
    value: str
    why: str
    worth: str


@dataclass(frozen=True, slots=True)
class PolicyAssumptionView:
    """One assumption of the policy that the result rests on; `effect` is the net a month over its range.

    It is empty where both ends read the same.
    """

    key: str
    label: str
    value: str
    range: str
    is_own: bool
    ours: str
    effect: str


@dataclass(frozen=True, slots=True)
class MethodView:
    """How the report was made, and what it cannot know."""

    lines: tuple[str, ...]
    limits: tuple[str, ...]
    policy_version: str
    engine_version: str


@dataclass(frozen=True, slots=True)
class ReportView:
    """A whole readiness report in words."""

    verdict: str
    verdict_word: str
    icon: str
    sentence: str
    explanation: str
    scope: str
    own_numbers: str
    supplier: str
    as_of: date
    as_of_text: str
    next_step: NextStepView
    numbers: tuple[NumberView, ...]
    reasons: tuple[ReasonView, ...]
    is_detailed: bool
    """Whether reasons, rates, bill, dangers and assumed terms are known; they cannot be made by a newer engine."""
    piles: tuple[PileView, ...]
    no_change: str
    turning_points: tuple[NumberView, ...]
    bill: BillView
    strips: tuple[StripView, ...]
    protections: tuple[ProtectionView, ...]
    payment: PaymentView
    gates: tuple[GateGroupView, ...]
    blockers: tuple[BlockerView, ...]
    pilot: PilotView | None
    hazards: tuple[HazardView, ...]
    assumptions: tuple[AssumptionView, ...]
    policy_assumptions: tuple[PolicyAssumptionView, ...]
    method: MethodView

    @property
    def heaviest(self) -> tuple[ReasonView, ...]:
        """Return the three heaviest reasons."""
        return self.reasons[:3]

    @property
    def other_reasons(self) -> tuple[ReasonView, ...]:
        """Return the reasons behind "show all"."""
        return self.reasons[3:]
