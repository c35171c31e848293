"""Proposals whose account or supplier became another between the page and the deed."""

from typing import Any

import pytest
from django.http import Http404
from django.test import Client

from assessments.actions import PayeeOver, end, revise, submit
from assessments.models import Proposal, Version
from assessments.views import proposals
from stores.models import Store, User
from suppliers.actions import add_supplier
from suppliers.models import Payee, Supplier
from tests.assessments.test_proposal_payee import NOW, body, payee
from tests.people import Login

pytestmark = pytest.mark.django_db
OFFERED: dict[str, Any] = {
    "currency": "USD",
    "on_platform_price": 20,
    "offered_price": 15,
    "orders_per_month": 30,
    "answers": {},
}


@pytest.fixture
def browser(owner: User, store: Store, login: Login) -> Client:
    return login(owner)


@pytest.fixture
def supplier(store: Store) -> Supplier:
    return add_supplier(store, "Shenzhen Bright")


@pytest.mark.parametrize("state", ["rejected", "replaced"])
def test_an_account_that_is_over_by_now_is_no_ones_to_pay(
    supplier: Supplier, owner: User, state: str
) -> None:
    seen = payee(supplier)
    proposal = submit(supplier, OFFERED, owner, NOW, seen)
    because = "not theirs" if state == "rejected" else ""
    Payee.objects.filter(pk=seen.pk).update(state=state, rejected_because=because)
    assert seen.state == "pending"
    with pytest.raises(PayeeOver):
        submit(supplier, OFFERED, owner, NOW, seen)
    with pytest.raises(PayeeOver):
        revise(proposal, OFFERED, owner, NOW, seen)
    assert (Proposal.objects.count(), Version.objects.count()) == (1, 1)


def test_an_account_that_became_another_suppliers_is_not_taken(
    store: Store, supplier: Supplier, owner: User
) -> None:
    seen = payee(supplier)
    Payee.objects.filter(pk=seen.pk).update(supplier=add_supplier(store, "Yiwu Toys"))
    with pytest.raises(PayeeOver):
        submit(supplier, OFFERED, owner, NOW, seen)
    assert not Proposal.objects.exists()


def test_a_supplier_that_was_merged_meanwhile_takes_no_proposal(
    store: Store, supplier: Supplier, owner: User
) -> None:
    proposal = submit(supplier, OFFERED, owner, NOW)
    Supplier.objects.filter(pk=supplier.pk).update(merged_into=add_supplier(store, "Yiwu Toys"))
    with pytest.raises(Http404):
        submit(supplier, OFFERED, owner, NOW)
    with pytest.raises(Http404):
        revise(proposal, OFFERED, owner, NOW)
    with pytest.raises(Http404):
        end(proposal, Proposal.State.WITHDRAWN)
    assert (Proposal.objects.count(), Version.objects.count()) == (1, 1)


def test_a_proposal_that_became_another_suppliers_meanwhile_is_not_revised(
    store: Store, supplier: Supplier, owner: User
) -> None:
    proposal = submit(supplier, OFFERED, owner, NOW)
    Proposal.objects.filter(pk=proposal.pk).update(supplier=add_supplier(store, "Yiwu Toys"))
    with pytest.raises(Http404):
        revise(proposal, OFFERED, owner, NOW)


@pytest.mark.parametrize("action", ["submit", "revise"])
def test_an_account_that_is_rejected_at_this_moment_is_an_error_of_its_field(
    browser: Client,
    store: Store,
    supplier: Supplier,
    owner: User,
    monkeypatch: pytest.MonkeyPatch,
    action: str,
) -> None:
    seen, real = payee(supplier), getattr(proposals, action)
    address = f"/stores/{store.slug}/proposals/"
    address += "new/" if action == "submit" else f"{submit(supplier, OFFERED, owner, NOW).pk}/"

    def after_a_rejection(*given: Any) -> Proposal:
        Payee.objects.filter(pk=seen.pk).update(state="rejected", rejected_because="not theirs")
        return real(*given)  # type: ignore[no-any-return]  # one of the two actions

    monkeypatch.setattr(proposals, action, after_a_rejection)
    answer = browser.post(address, body(supplier, seen))
    assert answer.status_code == 422
    assert "payee" in answer.context["form"].errors
    assert "This account was replaced or rejected meanwhile" in answer.content.decode()
