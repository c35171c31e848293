"""The secret of a connection is changed, and changed again because it was mistyped."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from orders.actions.connecting import change_secret, connect
from orders.models import Connection
from orders.webhooks import Kind
from stores.models import Store, User
from stores.sealing import unsealed
from tests.orders.webhooks.notifications import SECRET, order
from tests.orders.webhooks.sending import send

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_refusals_yet(servers: object) -> None:
    cache.clear()


@pytest.fixture
def shop(store: Store, owner: User) -> Connection:
    return connect(store, owner, Kind.SHOPIFY, "Lamp Shop", SECRET)


def test_after_a_change_the_old_secret_holds_for_a_day(shop: Connection) -> None:
    now = timezone.now()
    change_secret(shop, "the new one", now)
    assert send(shop, "orders/create", order(1), secret=SECRET, key="old") == 200
    assert send(shop, "orders/create", order(1), secret="the new one", key="new") == 200
    Connection.objects.update(old_secret_until=now - timedelta(seconds=1))
    assert send(shop, "orders/create", order(1), secret=SECRET, key="too old") == 401
    assert send(shop, "orders/create", order(1), secret="the new one", key="newer") == 200


def test_correcting_a_mistyped_secret_keeps_the_one_that_is_still_in_use(shop: Connection) -> None:
    assert send(shop, "orders/create", order(1), key="proves it") == 200
    now = timezone.now()
    change_secret(shop, "a typing eror", now)
    change_secret(shop, "the new one", now + timedelta(hours=1))
    assert send(shop, "orders/create", order(1), secret=SECRET, key="old") == 200
    assert send(shop, "orders/create", order(1), secret="a typing eror", key="typo") == 401
    assert send(shop, "orders/create", order(1), secret="the new one", key="new") == 200
    # Since something was signed with it, it is the one to keep.
    change_secret(shop, "the newest", now + timedelta(hours=2))
    assert send(shop, "orders/create", order(1), secret="the new one", key="new, late") == 200
    assert send(shop, "orders/create", order(1), secret=SECRET, key="old, too late") == 401


def test_correcting_a_secret_lets_the_old_one_hold_no_longer(shop: Connection) -> None:
    now = timezone.now()
    change_secret(shop, "a typing eror", now)
    until = Connection.objects.get().old_secret_until
    change_secret(shop, "the new one", now + timedelta(hours=5))
    shop.refresh_from_db()
    assert (shop.old_secret_until, unsealed(shop.sealed_old_secret)) == (until, SECRET)
