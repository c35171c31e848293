"""How much of what matters is known; shown beside the verdict, and never a gate."""

from dataclasses import dataclass

from assessments.engine.policy import Policy
from assessments.engine.proposal import Proposal
from assessments.engine.tally import Tally
from assessments.engine.terms import MONEY_TERMS, Terms
from assessments.engine.words import BLOCKER_QUESTIONS

RISK_QUESTIONS = (*BLOCKER_QUESTIONS, "brand_authorised")


@dataclass(frozen=True, slots=True)
class Coverage:
    """Shares from 0 to 1."""

    value: float
    evidence: float
    answers: float
    terms: float


def coverage_of(proposal: Proposal, sums: Tally, terms: Terms, policy: Policy) -> Coverage:
    """Return how much is known of the orders, the risk questions and the terms."""
    evidence = sum(part / sums.weight for part in sums.known_weight) / 3.0 if sums.weight > 0.0 else 0.0
    answered = sum(proposal.answers.get(question) is not None for question in RISK_QUESTIONS)
    answers = answered / len(RISK_QUESTIONS)
    assumed = {item.field for item in terms.assumed}
    stated = sum(name not in assumed for name in MONEY_TERMS) / len(MONEY_TERMS)
    weights = policy.coverage
    value = weights[0] * evidence + weights[1] * answers + weights[2] * stated
    return Coverage(value, evidence, answers, stated)
