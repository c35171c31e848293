"""What a page says of a licence number: arithmetic for the mainland, shapes only for Hong Kong."""

import pytest

from suppliers.licence_words import CANNOT_BE_RIGHT, HONG_KONG_CAUTION, PLAUSIBLE, licence_reading
from suppliers.models import Supplier


def read(kind: str, number: str) -> tuple[str, str, int, list[tuple[str, str]]]:
    found = licence_reading(Supplier(licence_kind=kind, licence_number=number))
    assert found is not None
    assert found.caution is HONG_KONG_CAUTION
    return found.tone, str(found.result), len(found.reasons), list(found.facts)


@pytest.mark.parametrize(
    ("kind", "number", "facts"),
    [
        ("hk_br", "12345678", []),
        ("hk_br", "12345678-000-01-25-9", [("Branch", "000")]),
        ("hk_cr", "1234567", []),
        ("hk_cr", "12345678", []),
    ],
)
def test_a_hong_kong_number_of_the_right_shape_is_plausible_and_never_good(
    kind: str, number: str, facts: list[tuple[str, str]]
) -> None:
    assert read(kind, number) == ("warning", str(PLAUSIBLE), 0, facts)
    assert "not proven" in str(PLAUSIBLE)


@pytest.mark.parametrize(
    ("kind", "number"),
    [("hk_br", "1234567"), ("hk_br", "12345678-00"), ("hk_cr", "123456"), ("hk_cr", "CR1")],
)
def test_a_hong_kong_number_of_another_shape_cannot_be_right_and_the_page_says_which_it_has(
    kind: str, number: str
) -> None:
    assert read(kind, number) == ("bad", str(CANNOT_BE_RIGHT), 1, [])
    assert "Cannot be right" in str(CANNOT_BE_RIGHT)


@pytest.mark.parametrize(
    ("kind", "number"), [("hk_br", ""), ("hk_cr", ""), ("uscc", ""), ("other", "1"), ("", "1")]
)
def test_nothing_is_said_of_no_number_and_of_another_register(kind: str, number: str) -> None:
    assert licence_reading(Supplier(licence_kind=kind, licence_number=number)) is None


def test_a_code_of_the_mainland_is_still_read_by_its_check_digits() -> None:
    found = licence_reading(Supplier(licence_kind="uscc", licence_number="9111000A600037341L"))
    assert found is not None
    assert found.tone == "bad"
