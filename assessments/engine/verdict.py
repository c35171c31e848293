"""From gates, blockers and the ceiling to one of the four verdicts."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from assessments.engine.blockers import Blocker, blocker_gate, blockers_of
from assessments.engine.evaluation import Evaluation, evaluate, expected_only
from assessments.engine.evidence import Evidence
from assessments.engine.gates import (
    Gate,
    money_gates,
    order_gates,
    payment_gate,
    safety_gates,
    time_gates,
)
from assessments.engine.policy import Policy
from assessments.engine.proposal import Proposal
from assessments.engine.rounding import rounded
from assessments.engine.tally import Tally, tally, with_clean_orders
from assessments.engine.terms import Terms, terms_of
from assessments.engine.words import Verdict


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict with all it rests on."""

    verdict: Verdict
    found: Evaluation
    gates: tuple[Gate, ...]
    blockers: tuple[Blocker, ...]
    ceiling_passed: bool | None
    """None where the ceiling could not be computed."""


def decide(
    evidence: Evidence,
    proposal: Proposal,
    policy: Policy,
    sums: Tally | None = None,
    *,
    asks_ceiling: bool = True,
) -> Decision:
    """Return the verdict on a proposal; `sums` spares the sums of evidence already added up.

    Without the ceiling STAY is found by blockers only: for callers to whom STAY and NOT_YET are the same.
    """
    sums = tally(evidence, policy) if sums is None else sums
    terms = terms_of(proposal, policy)
    found = evaluate(sums, terms, policy)
    blockers = blockers_of(proposal, sums, terms.payment)
    money = money_gates(found, policy)
    gates = (
        *order_gates(found, policy),
        *time_gates(found, evidence, policy),
        *money,
        *safety_gates(found, policy),
        payment_gate(found),
        blocker_gate(blockers),
    )
    ceiling = passes_pilot(money) or (_ceiling(sums, proposal, policy) if asks_ceiling else None)
    blocked = any(blocker.answer for blocker in blockers)
    return Decision(_verdict(gates, blocked, ceiling), found, gates, tuple(blockers), ceiling)


def passes_pilot(gates: Iterable[Gate]) -> bool:
    """Return whether every gate passes at PILOT."""
    return all(gate.pilot.passed for gate in gates)


def passes_ready(gates: Iterable[Gate]) -> bool:
    """Return whether every gate passes at READY."""
    return all(gate.ready.passed for gate in gates)


def _verdict(gates: tuple[Gate, ...], blocked: bool, ceiling: bool | None) -> Verdict:
    if blocked or ceiling is False:
        return Verdict.STAY
    if passes_ready(gates):
        return Verdict.READY
    return Verdict.PILOT if passes_pilot(gates) else Verdict.NOT_YET


def _ceiling(sums: Tally, proposal: Proposal, policy: Policy) -> bool | None:
    """Return whether a faultless record could make leaving pay, at the planned volume or a larger one."""
    if proposal.risk_budget is None:
        return None
    better = with_clean_orders(sums, policy.ceiling_orders, policy)
    larger = replace(proposal, orders_per_month=policy.ceiling_volume * proposal.orders_per_month)
    return any(_would_pay(better, terms_of(offer, policy), policy) for offer in (proposal, larger))


def _would_pay(sums: Tally, terms: Terms, policy: Policy) -> bool:
    """Return whether the money gates of PILOT pass; the mean, which costs little, is asked first."""
    needed, net = policy.gates["net"][0], expected_only(sums, terms, policy)[4]
    if needed is not None and rounded(net) <= needed:
        return False
    return passes_pilot(money_gates(evaluate(sums, terms, policy), policy))
