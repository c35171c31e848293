"""The two numbers of Hong Kong: plausible or not, never proved."""

import pytest

from suppliers.checks.hong_kong import read_business_number, read_company_number


@pytest.mark.parametrize(
    ("text", "normal", "branch"),
    [
        ("12345678", "12345678", None),
        ("1234 5678", "12345678", None),
        ("12345678-000", "12345678-000", "000"),
        ("12345678-000-01-25-9", "12345678-000", "000"),
    ],
)
def test_a_business_number_has_eight_digits_and_may_name_its_branch(
    text: str, normal: str, branch: str | None
) -> None:
    read = read_business_number(text)
    assert (read.normal, read.branch, read.is_plausible, read.reasons) == (normal, branch, True, ())


@pytest.mark.parametrize("text", ["", "1234567", "123456789", "1234567A", "12345678-00"])
def test_what_has_another_shape_is_no_business_number(text: str) -> None:
    assert (read_business_number(text).is_plausible, read_business_number(text).reasons) == (
        False,
        ("shape",),
    )


@pytest.mark.parametrize(
    ("text", "is_plausible"),
    [("1234567", True), ("12345678", True), ("123456", False), ("123456789", False), ("CR12345", False)],
)
def test_a_company_number_has_seven_or_eight_digits(text: str, is_plausible: bool) -> None:
    assert read_company_number(text).is_plausible is is_plausible
