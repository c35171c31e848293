"""What no input may break: bounds, scaling, order, absolute rules."""

import json
import math
import random
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from assessments.engine import (
    Arrival,
    Evidence,
    OrderGroup,
    Proposal,
    assess,
    evidence_as,
    evidence_from,
    explain,
    proposal_as,
    proposal_from,
)
from assessments.engine.kinds import DATES, FACTS
from assessments.engine.proposal import CustomerCost
from assessments.engine.words import CHANNELS
from tests.assessments.engine.world import (
    POLICY,
    PROPERTY,
    SAFE_ANSWERS,
    changed,
    clean_weeks,
    evidence,
    evidences,
    proposal,
    proposals,
    rank,
)

MONEY_FIELDS = (
    "saving",
    "fees",
    "labour",
    "expected_loss",
    "net_per_month",
    "cvar95",
    "peak_unprotected_cash",
    "mean_unprotected_cash",
    "loss_if_vanished",
)


def numbers_in(value: object) -> list[float]:
    if isinstance(value, dict):
        return [number for item in value.values() for number in numbers_in(item)]
    if isinstance(value, list):
        return [number for item in value for number in numbers_in(item)]
    return [float(value)] if isinstance(value, int | float) else []


def scaled(offer: Proposal, factor: float) -> Proposal:
    def times(value: float | None) -> float | None:
        return None if value is None else value * factor

    cost = CustomerCost(*(times(getattr(offer.customer_cost, channel)) for channel in CHANNELS))
    money = ("on_platform_price", "offered_price", "top_up", "fee_fixed", "wage_per_hour", "risk_budget")
    return changed(offer, customer_cost=cost, **{name: times(getattr(offer, name)) for name in money})


@PROPERTY
@given(evidences(), proposals(), st.sampled_from([0.125, 0.9, 7.5, 64.0]))
def test_another_currency_changes_only_the_money(case: Evidence, offer: Proposal, factor: float) -> None:
    before, after = assess(case, offer, POLICY), assess(case, scaled(offer, factor), POLICY)
    assert math.isclose(before["probability_net_positive"], after["probability_net_positive"], abs_tol=1e-7)
    span = offer.on_platform_price * max(1.0, offer.orders_per_month)
    for name in MONEY_FIELDS:
        assert math.isclose(before[name] * factor, after[name], rel_tol=1e-6, abs_tol=1e-7 * span * factor), (
            name
        )
    # A value that lies on its threshold to the last digit may fall either way.
    close = any(gate_is_tight(gate) for gate in before["gates"])
    assert close or before["verdict"] == after["verdict"]


def gate_is_tight(gate: dict[str, Any]) -> bool:
    value = gate["value"]
    limits = [gate[level]["threshold"] for level in ("pilot", "ready")]
    return value is not None and any(
        limit is not None and math.isclose(value, limit, rel_tol=1e-7, abs_tol=1e-6) for limit in limits
    )


@PROPERTY
@given(evidences(), proposals(), st.randoms(use_true_random=False))
def test_the_order_of_orders_and_their_grouping_do_not_matter(
    case: Evidence, offer: Proposal, shuffle: random.Random
) -> None:
    single = [replace(order, count=1) for order in case.orders for _ in range(order.count)]
    shuffle.shuffle(single)
    answers = list(offer.answers.items())
    shuffle.shuffle(answers)
    again = assess(replace(case, orders=tuple(single)), replace(offer, answers=dict(answers)), POLICY)
    assert json.dumps(again) == json.dumps(assess(case, offer, POLICY))


@PROPERTY
@given(evidences(), proposals())
def test_every_case_gives_one_verdict_and_finite_numbers(case: Evidence, offer: Proposal) -> None:
    report = assess(case, offer, POLICY)
    assert report["verdict"] in ("STAY", "NOT_YET", "PILOT", "READY")
    assert all(math.isfinite(number) for number in numbers_in(report))
    assert 0 <= report["probability_net_positive"] <= 1
    assert 0 <= report["vanish_probability"] <= 1
    assert 0 <= report["coverage"]["value"] <= 1
    for rate in report["failure_rates"].values():
        assert 0 <= rate["lower90"] <= rate["upper90"] <= 1
        assert 0 < rate["mean_on"] <= rate["mean_off"] + rate["known_orders"] and rate["mean_off"] < 1
    assert json.loads(json.dumps(report)) == report


@PROPERTY
@given(evidences(), proposals())
def test_a_stored_case_gives_the_same_report_byte_for_byte(case: Evidence, offer: Proposal) -> None:
    stored = json.loads(json.dumps([evidence_as(case), proposal_as(offer)]))
    again = evidence_from(stored[0]), proposal_from(stored[1])
    assert again == (case, offer)
    first = json.dumps(assess(case, offer, POLICY), sort_keys=True)
    assert json.dumps(assess(*again, POLICY), sort_keys=True) == first


@PROPERTY
@given(evidences(), proposals(), st.floats(0.1, 9.99))
def test_low_volume_never_leaves(case: Evidence, offer: Proposal, volume: float) -> None:
    assert rank(assess(case, replace(offer, orders_per_month=volume), POLICY)) <= 1


@PROPERTY
@given(st.integers(0, 39), proposals())
def test_a_low_demonstrated_pace_never_leaves(orders: int, offer: Proposal) -> None:
    few = (
        []
        if orders == 0
        else [{"age_days": 20, "outcome": "clean", "delivered_days_ago": 5, "count": orders}]
    )
    case = evidence(few, distinct_weeks=30, clean_off_platform=500)
    assert rank(assess(case, offer, POLICY)) <= 1


@PROPERTY
@given(evidences(), proposals(), st.floats(1, 1.5))
def test_without_a_saving_nobody_leaves(case: Evidence, offer: Proposal, factor: float) -> None:
    dear = replace(offer, offered_price=offer.on_platform_price * factor)
    report = assess(case, dear, POLICY)
    assert rank(report) <= 1
    assert report["probability_net_positive"] == 0


@PROPERTY
@given(evidences(), proposals(complete=True))
def test_where_nothing_is_paid_ahead_nothing_is_exposed(case: Evidence, offer: Proposal) -> None:
    after = replace(offer, deposit_share=0.0, days_after_balance=0.0, top_up=0.0, orders_per_payment=1.0)
    report = assess(case, after, POLICY)
    assert (report["peak_unprotected_cash"], report["mean_unprotected_cash"]) == (0, 0)


@PROPERTY
@given(proposals())
def test_without_orders_nobody_leaves(offer: Proposal) -> None:
    case = Evidence(owner_orders=500, diligence_share=1.0, distinct_weeks=50, clean_off_platform=100)
    assert rank(assess(case, offer, POLICY)) <= 1


def test_the_name_of_the_method_does_not_matter_where_its_recovery_is_given() -> None:
    case = evidence(clean_weeks(28, 12))
    recovery = {"lost": 0.7, "late": 0.1, "not_as_described": 0.5, "counterfeit": 0.6, "vanished": 0.7}
    reports = [
        assess(case, proposal(payment_method=name, recovery=recovery, irreversible=False), POLICY)
        for name in (None, "anything", "zelle")
    ]
    assert len({(report["verdict"], report["net_per_month"], report["cvar95"]) for report in reports}) == 1


def test_orders_are_alike_only_where_every_field_but_their_number_is() -> None:
    assert {*FACTS, *DATES, "count"} == set(OrderGroup.__dataclass_fields__)


def test_orders_in_unknown_lanes_count_as_in_the_lane_of_all() -> None:
    known = evidence([{"age_days": 20, "outcome": "in_transit", "lane": "unknown"}])
    strange = evidence([{"age_days": 20, "outcome": "in_transit", "lane": "rocket"}])
    offer = proposal()
    assert assess(known, offer, POLICY) == assess(strange, offer, POLICY)


def test_evidence_that_could_not_be_used_holds_the_verdict_back() -> None:
    good = evidence(clean_weeks(28, 12))
    assert assess(good, proposal(), POLICY)["verdict"] == "READY"
    report = assess(replace(good, problems=("currency_differs",)), proposal(), POLICY)
    gate = next(gate for gate in report["gates"] if gate["key"] == "evidence_usable")
    assert report["verdict"] == "NOT_YET"
    assert gate["reason"] == "could_not_be_computed" and gate["detail"] == {"problem": "currency_differs"}


def test_a_family_of_methods_takes_the_worst_of_its_members_and_holds_at_not_yet() -> None:
    case = evidence(clean_weeks(28, 12))
    report = assess(case, proposal(payment_method="paypal"), POLICY)
    worst = assess(case, proposal(payment_method="paypal_friends_family"), POLICY)
    assert report["verdict"] == "NOT_YET"
    assert (
        report["payment"]["assumed_subtype"] and report["payment"]["recovery"] == worst["payment"]["recovery"]
    )
    assert report["payment"]["tier"] == "UNTRACEABLE_FINAL" and report["payment"]["irreversible"]


def test_a_low_price_on_branded_goods_is_said_first_and_changes_no_verdict() -> None:
    case = evidence(clean_weeks(28, 12))
    branded = proposal(offered_price=12, answers={**SAFE_ANSWERS, "branded_goods": True})
    plain = proposal(offered_price=12)
    first, second = assess(case, branded, POLICY), assess(case, plain, POLICY)
    assert first["findings"][0]["key"] == "low_price_on_branded_goods"
    assert first["verdict"] == second["verdict"]


def test_a_missing_risk_budget_fails_its_gates_and_says_so() -> None:
    report = assess(evidence(clean_weeks(28, 12)), proposal(risk_budget=None), POLICY)
    reasons = {gate["key"]: gate["reason"] for gate in report["gates"] if gate["reason"]}
    assert report["verdict"] == "NOT_YET"
    assert reasons == {"cvar95": "risk_budget_missing", "peak_unprotected_cash": "risk_budget_missing"}


def test_thousands_of_orders_a_month_stay_finite() -> None:
    case = evidence([{"age_days": 30, "outcome": "clean", "delivered_days_ago": 15, "count": 100_000}])
    report = assess(case, proposal(orders_per_month=10_000, risk_budget=1e9), POLICY)
    assert all(math.isfinite(number) for number in numbers_in(report))


def test_an_explanation_is_plain_data() -> None:
    found = explain(Evidence(), Proposal(20, 15, 60), POLICY)
    assert json.loads(json.dumps(found)) == found
    assert found["exposure_cap_orders_per_month"] is None
    assert explain(Evidence(orders=(OrderGroup(5, Arrival.OPEN),)), Proposal(20, 15, 60), POLICY)
