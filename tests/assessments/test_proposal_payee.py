"""The account that a proposal's money would go to."""

import pytest
from django.test import Client
from django.utils import timezone

from assessments.models import Proposal
from stores.models import Store, User
from suppliers.actions import add_supplier
from suppliers.models import Payee, Supplier
from tests.people import Login

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def browser(owner: User, store: Store, login: Login) -> Client:
    return login(owner)


@pytest.fixture
def supplier(store: Store) -> Supplier:
    return add_supplier(store, "Shenzhen Bright")


def payee(of: Supplier, state: str = "pending") -> Payee:
    return Payee.objects.create(
        store=of.store,
        supplier=of,
        kind="bank",
        state=state,
        rejected_because="a slip" if state == "rejected" else "",
        sealed_account="x",
        masked_account=f"•••• {of.pk}",
        account_digest=f"{of.pk}{state}",
        told_on=NOW.date(),
        added_at=NOW,
    )


def body(of: Supplier, paid: Payee | None) -> dict[str, object]:
    needed = {"supplier": of.pk, "currency": "usd", "on_platform_price": "20", "offered_price": "15"}
    return needed | {"orders_per_month": "30", "payee": paid.pk if paid else ""}


def test_a_proposal_keeps_the_account_that_was_chosen(
    browser: Client, store: Store, supplier: Supplier
) -> None:
    chosen = payee(supplier)
    answer = browser.post(f"/stores/{store.slug}/proposals/new/", body(supplier, chosen))
    assert answer.status_code == 302
    assert Proposal.objects.get().payee == chosen


def test_an_edit_can_take_the_account_away(browser: Client, store: Store, supplier: Supplier) -> None:
    browser.post(f"/stores/{store.slug}/proposals/new/", body(supplier, payee(supplier)))
    proposal = Proposal.objects.get()
    browser.post(f"/stores/{store.slug}/proposals/{proposal.pk}/", body(supplier, None))
    proposal.refresh_from_db()
    assert (proposal.payee, proposal.versions.count()) == (None, 2)


def test_another_suppliers_account_is_refused_and_nothing_is_kept(
    browser: Client, store: Store, supplier: Supplier
) -> None:
    other = payee(add_supplier(store, "Yiwu Toys"))
    answer = browser.post(f"/stores/{store.slug}/proposals/new/", body(supplier, other))
    assert answer.status_code == 422
    assert "This account is Yiwu Toys’s." in answer.content.decode()
    assert not Proposal.objects.exists()


def test_an_account_that_was_rejected_or_is_of_another_store_is_no_choice(
    browser: Client, store: Store, supplier: Supplier, stranger: User
) -> None:
    elsewhere = add_supplier(stranger.stores.get(), "Shenzhen Bright")
    for paid in (payee(supplier, "rejected"), payee(elsewhere)):
        answer = browser.post(f"/stores/{store.slug}/proposals/new/", body(supplier, paid))
        assert answer.status_code == 422
    assert not Proposal.objects.exists()


def test_only_the_accounts_of_the_chosen_supplier_are_offered(
    browser: Client, store: Store, supplier: Supplier
) -> None:
    own, other = payee(supplier), payee(add_supplier(store, "Yiwu Toys"))
    page = browser.get(f"/stores/{store.slug}/proposals/new/?supplier={supplier.pk}").content.decode()
    assert own.masked_account in page
    assert other.masked_account not in page
