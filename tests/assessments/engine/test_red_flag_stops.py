"""Stops that are no questions: they block where they were seen, and not having seen one answers nothing."""

from dataclasses import replace

import pytest
from hypothesis import event, given

from assessments.engine import Evidence, Proposal, assess, explain
from assessments.engine.words import RED_FLAGS
from tests.assessments.engine.world import (
    POLICY,
    SAFE_ANSWERS,
    clean_weeks,
    evidence,
    evidences,
    property_in,
    proposal,
    proposals,
    rank,
)

GOOD = evidence(clean_weeks(28, 12), clean_off_platform=20)


@pytest.mark.parametrize("flag", RED_FLAGS)
def test_a_flag_means_stay_and_says_that_it_is_a_flag(flag: str) -> None:
    assert assess(GOOD, proposal(), POLICY)["verdict"] == "READY"
    report = assess(GOOD, proposal(answers={**SAFE_ANSWERS, flag: True}), POLICY)
    assert report["verdict"] == "STAY"
    assert report["blockers"] == [{"key": flag, "answer": True, "source": "flag"}]


@pytest.mark.parametrize("flag", RED_FLAGS)
@pytest.mark.parametrize("answer", [None, False])
def test_a_flag_that_nobody_saw_changes_nothing_and_is_no_open_question(
    flag: str, answer: bool | None
) -> None:
    without = assess(GOOD, proposal(), POLICY)
    assert assess(GOOD, proposal(answers={**SAFE_ANSWERS, flag: answer}), POLICY) == without


@pytest.mark.parametrize("flag", RED_FLAGS)
@property_in(len(RED_FLAGS))
@given(evidences(), proposals())
def test_raising_a_flag_never_improves_a_verdict(flag: str, case: Evidence, offer: Proposal) -> None:
    before = assess(case, offer, POLICY)
    raised = assess(case, replace(offer, answers={**offer.answers, flag: True}), POLICY)
    event(before["verdict"])
    assert rank(raised) <= rank(before)
    assert raised["verdict"] == "STAY"


@pytest.mark.parametrize("flag", RED_FLAGS)
def test_nothing_is_advised_that_would_talk_a_flag_away(flag: str) -> None:
    told = explain(GOOD, proposal(answers={**SAFE_ANSWERS, flag: True}), POLICY)
    assert told["what_would_change"] == []
    first = told["findings"][0]
    assert (first["key"], first["evidence"]) == (f"blocker_{flag}", [{"kind": "supplier"}])
