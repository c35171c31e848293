"""BIC, IBAN, and what does not fit together about an account."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from suppliers.checks.bank import bank_questions, looks_like_iban, read_bic, read_iban

CN_ACCOUNT = "6222021234567890123"


@pytest.mark.parametrize(
    ("text", "country"),
    [("ABNABE2A", "BE"), ("AGRIFRPP882", "FR"), ("abna be 2a", "BE"), ("BKCHCNBJ45A", "CN")],
)
def test_a_bic_names_its_country(text: str, country: str) -> None:
    read = read_bic(text)
    assert (read.is_valid, read.country, read.is_test, read.reasons) == (True, country, False, ())


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("AGRIFRPP8", "length"),
        ("AGRIF2PP", "shape"),
        ("ABNAZZ2A", "country"),
        ("", "length"),
        ("1BNABE2A", "shape"),
    ],
)
def test_what_is_no_bic_says_why_and_names_no_country(text: str, reason: str) -> None:
    read = read_bic(text)
    assert (read.is_valid, read.country, read.reasons) == (False, None, (reason,))


def test_a_bic_of_a_test_is_told() -> None:
    assert read_bic("ABNABE20").is_test is True


@pytest.mark.parametrize(
    ("text", "country"), [("GR16 0110 1050 0000 1054 7023 795", "GR"), ("be31435411161155", "BE")]
)
def test_an_iban_names_its_country(text: str, country: str) -> None:
    assert (read_iban(text).is_valid, read_iban(text).country) == (True, country)


@pytest.mark.parametrize("text", ["BE31435411161156", "BE3143541116115", "CN31435411161155", "", "6222"])
def test_what_is_no_iban_names_no_country(text: str) -> None:
    assert (read_iban(text).is_valid, read_iban(text).country) == (False, None)


@given(st.text(max_size=40), st.text(max_size=12), st.text(max_size=2), st.text(max_size=2))
@settings(deadline=None)
def test_any_text_at_all_is_answered(account: str, bic: str, country: str, registered_in: str) -> None:
    bank_questions(account, bic, country, registered_in)


def test_an_account_at_home_asks_nothing() -> None:
    assert bank_questions(CN_ACCOUNT, "BKCHCNBJ", "CN", "CN") == ()
    assert bank_questions("BE31435411161155", "", "", "BE") == ()


@pytest.mark.parametrize(
    ("account", "bic", "country", "registered_in", "asked"),
    [
        ("BE31435411161155", "", "", "CN", ("iban_given_for_cn_or_hk", "country_differs")),
        ("BE31435411161155", "", "", "HK", ("iban_given_for_cn_or_hk", "country_differs")),
        ("BE31435411161156", "", "BE", "BE", ("iban_invalid",)),
        ("012888123456", "", "HK", "CN", ("hong_kong_for_mainland",)),
        ("012888123456", "", "CN", "HK", ("country_differs",)),
        (CN_ACCOUNT, "", "SG", "CN", ("country_differs",)),
        (CN_ACCOUNT, "ABNABE20", "", "BE", ("bic_of_a_test",)),
        (CN_ACCOUNT, "AGRIF2PP", "CN", "CN", ("bic_invalid",)),
        (CN_ACCOUNT, "BKCHCNBJ", "HK", "CN", ("countries_contradict",)),
        ("12345678901", "", "CN", "CN", ("account_length_odd",)),
        ("12345678", "", "HK", "HK", ("account_length_odd",)),
        ("62220212345678901234", "", "CN", "CN", ("account_length_odd",)),
        ("12 345678-9012", "", "CN", "CN", ()),
    ],
)
def test_what_does_not_fit_is_asked(
    account: str, bic: str, country: str, registered_in: str, asked: tuple[str, ...]
) -> None:
    assert bank_questions(account, bic, country, registered_in) == asked


@pytest.mark.parametrize(("country", "registered_in"), [("", "CN"), ("CN", ""), ("", "")])
def test_a_country_that_nobody_knows_is_never_taken_for_the_right_one(
    country: str, registered_in: str
) -> None:
    assert "country_not_known" in bank_questions(CN_ACCOUNT, "", country, registered_in)


@pytest.mark.parametrize(
    ("text", "is_so"), [("BE31 4354 1116 1155", True), (CN_ACCOUNT, False), ("BE3", False)]
)
def test_the_shape_of_an_iban_is_known_also_where_it_is_wrong(text: str, is_so: bool) -> None:
    assert looks_like_iban(text) is is_so
