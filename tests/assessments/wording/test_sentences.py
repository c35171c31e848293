"""What the report says of real cases."""

import re
from dataclasses import asdict
from typing import Any

import pytest

from assessments.wording.report import report_view
from assessments.wording.text import WIDTH, report_text
from tests.assessments.wording.cases import CASES, DAY, judged, report


def texts(value: object) -> list[str]:
    """Return every string of a view."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for item in value.values() for text in texts(item)]
    if isinstance(value, list | tuple):
        return [text for item in value for text in texts(item)]
    return []


@pytest.mark.parametrize(
    ("name", "verdict", "sentence"),
    [
        (
            "ready",
            "READY",
            (
                "Ready, with due diligence and caution. You can order directly from Shenzhen Bright, "
                "up to 40 orders a month."
            ),
        ),
        (
            "pilot",
            "PILOT",
            (
                "Pilot, with limits. Try a few orders directly from Shenzhen Bright; "
                "keep the rest on AliExpress."
            ),
        ),
        (
            "one_question",
            "NOT_YET",
            (
                "Not yet. Stay on AliExpress with Shenzhen Bright for now; "
                "a licence number found in the register would change this."
            ),
        ),
        (
            "dear",
            "STAY",
            (
                "Stay. Keep ordering from Shenzhen Bright on AliExpress; "
                "on these terms no record would make leaving pay."
            ),
        ),
        (
            "stopped",
            "STAY",
            (
                "Stay. Keep ordering from Shenzhen Bright on AliExpress; leaving is ruled out by "
                "payment to a personal account and pressure to pay at once."
            ),
        ),
    ],
)
def test_each_verdict_is_one_plain_sentence(name: str, verdict: str, sentence: str) -> None:
    view = report(name)
    assert (view.verdict, view.sentence) == (verdict, sentence)


def test_staying_is_a_good_decision_and_says_what_it_saves() -> None:
    assert re.fullmatch(
        r"A good decision: staying saves about \$\d+ a month and keeps up to \$\d+ protected\.",
        report("dear").explanation,
    )
    assert re.fullmatch(
        r"A good decision: staying keeps up to \$\d+ protected\.", report("stopped").explanation
    )


def test_a_hard_stop_is_named_beside_a_saving() -> None:
    assert "A hard stop outweighs it." in report("stopped").numbers[1].note
    assert "A hard stop outweighs it." not in report("ready").numbers[1].note


def test_the_scope_names_volume_payment_time_and_goods() -> None:
    assert report("pilot").scope == (
        "Judged for 30 orders a month, paid by Alibaba.com Trade Assurance, over the next 3 months."
    )
    assert report("stopped").scope.endswith("Unbranded goods only.")
    assert report("ready").as_of_text == "22 November 2026"


@pytest.mark.parametrize("name", sorted(CASES))
def test_there_are_at_most_three_numbers_and_three_heaviest_reasons(name: str) -> None:
    view = report(name)
    assert len(view.numbers) == 3
    assert len(view.heaviest) <= 3
    assert (*view.heaviest, *view.other_reasons) == view.reasons


@pytest.mark.parametrize("name", sorted(CASES))
def test_no_text_is_left_unfilled(name: str) -> None:
    assessment, _explanation = judged(name)
    allowed = {"READY", "PILOT", "NOT_YET", "STAY"}
    for text in texts(asdict(report(name))):
        assert re.search(r"%\(|None|\bnan\b|\binf\b|\{\}", text) is None, text
    prose = report_text(report(name))
    assert re.findall(r"\b[a-z]+_[a-z_]+\b", prose) == []
    assert not allowed & set(re.findall(r"\b[A-Z]+_[A-Z]+\b", prose))
    assert assessment["policy_version"] in prose


@pytest.mark.parametrize("name", sorted(CASES))
def test_safe_is_never_a_word_of_the_report(name: str) -> None:
    assert re.search(r"\bsafe\b", report_text(report(name)), re.IGNORECASE) is None


@pytest.mark.parametrize("name", sorted(CASES))
def test_every_amount_names_its_currency(name: str) -> None:
    for text in texts(asdict(report(name, "EUR"))):
        assert "$" not in text


@pytest.mark.parametrize("name", sorted(CASES))
def test_plain_text_fits_a_terminal(name: str) -> None:
    lines = report_text(report(name)).splitlines()
    assert [line for line in lines if len(line) > WIDTH] == []
    assert len(lines) > 60


def test_plain_text_has_the_verdict_first_and_every_part() -> None:
    text = report_text(report("not_yet"))
    assert text.startswith("[NOT YET] Shenzhen Bright, 22 November 2026\n")
    parts = (
        "IN NUMBERS", "REASONS", "WHAT WOULD CHANGE IT", "THE BILL FOR 100 ORDERS", "OF 100 DIRECT ORDERS",
        "PROTECTIONS YOU GIVE UP", "THE PAYMENT", "GATES: Do we know enough", "HARD STOPS",
        "THE FOUR DANGERS OF LEAVING", "ASSUMED", "METHOD AND LIMITS",
    )  # fmt: skip
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_open_questions_are_one_reason_that_lists_them_all() -> None:
    [reason] = [item for item in report("empty").reasons if item.key.startswith("unanswered")]
    assert reason.sentence == "9 stop questions are not answered. One “yes” would mean: stay."
    assert len(reason.evidence) == 9


def test_one_open_question_stays_a_reason_of_its_own() -> None:
    assert report("one_question").reasons[0].sentence == (
        "Open question: Is the licence number wrong or not in the register?"
    )


def test_a_reason_rests_on_orders_with_counts_and_days() -> None:
    reason = next(item for item in report("not_yet").reasons if item.key == "failures_lost")
    found = [item.text for item in reason.evidence if item.kind == "orders"]
    assert found == [
        "Your record: 1 of 16 orders of which this is known.",
        (
            "Orders with this supplier: 23 (14 clean, 1 lost, 1 with an unexplained problem, 1 on the way, "
            "1 of these overdue, 6 that nobody saw arrive)."
        ),
        "The last proven arrival was on 6 November 2026; the record covers 88 days.",
    ]


def test_a_reason_marks_the_terms_it_had_to_assume() -> None:
    reason = next(item for item in report("not_yet").reasons if item.key == "labour")
    assert [item.text for item in reason.evidence] == [
        "From the proposal: Extra work for each order; Extra hours each month.",
        "Assumed, not known: What an hour of your work costs, $60.00.",
    ]


def test_no_orders_are_said_to_be_none() -> None:
    reason = next(item for item in report("empty").reasons if item.key == "gate_clean_orders")
    assert reason.evidence[0].text == "You have no orders with this supplier yet."


def test_where_staying_is_right_its_cost_comes_before_the_record() -> None:
    hazards = [item.key for item in report("dear").reasons]
    assert hazards[0] == "no_record_would_pay"
    assert hazards.index("failures_lost") < hazards.index("gate_pace")


def test_a_finding_that_costs_nothing_is_left_out() -> None:
    assessment, explanation = judged("ready")
    free = [{**item, "effect_per_month": 0.0} for item in assessment["findings"]]
    view = report_view({**assessment, "findings": free}, explanation, supplier="A", currency="USD", as_of=DAY)
    assert view.reasons == ()


def test_every_gate_shows_what_was_found_and_both_thresholds() -> None:
    assessment, _explanation = judged("not_yet")
    views = {gate.key: gate for group in report("not_yet").gates for gate in group.gates}
    assert set(views) == {gate["name"] for gate in assessment["gates"]}
    budget = views["cvar95"]
    assert budget.value.startswith("$")
    assert budget.pilot.threshold == "at most what you can afford to lose"
    assert budget.reason == "Say in the proposal what you can afford to lose; until then it is not met."
    assert (views["known_late"].pilot.threshold, views["known_late"].pilot.word) == ("", "not asked")
    assert views["diligence"].pilot.threshold == "at least 50\u00a0%"
    assert views["diligence"].pilot.is_passed is False
    assert views["diligence"].pilot.word.startswith("not met")
    assert views["evidence_usable"].reason == (
        "Not met: some orders are in another currency than the proposal."
    )


def test_a_gate_agrees_with_the_engine_about_being_met() -> None:
    for name in CASES:
        assessment, _explanation = judged(name)
        views = [gate for group in report(name).gates for gate in group.gates]
        engine = sorted(
            (row["name"], row["pilot"]["passed"], row["ready"]["passed"]) for row in assessment["gates"]
        )
        assert sorted((gate.key, gate.pilot.is_passed, gate.ready.is_passed) for gate in views) == engine


def test_every_change_of_the_engine_is_listed_in_its_pile() -> None:
    for name in CASES:
        _assessment, explanation = judged(name)
        shown = sum(len(pile.changes) for pile in report(name).piles)
        assert shown == len(explanation["what_would_change"])
        for pile in report(name).piles:
            assert (*pile.cheapest, *pile.others) == pile.changes


def test_the_orders_still_needed_come_with_a_range_of_days() -> None:
    assessment, explanation = judged("pilot")
    span = {"ready": 14, "ready_days": {"low": 30, "high": 60}}
    view = report_view(
        assessment, {**explanation, "orders_needed": span}, supplier="A", currency="USD", as_of=DAY
    )
    point = next(item for item in view.turning_points if "still needed to leave" in item.label)
    assert point.text == "14 orders"
    assert point.note.startswith("At today’s pace between 22 December 2026 and 21 January 2027.")


def test_keys_of_a_newer_engine_do_not_break_an_old_page() -> None:
    assessment, explanation = judged("not_yet")
    finding: dict[str, Any] = {
        "key": "new_thing",
        "hazard": "evidence",
        "direction": "against",
        "effect_per_month": None,
        "level": "PILOT",
        "data": {},
    }
    gate = {**assessment["gates"][0], "name": "new_gate", "reason": "new_reason", "value": None}
    change = {"pile": "ask", "changes": [{"field": "new_term", "from": 1, "to": 2}], "verdict": "PILOT"}
    newer = {
        **assessment,
        "findings": [finding],
        "gates": [gate],
        "blockers": [{"key": "new_stop", "answer": True, "source": "new"}],
        "payment": {**assessment["payment"], "key": "new_method", "who_decides": "new", "window_from": "new"},
        "assumptions": [{"field": "new_term", "value": 3.0, "unit": "share", "why": "new"}],
        "protections_lost": [{"key": "new_protection", "low": None, "high": None, "mean": None}],
    }
    view = report_view(
        newer, {**explanation, "what_would_change": [change]}, supplier="A", currency="USD", as_of=DAY
    )
    assert view.reasons[0].sentence == "New thing."
    assert view.gates[0].gates[0].label == "new gate"
    assert view.protections[0].price == "We do not know what it is worth."
    assert view.payment.window == "none: no claim can be made"
    assert view.piles[0].changes[0].sentence == "new term: 2 instead of 1."
    assert report_text(view)
