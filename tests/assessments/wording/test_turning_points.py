"""The turning points: the orders still needed, when they are there, and what makes naming them a false promise."""

from typing import Any

import pytest

from assessments.wording.numbers import BY_ORDERS, turning_points
from assessments.wording.view import NumberView
from tests.assessments.wording.cases import CASES, DAY, judged

OTHERS = "Only once the other gates are met too."


def points(name: str, passing: bool = False, **needed: Any) -> dict[str, NumberView]:
    """Return the turning points of a case by label, with the orders needed as given."""
    assessment, explanation = judged(name)
    if passing:
        met = {"passed": True, "threshold": None}
        gates = [{**gate, "pilot": met, "ready": met} for gate in assessment["gates"]]
        assessment = {**assessment, "gates": gates}
    shown = turning_points(assessment, {**explanation, "orders_needed": needed}, "USD", DAY)
    return {point.label: point for point in shown}


READY = "Clean orders still needed to leave"
DIRECT = "Clean direct orders still needed to leave"


@pytest.mark.parametrize("name", [name for name in CASES if judged(name)[0]["blockers"]])
def test_a_hard_stop_promises_no_number_of_orders_and_no_volume(name: str) -> None:
    assessment, explanation = judged(name)
    stopped = any(item["answer"] is True for item in assessment["blockers"])
    given = {**explanation, "orders_needed": {"pilot": 3, "ready": 9}, "exposure_cap_orders_per_month": 68}
    labels = {point.label for point in turning_points(assessment, given, "USD", DAY)}
    promised = {label for label in labels if "still needed" in label or "you can afford" in label}
    assert bool(promised) != stopped


def test_a_pace_too_low_has_no_date_but_the_pace_that_it_takes() -> None:
    told: dict[str, Any] = {
        "ready": 43,
        "ready_days": None,
        "ready_reason": "pace_too_low",
        "ready_orders_per_month": 42,
    }
    assert points("pilot", passing=True, **told)[READY] == NumberView(
        READY, "43 orders", "At your pace this is never reached: 42 clean orders a month are needed."
    )


@pytest.mark.parametrize(
    ("days", "reason", "note"),
    [
        ({"low": 30, "high": None}, None, "At today’s pace not before 22 December 2026."),
        ({"low": 30, "high": 30}, None, "At today’s pace about 22 December 2026."),
        (None, "no_orders_lately", "No order was placed lately, so nobody can say when."),
        (None, "never", "At no pace is this reached within a year."),
    ],
)
def test_what_is_known_of_the_day_is_said_and_no_more(
    days: dict[str, int | None] | None, reason: str | None, note: str
) -> None:
    found = points("pilot", passing=True, ready=9, ready_days=days, ready_reason=reason)
    assert found[READY].note == note


def test_where_another_gate_fails_the_orders_are_not_the_whole_of_it() -> None:
    span: dict[str, Any] = {"ready": 9, "ready_days": {"low": 30, "high": 60}}
    assert OTHERS not in points("pilot", passing=True, **span)[READY].note
    assert points("pilot", **span)[READY].note.endswith(OTHERS)


def test_the_gates_of_orders_and_money_are_all_there_are() -> None:
    names = {gate["name"] for gate in judged("pilot")[0]["gates"]}
    assert names >= BY_ORDERS


def test_the_direct_orders_still_needed_have_a_line_of_their_own() -> None:
    told: dict[str, Any] = {"direct": {"needed": 10, "days": {"low": 29, "high": 47}}}
    assert points("pilot", **told)[DIRECT] == NumberView(
        DIRECT, "10 orders", "In a pilot, in about 29 to 47 days."
    )
    none = points("pilot", direct={"needed": 10, "days": None})
    assert none[DIRECT].note == "No pilot fits what you can afford to lose."
    for direct in (None, {"needed": 0, "days": {"low": 0, "high": 0}}):
        assert DIRECT not in points("pilot", direct=direct)
