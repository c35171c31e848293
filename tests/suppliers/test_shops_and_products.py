"""What the shop's page said when, and which supplier can send what."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from stores.models import Store, User
from suppliers.actions import add_supplier
from suppliers.actions.products import BackupTaken, add_product, mark_backup
from suppliers.actions.shops import keep_reading
from suppliers.identity import shop_facts
from suppliers.models import ShopReading, SuppliedProduct, Supplier
from tests.people import Login

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture
def browser(owner: User, store: Store, login: Login) -> Client:
    return login(owner)


@pytest.fixture
def bright(store: Store) -> Supplier:
    return add_supplier(store, "Shenzhen Bright")


def here(supplier: Supplier, path: str) -> str:
    return f"/stores/{supplier.store.slug}/suppliers/{supplier.pk}/{path}"


def test_percent_become_shares_and_what_the_page_does_not_show_stays_unknown(
    bright: Supplier, browser: Client
) -> None:
    said = {"read_on": "2026-01-05", "positive_percent": "97.5", "dispute_percent": "0"}
    assert browser.post(here(bright, "shop/"), said).status_code == 302
    kept = ShopReading.objects.get()
    assert (kept.positive_share, kept.dispute_rate, kept.opened_on) == (Decimal("0.975"), Decimal(0), None)
    bright.refresh_from_db()
    assert bright.evidence_version == 2
    page = browser.get(here(bright, "shop/")).content.decode()
    assert "97.5" in page or "98" in page
    assert "not read" in page


def test_each_fact_is_shown_as_it_was_last_read_with_its_day(bright: Supplier, owner: User) -> None:
    old, new = TODAY - timedelta(days=91), TODAY - timedelta(days=90)
    keep_reading(bright, {"read_on": old, "opened_on": date(2019, 1, 1), "positive_share": "0.9"}, owner, NOW)
    keep_reading(bright, {"read_on": new, "positive_share": "0.8"}, owner, NOW)
    facts = {fact.key: (fact.value, fact.read_on, fact.is_stale) for fact in shop_facts(bright, TODAY)}
    assert facts == {
        "opened_on": (date(2019, 1, 1), old, True),
        "positive_share": (Decimal("0.8"), new, False),
        "dispute_rate": (None, None, False),
    }


@pytest.mark.parametrize(
    "said",
    [
        {"read_on": "2026-01-05"},
        {"read_on": "", "positive_percent": "97"},
        {"read_on": "2026-01-05", "positive_percent": "101"},
        {"read_on": "2026-01-05", "dispute_percent": "-1"},
        {"read_on": "2026-01-05", "opened_on": "2026-01-06"},
        {"read_on": str(timezone.now().date() + timedelta(days=3)), "positive_percent": "97"},
    ],
)
def test_a_reading_that_cannot_be_is_refused(bright: Supplier, browser: Client, said: dict[str, str]) -> None:
    assert browser.post(here(bright, "shop/"), said).status_code == 422
    assert not ShopReading.objects.exists()


def test_a_reading_that_was_a_mistake_is_removed(bright: Supplier, browser: Client, owner: User) -> None:
    reading = keep_reading(bright, {"read_on": TODAY, "positive_share": "0.9"}, owner, NOW)
    assert browser.get(here(bright, f"shop/{reading.pk}/remove/")).status_code == 405
    assert browser.post(here(bright, f"shop/{reading.pk}/remove/")).status_code == 302
    assert not ShopReading.objects.exists()


def test_a_viewer_reads_the_history_and_writes_nothing(
    bright: Supplier, viewer: User, owner: User, login: Login
) -> None:
    reading = keep_reading(bright, {"read_on": TODAY, "positive_share": "0.9"}, owner, NOW)
    browser = login(viewer)
    assert "<form" not in browser.get(here(bright, "shop/")).content.decode().split("<main")[1]
    said = {"read_on": "2026-01-05", "positive_percent": "97"}
    assert browser.post(here(bright, "shop/"), said).status_code == 403
    assert browser.post(here(bright, f"shop/{reading.pk}/remove/")).status_code == 403
    assert browser.post(here(bright, "products/add/"), {"name": "Lamp"}).status_code == 403
    assert (ShopReading.objects.count(), SuppliedProduct.objects.count()) == (1, 0)


@pytest.mark.parametrize("verb", ["get", "post", "put", "delete"])
def test_another_stores_rows_are_not_there(
    bright: Supplier, owner: User, stranger: User, login: Login, verb: str
) -> None:
    reading = keep_reading(bright, {"read_on": TODAY, "positive_share": "0.9"}, owner, NOW)
    product = add_product(bright, "Lamp", NOW)
    theirs = add_supplier(stranger.stores.get(), "Theirs")
    send = getattr(login(stranger), verb)
    paths = ("shop/", f"shop/{reading.pk}/remove/", "products/add/", f"products/{product.pk}/")
    for path in paths:
        assert send(here(bright, path), {"do": "remove"}).status_code == 404
        foreign = here(bright, path).replace(bright.store.slug, theirs.store.slug)
        # A page that takes only POST says 405 whatever it is about.
        assert send(foreign, {"do": "remove"}).status_code in ((404,) if verb == "post" else (404, 405))
    if verb == "post":
        for path in (f"shop/{reading.pk}/remove/", f"products/{product.pk}/"):
            assert send(here(theirs, path), {"do": "remove"}).status_code == 404
    assert (ShopReading.objects.count(), SuppliedProduct.objects.count()) == (1, 1)


def test_a_product_has_one_backup_in_a_store_and_the_other_one_is_named(
    bright: Supplier, store: Store, browser: Client
) -> None:
    yiwu = add_supplier(store, "Yiwu Gifts")
    add_product(yiwu, "Moon Lamp", NOW, is_backup=True)
    answer = browser.post(here(bright, "products/add/"), {"name": "moon  LAMP", "is_backup": "on"})
    assert answer.status_code == 422
    assert "Yiwu Gifts is the backup" in answer.content.decode()
    assert not SuppliedProduct.objects.filter(supplier=bright).exists()
    mine = add_product(bright, "moon lamp", NOW)
    with pytest.raises(BackupTaken):
        mark_backup(mine, is_backup=True)
    said = browser.post(here(bright, f"products/{mine.pk}/"), {"do": "backup"}, follow=True)
    assert "Yiwu Gifts is the backup" in said.content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        SuppliedProduct.objects.filter(pk=mine.pk).update(is_backup=True)


def test_a_backup_is_marked_taken_off_and_removed(bright: Supplier, browser: Client) -> None:
    browser.post(here(bright, "products/add/"), {"name": "Moon Lamp", "note": "blue only"})
    product = SuppliedProduct.objects.get()
    assert (product.name, product.note, product.is_backup) == ("Moon Lamp", "blue only", False)
    for wanted, is_backup in (("backup", True), ("no_backup", False)):
        assert browser.post(here(bright, f"products/{product.pk}/"), {"do": wanted}).status_code == 302
        assert SuppliedProduct.objects.get().is_backup is is_backup
    assert browser.post(here(bright, f"products/{product.pk}/"), {"do": "other"}).status_code == 404
    browser.post(here(bright, f"products/{product.pk}/"), {"do": "remove"})
    assert not SuppliedProduct.objects.exists()


def test_the_same_product_said_twice_is_one(bright: Supplier) -> None:
    add_product(bright, "Moon Lamp", NOW)
    add_product(bright, "MOON lamp", NOW, note="new")
    assert [(each.name, each.note) for each in SuppliedProduct.objects.all()] == [("MOON lamp", "new")]
