"""The worse of an answer and a fact counts, and a good fact only fills in what nobody answered."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.engine import assess
from assessments.engine.words import BLOCKER_QUESTIONS, OTHER_QUESTIONS, RED_FLAGS
from assessments.policy import current_policy
from assessments.red_flags import flag_rules
from assessments.supplier_facts import with_facts
from tests.assessments.engine.world import SAFE_ANSWERS, clean_weeks, evidence, proposal, rank

ANSWERS = (*BLOCKER_QUESTIONS, *OTHER_QUESTIONS, *RED_FLAGS)
answer_sets = st.fixed_dictionaries({}, optional=dict.fromkeys(ANSWERS, st.sampled_from([True, False, None])))
fact_sets = st.dictionaries(st.sampled_from(ANSWERS), st.sampled_from([True, False, None]))


@settings(max_examples=200, deadline=None)
@given(answer_sets, fact_sets)
def test_a_fact_never_betters_an_answer_that_was_given(
    answers: dict[str, bool | None], known: dict[str, bool | None]
) -> None:
    merged, decided = with_facts(answers, known)
    assert set(merged) == set(answers) | set(known)
    for question, value in merged.items():
        given_answer, bad = answers.get(question), question not in _GOOD_IF_TRUE
        if given_answer is bad or known.get(question) is bad:
            assert value is bad, question
        elif question in known and known[question] is None:
            assert value is None, question
        elif given_answer is not None:
            assert value is given_answer, question
        else:
            assert value is known.get(question), question
        assert (question in decided) is (value is not given_answer)


@settings(max_examples=200, deadline=None)
@given(answer_sets, fact_sets, fact_sets)
def test_a_worse_fact_never_makes_a_better_answer(
    answers: dict[str, bool | None], one: dict[str, bool | None], other: dict[str, bool | None]
) -> None:
    for question in {*one} & {*other}:
        worse, better = sorted(
            (one, other), key=lambda facts: badness(question, facts[question]), reverse=True
        )
        found = [with_facts(answers, facts)[0][question] for facts in (worse, better)]
        assert badness(question, found[0]) >= badness(question, found[1]), question


def badness(question: str, value: bool | None) -> int:
    """Return 0 for a good answer, 1 for an unknown and 2 for a bad one."""
    return 1 if value is None else 2 * (value is (question not in _GOOD_IF_TRUE))


_GOOD_IF_TRUE = ("brand_authorised", "sole_trader_own_account", "paypal_resale_eligible")
CASE = evidence(clean_weeks(28, 12), clean_off_platform=20)


@settings(max_examples=40, deadline=None)
@given(answer_sets, st.sampled_from(sorted({key for rule in flag_rules().values() for key in rule.answers})))
def test_what_a_flag_says_never_improves_a_verdict(answers: dict[str, bool | None], question: str) -> None:
    said = next(rule.answers[question] for rule in flag_rules().values() if question in rule.answers)
    offer = replace(proposal(), answers={**SAFE_ANSWERS, **answers})
    merged, _decided = with_facts(offer.answers, {question: said})
    before = assess(CASE, offer, current_policy())
    assert rank(assess(CASE, replace(offer, answers=merged), current_policy())) <= rank(before)
