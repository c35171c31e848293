"""The pages of connections: the address, the secret once, what came in, and once more."""

import re
from datetime import timedelta

import pytest
from django.db import connection as database
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from orders.actions.connecting import connect
from orders.models import Connection, Delivery
from orders.webhooks import Kind
from stores.models import Store, User
from stores.sealing import unsealed
from tests.people import Login

pytestmark = pytest.mark.django_db


def here(store: Store, path: str = "") -> str:
    return f"/stores/{store.slug}/connections/{path}"


@pytest.fixture
def shop(store: Store, owner: User) -> Connection:
    return connect(store, owner, Kind.SHOPIFY, "Lamp Shop", "a pasted secret")


@pytest.fixture
def browser(owner: User, store: Store, login: Login) -> Client:
    return login(owner)


def came_in(shop: Connection, number: int, state: str = "done", problem: str = "") -> None:
    now = timezone.now()
    Delivery.objects.bulk_create(
        Delivery(
            store_id=shop.store_id,
            connection=shop,
            key=f"{state}-{each}",
            topic="orders/updated",
            about=f"#{each}",
            body=b"{}",
            state=state,
            problem=problem,
            field="created_at" if problem == "moment" else "",
            sent_at=now,
            received_at=now - timedelta(minutes=each),
        )
        for each in range(number)
    )


def test_an_owner_connects_a_shop_with_the_secret_that_it_shows(store: Store, browser: Client) -> None:
    answer = browser.post(here(store, "new/"), {"kind": "shopify", "name": "", "secret": " shpss_1 "})
    made = Connection.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, here(store, f"{made.pk}/"))
    assert (made.name, unsealed(made.sealed_secret), made.is_unseen) == ("Shopify", "shpss_1", False)
    page = browser.get(answer["Location"]).content.decode()
    assert f"http://testserver/hooks/{made.token}/" in page
    assert "shpss_1" not in page
    assert "Show the secret once" not in page


def test_a_secret_that_was_made_here_is_shown_once(store: Store, browser: Client) -> None:
    browser.post(here(store, "new/"), {"kind": "woocommerce", "name": "Woo", "secret": ""})
    made = Connection.objects.get()
    secret = unsealed(made.sealed_secret)
    address = here(store, f"{made.pk}/")
    assert secret not in browser.get(address).content.decode()
    shown = browser.post(address + "show-secret/")
    assert secret in shown.content.decode()
    assert shown["Cache-Control"] == "no-store"
    again = browser.post(address + "show-secret/", follow=True).content.decode()
    assert secret not in again
    assert "was shown before" in again


def test_a_secret_can_be_changed_and_the_old_one_is_named_until_it_ends(
    store: Store, browser: Client, shop: Connection
) -> None:
    address = here(store, f"{shop.pk}/")
    page = browser.post(address + "secret/", {"secret": "the new one"}, follow=True)
    assert page.status_code == 422
    page = browser.post(address + "secret/", {"secret": "the-new-one"}, follow=True)
    assert "is accepted until" in page.content.decode()
    shop.refresh_from_db()
    assert unsealed(shop.sealed_secret) == "the-new-one"
    assert unsealed(shop.sealed_old_secret) == "a pasted secret"


def test_a_shop_that_shows_its_secret_itself_cannot_be_left_without_one(
    store: Store, browser: Client, shop: Connection
) -> None:
    assert browser.post(here(store, f"{shop.pk}/secret/"), {"secret": ""}).status_code == 422
    shop.refresh_from_db()
    assert unsealed(shop.sealed_secret) == "a pasted secret"


def test_the_page_says_what_became_of_each_notification(
    store: Store, browser: Client, shop: Connection
) -> None:
    came_in(shop, 1)
    came_in(shop, 1, "failed", "moment")
    came_in(shop, 1, "refused", "signature")
    came_in(shop, 1, "nothing", "test")
    came_in(shop, 1, "waiting")
    page = browser.get(here(store, f"{shop.pk}/")).content.decode()
    for words in (
        "Worked off",
        "“created_at” is no date and time.",
        "The signature does not fit the secret",
        "A trial from the shop’s own pages",
        "Stored",
    ):
        assert words in page
    assert len(re.findall("Work off again", page)) == 3


def test_one_is_worked_off_once_more(store: Store, browser: Client, shop: Connection) -> None:
    came_in(shop, 1, "failed", "moment")
    kept = Delivery.objects.get()
    answer = browser.post(here(store, f"{shop.pk}/deliveries/{kept.pk}/replay/"))
    assert answer.status_code == 302
    kept.refresh_from_db()
    assert (kept.state, kept.problem) == ("waiting", "")


def test_a_connection_is_switched_off_and_on(store: Store, browser: Client, shop: Connection) -> None:
    for posted, active in (("0", False), ("1", True)):
        browser.post(here(store, f"{shop.pk}/switch/"), {"on": posted})
        shop.refresh_from_db()
        assert shop.is_active is active


def test_the_list_says_how_each_connection_does(
    store: Store, owner: User, browser: Client, shop: Connection
) -> None:
    assert "nothing came in yet" in browser.get(here(store)).content.decode()
    came_in(shop, 3)
    came_in(shop, 2, "refused", "signature")
    connect(store, owner, Kind.TRACK17, "17TRACK")
    page = browser.get(here(store)).content.decode()
    for words in ("3 in the last 7 days", "2 refused or failed", "Needs its secret"):
        assert words in page


def test_the_pages_cost_the_same_for_one_row_and_for_thirty(
    store: Store, owner: User, browser: Client, shop: Connection
) -> None:
    def cost(path: str) -> int:
        with CaptureQueriesContext(database) as asked:
            assert browser.get(here(store, path)).status_code == 200
        return len(asked)

    came_in(shop, 1)
    before = (cost(""), cost(f"{shop.pk}/"))
    came_in(shop, 30, "failed", "moment")
    for number in range(30):
        connect(store, owner, Kind.AFTERSHIP, f"Carrier {number}")
    assert (cost(""), cost(f"{shop.pk}/")) == before


POSTS = ("show-secret/", "secret/", "switch/", "deliveries/{delivery}/replay/")


def test_only_an_owner_decides_and_a_helper_may_look(
    store: Store, shop: Connection, helper: User, viewer: User, stranger: User, login: Login
) -> None:
    came_in(shop, 1, "failed", "moment")
    kept = Delivery.objects.get()
    before = list(Connection.objects.values()), list(Delivery.objects.values())
    looking = {helper: (200, 200, 403), viewer: (403, 403, 403), stranger: (404, 404, 404)}
    for person, expected in looking.items():
        browser = login(person)
        paths = ("", f"{shop.pk}/", "new/")
        assert tuple(browser.get(here(store, path)).status_code for path in paths) == expected
        refused = 404 if person == stranger else 403
        for path in POSTS:
            address = here(store, f"{shop.pk}/{path.format(delivery=kept.pk)}")
            assert browser.post(address, {"secret": "mine", "on": "0"}).status_code == refused
        assert browser.post(here(store, "new/"), {"kind": "shopify"}).status_code == refused
    page = login(helper).get(here(store, f"{shop.pk}/")).content.decode()
    assert "Change the secret" not in page
    assert "Work off again" not in page
    assert (list(Connection.objects.values()), list(Delivery.objects.values())) == before


def test_a_connection_of_another_store_is_not_found(
    store: Store, shop: Connection, stranger: User, login: Login
) -> None:
    other = Store.objects.exclude(pk=store.pk).get()
    browser = login(stranger)
    assert browser.get(here(other, f"{shop.pk}/")).status_code == 404
    assert browser.post(here(other, f"{shop.pk}/show-secret/")).status_code == 404
    theirs = connect(other, stranger, Kind.SHOPIFY, "Theirs")
    came_in(shop, 1)
    kept = Delivery.objects.get()
    assert browser.post(here(other, f"{theirs.pk}/deliveries/{kept.pk}/replay/")).status_code == 404
    kept.refresh_from_db()
    assert kept.state == "done"
