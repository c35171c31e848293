"""Suppliers that may be one: found, laid side by side, put together and parted, by those who may."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments.duplicates import MOST_ALIKE, bare_address, bare_name, duplicates
from assessments.merging import merge
from assessments.models import Merge
from stores.models import Store, User
from suppliers.actions import add_supplier
from suppliers.models import Supplier
from tests.assessments.merging_worlds import contact, payee, placed, record
from tests.people import Login

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def pair(store: Store) -> tuple[Supplier, Supplier]:
    return add_supplier(store, "Shenzhen Bright"), add_supplier(store, "Mingliang")


def found(store: Store) -> list[tuple[str, str, list[str]]]:
    return [(pair.one.name, pair.other.name, pair.reasons) for pair in duplicates(store)]


@pytest.mark.parametrize(
    ("reason", "one", "other"),
    [
        (
            "licence",
            {"licence_kind": "uscc", "licence_number": "91440300600037341L"},
            {"licence_kind": "uscc", "licence_number": "9144 0300 600037341l"},
        ),
        ("shop", {"shop_id": "1100"}, {"shop_id": "1100"}),
        (
            "shop",
            {"shop_url": "https://www.example.com/store/1/"},
            {"shop_url": "http://example.com/store/1?x=2"},
        ),
        ("name", {"legal_name_en": "Bright Co., Ltd."}, {"trading_name": "BRIGHT company limited"}),
        ("name", {"legal_name_zh": "明亮照明有限公司"}, {"legal_name_zh": "明亮照明旗舰店"}),
    ],
)
def test_two_that_share_something_telling_are_a_pair(
    store: Store, pair: tuple[Supplier, Supplier], reason: str, one: dict[str, str], other: dict[str, str]
) -> None:
    assert found(store) == []
    for supplier, known in zip(pair, (one, other), strict=True):
        Supplier.objects.filter(pk=supplier.pk).update(**known)
    assert found(store) == [("Shenzhen Bright", "Mingliang", [reason])]


def test_an_account_and_a_contact_of_two_are_told_together(
    store: Store, pair: tuple[Supplier, Supplier]
) -> None:
    for supplier in pair:
        payee(supplier, "11", state="replaced")
        contact(supplier, "a@example.com")
        contact(supplier, "chat", "platform")
    assert found(store) == [("Shenzhen Bright", "Mingliang", ["account", "contact"])]


def test_what_many_share_tells_nothing(store: Store) -> None:
    for number in range(MOST_ALIKE + 1):
        contact(add_supplier(store, f"{'x' * number}1"), "agent@example.com")
    assert found(store) == []


def test_what_another_store_has_is_no_pair(
    store: Store, pair: tuple[Supplier, Supplier], stranger: User
) -> None:
    contact(pair[0], "a@example.com")
    contact(add_supplier(stranger.stores.get(), "Shenzhen Bright"), "a@example.com")
    assert found(store) == []


@pytest.mark.parametrize(
    ("name", "bare"),
    [("Official Store", "officialstore"), ("Bright Official Store", "bright"), ("公司", "公司")],
)
def test_a_name_is_never_bared_to_nothing(name: str, bare: str) -> None:
    assert bare_name(name) == bare


def test_an_address_is_bared_of_what_means_nothing() -> None:
    assert bare_address("HTTPS://WWW.Example.com/Store/1/?spm=1#x") == "example.com/store/1"


def test_as_many_queries_for_two_as_for_thirty(store: Store, pair: tuple[Supplier, Supplier]) -> None:
    with CaptureQueriesContext(connection) as few:
        duplicates(store)
    for number in range(30):
        contact(add_supplier(store, f"S{number}"), f"{number % 9}@example.com")
    with CaptureQueriesContext(connection) as many:
        assert len(duplicates(store)) > 9
    assert len(few) == len(many) == 3


def test_the_owner_puts_two_together_and_parts_them(
    store: Store, owner: User, pair: tuple[Supplier, Supplier], login: Login
) -> None:
    kept, gone = pair
    record(store, placed(1, "Shenzhen Bright", 5), placed(2, "Mingliang", 5))
    browser, base = login(owner), f"/stores/{store.slug}/suppliers/"
    chosen = browser.get(f"{base}duplicates/choose/", {"one": kept.pk, "other": gone.pk})
    page = browser.get(chosen["Location"])
    assert page.status_code == 200
    assert [(str(label), n) for label, n in page.context["moves"][0][2]] == [("orders", 1)]
    assert browser.post(chosen["Location"], {"keep": 0}).status_code == 422
    answer = browser.post(chosen["Location"], {"keep": kept.pk}, follow=True)
    assert answer.redirect_chain[-1][0] == kept.get_absolute_url()
    moved = browser.get(gone.get_absolute_url())
    assert (moved.status_code, moved["Location"]) == (302, kept.get_absolute_url())
    assert browser.get(chosen["Location"]).status_code == 404
    listed = browser.get(f"{base}duplicates/").content.decode()
    assert "Mingliang into Shenzhen Bright" in listed
    undone = browser.post(f"{base}merges/{Merge.objects.get().pk}/undo/")
    assert undone["Location"] == gone.get_absolute_url()
    assert {each.orders.count() for each in Supplier.objects.all()} == {1}


def test_what_keeps_a_merge_from_being_undone_is_said(
    store: Store, owner: User, pair: tuple[Supplier, Supplier], login: Login
) -> None:
    kept, gone = pair
    first = merge(kept, gone, owner, NOW)
    second = merge(add_supplier(store, "Third"), kept, owner, NOW)
    browser, base = login(owner), f"/stores/{store.slug}/suppliers/merges/"
    said = browser.post(f"{base}{first.pk}/undo/", follow=True).content.decode()
    assert "First undo the later merge of “Shenzhen Bright” into “Third”." in said
    add_supplier(store, "Shenzhen Bright")
    said = browser.post(f"{base}{second.pk}/undo/", follow=True).content.decode()
    assert "You have another supplier called “Shenzhen Bright” by now." in said
    assert set(Merge.objects.values_list("undone_at", flat=True)) == {None}


@pytest.mark.parametrize("asked", [{}, {"one": "1", "other": "1"}, {"one": "x", "other": "2"}])
def test_two_different_ones_are_to_be_chosen(
    store: Store, owner: User, login: Login, asked: dict[str, str]
) -> None:
    answer = login(owner).get(f"/stores/{store.slug}/suppliers/duplicates/choose/", asked)
    assert answer["Location"] == f"/stores/{store.slug}/suppliers/duplicates/"


def test_who_does_not_own_the_store_sees_the_pairs_and_merges_nothing(
    store: Store, owner: User, helper: User, viewer: User, pair: tuple[Supplier, Supplier], login: Login
) -> None:
    third = add_supplier(store, "Third")
    standing = merge(pair[1], third, owner, NOW)
    base = f"/stores/{store.slug}/suppliers/"
    for user in (helper, viewer):
        browser: Client = login(user)
        assert browser.get(f"{base}duplicates/").status_code == 200
        two = f"{base}duplicates/{pair[0].pk}/{pair[1].pk}/"
        assert browser.get(two).status_code == browser.post(two, {"keep": pair[0].pk}).status_code == 403
        assert browser.post(f"{base}merges/{standing.pk}/undo/").status_code == 403
    assert Merge.objects.get().undone_at is None


@pytest.mark.parametrize("verb", ["get", "post", "put", "delete"])
def test_another_stores_suppliers_and_merges_are_not_there(
    store: Store, owner: User, stranger: User, pair: tuple[Supplier, Supplier], login: Login, verb: str
) -> None:
    standing = merge(*pair, owner, NOW)
    third = add_supplier(store, "Third")
    theirs = stranger.stores.get()
    mine = add_supplier(theirs, "Mine")
    send = getattr(login(stranger), verb)
    for one, other in ((mine, third), (third, mine), (mine, pair[0])):
        for slug in (store.slug, theirs.slug):
            address = f"/stores/{slug}/suppliers/duplicates/{one.pk}/{other.pk}/"
            assert send(address, {"keep": mine.pk}).status_code == 404
    for slug in (store.slug, theirs.slug):
        answer = send(f"/stores/{slug}/suppliers/merges/{standing.pk}/undo/")
        assert answer.status_code in ((404,) if verb == "post" else (404, 405))
    # Nor does an address tell that a supplier of another store was merged.
    assert send(f"/stores/{theirs.slug}/suppliers/{pair[1].pk}/").status_code == 404
    assert Merge.objects.get().undone_at is None
