"""What the facts suggest to note as a warning sign: each by its own key, and nothing is raised by itself."""

from datetime import timedelta

import pytest

from assessments.flag_hints import flag_hints
from assessments.red_flags import flag_rules
from stores.models import Store, User
from suppliers.actions import add_supplier
from suppliers.actions.payees import add_payee, reject_payee
from suppliers.models import Challenge, Contact, Payee, RedFlag, Supplier
from tests.assessments.supplier_worlds import NOW, TODAY, contact, passed_challenge, told

pytestmark = pytest.mark.django_db
NONE: frozenset[str] = frozenset()
IBAN = "DE89 3704 0044 0532 0130 00"


@pytest.fixture
def supplier(store: Store) -> Supplier:
    made = add_supplier(store, "Shenzhen Bright", country="CN")
    return Supplier.objects.get(pk=made.pk)


def hinted(supplier: Supplier, standing: frozenset[str] = NONE) -> list[str]:
    found = flag_hints(supplier, standing, TODAY)
    assert {hint.key for hint in found} <= set(flag_rules())
    assert not RedFlag.objects.exists()
    return [hint.key for hint in found]


def challenged(supplier: Supplier, to: Contact, state: Challenge.State, days_ago: int) -> None:
    Challenge.objects.create(
        store=supplier.store,
        supplier=supplier,
        contact=to,
        phrase="one two three four 12",
        issued_at=NOW - timedelta(days=days_ago + 1),
        expires_at=NOW + timedelta(days=6),
        state=state,
        resolved_at=None if state == Challenge.State.OPEN else NOW - timedelta(days=days_ago),
    )


@pytest.mark.parametrize(
    ("match", "key"),
    [
        (Payee.NameMatch.DIFFERENT_COMPANY, "name_differs"),
        (Payee.NameMatch.OTHER_PERSON, "personal_account"),
        (Payee.NameMatch.LEGAL_REPRESENTATIVE, "personal_account"),
        (Payee.NameMatch.EXACT_ENGLISH, "bank_details_changed"),
        (Payee.NameMatch.UNKNOWN, "bank_details_changed"),
    ],
)
def test_a_rejected_account_is_suggested_by_what_it_was(
    supplier: Supplier, owner: User, match: Payee.NameMatch, key: str
) -> None:
    payee = add_payee(supplier, told("6222 0212 3456 7890", name_match=match.value), owner, NOW)
    assert hinted(supplier) == []
    reject_payee(payee, "They know nothing of it.", owner, NOW)
    assert hinted(supplier) == [key]
    assert "They know nothing of it." in flag_hints(supplier, NONE, TODAY)[0].seen
    assert hinted(supplier, frozenset({key})) == []


def test_a_failed_challenge_is_suggested_until_one_is_passed(supplier: Supplier, owner: User) -> None:
    asked = contact(supplier, owner, "+86 755 1234 5678", Contact.Kind.PHONE)
    challenged(supplier, asked, Challenge.State.OPEN, 3)
    assert hinted(supplier) == []
    Challenge.objects.all().delete()
    passed_challenge(supplier, owner, NOW)
    challenged(supplier, asked, Challenge.State.FAILED, 2)
    assert hinted(supplier) == ["look_alike_address"]
    assert "+86 755 1234 5678" in flag_hints(supplier, NONE, TODAY)[0].seen
    challenged(supplier, asked, Challenge.State.PASSED, 1)
    assert hinted(supplier) == []


def test_an_address_that_reads_almost_like_another_is_suggested(supplier: Supplier, owner: User) -> None:
    contact(supplier, owner, "sales@brightlamp.example")
    contact(supplier, owner, "office@brightlamp.example")
    assert hinted(supplier) == []
    contact(supplier, owner, "sales@brlghtlamp.example")
    assert hinted(supplier) == ["look_alike_address"]


@pytest.mark.parametrize(
    ("kind", "number", "keys"),
    [
        ("uscc", "9111000A600037341L", ["licence_not_registered"]),
        ("uscc", "", []),
        ("hk_br", "1234", ["licence_not_registered"]),
        ("hk_br", "12345678", []),
        ("other", "1234", []),
    ],
)
def test_a_licence_number_that_cannot_be_right_is_suggested(
    supplier: Supplier, kind: str, number: str, keys: list[str]
) -> None:
    supplier.licence_kind, supplier.licence_number = kind, number
    assert hinted(supplier) == keys


@pytest.mark.parametrize(
    ("home", "account", "country", "keys"),
    [
        ("CN", IBAN, "", ["third_country_account"]),
        ("HK", IBAN, "", ["third_country_account"]),
        ("CN", IBAN, "DE", ["third_country_account"]),
        ("DE", IBAN, "", []),
        ("", IBAN, "", []),
        ("CN", "6222 0212 3456 7890", "", []),
    ],
)
def test_an_iban_for_a_company_of_the_mainland_or_hong_kong_is_suggested_once(
    supplier: Supplier, owner: User, home: str, account: str, country: str, keys: list[str]
) -> None:
    Supplier.objects.filter(pk=supplier.pk).update(country=home)
    here = Supplier.objects.get(pk=supplier.pk)
    payee = add_payee(here, told(account, country=country), owner, NOW)
    assert hinted(here) == keys
    reject_payee(payee, "Not theirs.", owner, NOW)
    assert "third_country_account" not in hinted(here)
