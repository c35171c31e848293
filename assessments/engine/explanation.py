"""The explanation: what the verdict is made of, where it tips, and which changes would really tip it."""

from typing import Any

from assessments.engine.cap import exposure_cap
from assessments.engine.changes import PILOT_ORDERS, WAIT, WAITING
from assessments.engine.details import details_of
from assessments.engine.evaluation import Evaluation
from assessments.engine.evidence import Evidence
from assessments.engine.pairs import Flip, cheapest_flips
from assessments.engine.pilot_plan import days_of_pilot, direct_orders_needed, pilot_plan
from assessments.engine.policy import Policy
from assessments.engine.proposal import Proposal
from assessments.engine.reached import Reaching, Span, days_of_waiting
from assessments.engine.rounding import rounded_report
from assessments.engine.tally import tally
from assessments.engine.thresholds import break_even_failure_rate, break_even_price, orders_needed
from assessments.engine.verdict import decide

Report = dict[str, Any]


def explain(evidence: Evidence, proposal: Proposal, policy: Policy) -> Report:
    """Return the details, break-even figures, the exposure cap, the orders needed and what would change the verdict."""
    sums = tally(evidence, policy)
    decision = decide(evidence, proposal, policy, sums)
    rates = break_even_failure_rate(decision.found)
    cap = exposure_cap(sums, proposal, policy)
    flips = cheapest_flips(decision, evidence, proposal, policy, cap)
    report = {
        "break_even_price": break_even_price(sums, proposal, policy),
        "break_even_failure_rate": rates["break_even"],
        "failure_rate_today": rates["today"],
        "exposure_cap_orders_per_month": cap,
        "orders_needed": _orders_needed(decision.found, evidence, proposal, policy, cap),
        "what_would_change": [_row(flip, decision.found, evidence, proposal, policy, cap) for flip in flips],
        "pilot": pilot_plan(decision.found, cap, policy),
    }
    return details_of(decision, evidence, proposal, policy) | rounded_report(report)


def _orders_needed(
    found: Evaluation, evidence: Evidence, proposal: Proposal, policy: Policy, cap: int | None
) -> Report:
    """Return the orders that a pilot and READY still ask for, when they are there, and the direct ones."""
    reaching, report = Reaching(evidence, proposal, policy), Report()
    for name, ready in (("pilot", False), ("ready", True)):
        number = orders_needed(found.sums, proposal, policy, ready=ready)
        when = reaching.when(number, ready=ready)
        report |= {
            name: number,
            f"{name}_days": when["days"],
            f"{name}_reason": when["reason"],
            f"{name}_orders_per_month": when["orders_per_month"],
        }
    direct = direct_orders_needed(found, policy)
    if direct is None:
        return {**report, "direct": None}
    return {**report, "direct": {"needed": direct, "days": days_of_pilot(direct, found.terms, cap, policy)}}


def _row(
    flip: Flip, found: Evaluation, evidence: Evidence, proposal: Proposal, policy: Policy, cap: int | None
) -> Report:
    """Return a set of changes with the verdict it leads to; each was tried."""
    item, verdict = flip
    row: Report = {
        "pile": item.pile,
        "changes": [change.as_dict() for change in item.changes],
        "verdict": verdict.value,
    }
    if item.pile != WAIT:
        return row
    spans: list[Span | None] = []
    if WAITING[0] in item.fields:
        spans.append(days_of_waiting(item, verdict, evidence, proposal, policy))
    if PILOT_ORDERS in item.fields:
        spans.append(days_of_pilot(direct_orders_needed(found, policy) or 0, found.terms, cap, policy))
    return {**row, "days": _until_both([span for span in spans if span is not None])}


def _until_both(spans: list[Span]) -> Report:
    """Return the days until the last of orders on the platform and those of a pilot, which come side by side."""
    highs = [span["high"] for span in spans]
    low = max(span["low"] or 0 for span in spans)
    return {"low": low, "high": None if None in highs else max(high or 0 for high in highs)}
