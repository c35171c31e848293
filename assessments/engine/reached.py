"""When the orders still needed are there: the first day on which the gates of orders and money really pass."""

from collections.abc import Mapping
from functools import lru_cache, partial
from itertools import pairwise
from typing import Any

from assessments.engine.changes import WAIT, WAITING, Change, ChangeSet, apply_changes
from assessments.engine.evidence import Evidence
from assessments.engine.gates import Basis, order_gates
from assessments.engine.policy import Policy
from assessments.engine.proposal import BOUNDS, Proposal
from assessments.engine.tally import Tally, tally
from assessments.engine.terms import terms_of
from assessments.engine.verdict import decide, passes_pilot, passes_ready, would_pay
from assessments.engine.waiting import after_waiting, alike_together, days_until, orders_arrived, pace_of
from assessments.engine.words import Verdict

Span = Mapping[str, int | None]
"""Days from `low` to `high`; None is never."""

NO_ORDERS_LATELY, PACE_TOO_LOW, NEVER = "no_orders_lately", "pace_too_low", "never"
REASONS = (NO_ORDERS_LATELY, PACE_TOO_LOW, NEVER)
"""Why nobody can say when orders are reached."""

DAYS = (0, 7, 14, 21, 28, 42, 56, 70, 84, 98, 112, 126, 154, 182, 224, 273, 364)
"""Days looked at, up to a year: by then a pace shows all it ever will, and orders of today are forgotten by half."""


class Reaching:
    """One offer and one supplier, as the orders go on at some pace."""

    def __init__(self, evidence: Evidence, proposal: Proposal, policy: Policy) -> None:
        """Take what is known today."""
        self._pace, self._policy, self._terms = pace_of(evidence, policy), policy, terms_of(proposal, policy)
        self._sums = lru_cache(None)(partial(_sums_after, alike_together(evidence), policy))

    def when(self, orders: int | None, *, ready: bool) -> dict[str, Any]:
        """Return the days in which so many further orders are reached at today's pace, or why there are none.

        `days` runs from the fast end of the pace to the slow one; its high end is None where that never gets there.
        """
        found: dict[str, Any] = {"days": None, "reason": None, "orders_per_month": None}
        if orders is None:
            return {**found, "reason": NEVER}
        if orders == 0:
            return {**found, "days": {"low": 0, "high": 0}}
        if self._pace is None:
            return {**found, "reason": NO_ORDERS_LATELY}
        low = self._first_day(self._pace.high, ready)
        if low is None or self._first_day(self._pace.mean, ready) is None:
            needed = self._pace_needed(self._pace.mean, ready)
            return {**found, "reason": PACE_TOO_LOW if needed else NEVER, "orders_per_month": needed}
        return {**found, "days": {"low": low, "high": self._first_day(self._pace.low, ready)}}

    def _first_day(self, rate: float, ready: bool) -> int | None:
        """Return the first day that passes after one looked at that does not."""
        for before, day in pairwise(DAYS):
            if self._passes(day, rate, ready):
                low, high = before, day
                while high - low > 1:
                    middle = (low + high) // 2
                    low, high = (low, middle) if self._passes(middle, rate, ready) else (middle, high)
                return high
        return None

    def _pace_needed(self, rate: float, ready: bool) -> int | None:
        """Return the fewest clean orders a month that, kept up for a year, pass; None where none do."""
        month, most = self._policy.month, int(BOUNDS["orders_per_month"][1])
        low = high = int(rate * month)
        while not self._passes(DAYS[-1], high / month, ready):
            if high >= most:
                return None
            low, high = high, min(most, 2 * high + 1)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if self._passes(DAYS[-1], middle / month, ready) else (middle, high)
        return high

    def _passes(self, day: int, rate: float, ready: bool) -> bool:
        sums = self._sums(day, orders_arrived(rate, day, self._policy))
        passes = passes_ready if ready else passes_pilot
        if not passes(order_gates(Basis(sums, self._terms), self._policy)):
            return False
        return would_pay(sums, self._terms, self._policy, passes)


def _sums_after(evidence: Evidence, policy: Policy, days: int, orders: int) -> Tally:
    return tally(after_waiting(evidence, days, orders, policy), policy)


def days_of_waiting(
    item: ChangeSet, verdict: Verdict, evidence: Evidence, proposal: Proposal, policy: Policy
) -> Span:
    """Return the days in which a wait leads to the verdict, at the fast end of the pace and at the slow one.

    Each end was tried; the slow one is None where the orders come too slowly to ever get there.
    """
    waited = {change.field: int(change.after or 0) for change in item.changes if change.field in WAITING}
    days, orders = (waited[field] for field in WAITING)
    others = [change for change in item.changes if change.field not in WAITING]
    pace = pace_of(evidence, policy)
    if pace is None:
        return {"low": days, "high": days}

    def leads_there(day: int, number: int) -> bool:
        values = zip(WAITING, (day, number), strict=True)
        wait = [Change(field, 0.0, float(value), WAIT) for field, value in values]
        later = apply_changes(evidence, proposal, [*wait, *others], policy)
        return decide(*later, policy).verdict.rank >= verdict.rank

    reached = days_until(orders, pace, policy)
    # The same orders may come sooner than time itself allows: a record must also grow old enough.
    low = min(reached["low"], days)
    slow = max(reached["high"], days)
    # So many orders in more days are a slower pace: it may take further orders, or lead nowhere.
    later = [(day, orders_arrived(pace.low, day, policy)) for day in DAYS if day > slow]
    high = next((day for day, number in [(slow, orders), *later] if leads_there(day, number)), None)
    return {"low": low if leads_there(low, orders) else days, "high": high}
