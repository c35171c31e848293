"""What a report has to say, heaviest first, and the four hazards it sorts under.

A finding is a key with numbers; its sentence is written elsewhere.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from assessments.engine.bill import vanish_cost
from assessments.engine.evidence import Evidence
from assessments.engine.gates import Gate
from assessments.engine.policy import Policy
from assessments.engine.proposal import Proposal
from assessments.engine.verdict import Decision
from assessments.engine.words import CHANNELS, Tier, Verdict

PAYMENT, PROTECTION = "payment_environment", "transaction_protection"
PRODUCT, EFFORT, RECORD = "product_authenticity", "effort_and_cost", "evidence"
HAZARDS = (PAYMENT, PROTECTION, PRODUCT, EFFORT)

BLOCKER_HAZARD = {
    "confirmed_counterfeit": PRODUCT,
    "close_dispute": PROTECTION,
    "refuses_written_terms": PROTECTION,
    "licence_invalid": PRODUCT,
    "branded_without_authorisation": PRODUCT,
}
GATE_HAZARD = {
    "net": EFFORT,
    "probability_net_positive": EFFORT,
    "cvar95": PAYMENT,
    "peak_unprotected_cash": PAYMENT,
    "clean_off_platform": PAYMENT,
    "payment_subtype": PAYMENT,
}
LEVEL_WEIGHT = {"blocker": 0, "ceiling": 1, "combination": 2, "pilot": 3, "ready": 4, "money": 5}
"""What makes the verdict STAY comes first, then combinations, then the other levels, then mere costs."""


class Finding(NamedTuple):
    """One thing to say; `effect` is money a month, `level` the verdict it holds back."""

    key: str
    hazard: str
    direction: str
    effect: float | None = None
    level: Verdict | None = None
    weight: str = "money"
    data: Mapping[str, object] = MappingProxyType({})

    def as_dict(self) -> dict[str, object]:
        """Return the finding as a report has it, but for what it rests on."""
        return {
            "key": self.key,
            "hazard": self.hazard,
            "direction": self.direction,
            "effect_per_month": self.effect,
            "level": None if self.level is None else self.level.value,
            "data": dict(self.data),
        }


def findings_of(decision: Decision, evidence: Evidence, proposal: Proposal, policy: Policy) -> list[Finding]:
    """Return all findings, heaviest first."""
    found = [
        *_combinations(decision, proposal, policy),
        *_blockers(decision),
        *_ceiling(decision),
        *_gates(decision.gates),
        *_costs(decision, policy),
        *_payment(decision),
        *_warnings(decision, evidence, proposal, policy),
    ]
    return sorted(found, key=lambda item: (LEVEL_WEIGHT[item.weight], -abs(item.effect or 0.0)))


def _discount(proposal: Proposal) -> float:
    return 1.0 - proposal.offered_price / proposal.on_platform_price


def _combinations(decision: Decision, proposal: Proposal, policy: Policy) -> Iterable[Finding]:
    """Yield the pattern "far too low a price, branded goods"; a price never changes the verdict."""
    branded = proposal.answers.get("branded_goods") is True
    unproven = proposal.answers.get("brand_authorised") is not True
    if branded and unproven and _discount(proposal) > policy.discount_warning:
        data = {
            "discount": _discount(proposal),
            "pressure": proposal.answers.get("pressure"),
            "diligence_item": "brand_authorisation",
        }
        yield Finding("low_price_on_branded_goods", PRODUCT, "against", weight="combination", data=data)


def _blockers(decision: Decision) -> Iterable[Finding]:
    for blocker in decision.blockers:
        true = blocker.answer is True
        yield Finding(
            f"blocker_{blocker.key}" if true else f"unanswered_{blocker.key}",
            BLOCKER_HAZARD.get(blocker.key, PAYMENT),
            "against",
            level=Verdict.NOT_YET if true else Verdict.PILOT,
            weight="blocker" if true else "pilot",
            data={"question": blocker.key, "source": blocker.source},
        )


def _ceiling(decision: Decision) -> Iterable[Finding]:
    if decision.ceiling_passed is False:
        yield Finding("no_record_would_pay", EFFORT, "against", level=Verdict.NOT_YET, weight="ceiling")


def _gates(gates: Iterable[Gate]) -> Iterable[Finding]:
    for gate in gates:
        if gate.ready.passed or gate.key == "hard_blockers":
            continue
        level, weight = (Verdict.READY, "ready") if gate.pilot.passed else (Verdict.PILOT, "pilot")
        data = {
            "value": gate.value,
            "unit": gate.unit,
            "threshold": gate.ready.threshold if gate.pilot.passed else gate.pilot.threshold,
            "reason": gate.reason,
            **gate.detail,
        }
        hazard = GATE_HAZARD.get(gate.key, RECORD)
        yield Finding(f"gate_{gate.key}", hazard, "against", level=level, weight=weight, data=data)


def _costs(decision: Decision, policy: Policy) -> Iterable[Finding]:
    """Yield what the offer saves and what each hazard takes of it, money a month."""
    found = decision.found
    money, terms = found.money, found.terms
    direction = "for" if money.gross > 0.0 else "against"
    yield Finding(
        "price_difference",
        EFFORT,
        direction,
        money.gross,
        data={"on": terms.on_price, "off": terms.price, "volume": terms.volume},
    )
    yield Finding("fees", EFFORT, "against", -money.fees, data={"share": terms.fee_share + terms.fx_share})
    hours = terms.volume * terms.minutes / 60.0 + terms.fixed_hours
    yield Finding("labour", EFFORT, "against", -money.labour, data={"hours": hours, "wage": terms.wage})
    for channel, loss in zip(CHANNELS, found.loss_by_channel, strict=True):
        known, bad = found.sums.counted[channel]
        data = {
            "rate": found.rates[CHANNELS.index(channel)].mean_off,
            "known_orders": known,
            "known_failures": bad,
            "extra_cost_each": money.extra_cost[CHANNELS.index(channel)],
        }
        hazard = PRODUCT if channel == "counterfeit" else PROTECTION
        yield Finding(f"failures_{channel}", hazard, "against", -loss, data=data)
    vanish_data = {"probability": found.vanishing, "loss": money.peak_vanished, "months": policy.horizon}
    yield Finding("vanishing", PAYMENT, "against", -vanish_cost(found, policy), data=vanish_data)


def _payment(decision: Decision) -> Iterable[Finding]:
    payment = decision.found.terms.payment
    data = {"method": payment.key, "tier": None if payment.tier is None else payment.tier.value}
    if payment.irreversible:
        yield Finding("payment_irreversible", PAYMENT, "against", data=data)
    elif payment.tier in (Tier.HELD, Tier.CLAWBACK):
        yield Finding("payment_protected", PAYMENT, "for", data=data | {"window_days": payment.window_days})


def _warnings(
    decision: Decision, evidence: Evidence, proposal: Proposal, policy: Policy
) -> Iterable[Finding]:
    """Yield what the owner should look at; none of it is a gate."""
    counts, sums = decision.found.sums.counts, decision.found.sums
    if _discount(proposal) > policy.discount_warning:
        data = {"discount": _discount(proposal), "usual": policy.discount_warning}
        yield Finding("discount_unexplained", PRODUCT, "against", data=data)
    if proposal.answers.get("brand_authorised") is not True:
        yield Finding("brand_not_proven", PRODUCT, "against", data={"scope": "unbranded_only"})
    for key in ("unattributed", "overdue", "not_observed"):
        if counts[key]:
            data = {"orders": counts[key], "of": counts["total"]}
            yield Finding(f"orders_{key}", RECORD, "against", data=data)
    if counts["clean"]:
        data = {
            "clean": counts["clean"],
            "of": counts["total"],
            "weighted": sums.clean,
            "weeks": sums.distinct_weeks,
        }
        yield Finding("clean_record", RECORD, "for", data=data)
    if _is_shrinking(evidence, policy):
        yield Finding("volume_shrinking", RECORD, "against")


def _is_shrinking(evidence: Evidence, policy: Policy) -> bool:
    """Return whether the later half of the pace window has less than half of the earlier half's orders."""
    half = policy.pace_window / 2.0
    late = sum(order.count for order in evidence.orders if order.age_days <= half)
    early = sum(order.count for order in evidence.orders if half < order.age_days <= policy.pace_window)
    return early >= 10 and late < early / 2.0


def hazards_of(decision: Decision, findings: Iterable[Finding], policy: Policy) -> dict[str, object]:
    """Return the four hazards, each with its findings and its price in a month."""
    found = decision.found
    loss = found.loss_by_channel
    price = {
        PAYMENT: vanish_cost(found, policy),
        PROTECTION: loss[0] + loss[1] + loss[2],
        PRODUCT: loss[3],
        EFFORT: found.money.fees + found.money.labour,
    }
    listed = list(findings)
    return {
        hazard: {
            "findings": [item.key for item in listed if item.hazard == hazard],
            "price_per_month": price[hazard],
            "data": {"volume": found.terms.volume},
        }
        for hazard in HAZARDS
    }
