"""Facts that forbid leaving: absolute, never lifted by forgetting, and said first."""

from dataclasses import replace

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from assessments.engine import Arrival, Evidence, OrderGroup, Proposal, assess
from assessments.engine.proposal import Recovery
from assessments.engine.words import BLOCKER_QUESTIONS
from tests.assessments.engine.comparing import reported
from tests.assessments.engine.world import (
    POLICY,
    PROPERTY,
    SAFE_ANSWERS,
    add,
    clean_weeks,
    evidence,
    evidences,
    property_in,
    proposal,
    proposals,
    rank,
)

WHOLE = Recovery(1.0, 1.0, 1.0, 1.0, 1.0)
PAYMENTS: tuple[tuple[str | None, Recovery | None], ...] = (
    *((key, None) for key in (*sorted(POLICY.methods), *sorted(POLICY.families), None)),
    (None, WHOLE),
    (None, Recovery()),
)
"""Every way to pay that a proposal can state: by name, by family, not at all, and by shares typed in."""


def paid(offer: Proposal, payment: tuple[str | None, Recovery | None]) -> Proposal:
    """Return the offer paid that way; shares typed in name a payment that can be called back."""
    method, recovery = payment
    return replace(
        offer, payment_method=method, recovery=recovery, irreversible=None if recovery is None else False
    )


@pytest.mark.parametrize("question", BLOCKER_QUESTIONS)
@property_in(len(BLOCKER_QUESTIONS))
@given(evidences(), proposals(), st.sampled_from(PAYMENTS))
def test_a_hard_blocker_is_absolute_and_forgetting_it_lifts_to_not_yet_at_most(
    question: str, case: Evidence, offer: Proposal, payment: tuple[str | None, Recovery | None]
) -> None:
    """Properties 11 and 22d."""
    blocked = replace(paid(offer, payment), answers={**offer.answers, question: True})
    assert assess(case, blocked, POLICY)["verdict"] == "STAY"
    forgotten = assess(case, replace(blocked, answers={**offer.answers, question: None}), POLICY)
    assert rank(forgotten) <= 1
    event(forgotten["verdict"])


@pytest.mark.parametrize("question", BLOCKER_QUESTIONS)
@pytest.mark.parametrize("payment", PAYMENTS, ids=lambda payment: f"{payment[0]}-{payment[1] is not None}")
def test_no_payment_and_no_record_buys_a_blocker_off(
    question: str, payment: tuple[str | None, Recovery | None]
) -> None:
    """Property 11, on a record that is ready otherwise."""
    case, offer = evidence(clean_weeks(28, 12), clean_off_platform=20), paid(proposal(), payment)
    report = assess(case, replace(offer, answers={**SAFE_ANSWERS, question: True}), POLICY)
    assert report["verdict"] == "STAY"
    assert question in [row["key"] for row in report["blockers"] if row["answer"] is True]
    unknown = assess(case, replace(offer, answers={**SAFE_ANSWERS, question: None}), POLICY)
    assert unknown["verdict"] == ("STAY" if stops_by_itself(payment[0]) else "NOT_YET")


def stops_by_itself(method: str | None) -> bool:
    """Return whether the method pays a person or forbids leaving whoever is paid."""
    known = POLICY.methods.get(method or "")
    return known is not None and (known.personal_payee or known.hard_stop)


def test_a_gift_card_is_a_stop_whatever_was_answered() -> None:
    case = evidence(clean_weeks(28, 12), clean_off_platform=20)
    report = assess(case, proposal(payment_method="gift_card"), POLICY)
    assert report["verdict"] == "STAY"
    assert report["blockers"] == [{"key": "untraceable_only", "answer": True, "source": "payment_method"}]


@pytest.mark.parametrize(
    ("method", "verdict"),
    [("western_union", "STAY"), ("gift_card", "STAY"), ("paypal", "NOT_YET"), ("wire_company", "PILOT")],
)
def test_shares_typed_beside_a_method_take_none_of_its_stops_away(method: str, verdict: str) -> None:
    case, back = evidence(clean_weeks(28, 12)), {"lost": 0.9, "vanished": 0.9}
    typed = {"recovery": back, "irreversible": False}
    assert assess(case, proposal(payment_method=None, **typed), POLICY)["verdict"] == "READY"
    assert assess(case, proposal(payment_method=method, **typed), POLICY)["verdict"] == verdict


@pytest.mark.parametrize("question", BLOCKER_QUESTIONS)
def test_a_question_never_asked_holds_the_best_record_at_not_yet(question: str) -> None:
    answers = {key: value for key, value in SAFE_ANSWERS.items() if key != question}
    report = assess(evidence(clean_weeks(28, 12)), proposal(answers=answers), POLICY)
    assert report["verdict"] == "NOT_YET"
    assert report["blockers"] == [{"key": question, "answer": None, "source": "answer"}]
    assert [gate["name"] for gate in report["gates"] if not gate["pilot"]["passed"]] == ["hard_blockers"]


def test_a_counterfeit_among_the_orders_answers_the_question() -> None:
    fake = {"age_days": 150, "outcome": "counterfeit", "delivered_days_ago": 140}
    report = assess(evidence([*clean_weeks(28, 12), fake]), proposal(), POLICY)
    assert report["verdict"] == "STAY"
    assert report["blockers"] == [{"key": "confirmed_counterfeit", "answer": True, "source": "orders"}]
    edge = {**fake, "age_days": 200, "delivered_days_ago": 180}
    assert assess(evidence([*clean_weeks(28, 12), edge]), proposal(), POLICY)["verdict"] == "STAY"
    long_ago = {**fake, "age_days": 200, "delivered_days_ago": 181}
    assert assess(evidence([*clean_weeks(28, 12), long_ago]), proposal(), POLICY)["verdict"] != "STAY"


@PROPERTY
@given(evidences(), proposals(), st.integers(0, 180), st.sampled_from([Arrival.PROVEN, Arrival.NOT_OBSERVED]))
def test_a_recent_counterfeit_blocks_whatever_was_answered(
    case: Evidence, offer: Proposal, age: int, arrival: Arrival
) -> None:
    """Property 11."""
    fake = OrderGroup(age_days=age, arrival=arrival, counterfeit=True)
    assert assess(add(case, fake), offer, POLICY)["verdict"] == "STAY"


@pytest.mark.parametrize("question", BLOCKER_QUESTIONS)
def test_what_makes_the_verdict_stay_is_the_first_reason(question: str) -> None:
    case, answers = evidence(clean_weeks(28, 12)), {**SAFE_ANSWERS, "branded_goods": True}
    terms = {"offered_price": 12, "payment_method": "wire_company", "wage_per_hour": 900}
    ceiling = reported(case, proposal(answers=answers, **terms), POLICY)["findings"]
    assert [item["key"] for item in ceiling[:2]] == ["no_record_would_pay", "low_price_on_branded_goods"]
    blocked = reported(case, proposal(answers={**answers, question: True}, **terms), POLICY)["findings"]
    assert [item["key"] for item in blocked[:3]] == [
        f"blocker_{question}",
        "no_record_would_pay",
        "low_price_on_branded_goods",
    ]


def test_a_sole_traders_own_account_is_no_personal_account() -> None:
    case = evidence(clean_weeks(28, 12), clean_off_platform=10)
    personal = {**SAFE_ANSWERS, "personal_account": True}
    wire = proposal(payment_method="wire_company", answers=personal)
    assert assess(case, wire, POLICY)["verdict"] == "STAY"
    own = {**personal, "sole_trader_own_account": True}
    assert assess(case, replace(wire, answers=own), POLICY)["verdict"] == "READY"
    for unproven in (None, False):
        answers = {**personal, "sole_trader_own_account": unproven}
        assert assess(case, replace(wire, answers=answers), POLICY)["verdict"] == "STAY"
    unknown = assess(case, replace(wire, answers={**own, "personal_account": None}), POLICY)
    assert unknown["blockers"] == [{"key": "personal_account", "answer": None, "source": "answer"}]
    assert unknown["verdict"] == "NOT_YET"


@PROPERTY
@given(evidences(), proposals(), st.sampled_from(PAYMENTS))
def test_who_is_paid_never_helps_by_being_unknown_or_a_person(
    case: Evidence, offer: Proposal, payment: tuple[str | None, Recovery | None]
) -> None:
    """Properties 22a, 22b and 22d."""
    company, unknown, person = (
        rank(assess(case, replace(paid(offer, payment), answers=answers), POLICY))
        for answers in ({**offer.answers, "personal_account": answer} for answer in (False, None, True))
    )
    assert company >= unknown >= person == 0


def test_a_wire_to_a_person_is_a_personal_account_whatever_was_answered() -> None:
    report = assess(evidence(clean_weeks(28, 12)), proposal(payment_method="wire_personal"), POLICY)
    assert report["verdict"] == "STAY"
    assert report["blockers"] == [{"key": "personal_account", "answer": True, "source": "payment_method"}]
