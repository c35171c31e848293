"""What single cases must say: hints that change no verdict, evidence that cannot be used, plain data."""

import json
import math
from dataclasses import replace

import pytest
from scipy.stats import beta

from assessments.engine import Arrival, Evidence, OrderGroup, Proposal, assess, explain
from assessments.engine.kinds import DATES, FACTS
from tests.assessments.engine.comparing import numbers_in, reported
from tests.assessments.engine.world import POLICY, SAFE_ANSWERS, clean_weeks, evidence, proposal


def test_orders_are_alike_only_where_every_field_but_their_number_is() -> None:
    assert {*FACTS, *DATES, "count"} == set(OrderGroup._fields)


def test_orders_in_unknown_lanes_count_as_in_the_lane_of_all() -> None:
    known = evidence([{"age_days": 20, "outcome": "in_transit", "lane": "unknown"}])
    strange = evidence([{"age_days": 20, "outcome": "in_transit", "lane": "rocket"}])
    offer = proposal()
    assert assess(known, offer, POLICY) == assess(strange, offer, POLICY)


def test_evidence_that_could_not_be_used_holds_the_verdict_back() -> None:
    good = evidence(clean_weeks(28, 12))
    assert assess(good, proposal(), POLICY)["verdict"] == "READY"
    report = assess(replace(good, problems=("currency_differs",)), proposal(), POLICY)
    gate = next(gate for gate in report["gates"] if gate["name"] == "evidence_usable")
    assert report["verdict"] == "NOT_YET"
    assert gate["reason"] == "could_not_be_computed" and gate["detail"] == {"problem": "currency_differs"}


def test_a_low_price_on_branded_goods_is_said_first_and_changes_no_verdict() -> None:
    case = evidence(clean_weeks(28, 12))
    branded = proposal(offered_price=12, answers={**SAFE_ANSWERS, "branded_goods": True})
    plain = proposal(offered_price=12)
    first, second = reported(case, branded, POLICY), reported(case, plain, POLICY)
    assert first["findings"][0]["key"] == "low_price_on_branded_goods"
    assert first["verdict"] == second["verdict"]


def test_a_missing_risk_budget_fails_its_gates_and_says_so() -> None:
    report = assess(evidence(clean_weeks(28, 12)), proposal(risk_budget=None), POLICY)
    reasons = {gate["name"]: gate["reason"] for gate in report["gates"] if gate["reason"]}
    assert report["verdict"] == "NOT_YET"
    assert reasons == {"cvar95": "risk_budget_missing", "peak_unprotected_cash": "risk_budget_missing"}


def test_thousands_of_orders_a_month_stay_finite() -> None:
    case = evidence([{"age_days": 30, "outcome": "clean", "delivered_days_ago": 15, "count": 100_000}])
    report = reported(case, proposal(orders_per_month=10_000, risk_budget=1e9), POLICY)
    assert all(math.isfinite(number) for number in numbers_in(report))


def test_an_explanation_is_plain_data() -> None:
    found = explain(Evidence(), Proposal(20, 15, 60), POLICY)
    assert json.loads(json.dumps(found)) == found
    assert found["exposure_cap_orders_per_month"] is None
    assert explain(Evidence(orders=(OrderGroup(5, Arrival.OPEN),)), Proposal(20, 15, 60), POLICY)


def test_the_range_of_a_rate_leaves_room_for_the_change_of_a_quarter() -> None:
    """A quarter of the strength, on the platform and off it."""
    rate = reported(Evidence(), proposal(), POLICY)["failure_rates"]["lost"]
    assert rate["upper90"] == pytest.approx(beta.ppf(0.95, 20 * 0.033 / 4, 20 * 0.967 / 4))
    assert rate["upper90_on"] == pytest.approx(beta.ppf(0.95, 20 * 0.022 / 4, 20 * 0.978 / 4))


def test_where_all_failed_a_rate_stays_below_one() -> None:
    lost = OrderGroup(0, Arrival.LOST, count=60)
    rate = reported(Evidence(orders=(lost,)), proposal(), POLICY)["failure_rates"]["lost"]
    assert rate["mean_on"] == pytest.approx(60.44 / 80)
    # More of it than the drift of 1.5 would leave; a twentieth of the prior stays good.
    assert rate["mean_off"] == pytest.approx(1.5 * 60.44 / (1.5 * 60.44 + 1))


def test_only_what_does_not_come_back_lies_unprotected() -> None:
    for method in ("escrow", "alibaba_trade_assurance", "wire_company"):
        report = assess(Evidence(), proposal(payment_method=method), POLICY)
        open_share = 1 - POLICY.methods[method].recovery.vanished
        cash = 15 * (0.5 * 2 * 20 + 0.5 * 2 * 14)
        assert report["mean_unprotected_cash"] == pytest.approx(cash * open_share)
        assert report["peak_unprotected_cash"] == pytest.approx(report["scope"]["peak_cash"] * open_share)
