"""The explanation: where the verdict tips, and which changes, alone or in pairs, would really tip it."""

from dataclasses import replace
from typing import Any

from assessments.engine.cap import exposure_cap
from assessments.engine.changes import WAIT, ChangeSet, apply_changes
from assessments.engine.evidence import Evidence
from assessments.engine.pairs import cheapest_flips
from assessments.engine.pilot_plan import pilot_plan
from assessments.engine.policy import Policy
from assessments.engine.proposal import Proposal
from assessments.engine.rounding import rounded_report
from assessments.engine.tally import tally
from assessments.engine.thresholds import break_even_failure_rate, break_even_price, orders_needed
from assessments.engine.verdict import Decision, decide
from assessments.engine.waiting import days_until, pace_of
from assessments.engine.words import Verdict

Report = dict[str, Any]


def explain(evidence: Evidence, proposal: Proposal, policy: Policy) -> Report:
    """Return break-even figures, the exposure cap, the orders needed and what would change the verdict."""
    sums = tally(evidence, policy)
    decision = decide(evidence, proposal, policy, sums)
    pilot = orders_needed(sums, proposal, policy, ready=False)
    ready = orders_needed(sums, proposal, policy, ready=True)
    pace = pace_of(evidence, policy)
    rates = break_even_failure_rate(decision.found)
    cap = exposure_cap(sums, proposal, policy)
    report = {
        "break_even_price": break_even_price(sums, proposal, policy),
        "break_even_failure_rate": rates["break_even"],
        "failure_rate_today": rates["today"],
        "exposure_cap_orders_per_month": cap,
        "orders_needed": {
            "pilot": pilot,
            "ready": ready,
            "pilot_days": days_until(pilot, pace, policy),
            "ready_days": days_until(ready, pace, policy),
        },
        "what_would_change": _what_would_change(decision, evidence, proposal, policy),
        "pilot": pilot_plan(decision.found, cap, policy),
    }
    return rounded_report(report)


def _what_would_change(
    decision: Decision, evidence: Evidence, proposal: Proposal, policy: Policy
) -> list[Report]:
    """Return the sets of changes that lead to a better verdict, cheapest first; each was tried."""
    rows = []
    for item, verdict in cheapest_flips(decision, evidence, proposal, policy):
        row: Report = {
            "pile": item.pile,
            "changes": [change.as_dict() for change in item.changes],
            "verdict": verdict.value,
        }
        if item.pile == WAIT:
            row["days"] = _days_of_waiting(item, verdict, evidence, proposal, policy)
        rows.append(row)
    return rows


def _days_of_waiting(
    item: ChangeSet, verdict: Verdict, evidence: Evidence, proposal: Proposal, policy: Policy
) -> dict[str, int]:
    """Return the range of days in which the orders waited for arrive, none of them too short for the verdict."""
    waited = {change.field: round(float(change.after or 0)) for change in item.changes if change.pile == WAIT}
    days, orders = waited["wait_days"], waited["clean_orders"]
    reached = days_until(orders, pace_of(evidence, policy), policy) or {"low": days, "high": days}
    # The same orders may come sooner than time itself allows: a record must also grow old enough.
    sooner = [
        replace(change, after=float(reached["low"])) for change in item.changes if change.field == "wait_days"
    ]
    others = [change for change in item.changes if change.field != "wait_days"]
    early = decide(*apply_changes(evidence, proposal, [*sooner, *others], policy), policy)
    low = reached["low"] if early.verdict.rank >= verdict.rank else days
    return {"low": min(low, days), "high": max(reached["high"], days)}
