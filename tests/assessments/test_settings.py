"""A store's settings and what rests on them."""

import pytest

from stores.models import Store, User
from suppliers.actions import add_supplier
from tests.people import Login

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("changes", "raised"),
    [({"time_zone": "Asia/Tokyo"}, 1), ({"currency": "EUR"}, 1), ({"name": "Lamps"}, 0), ({}, 0)],
)
def test_another_day_or_currency_of_a_store_is_news_of_all_its_suppliers(
    store: Store, owner: User, stranger: User, login: Login, changes: dict[str, str], raised: int
) -> None:
    supplier = add_supplier(store, "Shenzhen Bright")
    theirs = add_supplier(Store.objects.get(members=stranger), "Theirs")
    browser, path = login(owner), f"/stores/{store.slug}/settings/"
    body = {"name": store.name, "currency": "USD", "time_zone": "UTC"} | changes
    assert browser.post(path, body | {"currency": "dollar"}).status_code == 422
    assert browser.post(path, body).status_code == 302
    held = Store.objects.values("name", "currency", "time_zone").get(pk=store.pk)
    assert held == body
    before = [supplier.evidence_version + raised, theirs.evidence_version]
    supplier.refresh_from_db()
    theirs.refresh_from_db()
    assert [supplier.evidence_version, theirs.evidence_version] == before
