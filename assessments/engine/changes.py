"""Changes of a proposal or its evidence as plain data, and the one way to apply them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from assessments.engine.evidence import Evidence
from assessments.engine.policy import Policy
from assessments.engine.proposal import Proposal
from assessments.engine.waiting import after_waiting

ASK, PROVE, WAIT = "ask", "prove", "wait"
Value = float | str | bool | None


@dataclass(frozen=True, slots=True)
class Change:
    """One field with its value today and the value that would help."""

    field: str
    before: Value
    after: Value

    def as_dict(self) -> dict[str, Value]:
        """Return the change as a report has it."""
        return {"field": self.field, "from": self.before, "to": self.after}


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """Changes made together; `cost` orders the sets by how hard they are to get (no unit)."""

    pile: str
    cost: float
    changes: tuple[Change, ...]


def apply_changes(
    evidence: Evidence, proposal: Proposal, changes: Iterable[Change], policy: Policy
) -> tuple[Evidence, Proposal]:
    """Return evidence and proposal with the changes made. Raises: ValueError."""
    waited: dict[str, int] = {}
    for change in changes:
        name, value = change.field, change.after
        if name in ("wait_days", "clean_orders"):
            waited[name] = int(value or 0)
        elif name == "diligence_share":
            evidence = replace(evidence, diligence_share=value)  # type: ignore[arg-type]  # checked on construction
        elif name.startswith("answers."):
            answers = {**proposal.answers, name.removeprefix("answers."): value}
            proposal = replace(proposal, answers=answers)  # type: ignore[arg-type]  # checked on construction
        else:
            proposal = replace(proposal, **{name: value})  # type: ignore[arg-type]  # checked on construction
    if waited:
        evidence = after_waiting(evidence, waited["wait_days"], waited["clean_orders"], policy)
    return evidence, proposal
