"""The list of suppliers: found by what a person has in hand, narrowed, and kept as a search."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.actions import submit
from assessments.sample.suppliers import NOTHING_WRONG, SUPPLIERS, USUAL
from stores.models import Store, User
from suppliers.actions import add_supplier
from suppliers.actions.filters import MOST, save_filter
from suppliers.models import Contact, SavedFilter, Supplier
from suppliers.searching import found_suppliers
from tests.assessments.merging_worlds import contact, document, flag, payee
from tests.people import Login

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
TERMS: dict[str, Any] = USUAL | SUPPLIERS[0].offer | {"answers": NOTHING_WRONG}


@pytest.fixture
def browser(owner: User, store: Store, login: Login) -> Client:
    return login(owner)


@pytest.fixture
def bright(store: Store) -> Supplier:
    supplier = add_supplier(store, "Shenzhen Bright")
    add_supplier(store, "Yiwu Gifts")
    Supplier.objects.filter(pk=supplier.pk).update(
        legal_name_zh="深圳市明亮照明有限公司",
        legal_name_en="Mingliang Lighting Co., Ltd.",
        trading_name="50%_off lamps",
        shop_url="https://www.example.com/store/1100",
        shop_id="1100",
        licence_number="91440300600037341L",
        tags=["Fast Ship"],
        country="CN",
    )
    contact(supplier, "+86 139-0000-1111", "phone")
    Contact.objects.filter(supplier=supplier).update(value_key="+8613900001111")
    return supplier


def shown(browser: Client, store: Store, **asked: str) -> list[str]:
    answer = browser.get(f"/stores/{store.slug}/suppliers/", asked)
    assert answer.status_code == 200
    return [card.supplier.name for card in answer.context["cards"]]


@pytest.mark.parametrize(
    "text",
    [
        "bright",
        "ＢＲＩＧＨＴ",
        " shenzhen   bright ",
        "明亮照明",
        "mingliang",
        "50%_OFF",
        "store/1100",
        "91440300600037341l",
        "9144 0300 6000",
        "139-0000",
        "13900001111",
        "fast ship",
    ],
)
def test_a_supplier_is_found_by_whatever_is_known_of_it(store: Store, bright: Supplier, text: str) -> None:
    assert list(found_suppliers(store, text)) == [bright]


@pytest.mark.parametrize("text", ["%", "_", "\\", "br_ght", "bright%x", "nobody", "'; --"])
def test_a_sign_that_databases_search_by_is_only_a_sign(store: Store, bright: Supplier, text: str) -> None:
    Supplier.objects.filter(pk=bright.pk).update(trading_name="")
    assert list(found_suppliers(store, text)) == []


def test_another_stores_suppliers_are_never_found(store: Store, bright: Supplier, stranger: User) -> None:
    assert list(found_suppliers(stranger.stores.get(), "bright")) == []


def test_the_list_is_narrowed_by_each_filter_and_by_all_at_once(
    store: Store, bright: Supplier, owner: User, browser: Client
) -> None:
    Supplier.objects.filter(pk=bright.pk).update(status="watch")
    verdict = submit(bright, TERMS, owner, NOW).assessment
    assert verdict is not None
    both = {"Shenzhen Bright", "Yiwu Gifts"}
    assert set(shown(browser, store)) == both
    for asked in (
        {"q": "bright"},
        {"status": "watch"},
        {"country": "CN"},
        {"tag": "Fast Ship"},
        {"verdict": verdict.verdict},
    ):
        assert shown(browser, store, **asked) == ["Shenzhen Bright"]
    assert shown(browser, store, verdict="none") == ["Yiwu Gifts"]
    assert shown(browser, store, q="bright", status="watch", country="CN", tag="Fast Ship") == [
        "Shenzhen Bright"
    ]
    assert shown(browser, store, q="bright", status="active") == []
    # What cannot be read narrows nothing.
    assert set(shown(browser, store, status="nonsense", country="XX")) == both


def test_what_waits_for_somebody_is_found(store: Store, bright: Supplier, browser: Client) -> None:
    today = timezone.now().date()
    assert shown(browser, store, pending="any") == []
    waiting = payee(bright, "11")
    assert shown(browser, store, pending="payee") == ["Shenzhen Bright"]
    assert shown(browser, store, pending="flag") == []
    type(waiting).objects.filter(pk=waiting.pk).update(state="replaced")
    assert shown(browser, store, pending="payee") == []
    raised = flag(bright, "hurry")
    assert (
        shown(browser, store, pending="flag") == shown(browser, store, pending="any") == ["Shenzhen Bright"]
    )
    raised.delete()
    paper = document(bright, "licence")
    for days, found in ((28, ["Shenzhen Bright"]), (33, [])):
        type(paper).objects.filter(pk=paper.pk).update(expires_on=today + timedelta(days=days))
        assert shown(browser, store, pending="document") == found


def test_a_search_is_kept_found_again_and_deleted_by_its_person_alone(
    store: Store, bright: Supplier, viewer: User, browser: Client, login: Login
) -> None:
    base = f"/stores/{store.slug}/suppliers/"
    said = {"name": "Lamps", "q": "bright", "status": "active", "page": "2", "evil": "x"}
    answer = browser.post(f"{base}searches/", said)
    assert answer["Location"] == f"{base}?q=bright&status=active"
    kept = SavedFilter.objects.get()
    assert (kept.name, kept.query) == ("Lamps", "q=bright&status=active")
    browser.post(f"{base}searches/", {"name": "Lamps", "q": "yiwu"})
    assert SavedFilter.objects.get().query == "q=yiwu"
    assert "Lamps" in browser.get(base).content.decode()
    other = login(viewer)
    assert "Lamps" not in other.get(base).content.decode()
    assert other.post(f"{base}searches/{kept.pk}/delete/").status_code == 404
    # Somebody who only looks keeps searches of their own.
    other.post(f"{base}searches/", {"name": "Lamps", "q": "x"})
    assert SavedFilter.objects.count() == 2
    assert browser.post(f"{base}searches/{kept.pk}/delete/").status_code == 302
    assert SavedFilter.objects.get().user == viewer


@pytest.mark.parametrize("said", [{"name": "All"}, {"name": "", "q": "x"}, {"name": "x" * 61, "q": "x"}])
def test_a_search_for_everything_or_without_a_name_is_not_kept(
    store: Store, browser: Client, said: dict[str, str]
) -> None:
    assert browser.post(f"/stores/{store.slug}/suppliers/searches/", said).status_code == 302
    assert not SavedFilter.objects.exists()


def test_there_is_an_end_to_the_searches_of_a_person(store: Store, owner: User, browser: Client) -> None:
    for number in range(MOST):
        save_filter(store, owner, f"{number}", "q=x")
    browser.post(f"/stores/{store.slug}/suppliers/searches/", {"name": "one more", "q": "x"})
    assert SavedFilter.objects.count() == MOST
    browser.post(f"/stores/{store.slug}/suppliers/searches/", {"name": "0", "q": "y"})
    assert SavedFilter.objects.filter(query="q=y").count() == 1


@pytest.mark.parametrize("verb", ["get", "post", "put", "delete"])
def test_another_stores_list_and_searches_are_not_there(
    store: Store, owner: User, stranger: User, login: Login, verb: str
) -> None:
    kept = save_filter(store, owner, "Lamps", "q=x")
    send = getattr(login(stranger), verb)
    for path in ("", "searches/", f"searches/{kept.pk}/delete/", "products/", "duplicates/"):
        assert send(f"/stores/{store.slug}/suppliers/{path}").status_code == 404
    theirs = stranger.stores.get().slug
    answer = send(f"/stores/{theirs}/suppliers/searches/{kept.pk}/delete/")
    assert answer.status_code in ((404,) if verb == "post" else (405,))
    assert SavedFilter.objects.count() == 1


def test_as_many_queries_for_one_supplier_as_for_thirty(store: Store, owner: User, browser: Client) -> None:
    address = f"/stores/{store.slug}/suppliers/?q=s&pending=any"

    def asked() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert browser.get(address).status_code == 200
        return len(caught)

    first = add_supplier(store, "S0")
    flag(first, "hurry")
    submit(first, TERMS, owner, NOW)
    asked()
    one = asked()
    for number in range(1, 31):
        supplier = add_supplier(store, f"S{number}")
        flag(supplier, "hurry")
        Supplier.objects.filter(pk=supplier.pk).update(country="CN", tags=[f"t{number}"])
        submit(supplier, TERMS, owner, NOW)
    assert asked() == one
    assert len(browser.get(address).context["cards"]) == 31


def test_a_long_list_has_pages_that_keep_the_search(store: Store, browser: Client) -> None:
    for number in range(51):
        add_supplier(store, f"S{number}")
    page = browser.get(f"/stores/{store.slug}/suppliers/?q=s").content.decode()
    assert "q=s&amp;page=2" in page
    assert len(shown(browser, store, q="s", page="2")) == 1


def test_a_search_in_chinese_can_be_kept(store: Store, owner: User, login: Login) -> None:
    browser = login(owner)
    answer = browser.post(f"/stores/{store.slug}/suppliers/searches/", {"q": "明" * 60, "name": "Lamps"})
    assert answer.status_code == 302
    assert len(SavedFilter.objects.get().query) > 500
