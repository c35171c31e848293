"""The page of a connection that has no secret yet, and of one whose address nobody can send to."""

import pytest
from django.test import Client

from orders.actions.connecting import connect
from orders.models import Connection
from orders.webhooks import Kind
from stores.models import Store, User
from tests.people import Login

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(owner: User, store: Store, login: Login) -> Client:
    return login(owner)


@pytest.fixture
def bare(store: Store, owner: User) -> Connection:
    return connect(store, owner, Kind.SHOPIFY, "Lamp Shop")


def at(bare: Connection, path: str = "") -> str:
    return f"/stores/{bare.store.slug}/connections/{bare.pk}/{path}"


def test_a_secret_is_entered_first_and_changed_from_then_on(browser: Client, bare: Connection) -> None:
    page = browser.get(at(bare)).content.decode()
    assert "Save the secret" in page
    assert "Change the secret" not in page
    assert "New secret" not in page
    told = browser.post(at(bare, "secret/"), {"secret": "shpss_1"}, follow=True).content.decode()
    assert "The secret is saved." in told
    assert "Save the secret" not in told
    assert "Change the secret" in told
    again = browser.post(at(bare, "secret/"), {"secret": "shpss_2"}, follow=True).content.decode()
    assert "The secret is changed." in again


def test_what_is_no_secret_is_refused_on_the_same_form(browser: Client, bare: Connection) -> None:
    answer = browser.post(at(bare, "secret/"), {"secret": "two words"})
    assert answer.status_code == 422
    assert "Save the secret" in answer.content.decode()


def test_an_address_to_which_nobody_can_send_says_so(browser: Client, bare: Connection) -> None:
    warning = "Nobody can send to this address"
    assert warning in browser.get(at(bare)).content.decode()
    secure = browser.get(at(bare), secure=True).content.decode()
    assert f"https://testserver/hooks/{bare.token}/" in secure
    assert warning not in secure
