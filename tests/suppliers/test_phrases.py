"""Phrases that are easy to say and hard to guess."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suppliers.phrases import WORDS, new_phrase, same_phrase


def test_there_are_enough_words_and_all_are_plain() -> None:
    assert len(WORDS) == len(set(WORDS)) == 256
    assert all(re.fullmatch(r"[a-z]{3,8}", word) for word in WORDS)


def test_a_phrase_is_four_words_and_two_digits_and_never_the_same() -> None:
    phrases = {new_phrase() for _time in range(200)}
    assert len(phrases) == 200
    for phrase in phrases:
        *words, digits = phrase.split()
        assert (len(words), set(words) <= set(WORDS)) == (4, True)
        assert re.fullmatch(r"[1-9]\d", digits)


@pytest.mark.parametrize(
    "answer",
    [
        "amber canoe fern lake 42",
        "  Amber, canoe; FERN-lake 42. ",
        "ambercanoefernlake42",
        "“amber canoe fern lake 42”",
        "ａｍｂｅｒ canoe fern lake ４２",
        "amber_canoe_fern_lake_42",
    ],
)
def test_case_spaces_and_punctuation_mean_nothing(answer: str) -> None:
    assert same_phrase("amber canoe fern lake 42", answer)


@pytest.mark.parametrize(
    "answer", ["", "42", "amber canoe fern lake", "canoe amber fern lake 42", "amber canoe fern lake 43"]
)
def test_anything_else_is_not_the_phrase(answer: str) -> None:
    assert not same_phrase("amber canoe fern lake 42", answer)


def test_nothing_is_not_the_phrase_of_nothing() -> None:
    assert not same_phrase("", "")


@given(st.text(max_size=60))
def test_no_text_is_taken_for_a_phrase_or_breaks_the_comparison(text: str) -> None:
    assert not same_phrase("amber canoe fern lake 42", text)
