"""Mail domains, and the known one that another could be taken for."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from suppliers.checks.domains import (
    domain_of,
    is_free_mail,
    look_alike,
    look_alike_address,
    one_edit_apart,
    registrable,
)

LETTERS = "abcdefghijklmnopqrstuvwxyz"
PUNYCODE = (
    "xn--"
    + "br\N{CYRILLIC SMALL LETTER BYELORUSSIAN-UKRAINIAN I}ghtlamps".encode("punycode").decode()
    + ".com"
)


@pytest.mark.parametrize(
    "domain",
    [
        "brigthlamps.com",
        "brightlamp.com",
        "brightlampss.com",
        "brightlamqs.com",
        "brightlarnps.com",
        "br1ghtlamps.com",
        "brightIamps.com",
        "bright-lamps.com",
        "brightlamps.cn",
        "brightlamps.co",
        "brightlamps.com.cn",
        "bríghtlamps.com",
        "br\N{CYRILLIC SMALL LETTER BYELORUSSIAN-UKRAINIAN I}ghtlamps.com",
        PUNYCODE,
        "mail.brigthlamps.com",
        "vipbrightlamps.com",
    ],
)
def test_what_could_be_taken_for_the_known_domain_is_found(domain: str) -> None:
    assert look_alike(domain, ["brightlamps.com"]) == "brightlamps.com"


@pytest.mark.parametrize(
    "domain",
    ["brightlamps.com", "mail.brightlamps.com", "BRIGHTLAMPS.com", "yiwugifts.com", "gmail.com", "qq.com"],
)
def test_the_domain_itself_and_another_company_are_not(domain: str) -> None:
    assert look_alike(domain, ["brightlamps.com"]) is None


@pytest.mark.parametrize(
    ("domain", "known"), [("gmai1.com", "gmail.com"), ("vip163.com", "163.com"), ("163vip.com", "163.com")]
)
def test_what_could_be_taken_for_a_free_mail_service_is_found(domain: str, known: str) -> None:
    assert look_alike(domain, [known]) == known


@pytest.mark.parametrize(
    ("domain", "known"), [("vip.163.com", "163.com"), ("mail.com", "gmail.com"), ("qq.com", "tom.com")]
)
def test_the_free_mail_services_are_not_taken_for_each_other(domain: str, known: str) -> None:
    assert look_alike(domain, [known]) is None


@given(st.text(LETTERS, min_size=5, max_size=12), st.integers(0, 11), st.sampled_from(LETTERS))
@settings(deadline=None)
def test_one_letter_other_more_less_or_swapped_is_found(stem: str, at: int, letter: str) -> None:
    at %= len(stem)
    for other in (
        stem[:at] + letter + stem[at + 1 :],
        stem[:at] + letter + stem[at:],
        stem[:at] + stem[at + 1 :],
        stem[:at] + stem[at : at + 2][::-1] + stem[at + 2 :],
    ):
        assert one_edit_apart(stem, other) is (other != stem)
        expected = None if other == stem else f"{stem}.shop"
        assert look_alike(f"{other}.shop", [f"{stem}.shop"]) == expected


def test_two_letters_off_is_another_name() -> None:
    assert not one_edit_apart("bright", "brxxht")
    assert not one_edit_apart("bright", "brightly")
    assert not one_edit_apart("bright", "bright")


@given(st.text(max_size=30), st.lists(st.text(max_size=30), max_size=3))
@settings(deadline=None)
def test_any_text_at_all_is_answered(text: str, known: list[str]) -> None:
    look_alike(text, known)
    look_alike_address(text, known)
    domain_of(text)


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("Li@Mail.Bright.com ", "mail.bright.com"),
        ("https://www.aliexpress.com/store/1", "www.aliexpress.com"),
        ("https://[broken", None),
        ("li@localhost", None),
        ("no address", None),
        ("", None),
    ],
)
def test_the_domain_of_an_address_and_of_a_link(text: str, domain: str | None) -> None:
    assert domain_of(text) == domain


@pytest.mark.parametrize(
    ("domain", "part"),
    [("a.b.bright.com", "bright.com"), ("mail.bright.com.cn", "bright.com.cn"), ("bright.cn", "bright.cn")],
)
def test_the_part_that_somebody_registers(domain: str, part: str) -> None:
    assert registrable(domain) == part


@pytest.mark.parametrize(
    ("domain", "is_free"), [("163.com", True), ("vip.163.com", True), ("bright.com", False)]
)
def test_an_address_that_anybody_gets_is_told(domain: str, is_free: bool) -> None:
    assert is_free_mail(domain) is is_free


@pytest.mark.parametrize(
    ("address", "known", "alike"),
    [
        ("marc0@163.com", "marco@163.com", True),
        ("marc@163.com", "marco@163.com", True),
        ("marco@163.com", "marco@163.com", False),
        ("lisa@163.com", "marco@163.com", False),
        # At a domain of their own nobody else gets an address.
        ("sales1@bright.com", "sales2@bright.com", False),
        ("sales@brigth.com", "sales@bright.com", True),
    ],
)
def test_an_address_is_compared_by_its_name_only_where_anybody_gets_one(
    address: str, known: str, alike: bool
) -> None:
    assert look_alike_address(address, [known]) == (known if alike else None)
