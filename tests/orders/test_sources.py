"""The order table offers whoever speaks of a store's orders, notifications included."""

from datetime import UTC, datetime

import pytest

from orders.actions.connecting import connect
from orders.actions.parcels import record_parcels
from orders.filters import SalesOrderFilter, SupplierOrderFilter
from orders.importers.rows import ParcelRow, ParcelStatus, Source
from orders.webhooks import Kind
from stores.models import Store, User
from tests.orders.test_order_table import shown
from tests.orders.test_recording import record, row
from tests.people import Login

pytestmark = pytest.mark.django_db


def test_who_sends_notifications_can_be_filtered_by_before_any_file_came(store: Store, owner: User) -> None:
    for kind in (Kind.SHOPIFY, Kind.WOOCOMMERCE, Kind.AFTERSHIP, Kind.TRACK17, Kind.TRACK17):
        connect(store, owner, kind, kind.value, "a secret")
    sources = dict(SupplierOrderFilter(store, {}).fields["source"].choices)  # type: ignore[attr-defined]
    assert list(sources) == ["", "17track", "aftership", "shopify_webhook"]
    assert SupplierOrderFilter(store, {"source": "aftership"}).is_valid()
    channels = dict(SalesOrderFilter(store, {}).fields["channel"].choices)  # type: ignore[attr-defined]
    assert list(channels) == ["", "shopify_orders", "woocommerce"]


def test_orders_are_found_by_the_carrier_that_tells_of_their_parcels(
    owner: User, store: Store, login: Login
) -> None:
    record(store, row("tracked", tracking_numbers=("YT2606000000000001",)), row("silent"))
    connect(store, owner, Kind.SHOPIFY, "Shop", "a secret")
    connect(store, owner, Kind.AFTERSHIP, "AfterShip", "a secret")
    moment = datetime(2026, 3, 10, tzinfo=UTC)
    parcel = ParcelRow(number="YT2606000000000001", status=ParcelStatus.IN_TRANSIT, said_at=moment)
    record_parcels(store, Source.AFTERSHIP, [parcel])
    browser = login(owner)
    assert shown(browser, store, "source=aftership") == ["tracked"]
    assert shown(browser, store, "source=shopify_webhook") == []
