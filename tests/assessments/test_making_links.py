"""The owner's pages about links: each is made once, shown once, and withdrawn by nobody else."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from assessments.wording.asking import ASKED
from stores.models import Store, User
from suppliers.actions import add_supplier, note_checks
from suppliers.actions import asking as asking_actions
from suppliers.actions.asking import make_link, revoke_link
from suppliers.models import AskLink, Supplier
from tests.people import Login

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def root(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    settings.MEDIA_ROOT = tmp_path / "uploads"
    cache.clear()
    yield tmp_path / "uploads"
    cache.clear()


@pytest.fixture
def supplier(store: Store) -> Supplier:
    return add_supplier(store, "Shenzhen Bright", notes="Do not trust them")


@pytest.fixture
def made(supplier: Supplier, owner: User) -> tuple[AskLink, str]:
    link, token = make_link(supplier, ("business_licence", "capacity"), "Dear Lily", 7, owner, timezone.now())
    return link, f"/ask/{token}/"


def test_the_owner_makes_a_link_and_sees_its_address_once(
    store: Store, supplier: Supplier, owner: User, login: Login
) -> None:
    note_checks(supplier, {"references": "done"}, timezone.now())
    browser, path = login(owner), f"/stores/{store.slug}/suppliers/{supplier.pk}/ask/new/"
    form = browser.get(path).context["form"]
    assert set(form.initial["points"]) == set(ASKED) - {"references"}
    assert {key for key, _label in form.fields["points"].choices} == set(ASKED) - {"references"}
    assert browser.post(path, {"points": ["references"], "days": "14"}).status_code == 422
    answer = browser.post(path, {"points": ["capacity"], "days": "14", "message": "Hello"})
    address = re.search(r"<code>(http://testserver/ask/[\w-]+/)</code>", answer.content.decode())
    link = AskLink.objects.get()
    assert address is not None
    assert (answer["Cache-Control"], link.points, link.made_by) == ("no-store", ["capacity"], owner)
    assert link.expires_at - link.made_at == timedelta(days=14)
    assert Client().get(address[1]).status_code == 200
    assert "/ask/" not in re.sub(
        r"/ask/(?:new|\d+/revoke)/", "", browser.get(supplier.get_absolute_url()).content.decode()
    )
    assert (
        browser.post(f"/stores/{store.slug}/suppliers/{supplier.pk}/ask/{link.pk}/revoke/").status_code == 302
    )
    assert Client().get(address[1]).status_code == 404


def test_the_same_page_sent_twice_makes_one_link(
    store: Store, supplier: Supplier, owner: User, login: Login
) -> None:
    browser, path = login(owner), f"/stores/{store.slug}/suppliers/{supplier.pk}/ask/new/"

    def page() -> dict[str, object]:
        once = re.search(r'name="once" value="([\w-]+)"', browser.get(path).content.decode())
        assert once is not None
        return {"points": ["capacity"], "days": "7", "once": once[1]}

    body = page()
    assert browser.post(path, body | {"points": []}).status_code == 422
    assert browser.post(path, body).status_code == 200
    again = browser.post(path, body)
    assert (again.status_code, again["Location"]) == (302, f"{supplier.get_absolute_url()}#links-title")
    assert AskLink.objects.count() == 1
    assert browser.post(path, page()).status_code == 200
    assert AskLink.objects.count() == 2


def test_the_owner_is_told_to_withdraw_a_link_where_too_many_are_open(
    store: Store,
    supplier: Supplier,
    owner: User,
    made: tuple[AskLink, str],
    login: Login,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(asking_actions, "MOST_OPEN_LINKS", 1)
    browser, path = login(owner), f"/stores/{store.slug}/suppliers/{supplier.pk}/ask/new/"
    body = {"points": ["capacity"], "days": "7", "once": "page"}
    refused = browser.post(path, body)
    assert (refused.status_code, AskLink.objects.count()) == (422, 1)
    assert "Withdraw one first" in refused.content.decode()
    revoke_link(made[0], owner, timezone.now())
    assert browser.post(path, body).status_code == 200


@pytest.mark.parametrize(
    "body",
    [{"points": []}, {"points": ["payee_confirmed"], "days": "7"}, {"points": ["capacity"], "days": "365"}],
)
def test_a_link_that_asks_nothing_or_never_ends_is_not_made(
    store: Store, supplier: Supplier, owner: User, login: Login, body: dict[str, list[str]]
) -> None:
    answer = login(owner).post(f"/stores/{store.slug}/suppliers/{supplier.pk}/ask/new/", body)
    assert (answer.status_code, AskLink.objects.count()) == (422, 0)


def test_only_the_owner_makes_and_withdraws_links(
    store: Store, supplier: Supplier, helper: User, made: tuple[AskLink, str], login: Login
) -> None:
    below = f"/stores/{store.slug}/suppliers/{supplier.pk}/ask/"
    browser = login(helper)
    assert browser.get(f"{below}new/").status_code == 403
    assert browser.post(f"{below}{made[0].pk}/revoke/").status_code == 403
    assert AskLink.objects.get().revoked_at is None


def test_a_link_of_another_store_is_404_for_every_verb(
    store: Store, supplier: Supplier, owner: User, stranger: User, made: tuple[AskLink, str], login: Login
) -> None:
    other = Store.objects.exclude(pk=store.pk).get()
    theirs = add_supplier(other, "Theirs")
    browser = login(stranger)
    for path in (
        f"/stores/{other.slug}/suppliers/{supplier.pk}/ask/{made[0].pk}/revoke/",
        f"/stores/{other.slug}/suppliers/{theirs.pk}/ask/{made[0].pk}/revoke/",
        f"/stores/{store.slug}/suppliers/{supplier.pk}/ask/{made[0].pk}/revoke/",
    ):
        expected = {getattr(browser, verb)(path).status_code for verb in ("post", "put", "patch", "delete")}
        assert expected <= {404, 405}
        assert browser.post(path).status_code == 404
    assert AskLink.objects.get().revoked_at is None
