"""Where a verdict would tip: break-even price and failure rate, exposure cap, orders still needed."""

from collections.abc import Callable
from dataclasses import replace

from assessments.engine.evaluation import Evaluation, evaluate, expected_only
from assessments.engine.gates import money_gates, order_gates
from assessments.engine.money import money_of
from assessments.engine.policy import Policy
from assessments.engine.proposal import BOUNDS, Proposal
from assessments.engine.rounding import rounded
from assessments.engine.tally import Tally, with_clean_orders
from assessments.engine.terms import terms_of
from assessments.engine.verdict import passes_pilot, passes_ready

MOST_ORDERS = 1_000
"""Further clean orders are not counted: a record that needs more is called "never"."""

HALVINGS = 60
"""Enough to come down to the precision of a float."""


def break_even_price(sums: Tally, proposal: Proposal, policy: Policy) -> float | None:
    """Return the highest price at which leaving pays on average; None where no price does."""

    def net(price: float) -> float:
        return expected_only(sums, terms_of(replace(proposal, offered_price=price), policy), policy)[4]

    low, high = 0.0, BOUNDS["offered_price"][1]
    if net(low) < 0.0:
        return None
    high = min(high, 2.0 * proposal.on_platform_price)
    for _ in range(HALVINGS):
        middle = (low + high) / 2.0
        low, high = (middle, high) if net(middle) >= 0.0 else (low, middle)
    return low


def break_even_failure_rate(found: Evaluation) -> dict[str, float | None]:
    """Return the failures per order today, and how many of the same mix would eat the gain.

    None where no rate at all would let leaving pay, or where failures cost nothing.
    """
    today = sum(rate.mean_off for rate in found.rates)
    loss = sum(found.loss_by_channel)
    before_loss = found.net + loss
    if before_loss < 0.0 or loss <= 0.0:
        return {"today": today, "break_even": None}
    return {"today": today, "break_even": today * before_loss / loss}


def exposure_cap(sums: Tally, proposal: Proposal, policy: Policy) -> int | None:
    """Return the largest monthly volume that, with every smaller one, keeps to the risk budget."""
    budget = proposal.risk_budget
    if budget is None:
        return None

    def fits(volume: int) -> bool:
        terms = terms_of(replace(proposal, orders_per_month=float(volume)), policy)
        if rounded(money_of(terms, policy).peak_unprotected) > budget:
            return False
        return evaluate(sums, terms, policy).cvar <= budget

    return _last_that_fits(fits, int(BOUNDS["orders_per_month"][1])) if fits(1) else None


def _last_that_fits(fits: Callable[[int], bool], most: int) -> int:
    """Return the largest number from 1 to `most` that fits with all below it; 1 is known to fit."""
    low = _gallop(fits, most)
    high = min(most + 1, 2 * low)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if fits(middle) else (low, middle)
    # Whole orders and Poisson peaks make small steps: look a little below for an earlier failure.
    below = range(max(2, low - 4), low)
    return next((volume - 1 for volume in below if not fits(volume)), low)


def _gallop(fits: Callable[[int], bool], most: int) -> int:
    """Return the last of 1, 2, 4, ... that fits before the first that does not."""
    volume = 1
    while volume < most:
        further = min(most, 2 * volume)
        if not fits(further):
            return volume
        volume = further
    return most


def orders_needed(sums: Tally, proposal: Proposal, policy: Policy, *, ready: bool) -> int | None:
    """Return the fewest further clean orders with which orders and money pass; None where none are enough.

    Gates that orders cannot move (time, checks, answers, the pilot) are left to the list of gates.
    """
    terms = terms_of(proposal, policy)
    passes = passes_ready if ready else passes_pilot

    def enough(extra: int) -> bool:
        more = with_clean_orders(sums, float(extra), policy)
        found = evaluate(more, terms, policy)
        return passes((*order_gates(found, policy), *money_gates(found, policy)))

    if enough(0):
        return 0
    low, high = 0, MOST_ORDERS
    if not enough(high):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high
