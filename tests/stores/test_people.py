"""Letting people into a store, changing what they may do, and never losing the last owner."""

import pytest
from allauth.account.models import EmailAddress
from pytest_django.fixtures import Settings

from stores.models import Membership, Role, Store, User
from tests.people import Login

pytestmark = pytest.mark.django_db


def roles(store: Store) -> dict[str, str]:
    return dict(Membership.objects.filter(store=store).values_list("user__email", "role"))


def people(store: Store) -> str:
    return f"/stores/{store.slug}/people/"


def test_an_owner_lets_somebody_in_and_changes_the_role(
    store: Store, owner: User, stranger: User, login: Login
) -> None:
    browser = login(owner)
    for role in (Role.HELPER, Role.VIEWER):
        assert browser.post(people(store), {"email": "STRANGER@example.com", "role": role}).status_code == 302
        assert roles(store) == {"owner@example.com": "owner", "stranger@example.com": role}
    assert login(stranger).get(store.get_absolute_url()).status_code == 200


def test_the_answer_does_not_tell_whether_an_address_has_an_account(
    store: Store, owner: User, stranger: User, login: Login
) -> None:
    said = []
    for email in (stranger.email, "nobody@example.com"):
        answer = login(owner).post(people(store), {"email": email, "role": "helper"}, follow=True)
        said.append((answer.redirect_chain, [str(each) for each in answer.context["messages"]]))
    assert said[0] == said[1]
    assert said[0][1] == ["If somebody with this address has an account, they can see this store now."]
    assert roles(store) == {"owner@example.com": "owner", "stranger@example.com": "helper"}


def test_on_a_server_an_address_counts_only_once_it_is_confirmed(
    store: Store, owner: User, stranger: User, login: Login, settings: Settings
) -> None:
    settings.LOCAL = False
    address = EmailAddress.objects.create(user=stranger, email=stranger.email, primary=True, verified=False)
    body = {"email": stranger.email.upper(), "role": "helper"}
    assert login(owner).post(people(store), body).status_code == 302
    assert roles(store) == {"owner@example.com": "owner"}
    address.verified = True
    address.save()
    assert login(owner).post(people(store), body).status_code == 302
    assert roles(store) == {"owner@example.com": "owner", "stranger@example.com": "helper"}


def test_the_last_owner_stays(store: Store, owner: User, helper: User, login: Login) -> None:
    mine = Membership.objects.get(store=store, user=owner)
    browser = login(owner)
    assert browser.post(people(store), {"email": owner.email, "role": "viewer"}).status_code == 422
    assert browser.post(f"{people(store)}{mine.pk}/remove/").status_code == 302
    assert roles(store) == {"owner@example.com": "owner", "helper@example.com": "helper"}


def test_a_person_who_is_removed_is_a_stranger(store: Store, owner: User, helper: User, login: Login) -> None:
    theirs = Membership.objects.get(store=store, user=helper)
    login(owner).post(f"{people(store)}{theirs.pk}/remove/")
    assert login(helper).get(store.get_absolute_url()).status_code == 404
