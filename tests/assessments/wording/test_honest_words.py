"""What a report must not claim: that nothing helps where nothing was tried, that it pays where it may ruin."""

from typing import Any

import pytest

from assessments.wording.distances import distance_text
from assessments.wording.gate_words import GATES
from assessments.wording.gates import PACES, gate_groups
from assessments.wording.payments import PAYMENTS, payment_name
from assessments.wording.policy_values import SOURCES, policy_assumption_views, source_text
from assessments.wording.recourse import payment_view
from assessments.wording.report import report_view
from assessments.wording.text import report_text
from assessments.wording.view import ReportView
from tests.assessments.wording.cases import DAY, judged, report

NOT_WORKED_OUT = (
    "This report was made with an older policy or engine; what would change it is not worked out again."
)


def told(assessment: dict[str, Any], explanation: dict[str, Any]) -> ReportView:
    return report_view(assessment, explanation, supplier="A", currency="USD", as_of=DAY)


def with_gates(name: str, **passed: bool) -> dict[str, Any]:
    """Return a case that no record helps, whose gates of PILOT passed or not as said."""
    assessment, _explanation = judged(name)
    gates = [
        {**gate, "pilot": {**gate["pilot"], "passed": passed.get(gate["name"], gate["pilot"]["passed"])}}
        for gate in assessment["gates"]
    ]
    return {**assessment, "gates": gates}


def test_a_report_that_was_not_explained_does_not_say_that_nothing_helps() -> None:
    assessment, explanation = judged("one_question")
    assert told(assessment, {}).no_change == NOT_WORKED_OUT
    tried = told(assessment, {**explanation, "what_would_change": []})
    assert tried.no_change == (
        "Nothing that was tried reaches a better verdict, alone or with one other change. See below which gates "
        "are not met."
    )
    assert told(judged("ready")[0], {}).no_change.startswith("This is the best verdict there is.")


def test_a_report_whose_details_were_never_made_tells_the_verdict_and_invents_none() -> None:
    details = ("failure_rates", "findings", "hazards", "bill", "protections_lost", "assumptions")
    bare = {key: value for key, value in judged("pilot")[0].items() if key not in details}
    view, whole = told(bare, {}), told(*judged("pilot"))
    assert (view.sentence, view.gates, view.blockers) == (whole.sentence, whole.gates, whole.blockers)
    assert (view.is_detailed, whole.is_detailed) == (False, True)
    assert (view.reasons, view.strips, view.protections, view.assumptions) == ((), (), (), ())
    assert view.numbers[0].text == "unknown" and view.bill.summary == "The bill could not be worked out."


def test_staying_because_of_the_budget_is_not_called_a_loss() -> None:
    _assessment, explanation = judged("dear")
    pays = {"net": True, "probability_net_positive": True}
    for gate in ("cvar95", "peak_unprotected_cash"):
        view = told(with_gates("dear", **pays, **{gate: False}), explanation)
        assert view.sentence == (
            "Stay. Keep ordering from A on AliExpress; on these terms more could be lost than you can afford, "
            "whatever the record."
        )
        reason = next(item for item in view.reasons if item.key == "no_record_would_pay")
        assert reason.sentence == (
            "On these terms not even a faultless record would keep the loss within what you can afford. Smaller "
            "payments or a safer method can."
        )
        assert reason.sentence in [text for hazard in view.hazards for text in hazard.findings]
    for lost in ("net", "probability_net_positive"):
        view = told(with_gates("dear", **pays | {lost: False}), explanation)
        assert view.sentence.endswith("on these terms no record would make leaving pay.")


def test_an_empty_pile_says_that_half_of_a_pair_stands_in_another_list() -> None:
    assessment, explanation = judged("not_yet")
    pair = [
        {"field": "offered_price", "from": 19.0, "to": 17.2, "pile": "ask"},
        {"field": "diligence_share", "from": None, "to": 0.5, "pile": "prove"},
    ]
    row = {"pile": "ask", "changes": pair, "verdict": "PILOT"}
    piles = {pile.key: pile for pile in told(assessment, {**explanation, "what_would_change": [row]}).piles}
    assert piles["prove"].nothing == "Only together with something from another list."
    assert piles["wait"].nothing == "Nothing here changes the verdict, alone or with one other change."


def test_a_payment_nobody_named_gives_nothing_back_either() -> None:
    nothing = dict.fromkeys(("lost", "late"), 0.0)
    for payment, gives_nothing in (
        ({"key": None, "recovery": nothing}, True),
        ({"key": "wire_company", "recovery": nothing}, True),
        ({"key": "escrow", "recovery": {"lost": 0.8}}, False),
        ({"key": None, "recovery": {}}, False),
        ({"key": None}, False),
    ):
        assert payment_view(payment).gives_nothing_back is gives_nothing
    text = report_text(report("empty"))
    assert "Nothing is counted as coming back, whatever goes wrong." in text
    assert "Comes back on average" not in text


def test_no_payment_is_called_a_payment_twice() -> None:
    assert [key for key in PAYMENTS if "payment" in payment_name(key).split()[:1]] == []


def test_a_verdict_on_own_numbers_says_so_at_the_top() -> None:
    assessment, explanation = judged("pilot")
    rows = [{**row, "is_own": place < 2} for place, row in enumerate(explanation["policy_assumptions"])]
    own = {**assessment, "policy_version": "2026.1+e3eb09b5"}
    view = told(own, {**explanation, "policy_assumptions": rows})
    assert view.own_numbers == "With 2 numbers of your own instead of ours."
    assert view.method.policy_version == "2026.1, with your own numbers (e3eb09b5)"
    assert view.own_numbers in report_text(view)
    assert told(own, {}).own_numbers == "With numbers of your own instead of ours."
    assert (told(assessment, explanation).own_numbers, told(assessment, {}).own_numbers) == ("", "")


def test_an_assumption_that_moves_nothing_is_said_to_move_nothing() -> None:
    row = judged("pilot")[1]["policy_assumptions"][0]
    still, moving = policy_assumption_views(
        [{**row, "net_low": 65.1, "net_high": 65.3}, {**row, "net_low": 69.0, "net_high": 47.0}], "USD"
    )
    assert (still.effect, moving.effect) == ("", "+$47 to +$69")


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("own judgement", "our judgement"),
        ("own judgement: the first stop can fall there", "our judgement: the first stop can fall there"),
        ("own estimate; no provider publishes it", "our estimate; no provider publishes it"),
        ("pilots of 60 to 90 days (CARRO)", f"pilots of 60 to 90 days ({SOURCES['CARRO']})"),
        ("AE-GG", str(SOURCES["AE-GG"])),
        ("NEW-1", "NEW-1"),
    ],
)
def test_sources_are_words(source: str, words: str) -> None:
    assert source_text(source) == words


@pytest.mark.parametrize(
    ("distance", "unit", "comparison", "words"),
    [
        (5.2, "orders", ">=", "6 orders to go"),
        (1.0, "orders", ">=", "1 order to go"),
        (25.9, "orders", "<=", "26 orders too many"),
        (19.3, "orders_per_month", ">=", "20 orders a month short"),
        (8.7, "orders_per_month", "<=", "9 orders a month too many"),
        (20.0, "days", ">=", "20 days to go"),
        (1.0, "weeks", ">=", "1 weeks to go"),
        (0.1, "share", ">=", "10 points of 100 short"),
        (0.0119, "probability", ">=", "2 points of 100 short"),
        (93.0, "money", "<=", "$93 too much"),
        (113.6, "per_month", ">", "$114 a month short"),
        (1.0, "bool", ">=", ""),
        (2.0, "blockers", "<=", ""),
        (None, "orders", ">=", ""),
        (0.0, "per_month", ">", ""),
    ],
)
def test_a_distance_is_told_in_what_is_missing(
    distance: float | None, unit: str, comparison: str, words: str
) -> None:
    assert distance_text(distance, unit, comparison, "USD") == words


def test_a_gate_says_how_far_it_is_only_where_the_engine_does() -> None:
    row = next(gate for gate in judged("dear")[0]["gates"] if gate["name"] == "tenure")
    levels = {
        name: {key: value for key, value in row[name].items() if key != "distance"}
        for name in ("pilot", "ready")
    }
    assert set(GATES) >= PACES
    [old] = gate_groups([{**row, **levels}], "USD")
    assert [(gate.pilot.word, gate.ready.word) for gate in old.gates] == [("met", "not met")]
    far = {name: {**level, "distance": 20.0} for name, level in levels.items()}
    [new] = gate_groups([{**row, **far}], "USD")
    assert [(gate.pilot.word, gate.ready.word) for gate in new.gates] == [("met", "not met, 20 days to go")]
