"""What the name on an account and the number of a licence say, and where they say nothing."""

import pytest

from assessments.models import Proposal
from assessments.supplier_facts import facts_of
from stores.models import Store, User
from suppliers.actions import add_supplier, note_checks
from suppliers.actions.payees import reject_payee
from suppliers.models import Payee, Supplier
from tests.assessments.supplier_worlds import NOW, TODAY, confirmed_payee

pytestmark = pytest.mark.django_db
OLD, NEW = "6222 0212 3456 7890", "6222 0298 7654 3210"
GOOD_LICENCE = "91440300708461136T"


@pytest.fixture
def plain(store: Store) -> Supplier:
    """A supplier of which nothing is known."""
    return add_supplier(store, "Shenzhen Bright")


def facts(supplier: Supplier) -> dict[str, bool]:
    """Return the facts as they stand now, for a proposal that names no payee."""
    return facts_of(Supplier.objects.get(pk=supplier.pk), Proposal(supplier=supplier), TODAY)


@pytest.mark.parametrize(
    ("match", "known"),
    [
        (Payee.NameMatch.EXACT_CHINESE, {"payee_mismatch": False, "personal_account": False}),
        (Payee.NameMatch.EXACT_ENGLISH, {"payee_mismatch": False, "personal_account": False}),
        (Payee.NameMatch.TRANSLITERATION, {}),
        (Payee.NameMatch.UNKNOWN, {}),
        (Payee.NameMatch.DIFFERENT_COMPANY, {"payee_mismatch": True}),
        (Payee.NameMatch.OTHER_PERSON, {"personal_account": True, "sole_trader_own_account": False}),
        (Payee.NameMatch.LEGAL_REPRESENTATIVE, {"personal_account": True, "sole_trader_own_account": False}),
    ],
)
def test_the_name_on_the_account_says_what_it_can(
    plain: Supplier, owner: User, match: Payee.NameMatch, known: dict[str, bool]
) -> None:
    confirmed_payee(plain, owner, OLD, name_match=match.value)
    assert facts(plain) == {"payee_changed": False, **known}


def test_one_exact_name_beside_an_unknown_one_proves_nothing(plain: Supplier, owner: User) -> None:
    confirmed_payee(plain, owner, OLD)
    confirmed_payee(plain, owner, NEW, name_match=Payee.NameMatch.UNKNOWN.value)
    assert facts(plain) == {"payee_changed": False}


def test_only_the_payee_that_a_proposal_names_is_asked_for_its_name(plain: Supplier, owner: User) -> None:
    good = confirmed_payee(plain, owner, OLD)
    bad = confirmed_payee(plain, owner, NEW, name_match=Payee.NameMatch.DIFFERENT_COMPANY.value)
    found = [facts_of(plain, Proposal(supplier=plain, payee=each), TODAY) for each in (good, bad, None)]
    assert [each["payee_mismatch"] for each in found] == [False, True, True]


def test_a_named_payee_that_no_longer_stands_hides_no_other(plain: Supplier, owner: User) -> None:
    good = confirmed_payee(plain, owner, OLD)
    confirmed_payee(plain, owner, NEW, name_match=Payee.NameMatch.DIFFERENT_COMPANY.value)
    reject_payee(good, "Not theirs any more.", owner, NOW)
    assert facts_of(plain, Proposal(supplier=plain, payee=good), TODAY)["payee_mismatch"] is True


@pytest.mark.parametrize(
    ("kind", "number", "looked_up", "known"),
    [
        ("uscc", GOOD_LICENCE, True, False),
        ("uscc", GOOD_LICENCE, False, None),
        ("uscc", "91350211M0000XUF46", True, None),
        ("uscc", GOOD_LICENCE[:-2] + "U" + GOOD_LICENCE[-1], True, True),
        ("uscc", "", True, None),
        ("hk_br", "12345678", True, None),
        ("", "", True, None),
    ],
)
def test_a_licence_is_bad_by_its_digits_and_good_only_by_the_register(
    plain: Supplier, kind: str, number: str, looked_up: bool, known: bool | None
) -> None:
    Supplier.objects.filter(pk=plain.pk).update(licence_kind=kind, licence_number=number)
    note_checks(plain, {"register_lookup": "done" if looked_up else "incomplete"}, NOW)
    assert facts(plain).get("licence_invalid") is known
