"""Changes of a proposal or its evidence as plain data, and the one way to apply them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from assessments.engine.evidence import Evidence
from assessments.engine.policy import Policy
from assessments.engine.proposal import Proposal
from assessments.engine.waiting import after_waiting

ASK, PROVE, WAIT = "ask", "prove", "wait"
Value = float | str | bool | None

SLOWEST_FIRST = (WAIT, ASK, PROVE)
"""A set of changes lies in the pile of its slowest: time cannot be hurried, a supplier must agree, a check is ours."""

WAITING = ("wait_days", "clean_orders")
PILOT_ORDERS = "clean_off_platform"
EVIDENCE_FIELDS = (*WAITING, PILOT_ORDERS, "diligence_share")
"""Fields of a change that move the evidence; every other one moves the proposal."""

UNKNOWN_STANDS_FOR = {"deposit_share": 1.0, "diligence_share": 0.0}
"""What a number that nobody stated is moved away from: the whole price in advance, no check at all."""


@dataclass(frozen=True, slots=True)
class Change:
    """One field with its value today and the value that would help."""

    field: str
    before: Value
    after: Value
    pile: str = ASK

    def as_dict(self) -> dict[str, Value]:
        """Return the change as a report has it."""
        return {"field": self.field, "from": self.before, "to": self.after, "pile": self.pile}

    @property
    def distance(self) -> float | None:
        """Return how far a number moves, with its sign; None where there is no up or down."""
        before = UNKNOWN_STANDS_FOR.get(self.field) if self.before is None else self.before
        after = self.after
        if isinstance(before, bool) or isinstance(after, bool):
            return None
        if not isinstance(before, int | float) or not isinstance(after, int | float):
            return None
        return after - before


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """Changes made together; `cost` orders the sets by how hard they are to get (no unit)."""

    pile: str
    cost: float
    changes: tuple[Change, ...]

    @property
    def fields(self) -> frozenset[str]:
        """Return the fields that the changes move."""
        return frozenset(change.field for change in self.changes)


def together(first: ChangeSet, second: ChangeSet) -> ChangeSet:
    """Return two sets as one: the costs add up, and the slower pile is the pile of both."""
    pile = min(first.pile, second.pile, key=SLOWEST_FIRST.index)
    return ChangeSet(pile, first.cost + second.cost, first.changes + second.changes)


def covers(less: ChangeSet, more: ChangeSet) -> bool:
    """Return whether all that the first set changes, the second changes as well, the same way and as far."""
    return all(any(_goes_as_far(change, other) for other in more.changes) for change in less.changes)


def _goes_as_far(change: Change, other: Change) -> bool:
    if change.field != other.field:
        return False
    near, far = change.distance, other.distance
    if near is None or far is None:
        return change.after == other.after
    return near * far >= 0.0 and abs(near) <= abs(far)


def apply_changes(
    evidence: Evidence, proposal: Proposal, changes: Iterable[Change], policy: Policy
) -> tuple[Evidence, Proposal]:
    """Return evidence and proposal with the changes made. Raises: ValueError."""
    made = tuple(changes)
    return changed_evidence(evidence, made, policy), changed_proposal(proposal, made)


def changed_proposal(proposal: Proposal, changes: Iterable[Change]) -> Proposal:
    """Return the proposal with those changes made that move a term or an answer. Raises: ValueError."""
    values: dict[str, object] = {}
    answers: dict[str, object] = {}
    for change in changes:
        if change.field.startswith("answers."):
            answers[change.field.removeprefix("answers.")] = change.after
        elif change.field not in EVIDENCE_FIELDS:
            values[change.field] = change.after
    if answers:
        values["answers"] = {**proposal.answers, **answers}
    return replace(proposal, **values) if values else proposal  # type: ignore[arg-type]  # checked when made


def changed_evidence(evidence: Evidence, changes: Iterable[Change], policy: Policy) -> Evidence:
    """Return the evidence with those changes made that move it: checks, pilot, time. Raises: ValueError."""
    waited: dict[str, int] = {}
    for change in changes:
        if change.field == "diligence_share":
            evidence = replace(evidence, diligence_share=change.after)  # type: ignore[arg-type]  # checked when made
        elif change.field == PILOT_ORDERS:
            evidence = replace(evidence, clean_off_platform=change.after)  # type: ignore[arg-type]  # checked when made
        elif change.field in WAITING:
            waited[change.field] = int(change.after or 0)
    return (
        after_waiting(evidence, waited["wait_days"], waited["clean_orders"], policy) if waited else evidence
    )
