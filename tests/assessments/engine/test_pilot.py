"""A pilot under way: it goes, stops or continues by its orders, and nothing unknown ever helps it."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.engine import Arrival, OrderGroup, PilotDecision, PilotProgress, outcome_of, pilot_progress
from assessments.engine.pilot import REASONS
from tests.assessments.engine.world import CLEAN, POLICY, PROPERTY, changed, order_groups

FINE, FAILED, OPEN = "fine", "failed", "open"
OUTCOMES = st.lists(st.sampled_from([FINE] * 12 + [FAILED] + [OPEN]), max_size=45)
ANSWER = st.sampled_from([True, False, None])


def at(outcomes: list[str], **more: Any) -> PilotProgress:
    return pilot_progress(outcomes, POLICY, **{"gates_passed": True, **more})


def says(outcomes: list[str], **more: Any) -> tuple[str, str]:
    found = at(outcomes, **more)
    return found.decision.value, found.reason


@pytest.mark.parametrize(
    ("outcomes", "decision", "reason"),
    [
        ([], "continue", "between_the_boundaries"),
        ([FINE] * 11, "continue", "between_the_boundaries"),
        ([FINE] * 12, "go", "boundary"),
        ([FINE] * 10 + [OPEN] * 5 + [FINE], "continue", "between_the_boundaries"),
        ([FAILED] + [FINE] * 21, "continue", "between_the_boundaries"),
        ([FAILED] + [FINE] * 22, "go", "boundary"),
        ([FINE] * 5 + [FAILED] + [FINE] * 16 + [FAILED] + [FINE] * 11, "go", "boundary"),
        ([FAILED, FAILED], "stop", "boundary"),
        ([FINE] * 4 + [FAILED] * 2, "stop", "boundary"),
        ([FINE] * 5 + [FAILED] * 2, "continue", "between_the_boundaries"),
        ([FINE] * 5 + [FAILED] * 2 + [FINE] * 9 + [FAILED], "stop", "boundary"),
        ([FINE] * 5 + [FAILED] * 2 + [FINE] * 10 + [FAILED], "stop", "go_out_of_reach"),
    ],
)
def test_the_test_decides_by_the_orders_that_ended(outcomes: list[str], decision: str, reason: str) -> None:
    assert says(outcomes) == (decision, reason)


@pytest.mark.parametrize("fact", ["vanished", "payee_changed"])
def test_a_supplier_gone_or_a_changed_payee_stops_at_once(fact: str) -> None:
    assert says([FINE] * 12, **{fact: True}) == ("stop", fact)
    assert says([], **{fact: True}) == ("stop", fact)


@pytest.mark.parametrize("fact", ["vanished", "payee_changed"])
def test_nobody_knows_whether_it_is_gone_or_changed_so_it_does_not_go(fact: str) -> None:
    assert says([FINE] * 12, **{fact: None}) == ("continue", "unanswered")


@pytest.mark.parametrize("gates_passed", [False, None])
def test_the_gates_must_pass_too(gates_passed: bool | None) -> None:
    assert says([FINE] * 20, gates_passed=gates_passed) == ("continue", "gates_not_passed")


def test_at_the_end_date_a_pilot_without_a_decision_is_over_and_one_that_may_go_still_may() -> None:
    assert says([FINE] * 11, days=89) == ("continue", "between_the_boundaries")
    assert says([FINE] * 11, days=90) == ("stop", "time_over")
    assert says([FINE] * 12, days=90) == ("go", "boundary")
    assert says([FINE] * 11, days=None) == ("continue", "between_the_boundaries")


def test_a_stop_stays_whatever_comes_after() -> None:
    assert says([FAILED, FAILED] + [FINE] * 60) == ("stop", "boundary")
    assert says([FAILED, FINE, FINE, FINE, FINE, FINE, FAILED] + [FINE] * 9 + [FAILED] + [FINE] * 60) == (
        "stop",
        "boundary",
    )


def test_a_go_outlives_one_failure_more_and_no_row_of_them() -> None:
    assert says([FINE] * 12 + [FAILED] + [FINE]) == ("go", "boundary")
    assert says([FINE] * 12 + [FAILED] * 3) == ("stop", "boundary")


@pytest.mark.parametrize(
    ("outcomes", "fine", "failures", "within"),
    [
        ([], 12, 2, 6),
        ([FINE] * 3, 9, 2, 3),
        ([FINE] * 4, 8, 2, 2),
        ([FINE] * 5, 7, 3, None),
        ([FAILED], 22, 1, 5),
        ([FINE] * 5 + [FAILED], 17, 2, None),
        ([FAILED] + [FINE] * 15 + [FAILED], 17, 1, None),
        ([FINE] * 12, 0, 3, 5),
        ([FAILED, FAILED], None, 0, None),
    ],
)
def test_it_says_how_far_each_boundary_is(
    outcomes: list[str], fine: int | None, failures: int, within: int | None
) -> None:
    found = at(outcomes)
    assert (found.fine_for_go, found.failures_for_stop, found.stop_within) == (fine, failures, within)


def test_counts_and_the_ratio_stand_beside_the_decision() -> None:
    found = at([FINE, FAILED, OPEN, FINE])
    assert (found.ended, found.failures, found.open, found.orders_at_most) == (3, 1, 1, 34)
    assert [found.ratio, found.goes_at, found.stops_at] == pytest.approx(
        [1.51175, -2.25129, 2.89037], abs=1e-5
    )


@PROPERTY
@given(OUTCOMES, ANSWER)
def test_the_distances_are_true(outcomes: list[str], gates_passed: bool | None) -> None:
    found = at(outcomes, gates_passed=gates_passed)
    assert found.reason in REASONS
    if found.decision is PilotDecision.STOP:
        assert (found.fine_for_go, found.failures_for_stop) == (None, 0)
        return
    assert found.fine_for_go is not None and found.failures_for_stop is not None
    assert at(outcomes + [FINE] * found.fine_for_go).decision is PilotDecision.GO
    if found.fine_for_go:
        assert at(outcomes + [FINE] * (found.fine_for_go - 1)).decision is not PilotDecision.GO
    assert at(outcomes + [FAILED] * found.failures_for_stop).decision is PilotDecision.STOP
    assert at(outcomes + [FAILED] * (found.failures_for_stop - 1)).decision is not PilotDecision.STOP


@PROPERTY
@given(OUTCOMES, st.integers(0, 45))
def test_a_fine_order_never_moves_towards_stop(outcomes: list[str], place: int) -> None:
    more = at([*outcomes[:place], FINE, *outcomes[place:]])
    assert more.decision.rank >= at(outcomes).decision.rank
    assert more.ratio < at(outcomes).ratio


@PROPERTY
@given(OUTCOMES, st.integers(0, 45))
def test_a_failure_never_moves_towards_go(outcomes: list[str], place: int) -> None:
    more = at([*outcomes[:place], FAILED, *outcomes[place:]])
    assert more.decision.rank <= at(outcomes).decision.rank
    assert more.ratio > at(outcomes).ratio


@PROPERTY
@given(OUTCOMES, st.integers(0, 44))
def test_an_order_that_turns_from_fine_to_open_to_failed_is_never_better(
    outcomes: list[str], place: int
) -> None:
    if place >= len(outcomes):
        return
    ranks = [
        at([*outcomes[:place], outcome, *outcomes[place + 1 :]]).decision.rank
        for outcome in (FINE, OPEN, FAILED)
    ]
    assert ranks == sorted(ranks, reverse=True)


@PROPERTY
@given(OUTCOMES, OUTCOMES)
def test_a_stopped_pilot_never_comes_back(outcomes: list[str], later: list[str]) -> None:
    if at(outcomes).decision is PilotDecision.STOP:
        assert at(outcomes + later).decision is PilotDecision.STOP


@PROPERTY
@given(OUTCOMES, ANSWER, ANSWER, ANSWER)
def test_what_is_unknown_is_never_good(
    outcomes: list[str], gates: bool | None, gone: bool | None, payee: bool | None
) -> None:
    def rank(gates_passed: bool | None, vanished: bool | None, payee_changed: bool | None) -> int:
        found = at(outcomes, gates_passed=gates_passed, vanished=vanished, payee_changed=payee_changed)
        return found.decision.rank

    assert rank(None, gone, payee) <= rank(gates, gone, payee) or gates is False
    assert rank(True, None, False) <= rank(True, False, False)
    assert rank(True, False, None) <= rank(True, False, False)
    if None in (gates, gone, payee):
        assert rank(gates, gone, payee) < PilotDecision.GO.rank


def test_a_policy_that_allows_no_failure_stops_at_the_first() -> None:
    strict = replace(POLICY, pilot=replace(POLICY.pilot, failures_allowed=0))
    found = pilot_progress([FINE, FAILED], strict, gates_passed=True)
    assert (found.decision.value, found.reason, found.orders_at_most) == ("stop", "go_out_of_reach", 12)


@pytest.mark.parametrize(
    ("outcomes", "more", "field"),
    [
        (["good"], {}, r"outcomes\[0\]"),
        ([None], {}, r"outcomes\[0\]"),
        ([], {"vanished": "yes"}, "vanished"),
        ([], {"payee_changed": 1}, "payee_changed"),
        ([], {"gates_passed": "yes"}, "gates_passed"),
        ([], {"days": -1}, "days"),
        ([], {"days": 1.5}, "days"),
    ],
)
def test_what_cannot_be_is_refused_by_name(outcomes: list[str], more: dict[str, int], field: str) -> None:
    with pytest.raises(ValueError, match=field):
        at(outcomes, **more)


def order(**facts: object) -> OrderGroup:
    whole: dict[str, object] = {
        "age_days": 30,
        "arrival": Arrival.PROVEN,
        "promised_days": 40,
        **CLEAN,
        **facts,
    }
    return OrderGroup(**whole)  # type: ignore[arg-type]  # by name


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ({}, FINE),
        ({"arrival": Arrival.LOST}, FAILED),
        ({"late": True}, FAILED),
        ({"not_as_described": True}, FAILED),
        ({"counterfeit": True}, FAILED),
        ({"arrival": Arrival.OPEN, "late": None, "promised_days": 20}, FAILED),
        ({"arrival": Arrival.OPEN, "late": None}, OPEN),
        ({"arrival": Arrival.ATTESTED}, OPEN),
        ({"arrival": Arrival.NOT_OBSERVED}, OPEN),
        ({"late": None}, OPEN),
        ({"not_as_described": None}, OPEN),
        ({"counterfeit": None}, OPEN),
        ({"unattributed": True}, OPEN),
    ],
)
def test_an_order_fails_on_any_bad_fact_and_is_fine_only_where_all_are_known(
    facts: dict[str, object], outcome: str
) -> None:
    assert outcome_of(order(**facts)) == outcome


GOODNESS = {FAILED: 0, OPEN: 1, FINE: 2}


@PROPERTY
@given(order_groups(), st.sampled_from(["late", "not_as_described", "counterfeit"]), ANSWER)
def test_a_fact_that_becomes_unknown_or_bad_never_makes_an_order_better(
    group: OrderGroup, name: str, value: bool | None
) -> None:
    good, other = changed(group, **{name: False}), changed(group, **{name: value})
    assert GOODNESS[outcome_of(other)] <= GOODNESS[outcome_of(good)]
