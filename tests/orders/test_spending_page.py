"""The page of what was paid and came back: sums in one currency, and what is in none of them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from orders.actions import record_supplier_orders
from orders.actions.rates import keep_rates
from orders.importers.ecb import RateRow
from orders.importers.rows import Source, SupplierOrderRow
from stores.models import Store, User
from tests.people import Login

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
DAY = date(2026, 5, 29)


def ordered(
    store: Store, number: int, amount: str, currency: str | None, refunded: str | None = None
) -> None:
    row = SupplierOrderRow(
        row=2,
        marketplace="aliexpress",
        order_id=f"A-{number}",
        supplier="Shenzhen Bright",
        ordered_on=DAY,
        cost=Decimal(amount),
        currency=currency,
        refunded_amount=None if refunded is None else Decimal(refunded),
    )
    record_supplier_orders(store, Source.SUPPLIER_ORDERS, [row], learned_on=DAY)


@pytest.fixture
def path(store: Store) -> str:
    return f"/stores/{store.slug}/orders/money/"


@time_machine.travel(NOW, tick=False)
def test_amounts_of_two_currencies_make_one_sum_and_a_missing_rate_is_listed(
    store: Store, owner: User, login: Login, path: str
) -> None:
    keep_rates([RateRow(DAY, "USD", Decimal("1.25"))])
    ordered(store, 1, "10.00", "USD", refunded="2.00")
    ordered(store, 2, "8.00", "EUR")
    ordered(store, 3, "7.00", "TND")
    ordered(store, 4, "6.00", None)
    page = login(owner).get(path).content.decode()
    assert "$20.00" in page
    assert "$2.00" in page
    assert "7.000\N{NO-BREAK SPACE}TND" in page
    assert "No reference rate from TND to USD" in page
    assert "names no currency" in page


@time_machine.travel(NOW, tick=False)
def test_the_page_asks_as_much_of_the_database_for_thirty_orders_as_for_one(
    store: Store, owner: User, login: Login, path: str
) -> None:
    browser = login(owner)
    counts = []
    for number in (1, 30):
        for each in range(number):
            ordered(store, 100 * number + each, "1.00", "USD")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            browser.get(path)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_store_without_a_currency_is_asked_for_one(
    store: Store, owner: User, login: Login, path: str
) -> None:
    Store.objects.filter(pk=store.pk).update(currency="")
    assert "Choose the store" in login(owner).get(path).content.decode()


def test_a_viewer_may_look_and_a_stranger_finds_nothing(
    viewer: User, stranger: User, login: Login, path: str
) -> None:
    assert (login(viewer).get(path).status_code, login(stranger).get(path).status_code) == (200, 404)
