"""The report names the account that a proposal's money would go to, and says where it stands."""

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from assessments.actions import submit
from assessments.models import Proposal
from assessments.paid import paid_by
from stores.models import Store, User
from suppliers.actions.payees import add_payee, change_payee, reject_payee
from suppliers.models import Supplier
from tests.assessments.supplier_worlds import REGISTERED, TERMS, confirm, confirmed_payee, told, trusted
from tests.people import Login

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def browser(owner: User, login: Login) -> Client:
    return login(owner)


def report(browser: Client, proposal: Proposal) -> str:
    path = f"/stores/{proposal.store.slug}/proposals/{proposal.pk}/report/"
    page = " ".join(browser.get(path).content.decode().split())
    start = page.index('id="payment-title"')
    return page[start : page.index("</section>", start)]


@pytest.fixture
def trusted_one(store: Store, owner: User) -> Supplier:
    return trusted(store, owner, NOW)


def test_the_report_names_the_payee_masked_with_its_holder_its_name_and_its_state(
    browser: Client, trusted_one: Supplier, owner: User
) -> None:
    paid = confirmed_payee(trusted_one, owner, "6222 0212 3456 7890", NOW)
    proposal = submit(Supplier.objects.get(pk=trusted_one.pk), TERMS, owner, NOW, paid)
    page = report(browser, proposal)
    assert "••••7890" in page and "3456 7890" not in page
    assert REGISTERED in page and "The registered English name, word for word" in page
    assert "Its digits were read back on a channel known before." in page
    assert f"/payees/{paid.pk}/" in page
    Supplier.objects.filter(pk=trusted_one.pk).update(legal_name_en="Ningbo Toys Co., Ltd.")
    assert "Another company" in report(browser, proposal)


def test_the_report_says_what_became_of_the_payee(
    browser: Client, trusted_one: Supplier, owner: User
) -> None:
    paid = confirmed_payee(trusted_one, owner, "6222 0212 3456 7890", NOW)
    proposal = submit(Supplier.objects.get(pk=trusted_one.pk), TERMS, owner, NOW, paid)
    new = change_payee(paid, told("6222 0298 7654 3210", NOW), owner, NOW)
    confirm(new, owner, "6222 0298 7654 3210", NOW)
    page = report(browser, proposal)
    assert "It was replaced. Now there is:" in page
    assert f"/payees/{new.pk}/" in page and "••••3210" in page
    reject_payee(new, "They called.", owner, NOW)
    assert "It was replaced, and nothing stands in its place." in report(browser, proposal)


@pytest.mark.parametrize(
    ("state", "words"),
    [("pending", "Nobody has read its digits back."), ("rejected", "It is not theirs. Pay nothing there")],
)
def test_the_report_says_of_a_payee_that_nobody_confirmed_to_pay_nothing_there(
    browser: Client, trusted_one: Supplier, owner: User, state: str, words: str
) -> None:
    proposal = submit(trusted_one, TERMS, owner, NOW)
    waiting = add_payee(trusted_one, told("6222 0298 7654 3210", NOW), owner, NOW)
    Proposal.objects.filter(pk=proposal.pk).update(payee=waiting)
    if state == "rejected":
        reject_payee(waiting, "They called.", owner, NOW)
    assert words in report(browser, proposal)


def test_the_report_says_that_no_account_is_named(
    browser: Client, trusted_one: Supplier, owner: User
) -> None:
    confirmed_payee(trusted_one, owner, "6222 0212 3456 7890", NOW)
    page = report(browser, submit(Supplier.objects.get(pk=trusted_one.pk), TERMS, owner, NOW))
    assert "No account is named in this proposal." in page
    assert f"{trusted_one.get_absolute_url()}#payees-title" in page
    assert "7890" not in page


def test_the_payee_is_read_in_one_query_however_often_it_was_changed(
    trusted_one: Supplier, owner: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    paid = confirmed_payee(trusted_one, owner, "6222 0212 3456 7890", NOW)
    made = submit(Supplier.objects.get(pk=trusted_one.pk), TERMS, owner, NOW, paid)
    for each in range(3):
        proposal = Proposal.objects.select_related("supplier").get(pk=made.pk)
        with django_assert_num_queries(1):
            found = paid_by(proposal)
        assert found is not None and found.payee == paid and len(found.instead) == (each > 0)
        number = f"6222 0200 0000 000{each}"
        paid_now = found.instead[0] if found.instead else paid
        confirm(change_payee(paid_now, told(number, NOW), owner, NOW), owner, number, NOW)
