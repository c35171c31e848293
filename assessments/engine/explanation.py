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
Flip = tuple[ChangeSet, Verdict]
"""Changes made together, and the better verdict they lead to."""


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
    worked: list[Flip] = []
    for lever in single_levers(decision, evidence, proposal, policy):
        worked.extend(_first_that_work(lever, decision, evidence, proposal, policy))
    worked.sort(key=lambda pair: (pair[0].cost, -pair[1].rank))
    return [
        {
            "pile": item.pile,
            "changes": [change.as_dict() for change in item.changes],
            "verdict": verdict.value,
        }
        for place, (item, verdict) in enumerate(worked)
        if not any(_is_enough(shorter, (item, verdict)) for shorter in worked[:place])
    ]


def _is_enough(shorter: Flip, longer: Flip) -> bool:
    """Return whether the cheaper set goes the same way less far, to a verdict as good."""
    return shorter[1].rank >= longer[1].rank and _way(shorter[0]) == _way(longer[0]) is not None


def _way(item: ChangeSet) -> tuple[str, bool] | None:
    """Return the field that a single change moves, and whether up; None where there is no up or down."""
    first = item.changes[0]
    before, after = first.before, first.after
    if len(item.changes) > 1 or not isinstance(before, int | float) or not isinstance(after, int | float):
        return None
    return first.field, after > before


def _first_that_work(
    lever: Lever, decision: Decision, evidence: Evidence, proposal: Proposal, policy: Policy
) -> list[Flip]:
    """Return the mildest set of a lever for each better verdict that the lever can reach."""
    tried: dict[int, Verdict] = {}
    today = decision.verdict

    def verdict(place: int) -> Verdict:
        if place not in tried:
            later, offer = apply_changes(evidence, proposal, lever[place].changes, policy)
            sums = decision.found.sums if later.orders is evidence.orders else None
            # Where it is NOT_YET today, a STAY is no better either way.
            tried[place] = decide(later, offer, policy, sums, asks_ceiling=today is Verdict.STAY).verdict
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
