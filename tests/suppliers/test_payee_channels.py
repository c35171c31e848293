"""Which contacts may read digits back: none that came with the account, and none that its teller may answer too."""

from datetime import date, timedelta

import pytest

from stores.models import Store, User
from suppliers.actions.contacts import add_contact
from suppliers.actions.payees import WrongChannel, confirm_payee
from suppliers.channels import PROBLEMS
from suppliers.models import Contact, Payee, Supplier
from suppliers.paying import channels_for
from tests.suppliers.accounts import NOW, NUMBER, TOLD_ON, bright, contact, payee, phone

pytestmark = pytest.mark.django_db
LONG_AGO = date(2024, 3, 1)


@pytest.fixture
def supplier(store: Store) -> Supplier:
    return bright(store)


def tried(made: Payee, on: Contact, owner: User) -> str:
    """Return why a channel is refused, or the state that the account has now."""
    listed = {each.pk: why for each, why in channels_for(made, NOW.date())}[on.pk]
    try:
        state = confirm_payee(made, on, NUMBER, owner, NOW).state
    except WrongChannel as error:
        assert listed == str(error)
        made.refresh_from_db()
        assert made.state == "pending"
        return str(error)
    assert listed is None
    return state


def test_every_reason_has_words_of_its_own() -> None:
    words = [str(each) for each in PROBLEMS.values()]
    assert len(set(words)) == len(words)


def test_a_contact_that_was_entered_after_the_account_cannot_confirm_it_whatever_day_is_written(
    supplier: Supplier, owner: User
) -> None:
    made = payee(supplier, owner, told_by=contact(supplier, owner, "wechat", "li_bright", LONG_AGO))
    late = Contact(supplier=supplier, kind="phone", value="+86 755 8888 9999", known_on=LONG_AGO)
    add_contact(late, owner, NOW + timedelta(minutes=1))
    assert tried(made, late, owner) == "entered_after"
    assert "reject this account and enter it again" in str(PROBLEMS["entered_after"])


def test_a_contact_that_had_ended_and_is_entered_again_after_the_account_is_a_new_one(
    supplier: Supplier, owner: User
) -> None:
    old = phone(supplier, owner)
    Contact.objects.filter(pk=old.pk).update(ended_on=TOLD_ON)
    made = payee(supplier, owner)
    again = Contact(supplier=supplier, kind="phone", value=old.value, known_on=LONG_AGO)
    assert add_contact(again, owner, NOW + timedelta(minutes=1)).pk == old.pk
    assert tried(made, again, owner) == "entered_after"


def test_an_address_that_reads_like_another_known_one_cannot_confirm_it(
    supplier: Supplier, owner: User
) -> None:
    teller = contact(supplier, owner, "wechat", "li_bright", LONG_AGO)
    true = contact(supplier, owner, "email", "li@brightlight.com", LONG_AGO)
    alike = contact(
        supplier, owner, "email", "li@brightIight.com".replace("I", "1"), LONG_AGO + timedelta(days=9)
    )
    made = payee(supplier, owner, told_by=teller)
    assert tried(made, alike, owner) == "reads_like_another"
    assert tried(made, true, owner) == "confirmed"


@pytest.mark.parametrize(
    ("teller", "kind", "value"),
    [
        (("phone", "+86 138 0013 8000"), "whatsapp", "+8613800138000"),
        (("phone", "+86 138 0013 8000"), "wechat", "13800138000"),
        (("phone", "+86 138 0013 8000"), "phone", "013800138000"),
        (("wechat", "13800138000"), "phone", "0086 138-0013-8000"),
        (("email", "87654321@qq.com"), "other", "QQ 87654321"),
        (("email", "li@bright.com"), "other", "LI@bright.com"),
        (("wechat", "li_bright"), "platform", "Li_Bright"),
    ],
)
def test_the_number_that_told_it_is_no_other_one_by_another_name(
    supplier: Supplier, owner: User, teller: tuple[str, str], kind: str, value: str
) -> None:
    told_by = contact(supplier, owner, *teller, LONG_AGO)
    same = contact(supplier, owner, kind, value, LONG_AGO)
    assert tried(payee(supplier, owner, told_by=told_by), same, owner) == "same_as_told_it"


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("phone", "+86 138 0013 8001"),
        ("wechat", "8000"),
        ("platform", "Bright Lighting Store"),
        ("phone", "8000"),
    ],
)
def test_another_number_than_the_one_that_told_it_can(
    supplier: Supplier, owner: User, kind: str, value: str
) -> None:
    told_by = contact(supplier, owner, "phone", "+86 138 0013 8000", LONG_AGO)
    known = contact(supplier, owner, kind, value, LONG_AGO)
    assert tried(payee(supplier, owner, told_by=told_by), known, owner) == "confirmed"


@pytest.mark.parametrize(
    ("value", "state"),
    [
        ("wang@bright.com", "same_domain"),
        ("wang@mail.bright.com", "same_domain"),
        ("li.bright@outlook.com", "confirmed"),
    ],
)
def test_a_mailbox_beside_the_one_that_told_it_cannot_confirm_it(
    supplier: Supplier, owner: User, value: str, state: str
) -> None:
    told_by = contact(supplier, owner, "email", "li@bright.com", LONG_AGO)
    beside = contact(supplier, owner, "email", value, LONG_AGO)
    assert tried(payee(supplier, owner, told_by=told_by), beside, owner) == state


@pytest.mark.parametrize(
    ("kind", "value", "state"),
    [
        ("email", "li@bright.com", "teller_not_known"),
        ("other", "Telegram li_bright", "teller_not_known"),
        ("phone", "+86 755 1234 5678", "confirmed"),
        ("platform", "Bright Lighting Store", "confirmed"),
        ("wechat", "li_bright", "confirmed"),
    ],
)
def test_where_nobody_knows_who_told_it_no_mail_and_no_nameless_way_confirms_it(
    supplier: Supplier, owner: User, kind: str, value: str, state: str
) -> None:
    known = contact(supplier, owner, kind, value, LONG_AGO)
    assert tried(payee(supplier, owner, told_by=None), known, owner) == state
