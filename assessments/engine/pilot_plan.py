"""The plan of a pilot: how many orders, how much money, until when, when to stop, and whether it is worth it."""

import math
from dataclasses import replace
from typing import Any

from assessments.engine.evaluation import Evaluation, expected_only
from assessments.engine.money import money_of
from assessments.engine.pilot import PAYEE_CHANGED, VANISHED
from assessments.engine.pilot_value import pilot_value
from assessments.engine.policy import Policy
from assessments.engine.rounding import rounded
from assessments.engine.sequential import SequentialTest, characteristics, sequential_test
from assessments.engine.terms import Terms
from assessments.engine.waiting import span_of_days

Plan = dict[str, Any]

BUDGET_MISSING, OVER_BUDGET = "risk_budget_missing", "over_budget"
FEWER_FAILURES, TOO_SLOW = "fewer_failures", "too_slow"
PROBLEMS = (BUDGET_MISSING, OVER_BUDGET, FEWER_FAILURES, TOO_SLOW)
"""What is wrong with a plan, as keys; at most one about the budget and one about time."""

RESTS_ON = (
    *("payment_method", "days_to_receipt", "deposit_share", "days_after_balance"),
    *("orders_per_payment", "top_up", "fee_share", "fee_fixed", "fx_share"),
)
"""Terms that the limits of a plan are made of; those of them that were assumed are named in it."""

WORTH_NAMING = 0.01
"""Share of what leaving gains or loses anyway below which a value is lost in what the assumptions leave open."""

LARGEST_TRIED = 40
"""The value of longer pilots is not counted out: it grows ever more slowly, and the counting much faster."""


def pilot_plan(found: Evaluation, cap: int | None, policy: Policy) -> Plan:
    """Return the plan of a pilot on these terms; `cap` is the exposure cap, orders a month, None for none."""
    terms, rule = found.terms, policy.pilot
    test = sequential_test(rule)
    rate = _orders_a_month(terms, cap, policy)
    row, problems = _longest_row(test, rate, terms, policy)
    orders, needed = row["orders"], _days(row["orders"], rate, terms, policy)
    if terms.budget is None or rate <= 0.0:
        problems.insert(0, BUDGET_MISSING if terms.budget is None else OVER_BUDGET)
    peak = money_of(_at_pace(terms, rate), policy).peak_unprotected if rate > 0.0 else None
    return {
        "orders": orders,
        "failures_allowed": row["failures"],
        "orders_per_month": rate,
        "share_of_volume": rate / terms.volume,
        "largest_share_of_volume": rule.volume_share,
        "spend": _spend(orders, terms),
        "peak_unprotected_cash": peak,
        "risk_budget": terms.budget,
        "days_needed": needed,
        "end_days": int(rule.longest_days) if needed is None else min(needed, int(rule.longest_days)),
        "longest_days": int(rule.longest_days),
        "lead_days": terms.days_total,
        "review": {"orders": int(rule.review_orders), "days": int(rule.review_days)},
        "go": go_rows(test, int(rule.failures_allowed)),
        "stop": stop_rows(test, int(rule.failures_allowed)),
        "stops_at_once": [VANISHED, PAYEE_CHANGED],
        "problems": problems,
        "errors": None if TOO_SLOW in problems else _errors(test, row["failures"]),
        "assumed": [item.field for item in terms.assumed if item.field in RESTS_ON],
        "value": _worth(found, test, rate, policy),
    }


def direct_orders_needed(found: Evaluation, policy: Policy) -> int | None:
    """Return the clean direct orders that READY still asks for; None where it asks for none."""
    asked = policy.gates["clean_off_platform"][1]
    if asked is None or not found.terms.payment.irreversible:
        return None
    return max(0, math.ceil(rounded(asked - found.sums.clean_off)))


def days_of_pilot(orders: int, terms: Terms, cap: int | None, policy: Policy) -> dict[str, int] | None:
    """Return in how many days so many orders of a pilot are placed and have come; None where it has no pace."""
    rate = _orders_a_month(terms, cap, policy) / policy.month
    if rate <= 0.0:
        return None
    return span_of_days(orders, rate, terms.days_total, policy)


def go_rows(test: SequentialTest, failures_allowed: int) -> list[dict[str, int]]:
    """Return after how many orders a pilot goes, for each number of failures it may have had."""
    return [{"failures": number, "orders": test.go_after(number)} for number in range(failures_allowed + 1)]


def stop_rows(test: SequentialTest, failures_allowed: int) -> list[dict[str, int]]:
    """Return within how many orders each number of failures stops, up to the one that ends every pilot."""
    longest, rows = test.go_after(failures_allowed), []
    for number in range(1, failures_allowed + 2):
        within = test.stop_within(number)
        if within is not None and within <= longest:
            rows.append({"failures": number, "orders": within})
    return rows


def _orders_a_month(terms: Terms, cap: int | None, policy: Policy) -> float:
    """Return the pilot's pace: the share of the volume that is allowed, as far as the risk budget bears it."""
    share = policy.pilot.volume_share * terms.volume
    # A limit in whole orders is one that can be kept; below one a month there is none to round to.
    allowed = float(math.floor(share)) if share >= 1.0 else share
    if terms.budget is None:
        return allowed
    return 0.0 if cap is None else min(allowed, float(cap))


def _at_pace(terms: Terms, rate: float) -> Terms:
    """Return the terms at the pilot's orders a month; a top-up that nobody stated shrinks with them."""
    assumed = any(item.field == "top_up" for item in terms.assumed)
    top_up = terms.top_up * rate / terms.volume if assumed else terms.top_up
    return replace(terms, volume=rate, top_up=top_up)


def _days(orders: int, rate: float, terms: Terms, policy: Policy) -> int | None:
    """Return the days until so many orders are placed at that pace and the last of them has come."""
    return None if rate <= 0.0 else math.ceil(rounded(orders * policy.month / rate + terms.days_total))


def _longest_row(
    test: SequentialTest, rate: float, terms: Terms, policy: Policy
) -> tuple[dict[str, int], list[str]]:
    """Return the largest pilot that can come to "go" before its end date, and what is wrong where it is not."""
    rows = go_rows(test, int(policy.pilot.failures_allowed))

    def fits(row: dict[str, int]) -> bool:
        needed = _days(row["orders"], rate, terms, policy)
        return needed is not None and needed <= policy.pilot.longest_days

    fitting = [row for row in rows if fits(row)]
    if rate <= 0.0 or len(fitting) == len(rows):
        return rows[-1], []
    return (fitting[-1], [FEWER_FAILURES]) if fitting else (rows[0], [TOO_SLOW])


def _spend(orders: int, terms: Terms) -> float:
    """Return what the pilot's orders cost with the fees of paying them."""
    payments = math.ceil(orders / terms.batch_for_fees)
    return orders * terms.price * (1.0 + terms.fee_share + terms.fx_share) + payments * terms.fee_fixed


def _errors(test: SequentialTest, failures_allowed: int) -> dict[str, float]:
    """Return how often a pilot that bears so many failures errs, at the good rate and at the bad one.

    A pilot with too little time for more failures passes fewer suppliers of either kind.
    """
    good = characteristics(test, test.good, failures_allowed)
    bad = characteristics(test, test.bad, failures_allowed)
    return {
        "good_rate": test.good,
        "bad_rate": test.bad,
        "wrong_stop": good.stop,
        "good_undecided": good.undecided,
        "good_orders": good.orders,
        "wrong_go": bad.go,
        "bad_orders": bad.orders,
    }


def _worth(found: Evaluation, test: SequentialTest, rate: float, policy: Policy) -> Plan:
    """Return what pilots of some sizes are worth and cost, and the best; money over the horizon."""
    rule, sums, terms = policy.pilot, found.sums, found.terms
    sizes = {int(rule.review_orders)} | {row["orders"] for row in go_rows(test, int(rule.failures_allowed))}
    per_order, now = _cost_of_one(found, rate, policy), policy.horizon * found.net
    tried = [
        _row(orders, pilot_value(sums, terms, policy, orders), per_order, now)
        for orders in sorted(size for size in sizes if size <= LARGEST_TRIED)
    ]
    best = max(tried, key=lambda row: row["value"] - (row["cost"] or 0.0), default=_NOTHING_TRIED)
    return {**best, "net_now": now, "tried": tried}


_NOTHING_TRIED: Plan = {"orders": None, "value": None, "cost": None, "worth_it": None}


def _row(orders: int, value: float, per_order: float | None, net_now: float) -> Plan:
    """Return one size; a value, unless it is 0, is that of outcomes after which one would decide otherwise."""
    cost = None if per_order is None else orders * per_order
    return {
        "orders": orders,
        "value": value,
        "cost": cost,
        "worth_it": None if cost is None else value > max(cost, WORTH_NAMING * abs(net_now)),
    }


def _cost_of_one(found: Evaluation, rate: float, policy: Policy) -> float | None:
    """Return what one order of the pilot loses on average at its pace; 0 where it gains, None without one."""
    if rate <= 0.0:
        return None
    net = expected_only(found.sums, _at_pace(found.terms, rate), policy)[4]
    return max(0.0, -net / rate)
