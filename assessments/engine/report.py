"""The assessment: one evaluation as a report that can be stored (plain values, rounded)."""

from typing import Any

from assessments.engine.coverage import coverage_of
from assessments.engine.evaluation import Evaluation
from assessments.engine.evidence import Evidence
from assessments.engine.gates import Gate, Level
from assessments.engine.policy import Policy
from assessments.engine.proposal import Proposal
from assessments.engine.rounding import rounded, rounded_report
from assessments.engine.terms import Terms
from assessments.engine.verdict import Decision, decide
from assessments.engine.words import CHANNELS

ENGINE_VERSION = "4"

Report = dict[str, Any]


def assess(evidence: Evidence, proposal: Proposal, policy: Policy) -> Report:
    """Return the verdict on a proposal with the figures, gates and blockers it rests on; `explain` says the rest."""
    decision = decide(evidence, proposal, policy)
    found = decision.found
    coverage = coverage_of(proposal, found.sums, found.terms, policy)
    report: Report = {
        "verdict": decision.verdict.value,
        "coverage": {
            "value": coverage.value,
            "evidence": coverage.evidence,
            "answers": coverage.answers,
            "terms": coverage.terms,
        },
        **_figures(found, policy),
        "orders": dict(found.sums.counts),
        "blockers": [
            {"key": blocker.key, "answer": blocker.answer, "source": blocker.source}
            for blocker in decision.blockers
        ],
        "payment": _payment(found.terms),
        "scope": _scope(decision, proposal),
        "policy_version": policy.version,
        "engine_version": ENGINE_VERSION,
    }
    rounded_report(report)
    # Gates were rounded when they were compared.
    report["gates"] = [_gate(gate) for gate in decision.gates]
    return report


def _figures(found: Evaluation, policy: Policy) -> Report:
    money = found.money
    return {
        "saving": money.gross,
        "fees": money.fees,
        "labour": money.labour,
        "expected_loss": sum(found.loss_by_channel),
        "net_per_month": found.net,
        "probability_net_positive": found.probability,
        "cvar95": found.cvar,
        "peak_unprotected_cash": found.peak_cash,
        "mean_unprotected_cash": money.mean_unprotected,
        "loss_if_vanished": money.peak_vanished,
        "vanish_probability": found.vanishing,
        "horizon_months": policy.horizon,
        "clean_orders_weighted": found.sums.clean,
        "clean_off_platform_weighted": found.sums.clean_off,
    }


def _gate(gate: Gate) -> Report:
    key, kind, value, unit, comparison, pilot, ready, reason, detail = gate
    return {
        "name": key,
        "kind": kind,
        "value": value,
        "unit": unit,
        "comparison": comparison,
        "pilot": _level(value, pilot),
        "ready": _level(value, ready),
        "reason": reason,
        "detail": rounded_report(dict(detail)) if detail else {},
    }


def _level(value: float | None, level: Level) -> Report:
    """Return what one verdict asks; `distance` is how much is missing, null where that is not known."""
    threshold, passed = level
    if passed:
        return {"threshold": threshold, "passed": True, "distance": 0.0}
    distance = None if value is None or threshold is None else rounded(abs(threshold - value))
    return {"threshold": threshold, "passed": False, "distance": distance}


def _payment(terms: Terms) -> Report:
    payment = terms.payment
    back = payment.recovery
    return {
        "key": payment.key,
        "tier": None if payment.tier is None else payment.tier.value,
        "window_days": payment.window_days,
        "window_from": payment.window_from,
        "who_decides": payment.decides,
        "recovery": {name: getattr(back, name) for name in (*CHANNELS, "vanished")},
        "irreversible": payment.irreversible,
        "assumed_subtype": not payment.subtype_known,
    }


def _scope(decision: Decision, proposal: Proposal) -> Report:
    return {
        "unbranded_only": proposal.answers.get("brand_authorised") is not True,
        "orders_per_month": proposal.orders_per_month,
        "method": decision.found.terms.payment.key,
        "ceiling_passed": decision.ceiling_passed,
        "peak_cash": decision.found.money.peak_cash,
    }
