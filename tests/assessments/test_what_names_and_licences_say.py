"""What the name on an account and the number of a licence say, and where they say nothing."""

import pytest
from stdnum.cn.uscc import calc_check_digit

from assessments.models import Proposal
from assessments.supplier_facts import with_facts
from stores.models import Store, User
from suppliers.actions import add_supplier, note_checks
from suppliers.checks.uscc import inner_check
from suppliers.models import Payee, Supplier
from tests.assessments.supplier_worlds import NOW, REGISTERED, TODAY, confirmed_payee, facts_of

pytestmark = pytest.mark.django_db
OLD, NEW = "6222 0212 3456 7890", "6222 0298 7654 3210"
GOOD_LICENCE = "91440300708461136T"
BAD_LICENCE = GOOD_LICENCE[:-2] + "U" + GOOD_LICENCE[-1]
REAL_BUT_ODD = "91350211M0000XUF46"


def code(head: str) -> str:
    """Return a well formed code."""
    body = head + "12345678" + inner_check("12345678")
    return body + calc_check_digit(body)


def other(sign: str) -> str:
    return "1" if sign != "1" else "2"


@pytest.fixture
def plain(store: Store) -> Supplier:
    """A supplier of which nothing is known."""
    return add_supplier(store, "Shenzhen Bright")


def facts(supplier: Supplier) -> dict[str, bool | None]:
    """Return the facts as they stand now, for a proposal that names no payee."""
    return facts_of(Supplier.objects.get(pk=supplier.pk), Proposal(supplier=supplier), TODAY)


MATCH = Payee.NameMatch
FALSE = {"payee_mismatch": False, "personal_account": False}


@pytest.fixture
def named(plain: Supplier) -> Supplier:
    """A supplier whose registered names and whose legal representative are known."""
    return keep(
        plain, legal_name_zh="深圳市明亮照明有限公司", legal_name_en=REGISTERED, legal_representative="李小龙"
    )


def keep(supplier: Supplier, **fields: str) -> Supplier:
    Supplier.objects.filter(pk=supplier.pk).update(**fields)
    return Supplier.objects.get(pk=supplier.pk)


@pytest.mark.parametrize(
    ("holder", "chosen", "known"),
    [
        ("深圳市明亮照明有限公司", MATCH.EXACT_CHINESE, FALSE),
        (REGISTERED, MATCH.EXACT_ENGLISH, FALSE),
        (REGISTERED, MATCH.TRANSLITERATION, {}),
        (REGISTERED, MATCH.UNKNOWN, {}),
        (REGISTERED, MATCH.DIFFERENT_COMPANY, {"payee_mismatch": True}),
        ("Yiwu Gifts Co., Ltd.", MATCH.EXACT_ENGLISH, {"payee_mismatch": True}),
        ("", MATCH.EXACT_ENGLISH, {}),
        (REGISTERED, MATCH.OTHER_PERSON, {"personal_account": True, "sole_trader_own_account": False}),
        ("Wang Wei", MATCH.EXACT_ENGLISH, {"personal_account": True, "sole_trader_own_account": False}),
        (
            REGISTERED,
            MATCH.LEGAL_REPRESENTATIVE,
            {"personal_account": True, "sole_trader_own_account": False},
        ),
        ("李小龙", MATCH.EXACT_CHINESE, {"personal_account": True}),
        ("", MATCH.LEGAL_REPRESENTATIVE, {"personal_account": True}),
    ],
)
def test_the_worse_of_the_owners_eye_and_the_machines_counts(
    named: Supplier, owner: User, holder: str, chosen: Payee.NameMatch, known: dict[str, bool]
) -> None:
    confirmed_payee(named, owner, OLD, holder=holder, name_match=chosen.value)
    assert facts(named) == {"payee_changed": False, **known}


def test_a_name_that_was_chosen_as_exact_is_unknown_while_nothing_is_registered_to_compare_it_with(
    plain: Supplier, owner: User
) -> None:
    confirmed_payee(plain, owner, OLD)
    assert facts(plain) == {"payee_changed": False}
    keep(plain, legal_name_en=REGISTERED)
    assert facts(plain) == {"payee_changed": False, **FALSE}
    keep(plain, legal_name_en="Ningbo Toys Co., Ltd.")
    assert facts(plain) == {"payee_changed": False, "payee_mismatch": True}


def test_one_exact_name_beside_an_unknown_one_proves_nothing(named: Supplier, owner: User) -> None:
    confirmed_payee(named, owner, OLD)
    confirmed_payee(named, owner, NEW, name_match=MATCH.UNKNOWN.value)
    assert facts(named) == {"payee_changed": False}


def test_only_the_payee_that_a_proposal_names_is_asked_for_its_name(named: Supplier, owner: User) -> None:
    good = confirmed_payee(named, owner, OLD)
    bad = confirmed_payee(named, owner, NEW, name_match=MATCH.DIFFERENT_COMPANY.value)
    found = [facts_of(named, Proposal(supplier=named, payee=each), TODAY) for each in (good, bad, None)]
    assert [each["payee_mismatch"] for each in found] == [False, True, True]


SOLE, FIRM = code("92440300"), code("91440300")
OWN = "sole_trader_own_account"


@pytest.mark.parametrize(
    ("licence", "looked_up", "holder", "chosen", "own"),
    [
        (SOLE, True, "李小龙", MATCH.LEGAL_REPRESENTATIVE, True),
        (SOLE, True, "李小龙", MATCH.EXACT_CHINESE, True),
        (SOLE, False, "李小龙", MATCH.LEGAL_REPRESENTATIVE, None),
        (SOLE, True, "", MATCH.LEGAL_REPRESENTATIVE, None),
        (SOLE, True, "王伟", MATCH.LEGAL_REPRESENTATIVE, False),
        (SOLE, True, "李小龙", MATCH.OTHER_PERSON, False),
        (SOLE[:-1] + other(SOLE[-1]), True, "李小龙", MATCH.LEGAL_REPRESENTATIVE, None),
        ("", True, "李小龙", MATCH.LEGAL_REPRESENTATIVE, None),
        (FIRM, True, "李小龙", MATCH.LEGAL_REPRESENTATIVE, False),
        (FIRM, False, "李小龙", MATCH.LEGAL_REPRESENTATIVE, False),
    ],
)
def test_an_account_is_a_sole_traders_own_by_licence_register_and_the_machines_own_reading(
    named: Supplier,
    owner: User,
    licence: str,
    looked_up: bool,
    holder: str,
    chosen: Payee.NameMatch,
    own: bool | None,
) -> None:
    keep(named, licence_kind="uscc", licence_number=licence)
    note_checks(named, {"register_lookup": "done" if looked_up else "incomplete"}, NOW)
    confirmed_payee(named, owner, OLD, holder=holder, name_match=chosen.value)
    found = facts(named)
    assert found["personal_account"] is True
    assert found.get(OWN, "nothing") == ("nothing" if own is None else own)


@pytest.mark.parametrize(
    ("kind", "number", "looked_up", "known"),
    [
        ("uscc", GOOD_LICENCE, True, False),
        ("uscc", GOOD_LICENCE, False, None),
        ("uscc", REAL_BUT_ODD, True, None),
        ("uscc", BAD_LICENCE, True, True),
        ("uscc", "", True, None),
        ("hk_br", "12345678", True, None),
        ("other", BAD_LICENCE, True, None),
        ("", "", True, None),
    ],
)
def test_a_licence_is_bad_by_its_digits_and_good_only_by_the_register(
    plain: Supplier, kind: str, number: str, looked_up: bool, known: bool | None
) -> None:
    Supplier.objects.filter(pk=plain.pk).update(licence_kind=kind, licence_number=number)
    note_checks(plain, {"register_lookup": "done" if looked_up else "incomplete"}, NOW)
    assert facts(plain).get("licence_invalid") is known


@pytest.mark.parametrize("kind", ["", "other", "hk_br", "hk_cr", "uscc"])
def test_a_forged_code_is_none_whichever_register_was_chosen_for_a_company_of_the_mainland(
    plain: Supplier, kind: str
) -> None:
    keep(plain, country="CN", licence_kind=kind, licence_number=f" {BAD_LICENCE.lower()} ")
    assert facts(plain) == {"licence_invalid": True}


@pytest.mark.parametrize(
    "number", ["12345678", "440301103097413", GOOD_LICENCE[:-1], GOOD_LICENCE[:-1] + "I"]
)
def test_what_cannot_be_a_code_is_left_to_its_own_register(plain: Supplier, number: str) -> None:
    keep(plain, country="CN", licence_kind="other", licence_number=number)
    assert facts(plain) == {}


def test_a_code_that_has_to_be_looked_up_holds_the_owners_no_at_unknown_until_it_was(plain: Supplier) -> None:
    keep(plain, licence_kind="uscc", licence_number=REAL_BUT_ODD)
    said: dict[str, bool | None] = {"licence_invalid": False}
    merged, decided = with_facts(said, facts(plain))
    assert (merged["licence_invalid"], decided) == (None, frozenset({"licence_invalid"}))
    note_checks(plain, {"register_lookup": "done"}, NOW)
    assert with_facts(said, facts(plain)) == (said, frozenset())
