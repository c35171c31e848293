"""Where a verdict tips: every figure and every printed change is tried on the engine itself."""

from dataclasses import replace
from typing import Any

import pytest

from assessments.engine import Evidence, Proposal, assess, explain
from assessments.engine.changes import Change, apply_changes
from assessments.engine.words import BLOCKER_QUESTIONS
from tests.assessments.engine.comparing import reported
from tests.assessments.engine.world import (
    POLICY,
    SAFE_ANSWERS,
    clean_weeks,
    evidence,
    proposal,
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
    "blocked without a budget": (
        evidence(clean_weeks(28, 12)),
        proposal(risk_budget=None, answers={**SAFE_ANSWERS, "payee_changed": True}),
    ),
    "paypal of some kind": (evidence(clean_weeks(28, 12)), proposal(payment_method="paypal")),
    "unchecked": (evidence(clean_weeks(28, 12), diligence_share=None), proposal()),
    "small budget": (
        evidence(clean_weeks(28, 12)),
        proposal(payment_method="wire_company", risk_budget=700, top_up=200, orders_per_payment=10),
    ),
    "too many planned": (evidence(clean_weeks(28, 12)), proposal(orders_per_month=150, risk_budget=9000)),
}


def changes_of(row: dict[str, Any]) -> list[Change]:
    return [
        Change(change["field"], change["from"], change["to"], change["pile"]) for change in row["changes"]
    ]


@pytest.mark.parametrize("name", CASES)
def test_the_assessment_and_its_explanation_share_nothing_and_make_the_report(name: str) -> None:
    first, second = assess(*CASES[name], POLICY), explain(*CASES[name], POLICY)
    assert first.keys() & second.keys() == set()
    report = first | second
    assert {key: report[key] for key in reported(*CASES[name])} == reported(*CASES[name])


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
        ("blocked without a budget", "ask", "risk_budget"),
        ("paypal of some kind", "prove", "payment_method"),
        ("unchecked", "prove", "diligence_share"),
        ("too many planned", "prove", "orders_per_month"),
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
