"""No key of the engine or the policy may reach a page as a key."""

import ast
import inspect
import re
from string import Formatter
from typing import Any

import pytest

from assessments import evidence as shell
from assessments.engine import findings as engine_findings
from assessments.engine.changes import ASK, PROVE, WAIT
from assessments.engine.findings import HAZARDS as ENGINE_HAZARDS
from assessments.engine.gates import ABSOLUTE, ECONOMIC, EVIDENCE, NOT_COMPUTED, SAFETY
from assessments.engine.references import references_of
from assessments.engine.terms import MONEY_TERMS
from assessments.engine.words import BLOCKER_QUESTIONS, CHANNELS, RED_FLAGS, Tier, Verdict
from assessments.policy import current_policy, policy_document
from assessments.wording.assumptions import WHYS
from assessments.wording.bill import PARTS
from assessments.wording.blockers import BLOCKERS, FLAG_STOPS
from assessments.wording.change_words import CHANGES, PILES
from assessments.wording.channels import CHANNELS as CHANNEL_WORDS
from assessments.wording.evidence import ANSWER_SOURCES
from assessments.wording.finding_words import FINDINGS, FindingWords
from assessments.wording.gate_words import GATES
from assessments.wording.gates import KINDS, REASONS
from assessments.wording.hazards import HAZARDS
from assessments.wording.payments import FAMILIES, PAYMENTS
from assessments.wording.problems import PROBLEMS
from assessments.wording.protections import PROTECTIONS
from assessments.wording.recourse import DECIDERS, TIERS, WINDOWS
from assessments.wording.terms import TERMS
from stores.templatetags.display import VERDICT_WORDS
from tests.assessments.wording.cases import CASES, judged

REPORTS = [judged(name) for name in CASES]
ASSESSMENTS = [assessment for assessment, _explanation in REPORTS]
CHANGED = [
    change
    for _assessment, explanation in REPORTS
    for row in explanation["what_would_change"]
    for change in row["changes"]
]


def keys_in_the_engine() -> tuple[set[str], set[str]]:
    """Return the finding keys the engine spells out, and the beginnings of those it puts together."""
    whole, beginnings = set(), set()
    for node in ast.walk(ast.parse(inspect.getsource(engine_findings))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Finding"):
            continue
        for part in ast.walk(node.args[0]):
            if isinstance(part, ast.JoinedStr):
                beginnings.add(str(part.values[0].value))  # type: ignore[attr-defined]  # begins with a constant
            elif isinstance(part, ast.Constant) and isinstance(part.value, str):
                whole.add(part.value)
    return whole - beginnings, beginnings


def test_every_finding_the_engine_spells_out_has_a_sentence() -> None:
    whole, beginnings = keys_in_the_engine()
    assert len(whole) >= 9
    assert beginnings == {"blocker_", "unanswered_", "gate_", "failures_", "orders_"}
    assert whole - set(FINDINGS) == set()


def test_every_finding_that_is_put_together_has_a_sentence() -> None:
    expected = {
        *(f"{start}_{question}" for start in ("blocker", "unanswered") for question in BLOCKER_QUESTIONS),
        *(f"blocker_{flag}" for flag in RED_FLAGS),
        *(f"failures_{channel}" for channel in CHANNELS),
        *(f"gate_{key}" for key in GATES if key != "hard_blockers"),
        *(f"orders_{state}" for state in ("unattributed", "overdue", "not_observed")),
    }
    assert expected - set(FINDINGS) == set()


def test_every_finding_of_real_reports_has_a_sentence() -> None:
    met = {finding["key"] for assessment in ASSESSMENTS for finding in assessment["findings"]}
    assert len(met) > 40
    assert met - set(FINDINGS) == set()


@pytest.mark.parametrize("key", sorted(FINDINGS))
def test_a_sentence_only_uses_numbers_it_has_a_unit_for(key: str) -> None:
    words = FINDINGS[key]
    for text in (words.sentence, words.unknown or ""):
        assert set(re.findall(r"%\((\w+)\)s", str(text))) - set(words.units) == set()
        assert [name for _text, name, _spec, _conversion in Formatter().parse(str(text)) if name] == []


def used_names(words: FindingWords, data: dict[str, Any]) -> set[str]:
    text = words.unknown if words.unknown is not None and data.get(words.needs) is None else words.sentence
    return set(re.findall(r"%\((\w+)\)s", str(text)))


def test_every_number_of_a_sentence_is_in_the_data_of_its_finding() -> None:
    for assessment in ASSESSMENTS:
        for finding in assessment["findings"]:
            used = used_names(FINDINGS[finding["key"]], finding["data"])
            missing = {name for name in used if finding["data"].get(name) is None}
            assert (finding["key"], missing) == (finding["key"], set())


def test_every_finding_says_what_it_rests_on_and_each_term_of_it_has_a_label() -> None:
    plain = [key for key in FINDINGS if not key.startswith(("blocker_", "unanswered_"))]
    rests_on = [item for key in plain for item in references_of(key, {}, {"total": 1})]
    assert {str(item["field"]) for item in rests_on if item["kind"] == "term"} - set(TERMS) == set()
    for assessment in ASSESSMENTS:
        for finding in assessment["findings"]:
            assert finding["evidence"], finding["key"]


def test_every_gate_has_words() -> None:
    met = {gate["name"] for assessment in ASSESSMENTS for gate in assessment["gates"]}
    assert set(current_policy().gates) - met == set()
    assert met - set(GATES) == set()
    assert set(KINDS) == {EVIDENCE, ECONOMIC, SAFETY, ABSOLUTE}


def test_every_reason_of_a_gate_has_words() -> None:
    met = {gate["reason"] for assessment in ASSESSMENTS for gate in assessment["gates"]} - {None}
    assert met == set(REASONS)
    assert NOT_COMPUTED in REASONS


def test_every_blocker_has_words() -> None:
    assert set(BLOCKERS) == set(BLOCKER_QUESTIONS)
    assert set(FLAG_STOPS) == set(RED_FLAGS)
    met = {blocker["source"] for assessment in ASSESSMENTS for blocker in assessment["blockers"]}
    assert met == set(ANSWER_SOURCES)


def test_every_hazard_channel_tier_and_verdict_has_words() -> None:
    assert tuple(HAZARDS) == ENGINE_HAZARDS
    assert set(CHANNEL_WORDS) == {*CHANNELS, "vanished"}
    assert set(TIERS) == set(Tier)
    assert set(VERDICT_WORDS) == set(Verdict)


def test_every_payment_method_and_family_of_the_policy_has_words() -> None:
    policy = current_policy()
    assert set(PAYMENTS) == set(policy.methods)
    assert set(FAMILIES) == set(policy.families)
    assert {method.decides for method in policy.methods.values()} == set(DECIDERS)
    assert {method.window_from for method in policy.methods.values()} == set(WINDOWS)


def test_every_assumption_has_words() -> None:
    met = [row for assessment in ASSESSMENTS for row in assessment["assumptions"]]
    assert {row["field"] for row in met} == set(MONEY_TERMS)
    assert set(MONEY_TERMS) - set(TERMS) == set()
    assert {row["why"] for row in met} == set(WHYS)


def test_every_change_has_words() -> None:
    assert set(PILES) == {ASK, PROVE, WAIT}
    known = {*CHANGES, *TERMS, *(f"answers.{question}" for question in BLOCKERS), "wait_days"}
    assert {change["field"] for change in CHANGED} - known == set()


def test_every_protection_has_words() -> None:
    met = {row["key"] for assessment in ASSESSMENTS for row in assessment["protections_lost"]}
    platform = policy_document()["platform"]
    assert isinstance(platform, dict)
    assert (met | set(platform)) - set(PROTECTIONS) == set()


def test_every_part_of_the_bill_has_words() -> None:
    for assessment in ASSESSMENTS:
        assert set(assessment["bill"]["off"]) - {"total"} == set(PARTS)


def test_every_problem_that_the_shell_reports_has_words() -> None:
    source = inspect.getsource(shell.evidence_of)
    reported = set(re.findall(r'problems=\("(\w+)",\)', source))
    assert reported
    assert reported - set(PROBLEMS) == set()
