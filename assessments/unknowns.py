"""What silence may hide: the verdicts as if every order nobody spoke of had come in time, late, or never.

A late order is better than silence: it arrived, and that is known. So a verdict may rise here, too.
"""

from dataclasses import dataclass, replace

from assessments.engine import Evidence, assess, evidence_from, proposal_from
from assessments.engine.words import Arrival
from assessments.models import Proposal
from assessments.policy import policy_with
from assessments.queries import live_proposals_of
from stores.models import Store


@dataclass(frozen=True, slots=True)
class Spoken:
    """Hold one offer's verdict as it is, and as it would be if its supplier's silent orders spoke."""

    proposal: Proposal
    silent: int
    verdict: str
    if_in_time: str
    if_late: str
    if_lost: str

    @property
    def changes(self) -> bool:
        """Return whether the silence decides the verdict."""
        return {self.if_in_time, self.if_late, self.if_lost} != {self.verdict}


def silent_orders(evidence: Evidence) -> int:
    """Return how many orders speak neither for nor against a supplier."""
    return sum(group.count for group in evidence.orders if group.arrival is Arrival.NOT_OBSERVED)


def all_in_time(evidence: Evidence) -> Evidence:
    """Return the evidence as if every order nobody spoke of had arrived by its promise; nothing is said of quality."""
    return _spoken(evidence, Arrival.PROVEN, late=False)


def all_late(evidence: Evidence) -> Evidence:
    """Return the evidence as if every order nobody spoke of had arrived after its promise."""
    return _spoken(evidence, Arrival.PROVEN, late=True)


def all_lost(evidence: Evidence) -> Evidence:
    """Return the evidence as if every order nobody spoke of had been lost."""
    return _spoken(evidence, Arrival.LOST, late=None)


def _spoken(evidence: Evidence, arrival: Arrival, *, late: bool | None) -> Evidence:
    orders = tuple(
        group.but(arrival=arrival, late=late) if group.arrival is Arrival.NOT_OBSERVED else group
        for group in evidence.orders
    )
    return replace(evidence, orders=orders)


def if_silent_spoke(store: Store) -> list[Spoken]:
    """Return every live offer whose supplier has silent orders, those that would change first.

    The verdicts of the reports are taken as they are; what they were made from is changed and judged again.
    """
    found = []
    for proposal in live_proposals_of(store):
        assessment = proposal.assessment
        if assessment is None:
            continue
        inputs = assessment.inputs
        evidence, terms = evidence_from(inputs["evidence"]), proposal_from(inputs["proposal"])
        silent = silent_orders(evidence)
        if silent:
            policy = policy_with(inputs.get("policy", {}))
            in_time = assess(all_in_time(evidence), terms, policy)["verdict"]
            late = assess(all_late(evidence), terms, policy)["verdict"]
            lost = assess(all_lost(evidence), terms, policy)["verdict"]
            found.append(Spoken(proposal, silent, assessment.verdict, in_time, late, lost))
    return sorted(found, key=lambda each: (not each.changes, each.proposal.supplier.name_key))
