"""The door without Django: JSON lines in, JSON lines out, and every wrong line says what is wrong."""

import json
import subprocess
import sys
from typing import Any

import pytest

from assessments.engine import assess, evidence_from, explain, proposal_from
from assessments.engine.door import answer_to, report_of
from assessments.engine.evidence import DAYS
from assessments.engine.proposal import BOUNDS, REQUIRED
from assessments.policy import current_policy, policy_document
from tests.assessments.engine.world import TERMS, clean_weeks
from tests.plugins.servers import ROOT

EVIDENCE: dict[str, Any] = {"orders": clean_weeks(14, 10), "owner_orders": 400, "diligence_share": 0.9}
CASE: dict[str, Any] = {"evidence": EVIDENCE, "proposal": TERMS}
PROMISED = {
    *("verdict", "coverage", "failure_rates", "saving", "fees", "labour", "expected_loss", "net_per_month"),
    *("probability_net_positive", "cvar95", "peak_unprotected_cash", "vanish_probability"),
    *("clean_orders_weighted", "break_even_price", "exposure_cap_orders_per_month", "orders_needed", "gates"),
    *("blockers", "what_would_change", "policy_version", "engine_version"),
}


def through_the_door(lines: bytes) -> list[dict[str, Any]]:
    """Return the answers of a fresh interpreter, which must print nothing else and not fail."""
    made = subprocess.run(
        [sys.executable, "-m", "assessments.engine"], input=lines, capture_output=True, cwd=ROOT, check=True
    )
    assert made.stderr == b""
    return [json.loads(line) for line in made.stdout.splitlines()]


def answer(case: object) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(answer_to(json.dumps(case).encode(), policy_document()))
    return found


def test_a_case_a_line_gives_a_report_a_line_and_wrong_ones_their_error() -> None:
    wrong = [b"{", b"[1, 2]", b"\xff\xfe", json.dumps({**CASE, "proposal": {**TERMS, "top_up": -1}}).encode()]
    lines = [json.dumps(CASE).encode(), *wrong, b"   ", json.dumps(CASE).encode()]
    answers = through_the_door(b"\n".join(lines) + b"\n")
    assert len(answers) == 6
    assert [set(item) == {"error"} for item in answers] == [False, True, True, True, True, False]
    assert answers[4]["error"].startswith("top_up: read -1; allowed is")
    assert answers[0] == answers[5]
    assert set(answers[0]) >= PROMISED


def test_a_last_line_without_its_end_is_answered_too() -> None:
    assert len(through_the_door(json.dumps(CASE).encode())) == 1


def test_the_door_says_what_the_two_calls_say() -> None:
    evidence, proposal, policy = evidence_from(EVIDENCE), proposal_from(TERMS), current_policy()
    expected = assess(evidence, proposal, policy) | explain(evidence, proposal, policy)
    assert answer(CASE) == json.loads(json.dumps(expected))


def test_own_assumptions_change_the_report_and_its_policy_version() -> None:
    own = answer({**CASE, "policy": {"channels.lost.drift": 3.0}})
    ours = answer(CASE)
    assert own["failure_rates"]["lost"]["mean_off"] > ours["failure_rates"]["lost"]["mean_off"]
    assert own["policy_version"].startswith(ours["policy_version"] + "+")


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ({"proposal": TERMS}, "evidence: read None"),
        ({"evidence": EVIDENCE}, "proposal: read None"),
        ({**CASE, "colour": "red"}, "case: read 'colour'; allowed is one of evidence, proposal, policy"),
        ("case", "case: read 'case'; allowed is an object with evidence and proposal"),
        ({**CASE, "policy": {"gates.clean_orders": 1}}, "gates.clean_orders"),
        ({**CASE, "policy": {"channels.lost.drift": 99}}, "channels.lost.drift"),
    ],
)
def test_a_case_without_its_parts_is_refused(case: object, words: str) -> None:
    assert words in answer(case)["error"]


def test_a_field_named_twice_is_refused() -> None:
    found = json.loads(answer_to(b'{"evidence": {}, "evidence": {}, "proposal": {}}', policy_document()))
    assert found["error"] == "evidence: read 'two values'; allowed is one value"


def test_a_number_of_thousands_of_digits_and_bytes_of_another_coding_are_refused_in_words() -> None:
    digits = answer_to(b'{"evidence": {}, "proposal": {"top_up": ' + b"9" * 5_000 + b"}}", policy_document())
    assert json.loads(digits)["error"].endswith("allowed is at most 400 digits")
    strange = json.loads(answer_to('{"ü": 1}'.encode("latin-1"), policy_document()))
    assert strange["error"] == "not JSON: byte 3 of the line is not UTF-8"


def test_a_case_nested_without_end_is_refused() -> None:
    assert "error" in json.loads(answer_to(b"[" * 100_000, policy_document()))


def test_no_orders_at_all_are_a_case_and_never_better_than_not_yet() -> None:
    empty: tuple[dict[str, Any], ...] = ({}, {"orders": []})
    for nothing in empty:
        assert answer({**CASE, "evidence": nothing})["verdict"] in ("STAY", "NOT_YET")


WRONG_NUMBERS: tuple[Any, ...] = (float("nan"), float("inf"), float("-inf"), "NaN", "many", True, [], 1e400)


@pytest.mark.parametrize("field", BOUNDS)
def test_every_number_of_a_proposal_is_refused_outside_its_bounds_by_name(field: str) -> None:
    low, high = BOUNDS[field]
    wrong = [*WRONG_NUMBERS, low - 0.5, high * 2 + 1, *([None] if field in REQUIRED else [])]
    for value in wrong:
        with pytest.raises(ValueError, match=rf"^{field}: read .+; allowed is a number from {low:g} to"):
            report_of({**CASE, "proposal": {**TERMS, field: value}}, policy_document())


@pytest.mark.parametrize("channel", ["lost", "late", "not_as_described", "counterfeit"])
def test_every_cost_and_share_of_a_channel_is_refused_outside_its_bounds_by_name(channel: str) -> None:
    for name in ("customer_cost", "recovery"):
        for value in (*WRONG_NUMBERS, -0.1, 1e12):
            with pytest.raises(ValueError, match=rf"^{name}\.{channel}: read .+; allowed is a number from"):
                report_of({**CASE, "proposal": {**TERMS, name: {channel: value}}}, policy_document())


@pytest.mark.parametrize("field", ["age_days", "delivered_days_ago", "promised_days", "count"])
def test_every_number_of_an_order_is_refused_outside_its_bounds_by_place_and_name(field: str) -> None:
    good = {"age_days": 30, "outcome": "clean"}
    for value in (*WRONG_NUMBERS, -1, 0.5, DAYS[1] + 100_000):
        case = {**CASE, "evidence": {"orders": [good, {**good, field: value}]}}
        with pytest.raises(ValueError, match=rf"^orders\[1\]\.{field}: read .+; allowed is a"):
            report_of(case, policy_document())


@pytest.mark.parametrize(
    "field",
    [
        *("owner_orders", "diligence_share", "clean_off_platform", "distinct_weeks"),
        *("complaints_recorded_days", "claimed_fine", "claimed_wrong"),
    ],
)
def test_every_number_of_the_evidence_is_refused_outside_its_bounds_by_name(field: str) -> None:
    for value in (*WRONG_NUMBERS, -1, 1e12):
        with pytest.raises(ValueError, match=rf"^{field}: read .+; allowed is a"):
            report_of({**CASE, "evidence": {**EVIDENCE, field: value}}, policy_document())


def test_a_million_orders_one_by_one_are_refused_and_the_same_in_groups_are_counted() -> None:
    one_by_one = [{"age_days": 30, "outcome": "clean"}] * 1_000_000
    with pytest.raises(ValueError, match=r"^orders: read 1000000 groups; allowed is at most 200000"):
        evidence_from({"orders": one_by_one})
    in_groups = [{"age_days": 30 + day, "outcome": "clean", "count": 50_000} for day in range(20)]
    assert answer({**CASE, "evidence": {**EVIDENCE, "orders": in_groups}})["orders"]["clean"] == 1_000_000


def test_the_examples_are_answered_and_the_wrong_one_by_its_error() -> None:
    answers = through_the_door((ROOT / "docs" / "examples" / "cases.jsonl").read_bytes())
    assert [item.get("verdict", item.get("error")) for item in answers] == [
        "PILOT",
        "PILOT",
        "NOT_YET",
        "deposit_share: read 1.5; allowed is a number from 0 to 1",
    ]
