"""The plan of a pilot in words: its limits, its rule, and whether it is worth its money."""

import json
from typing import Any

import pytest

from assessments.engine.pilot_plan import PROBLEMS as ENGINE_PROBLEMS
from assessments.wording.pilot import AT_ONCE, PROBLEMS, first_rule, pilot_view
from assessments.wording.report import report_view
from assessments.wording.step_views import PilotView
from assessments.wording.text import report_text
from tests.assessments.wording.cases import DAY, judged, report


def changed(**values: Any) -> dict[str, Any]:
    """Return the explanation of a pilot with some values of its plan changed."""
    explanation: dict[str, Any] = json.loads(json.dumps(judged("pilot")[1]))
    explanation["pilot"].update(values)
    return explanation


def view(explanation: dict[str, Any], name: str = "pilot") -> PilotView:
    found = pilot_view(judged(name)[0], explanation, "USD")
    assert found is not None
    return found


def test_a_pilot_shows_its_plan_others_fold_it_away_and_stay_has_none() -> None:
    folded = {name: (plan := report(name).pilot) and plan.is_folded for name in ("pilot", "ready", "not_yet")}
    assert folded == {"pilot": False, "ready": True, "not_yet": True}
    assert report("dear").pilot is None
    assert report("stopped").pilot is None


def test_the_limits_are_orders_pace_money_time_and_the_next_look() -> None:
    plan = report("pilot").pilot
    assert plan is not None
    assert [(limit.label, limit.text, limit.note) for limit in plan.limits] == [
        ("Orders, at most", "12 orders", ""),
        ("Direct orders a month, at most", "9 orders", "30\u00a0% of the planned volume"),
        ("To spend, at most", "$168", "goods and payment fees, all orders"),
        ("Unprotected at any time, at most", "$52", "you can afford to lose $1,500"),
        ("It ends after", "58 days", "parcels take 18 days"),
        ("Look at it again", "every 6 orders, and every 14 days", ""),
    ]


def test_the_rule_is_told_by_the_number_of_failures() -> None:
    rows = view(changed(orders=34, failures_allowed=2, problems=[])).rows
    assert [(row.failures, row.go, row.stop) for row in rows] == [
        ("no failure", "after 12 orders", "not for that alone"),
        ("1 failure", "after 23 orders", "not for that alone"),
        ("2 failures", "after 34 orders", "within the first 6 orders"),
        ("3 failures", "never", "at once"),
    ]


def test_what_there_is_no_time_for_is_said_to_be_so() -> None:
    plan = view(changed())
    assert [row.go for row in plan.rows] == [
        "after 12 orders",
        "after 23 orders: more than this pilot has time for",
        "after 34 orders: more than this pilot has time for",
        "never",
    ]
    (problem,) = plan.problems
    assert problem == (
        "At 9 orders a month there is time for 12 orders only. With 1 failure among them it ends undecided, "
        "and undecided means: stay."
    )
    slow = view(changed(problems=["too_slow"], days_needed=120))
    assert slow.rows[0].go == "after 12 orders: more than this pilot has time for"
    assert slow.problems[0].startswith(
        "At 9 orders a month even a pilot of 12 orders takes 120 days, and after 90 days it is over"
    )


def test_a_plan_that_no_budget_bears_has_no_limits_and_says_why() -> None:
    plan = view(changed(orders_per_month=0.0, peak_unprotected_cash=None, problems=["over_budget"]))
    assert plan.limits == ()
    assert plan.problems == (
        "Even one direct order a month could lose more than you can afford: no pilot fits these terms.",
    )


def test_terms_that_nobody_stated_are_named() -> None:
    assert view(changed(assumed=["days_to_receipt", "top_up"])).assumed == (
        "Days from payment to arrival",
        "Money kept with the supplier in advance",
    )
    missing = view(changed(problems=["risk_budget_missing"], risk_budget=None))
    assert missing.limits[3].note == "what you can afford to lose is not known"


@pytest.mark.parametrize(
    ("value", "cost", "worth_it", "begins"),
    [
        (
            80.0,
            0.0,
            True,
            "On average these 12 orders lose nothing, so the pilot costs you only the work. What they teach is ",
        ),
        (
            0.001,
            0.0,
            True,
            "On average these 12 orders lose nothing. In money they also teach nothing: no outcome is",
        ),
        (80.0, 20.0, True, "Worth its money: what 12 orders teach is worth about $80"),
        (
            15.0,
            20.0,
            False,
            "In money it costs more than it teaches: what 12 orders teach is worth about $15",
        ),
        (
            0.0,
            20.0,
            False,
            "In money it costs more than it teaches: no outcome of 12 orders is likely to change",
        ),
        (80.0, None, None, ""),
    ],
)
def test_it_says_whether_the_pilot_is_worth_its_money(
    value: float, cost: float | None, worth_it: bool | None, begins: str
) -> None:
    row = {"orders": 12, "value": value, "cost": cost, "worth_it": worth_it}
    plan = view(changed(value={**row, "net_now": 0.0, "tried": [row]}))
    assert plan.worth.startswith(begins)
    assert bool(plan.worth) == bool(begins)
    assert plan.sizes[0].cost == ("unknown" if cost is None else f"${cost:.0f}")


def test_both_errors_of_the_rule_are_told() -> None:
    assert view(changed()).errors == (
        "A bad supplier, one that fails on 20 of 100 orders, still passes in 7 of 100 pilots; a good one, which "
        "fails on 3 of 100, is stopped or stays undecided in 31 of 100."
    )
    assert view(changed(errors=None)).errors == ""


def test_the_verdict_takes_its_numbers_from_the_plan() -> None:
    assert report("pilot").explanation == (
        "Keep it small. 12 direct orders without a failure say: go on. "
        "2 failures among the first 6 say: stop."
    )
    step = report("pilot").next_step
    assert (step.text, step.target) == (
        "Agree on a pilot of at most 12 orders, in writing, and count every one",
        "pilot",
    )
    stricter = [{"failures": 1, "orders": 3}]
    assert first_rule(changed(go=[{"failures": 0, "orders": 20}], stop=stricter)) == {
        "go": "20",
        "stop": "1",
        "within": "3",
    }


def test_a_report_stored_without_a_plan_is_still_readable() -> None:
    assessment, explanation = judged("pilot")
    old = {key: value for key, value in explanation.items() if key != "pilot"}
    made = report_view(assessment, old, supplier="A", currency="USD", as_of=DAY)
    assert made.pilot is None
    assert made.explanation == "Keep it small, and count every order."
    assert made.next_step.text == "Agree on a small pilot, in writing, and count every order."
    assert "PILOT PLAN" not in report_text(made)


def test_a_pilot_no_budget_bears_is_no_next_step() -> None:
    assessment, _explanation = judged("pilot")
    none = changed(orders_per_month=0.0, problems=["over_budget"])
    made = report_view(assessment, none, supplier="A", currency="USD", as_of=DAY)
    assert (made.next_step.text, made.next_step.target) == ("See why no pilot fits these terms", "pilot")


def test_a_pilot_that_cannot_say_go_on_is_not_advised_as_if_it_could() -> None:
    assessment, _explanation = judged("pilot")
    for problem, why, step in (
        (
            "too_slow",
            "At this pace a pilot can only tell you to stop.",
            "See why a pilot cannot decide at this pace",
        ),
        (
            "over_budget",
            "Everything else is met, but no pilot is small enough for what you can afford to lose.",
            "See why no pilot fits these terms",
        ),
    ):
        stuck = changed(problems=[problem], days_needed=120)
        made = report_view(assessment, stuck, supplier="A", currency="USD", as_of=DAY)
        assert first_rule(stuck) is None
        assert (made.explanation, made.next_step.text, made.next_step.target) == (why, step, "pilot")


def test_the_pace_is_told_in_orders_that_can_be_kept() -> None:
    limits = {limit.label: limit.text for limit in view(changed(orders_per_month=3.6)).limits}
    assert limits["Direct orders a month, at most"] == "3 orders"
    assert view(changed(orders_per_month=0.6)).limits[1].text == "0.6 orders"


def test_plain_text_has_the_plan_where_a_pilot_is_advised() -> None:
    text = report_text(report("pilot"))
    for line in (
        "PILOT PLAN",
        "  Unprotected at any time, at most: $52 (you can afford to lose $1,500)",
        "  No failure. Go on: after 12 orders. Stop: not for that alone.",
        "  If the end comes without a decision: stay.",
    ):
        assert line in text.splitlines()
    assert "Stop at once:" in text
    assert "PILOT PLAN" not in report_text(report("ready"))
    assumed = report_view(
        judged("pilot")[0], changed(assumed=["top_up"]), supplier="A", currency="USD", as_of=DAY
    )
    assert "  Assumed: Money kept with the supplier in advance" in report_text(assumed).splitlines()


def test_every_key_of_a_plan_has_words() -> None:
    assert set(PROBLEMS) == set(ENGINE_PROBLEMS)
    assert set(AT_ONCE) == set(judged("pilot")[1]["pilot"]["stops_at_once"])
    newer = view(changed(problems=["new_problem"], stops_at_once=["new_thing"]))
    assert (newer.problems, newer.at_once) == (("new problem",), ("new thing",))
