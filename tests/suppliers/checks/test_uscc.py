"""The licence number of mainland China: three results, and every slip of the finger is caught."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from stdnum.cn.uscc import calc_check_digit

from suppliers.checks.uscc import UsccResult, inner_check, read_uscc

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
# Codes of real companies, as they stand on the register.
VALID = (
    "91110000600037341L",
    "91420000737944946L",
    "9131000063159284XQ",
    "91330100799655058B",
    "91440300708461136T",
    "9144030071526726XG",
    "91110108551385082Q",
)
# Early codes of Fujian: real, and their outer check does not fit.
OUTER_ONLY = ("91350211M0000XUF46", "91350100M0001TGQXM", "91350628M0000K0H44")


@st.composite
def codes(draw: st.DrawFn) -> str:
    """Draw a code in which both checks fit."""
    division = draw(st.sampled_from(["440300", "330782", "110108", "100000"]))
    kind = draw(st.sampled_from(["91", "92", "93", "51", "Y1"]))
    body = draw(st.text(ALPHABET, min_size=8, max_size=8))
    inner = inner_check(body)
    start = f"{kind}{division}{body}{inner}"
    return start + calc_check_digit(start)


@pytest.mark.parametrize("code", VALID)
def test_a_real_code_has_a_valid_format(code: str) -> None:
    read = read_uscc(code)
    assert (read.result, read.reasons) == (UsccResult.VALID_FORMAT, ())
    assert (read.normal, read.department, read.category) == (code, "market_regulation", "company")


@pytest.mark.parametrize("code", OUTER_ONLY)
def test_a_code_that_fails_the_outer_check_only_is_to_be_looked_up(code: str) -> None:
    read = read_uscc(code)
    assert (read.result, read.reasons, read.province) == (UsccResult.REVIEW, ("outer_check",), "Fujian")


@given(codes(), st.integers(0, 17), st.sampled_from(ALPHABET))
@settings(max_examples=500, deadline=None)
def test_every_change_of_one_character_is_caught(code: str, at: int, other: str) -> None:
    assume(code[at] != other)
    assert read_uscc(code).result == UsccResult.VALID_FORMAT
    assert read_uscc(code[:at] + other + code[at + 1 :]).result != UsccResult.VALID_FORMAT


@pytest.mark.parametrize("code", VALID)
def test_every_change_of_one_character_of_a_real_code_is_caught(code: str) -> None:
    changed = [code[:at] + each + code[at + 1 :] for at in range(18) for each in ALPHABET if each != code[at]]
    assert {each for each in changed if read_uscc(each).result == UsccResult.VALID_FORMAT} == set()


@given(codes(), st.integers(0, 16))
@settings(max_examples=500, deadline=None)
def test_every_swap_of_two_different_neighbours_is_caught(code: str, at: int) -> None:
    swapped = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    assume(swapped != code)
    assert read_uscc(swapped).result != UsccResult.VALID_FORMAT


@given(st.text(max_size=40))
@settings(deadline=None)
def test_any_text_at_all_is_answered(text: str) -> None:
    read_uscc(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "length"),
        ("9111000060003734", "length"),
        ("440301103097413", "old_number"),
        ("９１１１００００６０００３７３４１Ｌ", "full_width"),
        ("91110000600037341Ｌ", "full_width"),
        ("91110000O00037341L", "letters_never_used"),
        ("9111000A600037341L", "division_has_letters"),
    ],
)
def test_what_is_no_code_says_why(text: str, reason: str) -> None:
    read = read_uscc(text)
    assert (read.result, read.reasons) == (UsccResult.INVALID, (reason,))
    assert (read.department, read.category, read.division, read.province) == (None, None, None, None)


def test_spaces_hyphens_and_small_letters_mean_nothing() -> None:
    assert read_uscc(" 9111 0000-6000 37341l\n").normal == "91110000600037341L"
    assert read_uscc("9111 0000-6000 37341l").result == UsccResult.VALID_FORMAT


def test_a_failed_inner_check_is_invalid_also_where_the_outer_one_fits() -> None:
    start = "91110000600037342"
    read = read_uscc(start + calc_check_digit(start))
    assert (read.result, read.reasons) == (UsccResult.INVALID, ("inner_check",))


def test_a_division_that_is_none_is_never_a_valid_format() -> None:
    start = "91990000600037341"
    read = read_uscc(start + calc_check_digit(start))
    assert (read.result, read.reasons, read.province) == (UsccResult.REVIEW, ("division_unknown",), None)


@pytest.mark.parametrize(
    ("start", "department", "category"),
    [
        ("91", "market_regulation", "company"),
        ("92", "market_regulation", "sole_trader"),
        ("93", "market_regulation", "cooperative"),
        ("99", "market_regulation", None),
        ("51", "civil_affairs", None),
        ("11", "staffing_office", None),
        ("Y1", "other", None),
    ],
)
def test_who_registered_it_and_as_what_is_read_out(start: str, department: str, category: str | None) -> None:
    code = f"{start}440300708461136"
    read = read_uscc(code + calc_check_digit(code))
    assert (read.result, read.department, read.category) == (UsccResult.VALID_FORMAT, department, category)
    assert (read.division, read.province) == ("440300", "Guangdong")
