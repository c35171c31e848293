"""Where a verdict would tip: break-even price and failure rate, orders still needed."""

from collections.abc import Callable
from dataclasses import replace

from assessments.engine.evaluation import Evaluation, expected_only
from assessments.engine.gates import Basis, order_gates
from assessments.engine.policy import Policy
from assessments.engine.proposal import BOUNDS, Proposal
from assessments.engine.tally import Tally, with_clean_orders
from assessments.engine.terms import terms_of
from assessments.engine.verdict import passes_pilot, passes_ready, would_pay

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


def orders_needed(sums: Tally, proposal: Proposal, policy: Policy, *, ready: bool) -> int | None:
    """Return the fewest further clean orders with which orders and money pass; None where none are enough.

    Gates that orders cannot move (time, checks, answers, the pilot) are left to the list of gates.
    """
    terms = terms_of(proposal, policy)
    if terms.budget is None:
        return None
    passes = passes_ready if ready else passes_pilot

    def enough_orders(extra: int) -> bool:
        more = with_clean_orders(sums, float(extra), policy)
        return passes(order_gates(Basis(more, terms), policy))

    def enough_money(extra: int) -> bool:
        return would_pay(with_clean_orders(sums, float(extra), policy), terms, policy, passes)

    # One more clean order is never worse, for either: the later of the two is enough for both.
    fewest = _least(enough_orders, 0, int(policy.most_orders))
    return None if fewest is None else _least(enough_money, fewest, int(policy.most_orders))


def _least(enough: Callable[[int], bool], low: int, most: int) -> int | None:
    """Return the least number from `low` that is enough, as all above it are; None where `most` is not."""
    if enough(low):
        return low
    if not enough(most):
        return None
    high = most
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high
