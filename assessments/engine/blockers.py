"""Facts that forbid leaving whatever the numbers say, and questions about them still open."""

from dataclasses import dataclass

from assessments.engine.gates import ABSOLUTE, Gate, gate
from assessments.engine.proposal import Proposal
from assessments.engine.tally import Tally
from assessments.engine.terms import Payment
from assessments.engine.words import BLOCKER_QUESTIONS


@dataclass(frozen=True, slots=True)
class Blocker:
    """One blocker that holds (answer True) or may hold (None), and where that comes from."""

    key: str
    answer: bool | None
    source: str


def blockers_of(proposal: Proposal, sums: Tally, payment: Payment) -> list[Blocker]:
    """Return the blockers that are true or unknown."""
    derived = {
        "confirmed_counterfeit": "orders" if sums.has_counterfeit else None,
        "personal_account": "payment_method" if payment.personal_payee else None,
    }
    found = []
    for key in BLOCKER_QUESTIONS:
        source = derived.get(key)
        answer = proposal.answers.get(key) if source is None else True
        if key == "personal_account":
            answer = _pays_a_person_for_good(answer, proposal, payment)
        if answer is not False:
            found.append(Blocker(key, answer, source or "answer"))
    return found


def _pays_a_person_for_good(personal: bool | None, proposal: Proposal, payment: Payment) -> bool | None:
    """Return whether an irreversible payment goes to a person's account; None is unknown.

    Whoever is paid, a known method that can be called back is none; what is not known may be irreversible.
    """
    if payment.can_be_called_back:
        return False
    return False if personal and owns_the_account(proposal) else personal


def owns_the_account(proposal: Proposal) -> bool:
    """Return whether the licence is a sole trader's and the account the licence holder's own."""
    return proposal.answers.get("sole_trader_own_account") is True


def blocker_gate(found: list[Blocker]) -> Gate:
    """Return the gate that nothing true and nothing unknown may stand."""
    detail = {
        "true": [blocker.key for blocker in found if blocker.answer is True],
        "unknown": [blocker.key for blocker in found if blocker.answer is None],
    }
    return gate("hard_blockers", ABSOLUTE, float(len(found)), (0.0, 0.0), "blockers", "<=", detail=detail)
