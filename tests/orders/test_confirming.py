"""Which orders the owner is asked to confirm."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from orders.actions import record_supplier_orders
from orders.confirming import orders_to_confirm
from orders.importers.rows import Outcome, Source, SupplierOrderRow
from stores.models import Store
from suppliers.models import Supplier

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)


def silent(order_id: str, days: int, **facts: object) -> SupplierOrderRow:
    row = SupplierOrderRow(
        row=2,
        marketplace="aliexpress",
        order_id=order_id,
        supplier="Shenzhen Bright",
        ordered_on=TODAY - timedelta(days=days),
    )
    return replace(row, **facts)  # type: ignore[arg-type]


def asked(store: Store, *rows: SupplierOrderRow, **wanted: object) -> list[str]:
    record_supplier_orders(store, Source.SUPPLIER_ORDERS, rows, learned_on=TODAY)
    return [order.external_id for order in orders_to_confirm(store, TODAY, **wanted)]  # type: ignore[arg-type]


def test_those_with_a_number_come_first_and_the_newest_of_each(store: Store) -> None:
    rows = (
        silent("old", 60),
        silent("new", 20),
        silent("old with number", 70, tracking_numbers=("YT1",)),
        silent("new with number", 30, tracking_numbers=("YT2",)),
    )
    assert asked(store, *rows) == ["new with number", "old with number", "new", "old"]
    assert asked(store, limit=3) == ["new with number", "old with number", "new"]


def test_what_is_known_asked_otherwise_cancelled_too_young_or_forgotten_is_not_asked(store: Store) -> None:
    rows = (
        silent("arrived", 30, outcome=Outcome.CLEAN),
        silent("on its way", 30, outcome=Outcome.IN_TRANSIT),
        silent("lost", 30, refunded_amount=Decimal(5)),
        silent("disputed", 30, dispute_opened_on=TODAY),
        silent("cancelled", 30, end_reason="cancel_order_close_trade"),
        silent("never paid", 30, is_paid=False),
        silent("yesterday", 1),
        silent("last year", 200),
        silent("nobody's", 30, supplier=None),
        silent("by timer", 30, end_reason="buyer_accept_goods_timeout"),
    )
    assert asked(store, *rows) == ["by timer"]


def test_one_suppliers_orders_are_asked_for_apart(store: Store, stranger: object) -> None:
    other = Store.objects.exclude(pk=store.pk).get()
    asked(other, silent("elsewhere", 30))
    both = asked(store, silent("1", 30), silent("2", 40, supplier="Yiwu Gifts"))
    assert both == ["1", "2"]
    assert asked(store, supplier=Supplier.objects.get(name="Yiwu Gifts")) == ["2"]


def test_ten_are_asked_at_the_cost_of_one(store: Store) -> None:
    costs = []
    for number in (1, 15):
        asked(store, *(silent(str(each), 20 + each) for each in range(number)))
        with CaptureQueriesContext(connection) as queries:
            found = orders_to_confirm(store, TODAY)
            names = {str(order.supplier) for order in found}
        assert names == {"Shenzhen Bright"}
        costs.append(len(queries))
    assert len(found) == 10
    assert costs == [2, 2]
