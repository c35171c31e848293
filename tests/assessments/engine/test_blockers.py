"""Facts that forbid leaving: absolute, never lifted by forgetting, and said first."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.engine import Evidence, Proposal, assess
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

FINAL_OR_UNKNOWN = (
    None,
    *(key for key, method in sorted(POLICY.methods.items()) if method.tier.is_final),
    *sorted(POLICY.families),
)


CALLED_BACK = tuple(key for key in sorted(POLICY.methods) if key not in FINAL_OR_UNKNOWN)


@PROPERTY
@given(evidences(), proposals(), st.sampled_from(BLOCKER_QUESTIONS))
def test_a_hard_blocker_is_absolute_and_forgetting_it_lifts_to_not_yet_at_most(
    case: Evidence, offer: Proposal, question: str
) -> None:
    if question == "personal_account":
        # A known payment that can be called back is no irreversible payment; see the tests of that below.
        offer = replace(offer, payment_method=FINAL_OR_UNKNOWN[len(case.orders) % len(FINAL_OR_UNKNOWN)])
    blocked = replace(offer, answers={**offer.answers, question: True})
    assert assess(case, blocked, POLICY)["verdict"] == "STAY"
    forgotten = replace(offer, answers={**offer.answers, question: None})
    assert rank(assess(case, forgotten, POLICY)) <= 1


def test_a_counterfeit_among_the_orders_answers_the_question() -> None:
    fake = {"age_days": 150, "outcome": "counterfeit", "delivered_days_ago": 140}
    report = assess(evidence([*clean_weeks(28, 12), fake]), proposal(), POLICY)
    assert report["verdict"] == "STAY"
    assert report["blockers"] == [{"key": "confirmed_counterfeit", "answer": True, "source": "orders"}]
    long_ago = {**fake, "age_days": 200, "delivered_days_ago": 185}
    assert assess(evidence([*clean_weeks(28, 12), long_ago]), proposal(), POLICY)["verdict"] != "STAY"


@pytest.mark.parametrize("question", BLOCKER_QUESTIONS)
def test_what_makes_the_verdict_stay_is_the_first_reason(question: str) -> None:
    case, answers = evidence(clean_weeks(28, 12)), {**SAFE_ANSWERS, "branded_goods": True}
    terms = {"offered_price": 12, "payment_method": "wire_company", "wage_per_hour": 900}
    ceiling = assess(case, proposal(answers=answers, **terms), POLICY)["findings"]
    assert [item["key"] for item in ceiling[:2]] == ["no_record_would_pay", "low_price_on_branded_goods"]
    blocked = assess(case, proposal(answers={**answers, question: True}, **terms), POLICY)["findings"]
    assert [item["key"] for item in blocked[:3]] == [
        f"blocker_{question}",
        "no_record_would_pay",
        "low_price_on_branded_goods",
    ]


def test_a_sole_traders_own_account_is_no_personal_account() -> None:
    case = evidence(clean_weeks(28, 12))
    case = replace(case, clean_off_platform=10.0)
    personal = {**SAFE_ANSWERS, "personal_account": True}
    wire = proposal(payment_method="wire_company", answers=personal)
    assert assess(case, wire, POLICY)["verdict"] == "STAY"
    own = {**personal, "sole_trader_own_account": True}
    assert assess(case, replace(wire, answers=own), POLICY)["verdict"] == "READY"
    assert assess(case, replace(wire, answers={**own, "personal_account": None}), POLICY)["blockers"] == [
        {"key": "personal_account", "answer": None, "source": "answer"}
    ]


def test_a_person_paid_by_a_method_that_can_be_called_back_is_a_bad_sign_and_no_blocker() -> None:
    case = evidence(clean_weeks(28, 12))
    personal = {**SAFE_ANSWERS, "personal_account": True}
    report = assess(case, proposal(answers=personal), POLICY)
    assert (report["verdict"], report["blockers"]) == ("READY", [])
    assert "payee_is_a_person" in report["hazards"]["payment_environment"]["findings"]
    company = assess(case, proposal(), POLICY)
    assert "payee_is_a_person" not in [item["key"] for item in company["findings"]]
    own = assess(case, proposal(answers={**personal, "sole_trader_own_account": True}), POLICY)
    assert "payee_is_a_person" not in [item["key"] for item in own["findings"]]


@pytest.mark.parametrize(
    "terms",
    [
        {"payment_method": "paypal"},
        {"payment_method": "card"},
        {"payment_method": None},
        {"irreversible": True},
        {"payment_method": None, "recovery": {"vanished": 1.0}, "irreversible": False},
    ],
)
def test_a_person_paid_in_a_way_not_known_to_be_called_back_is_a_blocker(terms: dict[str, Any]) -> None:
    personal = {**SAFE_ANSWERS, "personal_account": True}
    report = assess(evidence(clean_weeks(28, 12)), proposal(answers=personal, **terms), POLICY)
    assert report["verdict"] == "STAY"
    assert report["blockers"] == [{"key": "personal_account", "answer": True, "source": "answer"}]


@PROPERTY
@given(evidences(), proposals(), st.sampled_from(CALLED_BACK), st.sampled_from(FINAL_OR_UNKNOWN))
def test_who_is_paid_never_helps_by_being_unknown_and_a_safer_method_never_hurts(
    case: Evidence, offer: Proposal, safer: str, final: str | None
) -> None:
    for method in (safer, final):
        company, unknown, person = (
            rank(
                assess(
                    case,
                    replace(
                        offer, payment_method=method, answers={**offer.answers, "personal_account": answer}
                    ),
                    POLICY,
                )
            )
            for answer in (False, None, True)
        )
        assert company >= unknown >= person


def test_a_wire_to_a_person_is_a_personal_account_whatever_was_answered() -> None:
    report = assess(evidence(clean_weeks(28, 12)), proposal(payment_method="wire_personal"), POLICY)
    assert report["verdict"] == "STAY"
    assert report["blockers"] == [{"key": "personal_account", "answer": True, "source": "payment_method"}]
