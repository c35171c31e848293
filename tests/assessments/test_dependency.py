"""What hangs on one supplier, which products have a backup, and what is not known of it."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.dependency import WINDOW, counts_from, dependency, order_shares
from assessments.products import products_section, store_products
from orders.actions import Assignment, assign
from orders.spending import paid_by_supplier, spending
from stores.models import Store, User
from suppliers.actions import add_supplier
from suppliers.actions.products import add_product
from suppliers.models import Alias, Supplier
from tests.assessments.merging_worlds import placed, record
from tests.people import Login

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture
def bright(store: Store) -> Supplier:
    return add_supplier(store, "Shenzhen Bright")


def test_the_shares_are_of_all_orders_and_all_money_of_ninety_days(store: Store, bright: Supplier) -> None:
    record(
        store,
        placed(1, "Shenzhen Bright", 1, cost=Decimal(30)),
        placed(2, "Shenzhen Bright", 89, cost=Decimal(30)),
        placed(3, "Shenzhen Bright", 90, cost=Decimal(1000)),
        placed(4, "Yiwu Gifts", 5, cost=Decimal(20)),
        placed(5, None, 5, cost=Decimal(20)),
    )
    found = dependency(bright, TODAY)
    assert (found.orders, found.of_orders, found.orders_share, found.unassigned) == (2, 4, 0.5, 1)
    assert (found.spend, found.spend_share) == (Decimal(60), 0.6)
    assert (found.gaps, found.uncosted, found.since) == ((), 0, TODAY - timedelta(days=89))


def test_without_orders_nothing_is_known_and_nothing_is_zero(bright: Supplier) -> None:
    found = dependency(bright, TODAY)
    assert (found.orders_share, found.spend_share) == (None, None)


def test_a_supplier_without_orders_has_no_share_in_a_store_that_has_some(
    store: Store, bright: Supplier
) -> None:
    record(store, placed(1, "Yiwu Gifts", 5))
    found = dependency(bright, TODAY)
    assert (found.orders_share, found.spend, found.spend_share) == (0.0, Decimal(0), 0.0)


@pytest.mark.parametrize("more", [{"cost": None}, {"currency": "CNY"}])
def test_money_that_is_not_known_is_unknown_and_listed(
    store: Store, bright: Supplier, more: dict[str, object]
) -> None:
    record(store, placed(1, "Yiwu Gifts", 5), placed(2, "Shenzhen Bright", 5, **more))
    found = dependency(bright, TODAY)
    assert (found.spend, found.spend_share) == (None, None)
    assert bool(found.gaps) != bool(found.uncosted)
    assert [gap.paid for gap in found.gaps] == ([Decimal("18.40")] if "currency" in more else [])


def test_the_parts_are_what_the_page_of_money_has_as_paid(store: Store) -> None:
    rows = [
        placed(n, name, n * 10, currency=code)
        for n, (name, code) in enumerate([("A", "USD"), ("B", "USD"), (None, "USD"), ("A", "CNY")], 1)
    ]
    record(store, *rows)
    since = counts_from(TODAY)
    whole, parts = spending(store, since), paid_by_supplier(store, since).values()
    assert sum(month.paid for month in whole.months.values()) == sum(
        month.paid for part in parts for month in part.months.values()
    )
    assert [gap.paid for gap in whole.gaps] == [gap.paid for part in parts for gap in part.gaps]


def test_products_come_from_orders_from_answers_and_from_what_was_entered(
    store: Store, bright: Supplier
) -> None:
    yiwu = add_supplier(store, "Yiwu Gifts")
    record(
        store,
        placed(1, "Shenzhen Bright", 5, products=("Lamp", "Cup")),
        placed(2, "Shenzhen Bright", 5, products=("LAMP",)),
        placed(3, "Shenzhen Bright", 90, products=("Old",)),
        placed(4, "Yiwu Gifts", 5, products=("Lamp",)),
    )
    assign(store, [Assignment(Alias.Kind.PRODUCT, "Vase", bright)])
    add_product(yiwu, "lamp", NOW, is_backup=True)
    add_product(bright, "Hat", NOW, is_backup=True)
    rows = products_section(bright, TODAY)["products"]
    assert isinstance(rows, list)
    assert [(row.key, row.orders, row.backup and row.backup.name) for row in rows] == [
        ("lamp", 2, "Yiwu Gifts"),
        ("cup", 1, None),
        ("hat", 0, "Shenzhen Bright"),
        ("vase", 0, None),
    ]
    assert [row.said is not None for row in rows] == [False, False, True, False]
    listed = {row.key: row for row in store_products(store, TODAY)}
    assert {key: row.main and row.main.name for key, row in listed.items()} == {
        "lamp": "Shenzhen Bright",
        "cup": "Shenzhen Bright",
        "hat": None,
    }
    assert listed["lamp"].orders == 3


def test_the_page_of_products_says_where_a_backup_is_missing(
    store: Store, bright: Supplier, viewer: User, login: Login
) -> None:
    record(store, placed(1, "Shenzhen Bright", 5))
    assert order_shares(store, TODAY).of(bright.pk) == 1.0
    answer = login(viewer).get(f"/stores/{store.slug}/suppliers/products/")
    assert answer.status_code == 200


def test_as_many_queries_for_one_supplier_as_for_thirty(store: Store, bright: Supplier) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as caught:
            dependency(bright, TODAY)
            products_section(bright, TODAY)
            store_products(store, TODAY)
        return len(caught)

    record(store, placed(1, "Shenzhen Bright", 5))
    one = asked()
    record(store, *(placed(n, f"Supplier {n}", 5, products=(f"P{n}",)) for n in range(2, 32)))
    for number in range(2, 32):
        add_product(add_supplier(store, f"Supplier {number}"), f"P{number}", NOW, is_backup=True)
    assert asked() == one


def test_the_window_has_the_ninety_days_that_the_page_says_and_today_is_one_of_them() -> None:
    first = counts_from(TODAY)
    assert len([first + timedelta(days=each) for each in range((TODAY - first).days + 1)]) == 90
    assert timedelta(days=90) == WINDOW
