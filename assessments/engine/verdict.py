"""From gates, blockers and the ceiling to one of the four verdicts."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace

from assessments.engine.blockers import Blocker, blocker_gate, blockers_of
from assessments.engine.evaluation import (
    Evaluation,
    Standing,
    evaluate,
    evaluation_of,
    expected_only,
    standing_of,
)
from assessments.engine.evidence import Evidence
from assessments.engine.gates import (
    Gate,
    money_gates,
    order_gates,
    payment_gate,
    safety_gates,
    time_gates,
)
from assessments.engine.money import Money
from assessments.engine.policy import Policy
from assessments.engine.proposal import BOUNDS, Proposal
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
) -> Decision:
    """Return the verdict on a proposal; `sums` spares the sums of evidence already added up."""
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
    ceiling = passes_pilot(money) or _ceiling(sums, terms, proposal, policy)
    blocked = any(blocker.answer for blocker in blockers)
    return Decision(_verdict(gates, blocked, ceiling), found, gates, tuple(blockers), ceiling)


def passes_pilot(gates: Iterable[Gate]) -> bool:
    """Return whether every gate passes at PILOT."""
    return all(gate.pilot.passed for gate in gates)


def passes_ready(gates: Iterable[Gate]) -> bool:
    """Return whether every gate passes at READY."""
    return all(gate.ready.passed for gate in gates)


def best_allowed(gates: Collection[Gate]) -> Verdict:
    """Return the best verdict that the gates allow, blockers and the ceiling left aside."""
    if passes_ready(gates):
        return Verdict.READY
    return Verdict.PILOT if passes_pilot(gates) else Verdict.NOT_YET


def _verdict(gates: tuple[Gate, ...], blocked: bool, ceiling: bool | None) -> Verdict:
    if blocked or ceiling is False:
        return Verdict.STAY
    return best_allowed(gates)


def _ceiling(sums: Tally, terms: Terms, proposal: Proposal, policy: Policy) -> bool | None:
    """Return whether a faultless record could make leaving pay, at the planned volume or a larger one.

    Without a risk budget nobody knows, save that a price which saves nothing never pays.
    """
    if proposal.risk_budget is None:
        return None if saves(proposal) else False
    better = with_clean_orders(sums, policy.ceiling_orders, policy)
    standing = standing_of(better, policy)
    if would_pay(better, terms, policy, standing=standing):
        return True
    larger = terms_of(at_larger_volume(proposal, policy), policy)
    return would_pay(better, larger, policy, standing=standing)


def saves(proposal: Proposal) -> bool:
    """Return whether the offered price is below the platform's."""
    return proposal.offered_price < proposal.on_platform_price


def at_larger_volume(proposal: Proposal, policy: Policy) -> Proposal:
    """Return the proposal at the larger volume that the ceiling tries, no larger than a proposal may be."""
    most = BOUNDS["orders_per_month"][1]
    volume = min(most, policy.ceiling_volume * proposal.orders_per_month)
    return replace(proposal, orders_per_month=volume)


def would_pay(
    sums: Tally,
    terms: Terms,
    policy: Policy,
    passes: Callable[[Iterable[Gate]], bool] = passes_pilot,
    standing: Standing | None = None,
) -> bool:
    """Return whether the money gates pass, as `passes` says of them; what costs little is asked first."""
    expected = expected_only(sums, terms, policy, standing)
    _, money, _, _, net = expected
    if cannot_pay(net, money, terms, policy):
        return False
    return passes(money_gates(evaluation_of(sums, terms, expected, policy), policy))


def cannot_pay(net: float, money: Money, terms: Terms, policy: Policy) -> bool:
    """Return whether a money gate of PILOT fails already by what costs little to compute: mean and peak."""
    needed = policy.gates["net"][0]
    if terms.budget is None or (needed is not None and rounded(net) <= needed):
        return True
    return rounded(money.peak_unprotected) > terms.budget
