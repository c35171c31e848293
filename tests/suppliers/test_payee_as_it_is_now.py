"""What counts when a payee is confirmed: the rows as they are now, all who ever told the number, and what was heard."""

import sys
from datetime import date, timedelta
from types import TracebackType

import pytest
from django.db import connection
from django.db.utils import IntegrityError
from django.views.debug import ExceptionReporter

from stores.models import Store, User
from suppliers.actions.contacts import end_contact
from suppliers.actions.payees import (
    MOST_READ_DIFFERENTLY,
    OtherDigits,
    ToBeRejected,
    WrongChannel,
    add_payee,
    change_payee,
    confirm_payee,
    reject_payee,
    reveal_payee,
)
from suppliers.models import Contact, Payee, Supplier, TrailEntry
from suppliers.paying import payees_of
from tests.people import Login
from tests.suppliers.accounts import NOW, NUMBER, OTHER_NUMBER, bright, checked, contact, payee, phone, told
from tests.suppliers.payee_pages import at

pytestmark = pytest.mark.django_db
LONG_AGO = date(2024, 1, 1)


@pytest.fixture
def supplier(store: Store) -> Supplier:
    return bright(store)


@pytest.fixture
def known(supplier: Supplier, owner: User) -> Contact:
    return phone(supplier, owner)


@pytest.fixture
def mail(supplier: Supplier, owner: User) -> Contact:
    return contact(supplier, owner, "email", "boss@bright.cn", LONG_AGO)


def refused(made: Payee, on: Contact, why: str, owner: User) -> None:
    with pytest.raises(WrongChannel, match=f"^{why}$"):
        confirm_payee(made, on, NUMBER, owner, NOW)
    made.refresh_from_db()
    assert made.state == "pending"


def test_a_channel_that_ended_since_the_page_was_opened_confirms_nothing(
    supplier: Supplier, known: Contact, owner: User
) -> None:
    made = payee(supplier, owner)
    end_contact(Contact.objects.get(pk=known.pk), NOW.date() - timedelta(days=7), owner, NOW)
    assert known.ended_on is None
    refused(made, known, "ended", owner)


def test_a_channel_that_became_another_suppliers_or_is_gone_confirms_nothing(
    supplier: Supplier, known: Contact, store: Store, owner: User
) -> None:
    made, other = payee(supplier, owner), bright(store, "Yiwu Gifts")
    Contact.objects.filter(pk=known.pk).update(supplier=other)
    refused(made, known, "not_theirs", owner)
    Contact.objects.filter(pk=known.pk).delete()
    refused(made, known, "not_theirs", owner)


def test_nobody_but_a_contact_of_this_supplier_told_an_account(
    supplier: Supplier, known: Contact, store: Store, owner: User
) -> None:
    Contact.objects.filter(pk=known.pk).update(supplier=bright(store, "Yiwu Gifts"))
    with pytest.raises(WrongChannel, match="not_theirs"):
        add_payee(supplier, told(told_by=known), owner, NOW)
    assert not Payee.objects.exists()


def test_who_told_a_number_cannot_confirm_it_after_a_change_that_names_another_teller(
    supplier: Supplier, mail: Contact, known: Contact, owner: User
) -> None:
    first = payee(supplier, owner, told_by=mail)
    again = change_payee(first, told(bank_name="ICBC", told_by=known), owner, NOW)
    refused(again, mail, "told_it", owner)
    refused(again, known, "told_it", owner)


def test_who_told_a_number_that_was_rejected_cannot_confirm_it_when_it_comes_back(
    supplier: Supplier, mail: Contact, known: Contact, owner: User
) -> None:
    reject_payee(payee(supplier, owner, told_by=mail), "not theirs", owner, NOW)
    again = payee(supplier, owner, told_by=known, kind="other")
    refused(again, mail, "told_it", owner)


def test_who_told_the_account_before_cannot_confirm_what_takes_its_place(
    supplier: Supplier, mail: Contact, known: Contact, owner: User
) -> None:
    third = contact(supplier, owner, "wechat", "li_bright", LONG_AGO)
    first = payee(supplier, owner, OTHER_NUMBER, told_by=mail)
    second = change_payee(first, told("6228480402564890018", told_by=None), owner, NOW)
    last = change_payee(second, told(NUMBER, told_by=third), owner, NOW)
    refused(last, mail, "told_it", owner)
    assert confirm_payee(last, known, NUMBER, owner, NOW).state == "confirmed"


def test_who_told_another_account_of_the_supplier_can_confirm_this_one(
    supplier: Supplier, mail: Contact, known: Contact, owner: User
) -> None:
    payee(supplier, owner, OTHER_NUMBER, told_by=mail)
    made = payee(supplier, owner, told_by=known)
    assert confirm_payee(made, mail, NUMBER, owner, NOW).state == "confirmed"


def test_what_would_be_replaced_at_another_supplier_stays(
    store: Store, supplier: Supplier, known: Contact, owner: User
) -> None:
    other = payee(bright(store, "Yiwu Gifts"), owner, OTHER_NUMBER)
    made = payee(supplier, owner)
    # The database refuses this at the end of a transaction; the walk must not rest on that.
    Payee.objects.filter(pk=made.pk).update(replaces=other)
    confirm_payee(made, known, NUMBER, owner, NOW)
    other.refresh_from_db()
    assert other.state == "pending"
    Payee.objects.filter(pk=made.pk).update(replaces=None)


def read_differently(made: Payee, on: Contact, owner: User, times: int) -> None:
    for _ in range(times):
        with pytest.raises(OtherDigits):
            confirm_payee(made, on, OTHER_NUMBER, owner, NOW)


def test_other_digits_are_counted_and_asked_about_and_not_kept(
    supplier: Supplier, known: Contact, owner: User
) -> None:
    made = payee(supplier, owner)
    read_differently(made, known, owner, 2)
    (line,) = payees_of(supplier)
    assert ["2 times" in each.text for each in line.questions if each.key == "read_differently"] == [True]
    lines = TrailEntry.objects.filter(kind="payee_read_differently")
    assert {each.said for each in lines} == {"Bank account ••••0123: Telephone: +86 755 1234 5678"}
    assert (lines.count(), lines[0].by) == (2, owner)


def test_after_too_many_other_digits_only_a_rejection_is_left(
    supplier: Supplier, known: Contact, owner: User, login: Login
) -> None:
    made = payee(supplier, owner)
    read_differently(made, known, owner, MOST_READ_DIFFERENTLY - 1)
    assert "cannot be confirmed any more" not in login(owner).get(at(made)).content.decode()
    read_differently(made, known, owner, 1)
    with pytest.raises(ToBeRejected):
        confirm_payee(made, known, NUMBER, owner, NOW)
    page = login(owner).get(at(made)).content.decode()
    assert "cannot be confirmed any more" in page and at(made, "reject") in page
    assert at(made, "confirm") not in page
    answer = login(owner).post(at(made, "confirm"), {"contact": known.pk, "heard": NUMBER})
    assert answer.status_code == 422
    made.refresh_from_db()
    assert made.state == "pending"


def test_a_number_that_comes_back_as_a_change_of_itself_keeps_its_count(
    supplier: Supplier, known: Contact, owner: User
) -> None:
    made = payee(supplier, owner)
    read_differently(made, known, owner, MOST_READ_DIFFERENTLY)
    same = change_payee(Payee.objects.get(pk=made.pk), told(bank_name="ICBC"), owner, NOW)
    with pytest.raises(ToBeRejected):
        confirm_payee(same, known, NUMBER, owner, NOW)
    other = change_payee(same, told(OTHER_NUMBER), owner, NOW)
    assert confirm_payee(other, known, OTHER_NUMBER, owner, NOW).state == "confirmed"


def test_what_was_told_is_written_down_nowhere_by_its_repr() -> None:
    assert NUMBER not in repr(told()) and "account" not in repr(told())


def reported() -> str:
    """Return what a report of the error at hand would say, with the variables of every frame."""
    kind, error, trace = sys.exc_info()
    assert isinstance(trace, TracebackType)
    # The frames of this test are not the page's.
    return str(ExceptionReporter(None, kind, error, trace.tb_next).get_traceback_html())


@pytest.mark.parametrize("deed", ["add", "change", "confirm", "reveal"])
def test_a_report_of_an_error_shows_no_number(
    supplier: Supplier, known: Contact, owner: User, deed: str
) -> None:
    made = payee(supplier, owner, OTHER_NUMBER if deed == "change" else NUMBER) if deed != "add" else None
    checked()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE suppliers_trailentry ADD CONSTRAINT broken CHECK (false) NOT VALID")
    try:
        if made is None:
            add_payee(supplier, told(), owner, NOW)
        elif deed == "change":
            change_payee(made, told(), owner, NOW)
        elif deed == "confirm":
            confirm_payee(made, known, NUMBER, owner, NOW)
        else:
            reveal_payee(made, owner, NOW)
    except IntegrityError:
        assert NUMBER not in reported()
    else:
        pytest.fail("nothing broke")
