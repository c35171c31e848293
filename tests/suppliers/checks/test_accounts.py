"""When two account numbers are one, and how much of one is shown."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from suppliers.checks.accounts import masked_account, normal_account
from suppliers.checks.contacts import value_key


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("bank", "6222 0212-3456.7890", "6222021234567890"),
        ("bank", "６２２２０２１２", "62220212"),
        ("bank", "be31 4354 1116 1155", "BE31435411161155"),
        ("paypal", " Li@Bright.com", "li@bright.com"),
        ("card_link", "HTTPS://Pay.Bright.com/aB1/", "https://pay.bright.com/aB1"),
        ("wallet", "TXk a1B2", "TXka1B2"),
    ],
)
def test_spellings_that_mean_nothing_are_one_number(kind: str, one: str, other: str) -> None:
    assert normal_account(kind, one) == normal_account(kind, other)


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("wallet", "TXka1B2", "TXka1b2"),
        ("card_link", "https://pay.bright.com/aB1", "https://pay.bright.com/ab1"),
        ("bank", "62220212", "62220213"),
    ],
)
def test_spellings_that_mean_something_are_two_numbers(kind: str, one: str, other: str) -> None:
    assert normal_account(kind, one) != normal_account(kind, other)


@pytest.mark.parametrize(
    ("kind", "number", "shown"),
    [
        ("bank", "6222 0212 3456 7890 123", "••••0123"),
        ("bank", "12345", "••••45"),
        ("bank", "1234", "••••4"),
        ("bank", "1", "••••"),
        ("paypal", "john.doe@deals.com", "j***@d***.com"),
        ("paypal", "a@b", "a***@***"),
        ("wallet", "0x71C7656EC7ab88b098defB751B7401B5f6d8976F", "0x71••••976F"),
        ("card_link", "https://buy.stripe.com/7sI4jx9Ab", "buy.stripe.com/••••x9Ab"),
        ("card_link", "https://user:secret@pay.com/a", "pay.com/••••"),
        ("card_link", "https://pay.1688.com/aB1cD2eF3", "pay.1688.com/••••2eF3"),
        ("card_link", "https://pay.example?to=DE89370400440532013000", "pay.example/••••3000"),
        ("card_link", "https://pay.example#6222021234567890123", "pay.example/••••0123"),
        ("card_link", "https://pay.example;6222021234567890123", "pay.example/••••0123"),
        ("card_link", "https://pay.example\\6222021234567890123", "pay.example/••••0123"),
        ("card_link", "https://6222021234567890123", "••••/••••"),
        ("card_link", "https://6222.0212.3456.7890.123/pay", "••••/••••y"),
        ("card_link", "https://de893704004405/", "••••/••••"),
        ("paypal", "a@b.DE89370400440532013000", "a***@b***"),
    ],
)
def test_what_is_shown_of_a_number(kind: str, number: str, shown: str) -> None:
    assert masked_account(kind, number) == shown


@given(st.sampled_from(["bank", "paypal", "wallet", "card_link", "other"]), st.text(min_size=1, max_size=200))
@settings(deadline=None)
def test_no_number_is_shown_whole_and_every_mask_fits_its_column(kind: str, number: str) -> None:
    shown = masked_account(kind, number)
    assert len(shown) <= 60
    whole = normal_account(kind, number)
    assert not whole or whole not in shown or len(whole) <= 1 or whole in "•*@."


KINDS = ("bank", "paypal", "wise", "payoneer", "card_link", "wallet", "other")
AROUND = (
    "{}",
    "https://pay.qw/{}",
    "https://pay.qw?to={}",
    "https://pay.qw#{}",
    "https://pay.qw;{}",
    "https://pay.qw\\{}",
    "https://pay.qw/a?to={}&b",
    "https://{}",
    "https://{}.pay.qw",
    "https://pay.{}/",
    "https://pay.qw:{}/",
    "https://user:{}@pay.qw/",
    "https://{}@pay.qw",
    "{}://pay.qw/",
    "{}@pay.qw",
    "q@{}.qw",
    "q@qw.{}",
    "q@{}",
)


@given(
    st.sampled_from(KINDS),
    st.sampled_from(AROUND),
    st.text("0123456789", min_size=8, max_size=34),
    st.sampled_from(["", "DE", "0x"]),
    st.sampled_from([0, 4]),
)
@settings(deadline=None, max_examples=400)
def test_five_signs_of_a_number_in_a_row_are_never_shown(
    kind: str, around: str, digits: str, head: str, group: int
) -> None:
    parted = " ".join(digits[at : at + group] for at in range(0, len(digits), group)) if group else digits
    number = f"{head}{digits}"
    shown = masked_account(kind, around.format(f"{head}{parted}")).casefold()
    runs = {number[at : at + 5].casefold() for at in range(len(number) - 4)}
    assert not [run for run in runs if run in shown]


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("email", "Li@Bright.com", " li@bright.COM "),
        ("phone", "+86 755 1234-5678", "0086(755)12345678"),
        ("whatsapp", "+8613800138000", "+86 138 0013 8000"),
        ("wechat", "Li_Bright", "li_bright"),
    ],
)
def test_spellings_that_mean_nothing_are_one_contact(kind: str, one: str, other: str) -> None:
    assert value_key(kind, one) == value_key(kind, other)


def test_a_number_without_its_country_is_not_taken_for_one_with_it() -> None:
    assert value_key("phone", "75512345678") != value_key("phone", "+75512345678")
