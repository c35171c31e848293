"""Where a verdict tips: every figure and every printed change is tried on the engine itself."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from assessments.engine import Evidence, Proposal, assess, explain
from assessments.engine.changes import Change, apply_changes
from assessments.engine.evaluation import evaluate
from assessments.engine.gates import money_gates, order_gates
from assessments.engine.levers import single_levers
from assessments.engine.tally import tally, with_clean_orders
from assessments.engine.terms import terms_of
from assessments.engine.thresholds import break_even_price
from assessments.engine.verdict import decide, passes_pilot, passes_ready
from assessments.engine.words import BLOCKER_QUESTIONS
from tests.assessments.engine.world import (
    POLICY,
    PROPERTY,
    SAFE_ANSWERS,
    clean_weeks,
    evidence,
    evidences,
    proposal,
    proposals,
    rank,
)

CASES: dict[str, tuple[Evidence, Proposal]] = {
    "ready": (evidence(clean_weeks(28, 12)), proposal()),
    "needs pilots": (evidence(clean_weeks(28, 12)), proposal(payment_method="wire_company")),
    "too dear": (evidence(clean_weeks(28, 12)), proposal(offered_price=19)),
    "young": (evidence(clean_weeks(8, 14)), proposal()),
    "no budget": (evidence(clean_weeks(28, 12)), proposal(risk_budget=None)),
    "unanswered": (evidence(clean_weeks(28, 12)), proposal(answers={})),
    "blocked": (evidence(clean_weeks(28, 12)), proposal(answers={**SAFE_ANSWERS, "payee_changed": True})),
    "paypal of some kind": (evidence(clean_weeks(28, 12)), proposal(payment_method="paypal")),
    "unchecked": (evidence(clean_weeks(28, 12), diligence_share=None), proposal()),
    "small budget": (
        evidence(clean_weeks(28, 12)),
        proposal(payment_method="wire_company", risk_budget=700, top_up=200, orders_per_payment=10),
    ),
    "too many planned": (evidence(clean_weeks(28, 12)), proposal(orders_per_month=150, risk_budget=9000)),
}


def changes_of(row: dict[str, Any]) -> list[Change]:
    return [Change(change["field"], change["from"], change["to"]) for change in row["changes"]]


@pytest.mark.parametrize("name", CASES)
def test_every_printed_change_really_lifts_the_verdict(name: str) -> None:
    case, offer = CASES[name]
    before = rank(assess(case, offer, POLICY))
    rows = explain(case, offer, POLICY)["what_would_change"]
    for row in rows:
        after = assess(*apply_changes(case, offer, changes_of(row), POLICY), POLICY)
        assert after["verdict"] == row["verdict"] and rank(after) > before
    assert bool(rows) == (name != "ready")


@pytest.mark.parametrize(
    ("name", "pile", "field"),
    [
        ("needs pilots", "ask", "payment_method"),
        ("too dear", "ask", "offered_price"),
        ("young", "wait", "wait_days"),
        ("no budget", "prove", "risk_budget"),
        ("unanswered", "prove", "answers.pressure"),
        ("blocked", "ask", "answers.payee_changed"),
        ("paypal of some kind", "prove", "payment_method"),
        ("unchecked", "prove", "diligence_share"),
        ("too many planned", "ask", "orders_per_month"),
    ],
)
def test_the_change_to_expect_is_among_those_printed(name: str, pile: str, field: str) -> None:
    rows = explain(*CASES[name], POLICY)["what_would_change"]
    assert (pile, field) in {(row["pile"], change["field"]) for row in rows for change in row["changes"]}


@pytest.mark.parametrize("question", BLOCKER_QUESTIONS)
@pytest.mark.parametrize("owner_is_holder", [True, False, None])
def test_nothing_the_owner_knows_is_to_be_proven_otherwise(
    question: str, owner_is_holder: bool | None
) -> None:
    case = evidence(clean_weeks(28, 12))
    answers = {**SAFE_ANSWERS, question: True, "sole_trader_own_account": owner_is_holder}
    for method in ("wire_company", "paypal_goods_services"):
        offer = proposal(payment_method=method, answers={**answers, "paypal_resale_eligible": False})
        for row in explain(case, offer, POLICY)["what_would_change"]:
            for change in row["changes"]:
                known = offer.answers.get(change["field"].removeprefix("answers."))
                assert row["pile"] != "prove" or known is None, change


def test_a_sole_traders_own_account_is_to_be_proven_only_where_it_is_unknown() -> None:
    fields = []
    for answer in (None, False):
        answers = {**SAFE_ANSWERS, "personal_account": True, "sole_trader_own_account": answer}
        rows = explain(
            evidence(clean_weeks(28, 12)), proposal(payment_method="wire_company", answers=answers), POLICY
        )["what_would_change"]
        fields.append([(row["pile"], change["field"]) for row in rows for change in row["changes"]])
    assert ("prove", "answers.sole_trader_own_account") in fields[0]
    assert "answers.sole_trader_own_account" not in [field for _, field in fields[1]]
    assert ("ask", "answers.personal_account") in fields[1]


def cost_of(row: dict[str, Any], case: Evidence, offer: Proposal) -> float:
    levers = single_levers(decide(case, offer, POLICY), case, offer, POLICY)
    made = [change["to"] for change in row["changes"]], [change["field"] for change in row["changes"]]
    return next(
        item.cost
        for lever in levers
        for item in lever
        if ([change.after for change in item.changes], [change.field for change in item.changes]) == made
        and item.pile == row["pile"]
    )


@pytest.mark.parametrize("name", CASES)
def test_changes_are_listed_cheapest_first_and_none_goes_further_than_it_must(name: str) -> None:
    case, offer = CASES[name]
    rows = explain(case, offer, POLICY)["what_would_change"]
    costs = [cost_of(row, case, offer) for row in rows]
    assert costs == sorted(costs)
    ways = [
        (change["field"], change["to"] > change["from"], row["verdict"])
        for row in rows
        for change in row["changes"]
        if len(row["changes"]) == 1
        and isinstance(change["from"], int | float)
        and not isinstance(change["from"], bool)
    ]
    assert len(ways) == len(set(ways))


@PROPERTY
@given(evidences(), proposals())
def test_the_break_even_price_is_a_root(case: Evidence, offer: Proposal) -> None:
    price = break_even_price(tally(case, POLICY), offer, POLICY)
    if price is None:
        return
    at_price = assess(case, replace(offer, offered_price=price), POLICY)["net_per_month"]
    scale = offer.on_platform_price * max(1.0, offer.orders_per_month)
    assert at_price == pytest.approx(0, abs=1e-6 * scale)


@pytest.mark.parametrize("name", ["needs pilots", "young", "too many planned"])
@pytest.mark.parametrize("level", ["pilot", "ready"])
def test_the_orders_needed_are_enough_and_one_fewer_is_not(name: str, level: str) -> None:
    case, offer = CASES[name]
    needed = explain(case, offer, POLICY)["orders_needed"][level]
    assert needed is not None
    assert enough(case, offer, needed, level)
    assert needed == 0 or not enough(case, offer, needed - 1, level)


def enough(case: Evidence, offer: Proposal, extra: int, level: str) -> bool:
    sums = with_clean_orders(tally(case, POLICY), extra, POLICY)
    found = evaluate(sums, terms_of(offer, POLICY), POLICY)
    passes = passes_pilot if level == "pilot" else passes_ready
    return passes([*order_gates(found, POLICY), *money_gates(found, POLICY)])


def test_the_exposure_cap_keeps_to_the_budget_and_one_more_does_not() -> None:
    case, offer = CASES["needs pilots"]
    cap = explain(case, offer, POLICY)["exposure_cap_orders_per_month"]

    def fits(volume: int) -> bool:
        report = assess(case, replace(offer, orders_per_month=volume), POLICY)
        return bool(max(report["cvar95"], report["peak_unprotected_cash"]) <= 1500)

    assert fits(cap) and not fits(cap + 1)
    assert all(fits(volume) for volume in range(1, cap, 7))


def test_no_budget_to_lose_means_no_volume_at_all() -> None:
    case, offer = CASES["needs pilots"]
    assert explain(case, replace(offer, risk_budget=0), POLICY)["exposure_cap_orders_per_month"] is None


def test_the_break_even_failure_rate_eats_the_whole_gain() -> None:
    case, offer = CASES["ready"]
    found = explain(case, offer, POLICY)
    report = assess(case, offer, POLICY)
    factor = found["break_even_failure_rate"] / found["failure_rate_today"]
    assert report["net_per_month"] + report["expected_loss"] * (1 - factor) == pytest.approx(0, abs=1e-6)


def test_no_record_can_make_a_bad_offer_pay() -> None:
    case, offer = CASES["too dear"]
    assert assess(case, offer, POLICY)["verdict"] == "STAY"
    assert explain(case, offer, POLICY)["orders_needed"]["pilot"] is None
