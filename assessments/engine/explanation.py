"""The explanation: where the verdict tips, and which single changes would really tip it."""

from typing import Any

from assessments.engine.changes import ChangeSet, apply_changes
from assessments.engine.evidence import Evidence
from assessments.engine.levers import Lever, single_levers
from assessments.engine.policy import Policy
from assessments.engine.proposal import Proposal
from assessments.engine.rounding import rounded_report
from assessments.engine.tally import tally
from assessments.engine.thresholds import (
    break_even_failure_rate,
    break_even_price,
    exposure_cap,
    orders_needed,
)
from assessments.engine.verdict import Decision, decide
from assessments.engine.waiting import Pace, lead_days, pace_of
from assessments.engine.words import Verdict

LONGEST_WAIT = 3_650
"""Days beyond which a date range says nothing any more."""

Report = dict[str, Any]


def explain(evidence: Evidence, proposal: Proposal, policy: Policy) -> Report:
    """Return break-even figures, the exposure cap, the orders needed and what would change the verdict."""
    sums = tally(evidence, policy)
    decision = decide(evidence, proposal, policy, sums)
    pilot = orders_needed(sums, proposal, policy, ready=False)
    ready = orders_needed(sums, proposal, policy, ready=True)
    pace = pace_of(evidence, policy)
    rates = break_even_failure_rate(decision.found)
    report = {
        "break_even_price": break_even_price(sums, proposal, policy),
        "break_even_failure_rate": rates["break_even"],
        "failure_rate_today": rates["today"],
        "exposure_cap_orders_per_month": exposure_cap(sums, proposal, policy),
        "orders_needed": {
            "pilot": pilot,
            "ready": ready,
            "pilot_days": _days(pilot, pace, policy),
            "ready_days": _days(ready, pace, policy),
        },
        "what_would_change": _what_would_change(decision, evidence, proposal, policy),
    }
    return rounded_report(report)


def _days(orders: int | None, pace: Pace | None, policy: Policy) -> dict[str, int] | None:
    """Return in how many days so many orders will have arrived, at today's pace and its uncertainty."""
    if orders is None or pace is None:
        return None
    if orders == 0:
        return {"low": 0, "high": 0}
    lead = lead_days(policy)
    low, high = (min(LONGEST_WAIT, lead + round(orders / rate)) for rate in (pace.high, pace.low))
    return {"low": low, "high": high}


def _what_would_change(
    decision: Decision, evidence: Evidence, proposal: Proposal, policy: Policy
) -> list[Report]:
    """Return the single changes that lead to a better verdict, cheapest first; each was tried."""
    worked: list[tuple[ChangeSet, Verdict]] = []
    for lever in single_levers(decision, evidence, proposal, policy):
        worked.extend(_first_that_work(lever, decision.verdict, evidence, proposal, policy))
    worked.sort(key=lambda pair: (pair[0].cost, -pair[1].rank))
    return [
        {
            "pile": item.pile,
            "changes": [change.as_dict() for change in item.changes],
            "verdict": verdict.value,
        }
        for item, verdict in worked
    ]


def _first_that_work(
    lever: Lever, today: Verdict, evidence: Evidence, proposal: Proposal, policy: Policy
) -> list[tuple[ChangeSet, Verdict]]:
    """Return the mildest set of a lever for each better verdict that the lever can reach."""
    tried: dict[int, Verdict] = {}

    def verdict(place: int) -> Verdict:
        if place not in tried:
            changed = apply_changes(evidence, proposal, lever[place].changes, policy)
            tried[place] = decide(*changed, policy).verdict
        return tried[place]

    if not lever or verdict(len(lever) - 1).rank <= today.rank:
        return []
    found = []
    wanted = today.rank + 1
    while wanted <= verdict(len(lever) - 1).rank:
        low, high = -1, len(lever) - 1
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if verdict(middle).rank >= wanted else (middle, high)
        found.append((lever[high], verdict(high)))
        wanted = verdict(high).rank + 1
    return found
