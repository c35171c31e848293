"""The gates between the verdicts: each one value, two thresholds, and whether it passes them."""

import operator
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from assessments.engine.evaluation import Evaluation
from assessments.engine.evidence import Evidence
from assessments.engine.policy import Policy
from assessments.engine.rounding import rounded
from assessments.engine.tally import Tally
from assessments.engine.terms import Terms

EVIDENCE, ECONOMIC, SAFETY, ABSOLUTE = "evidence", "economic", "safety", "absolute"
NOT_COMPUTED = "could_not_be_computed"
CLAIMED_ONLY = "claimed_only"
COMPARISONS = {">=": operator.ge, "<=": operator.le, ">": operator.gt}


@dataclass(frozen=True, slots=True)
class Basis:
    """What the gates that are not about money read; an evaluation holds it, and costs far more."""

    sums: Tally
    terms: Terms


class Level(NamedTuple):
    """What one verdict asks of a gate; threshold None asks nothing."""

    threshold: float | None
    passed: bool


class Gate(NamedTuple):
    """One condition of PILOT and READY."""

    key: str
    kind: str
    value: float | None
    unit: str
    comparison: str
    pilot: Level
    ready: Level
    reason: str | None
    detail: Mapping[str, object]


def gate(
    key: str,
    kind: str,
    value: float | None,
    thresholds: tuple[float | None, float | None],
    unit: str,
    comparison: str = ">=",
    reason: str = NOT_COMPUTED,
    detail: Mapping[str, object] | None = None,
) -> Gate:
    """Return the gate, compared on rounded values; READY asks at least what PILOT asks."""
    shown = None if value is None else rounded(value)
    pilot, ready = map(_limit, thresholds)
    passes = COMPARISONS[comparison]
    first = pilot is None or (shown is not None and passes(shown, pilot))
    second = first and (ready is None or (shown is not None and passes(shown, ready)))
    missing = shown is None and not second
    return Gate(
        key,
        kind,
        shown,
        unit,
        comparison,
        _level(pilot, first),
        _level(ready, second),
        reason if missing else None,
        detail or {},
    )


@lru_cache(maxsize=256)
def _limit(threshold: float | None) -> float | None:
    """Return the threshold as it is compared; nearly all are those of the policy."""
    return None if threshold is None else rounded(threshold)


_level = lru_cache(maxsize=512)(Level)
"""The same few of them are asked for again and again."""


def order_gates(found: Evaluation | Basis, policy: Policy) -> list[Gate]:
    """Return the evidence gates that more clean orders can pass."""
    sums, volume = found.sums, found.terms.volume
    limits = policy.gates["planned_against_pace"]
    return [
        _from_policy("clean_orders", sums.clean, policy),
        _from_policy("clean_orders_proven", sums.clean_proven, policy),
        _from_policy("pace", sums.pace, policy),
        gate(
            "planned_against_pace",
            EVIDENCE,
            volume,
            (_times(limits[0], sums.pace), _times(limits[1], sums.pace)),
            policy.gate_units["planned_against_pace"],
            "<=",
            detail={"pace": sums.pace, "pilot_factor": limits[0], "ready_factor": limits[1]},
        ),
        *(
            _from_policy(key, good / of if of > 0.0 else None, policy)
            for key, good, of in zip(
                ("known_lost", "known_late", "known_not_as_described"),
                sums.known_good,
                sums.known_of,
                strict=True,
            )
        ),
    ]


def time_gates(found: Evaluation | Basis, evidence: Evidence, policy: Policy) -> list[Gate]:
    """Return the evidence gates that time, the owner's experience and checks pass."""
    sums = found.sums
    return [
        _from_policy("planned_volume", found.terms.volume, policy),
        _from_policy("tenure", sums.tenure_days, policy),
        _from_policy("last_arrival", sums.last_arrival_days, policy, "<="),
        _from_policy("distinct_weeks", sums.distinct_weeks, policy),
        _from_policy("owner_orders", evidence.owner_orders, policy),
        _from_policy("diligence", evidence.diligence_share, policy),
        *(
            gate("evidence_usable", EVIDENCE, None, (1.0, 1.0), "bool", detail={"problem": problem})
            for problem in evidence.problems
        ),
        *_orders_on_record(evidence),
    ]


def _orders_on_record(evidence: Evidence) -> list[Gate]:
    """Return the gate that numbers typed from memory never pass."""
    if not evidence.is_claimed:
        return []
    detail = {"claimed_fine": evidence.claimed_fine, "claimed_wrong": evidence.claimed_wrong}
    return [gate("orders_on_record", EVIDENCE, None, (1.0, 1.0), "bool", reason=CLAIMED_ONLY, detail=detail)]


def money_gates(found: Evaluation, policy: Policy) -> list[Gate]:
    """Return the economic gates and the two safety gates that compare with the risk budget."""
    budget = found.terms.budget
    # Without a budget there is nothing to compare with: the gate fails and says so.
    limits = (0.0, 0.0) if budget is None else (budget, budget)
    cvar, peak = (None, None) if budget is None else (found.cvar, found.peak_cash)
    detail = {"budget": budget, "cvar95": found.cvar, "peak_unprotected_cash": found.peak_cash}
    return [
        _from_policy("net", found.net, policy, ">", ECONOMIC),
        _from_policy("probability_net_positive", found.probability, policy, ">=", ECONOMIC),
        gate("cvar95", SAFETY, cvar, limits, "money", "<=", "risk_budget_missing", detail),
        gate("peak_unprotected_cash", SAFETY, peak, limits, "money", "<=", "risk_budget_missing", detail),
    ]


def safety_gates(found: Evaluation | Basis, policy: Policy) -> list[Gate]:
    """Return the gate that asks for pilot orders where the payment cannot be called back."""
    asked = found.terms.payment.irreversible
    key = "clean_off_platform"
    thresholds = policy.gates[key] if asked else (None, None)
    detail = {"irreversible": asked}
    return [gate(key, SAFETY, found.sums.clean_off, thresholds, policy.gate_units[key], detail=detail)]


def payment_gate(found: Evaluation | Basis) -> Gate:
    """Return the gate that holds a payment method without its sub-type at NOT_YET."""
    known = found.terms.payment.subtype_known
    value = 1.0 if known else None
    return gate(
        "payment_subtype",
        ABSOLUTE,
        value,
        (1.0, 1.0),
        "bool",
        ">=",
        "payment_subtype_unknown",
        {"payment_method": found.terms.payment.key},
    )


def _from_policy(
    key: str, value: float | None, policy: Policy, comparison: str = ">=", kind: str = EVIDENCE
) -> Gate:
    return gate(key, kind, value, policy.gates[key], policy.gate_units[key], comparison)


def _times(factor: float | None, pace: float) -> float | None:
    return None if factor is None else factor * pace
