"""Facts that forbid leaving whatever the numbers say, and questions about them still open."""

from dataclasses import dataclass

from assessments.engine.gates import ABSOLUTE, Gate, gate
from assessments.engine.proposal import Proposal
from assessments.engine.tally import Tally
from assessments.engine.terms import Payment
from assessments.engine.words import BLOCKER_QUESTIONS, RED_FLAGS


@dataclass(frozen=True, slots=True)
class Blocker:
    """One blocker that holds (answer True) or may hold (None), and where that comes from."""

    key: str
    answer: bool | None
    source: str


def blockers_of(proposal: Proposal, sums: Tally, payment: Payment) -> list[Blocker]:
    """Return the blockers that are true or unknown; a red flag is one only where it is raised."""
    derived = {
        "confirmed_counterfeit": "orders" if sums.has_counterfeit else None,
        "personal_account": "payment_method" if payment.personal_payee else None,
        "untraceable_only": "payment_method" if payment.hard_stop else None,
    }
    found = []
    for key in BLOCKER_QUESTIONS:
        source = derived.get(key)
        answer = proposal.answers.get(key) if source is None else True
        if key == "personal_account" and answer and owns_the_account(proposal):
            answer = False
        if answer is not False:
            found.append(Blocker(key, answer, source or "answer"))
    return found + [Blocker(key, True, "flag") for key in RED_FLAGS if proposal.answers.get(key) is True]


def owns_the_account(proposal: Proposal) -> bool:
    """Return whether the licence is a sole trader's and the account the licence holder's own.

    Nothing else makes a person's account acceptable, however the money travels: a claim needs the party of the
    contract, and a person is on no contract.
    """
    return proposal.answers.get("sole_trader_own_account") is True


def blocker_gate(found: list[Blocker]) -> Gate:
    """Return the gate that nothing true and nothing unknown may stand."""
    detail = {
        "true": [blocker.key for blocker in found if blocker.answer is True],
        "unknown": [blocker.key for blocker in found if blocker.answer is None],
    }
    return gate("hard_blockers", ABSOLUTE, float(len(found)), (0.0, 0.0), "blockers", "<=", detail=detail)
