"""The plan of a pilot keeps within volume, budget and time, and says so where it cannot."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from assessments.engine import Evidence, Policy, Proposal, explain
from assessments.engine.cap import exposure_cap
from assessments.engine.evaluation import evaluate
from assessments.engine.pilot_plan import PROBLEMS, RESTS_ON, pilot_plan
from assessments.engine.rounding import rounded_report
from assessments.engine.tally import tally
from assessments.engine.terms import MONEY_TERMS, terms_of
from assessments.engine.thresholds import break_even_price
from tests.assessments.engine.world import (
    POLICY,
    PROPERTY,
    clean_weeks,
    evidence,
    evidences,
    proposal,
    proposals,
)

RECORD = evidence(clean_weeks(12, 8))


def planned(case: Evidence, offer: Proposal, policy: Policy = POLICY) -> dict[str, Any]:
    sums = tally(case, policy)
    return pilot_plan(
        evaluate(sums, terms_of(offer, policy), policy), exposure_cap(sums, offer, policy), policy
    )


def plan(**changes: Any) -> dict[str, Any]:
    return planned(RECORD, proposal(**changes))


def test_the_plan_is_part_of_the_explanation() -> None:
    assert explain(RECORD, proposal(), POLICY)["pilot"] == rounded_report(plan())


def test_a_pilot_takes_at_most_thirty_percent_of_the_planned_volume() -> None:
    made = plan()
    assert (made["orders_per_month"], made["share_of_volume"]) == (18.0, 0.3)
    # 34 orders at 18 a month, and 20 days until the last has come.
    assert (made["orders"], made["failures_allowed"], made["days_needed"], made["problems"]) == (
        34,
        2,
        77,
        [],
    )
    assert made["end_days"] == 77
    assert made["spend"] == pytest.approx(34 * 15 * 1.04)
    assert made["review"] == {"orders": 6, "days": 14}
    assert made["stops_at_once"] == ["vanished", "payee_changed"]


@pytest.mark.parametrize(
    ("volume", "orders", "failures", "needed", "problems"),
    [
        (60, 34, 2, 77, []),
        (40, 23, 1, 78, ["fewer_failures"]),
        (20, 12, 0, 80, ["fewer_failures"]),
        (12, 12, 0, 140, ["too_slow"]),
    ],
)
def test_a_volume_too_low_for_the_end_date_allows_fewer_failures_or_says_that_it_is_too_slow(
    volume: int, orders: int, failures: int, needed: int, problems: list[str]
) -> None:
    made = plan(orders_per_month=volume)
    assert (made["orders"], made["failures_allowed"]) == (orders, failures)
    assert (made["days_needed"], made["problems"]) == (needed, problems)
    assert made["end_days"] == min(needed, 90)


def test_a_shorter_pilot_errs_as_a_shorter_pilot_does() -> None:
    long, short, slow = (plan(orders_per_month=volume)["errors"] for volume in (60, 20, 12))
    assert [long["wrong_go"], long["good_undecided"]] == pytest.approx([0.0922, 0.0381], abs=5e-5)
    # Twelve orders of which none may fail: .8 and .97 to the power of twelve.
    assert short["wrong_go"] == pytest.approx(0.8**12)
    assert short["wrong_stop"] + short["good_undecided"] == pytest.approx(1 - 0.97**12)
    assert slow is None


def test_a_small_risk_budget_slows_the_pilot_down() -> None:
    full = plan(payment_method="wire_company", risk_budget=5000)
    small = plan(payment_method="wire_company", risk_budget=300)
    cap = exposure_cap(
        tally(RECORD, POLICY), proposal(payment_method="wire_company", risk_budget=300), POLICY
    )
    assert full["orders_per_month"] == 18
    assert cap is not None and small["orders_per_month"] == cap < 18


def test_a_budget_nothing_fits_in_and_a_budget_nobody_gave_leave_no_pace_and_no_limit() -> None:
    none = plan(payment_method="wire_company", risk_budget=1)
    assert none["problems"] == ["over_budget"]
    assert (none["orders_per_month"], none["peak_unprotected_cash"], none["days_needed"]) == (0.0, None, None)
    assert none["value"]["worth_it"] is None
    unknown = plan(risk_budget=None)
    assert (unknown["problems"], unknown["risk_budget"]) == (["risk_budget_missing"], None)


def test_a_term_nobody_gave_is_named_where_a_limit_rests_on_it() -> None:
    assert plan()["assumed"] == []
    made = plan(days_to_receipt=None, wage_per_hour=None)
    assert made["assumed"] == ["days_to_receipt"]
    assert made["problems"] == ["too_slow"]
    assert set(RESTS_ON) <= set(MONEY_TERMS)


def test_a_top_up_nobody_stated_is_a_month_of_the_pilots_orders() -> None:
    per_month = POLICY.unknown["top_up"] * 15 * 18
    stated = plan(payment_method="wire_company", top_up=per_month)
    unknown = plan(payment_method="wire_company", top_up=None, risk_budget=1500)
    assert unknown["peak_unprotected_cash"] == pytest.approx(stated["peak_unprotected_cash"])


def test_it_says_which_pilot_is_worth_most_and_where_none_is_worth_its_cost() -> None:
    edge = break_even_price(tally(RECORD, POLICY), proposal(), POLICY) or 0.0
    near = plan(offered_price=1.001 * edge)["value"]
    assert [row["orders"] for row in near["tried"]] == [6, 12, 23, 34]
    assert near["net_now"] < 0
    best = max(near["tried"], key=lambda row: row["value"] - row["cost"])
    assert {name: near[name] for name in best} == best
    far = plan(offered_price=1.1 * edge)["value"]
    assert (far["worth_it"], far["value"]) == (False, 0.0) and far["cost"] > 0
    good = plan(offered_price=0.9 * edge, fixed_hours_per_month=0)["value"]
    assert good["cost"] == 0.0 and good["net_now"] > 0


@PROPERTY
@given(evidences(), proposals())
def test_a_plan_keeps_its_limits_whatever_the_offer(case: Evidence, offer: Proposal) -> None:
    made = planned(case, offer)
    budget, rate = offer.risk_budget, made["orders_per_month"]
    assert set(made["problems"]) <= set(PROBLEMS)
    assert rate <= POLICY.pilot.volume_share * offer.orders_per_month + 1e-9
    assert made["end_days"] <= POLICY.pilot.longest_days
    assert made["spend"] >= made["orders"] * offer.offered_price * (1 - 1e-9)
    if budget is not None and rate > 0:
        assert made["peak_unprotected_cash"] <= budget * (1 + 1e-9)
    assert (rate == 0.0) == ("over_budget" in made["problems"])
    late = made["days_needed"] is not None and made["days_needed"] > POLICY.pilot.longest_days
    assert late == ("too_slow" in made["problems"])


def test_longer_tests_of_another_policy_are_planned_without_counting_out_their_value() -> None:
    rule = replace(POLICY.pilot, rate_good=0.05, rate_bad=0.12, failures_allowed=4)
    made = planned(RECORD, proposal(), replace(POLICY, pilot=rule))
    assert made["go"][-1]["orders"] > 60
    assert all(row["orders"] <= 40 for row in made["value"]["tried"])


@pytest.mark.parametrize(("case", "worth_it"), [(evidence(clean_weeks(28, 12)), False), (RECORD, True)])
def test_a_value_far_below_what_is_at_stake_anyway_is_not_worth_a_pilot(
    case: Evidence, worth_it: bool
) -> None:
    value = planned(case, proposal(offered_price=14))["value"]
    assert value["cost"] == 0.0 < value["value"] and value["net_now"] > 0
    assert (value["value"] > 0.01 * value["net_now"], value["worth_it"]) == (worth_it, worth_it)


def test_no_plan_tells_of_failures_that_come_after_the_pilot_is_over() -> None:
    made = plan()
    assert made["failures_allowed"] == 2
    assert [row["failures"] for row in made["stop"]] == [2, 3]
