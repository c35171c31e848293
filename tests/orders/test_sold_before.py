"""Orders of which no file names the sale: what was sold before them says whether they can count by attestation."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orders.actions import (
    Assignment,
    assign,
    linking,
    record_sales_orders,
    record_supplier_orders,
    undo_slice,
)
from orders.actions.linking import Keys, orders_of
from orders.importers.rows import SalesLineRow, SalesOrderRow, Source, SupplierOrderRow
from orders.models import Import, OrderDay, SalesOrder, SupplierOrder
from orders.sold import spans
from stores.models import Store, User
from suppliers.actions import add_supplier
from suppliers.models import Alias, Supplier
from suppliers.naming import name_key
from tests.orders.test_recording import sale

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)
PLACED = date(2026, 3, 10)
LAMP, CASE = "Moon lamp - 15 cm", "Phone case"
# As AliExpress writes it: no shop, no sale, no number that a shop would have.
CLOSED = SupplierOrderRow(
    row=2,
    marketplace="aliexpress",
    order_id="8001",
    products=(LAMP,),
    ordered_on=PLACED,
    is_paid=True,
    end_reason="buyer_accept_goods_timeout",
)


def line(title: str = LAMP, vendor: str = "My shop") -> SalesLineRow:
    return SalesLineRow(position=1, title=title, quantity=1, price=Decimal(30), vendor=vendor)


def sold(number: str, days: int = 2, title: str = LAMP, **facts: object) -> SalesOrderRow:
    """A sale so many days before the order was placed."""
    moment = datetime.combine(PLACED - timedelta(days=days), datetime.min.time(), UTC)
    given = {"ordered_at": moment, "lines": (line(title),), "refunded_amount": Decimal(0)}
    return sale(number, **given | facts)


def place(store: Store, *rows: SupplierOrderRow) -> None:
    record_supplier_orders(store, Source.ALIEXPRESS, rows or [CLOSED], learned_on=TODAY)


def sell(store: Store, *rows: SalesOrderRow) -> None:
    record_sales_orders(store, "shopify_orders", rows, learned_on=TODAY, source=Source.SHOPIFY)


def give(store: Store, *titles: str, supplier: str = "Shenzhen Bright") -> None:
    whose = Supplier.objects.filter(store=store, name=supplier).first() or add_supplier(store, supplier)
    assign(store, [Assignment(Alias.Kind.PRODUCT, title, whose) for title in titles])


def attestable(store: Store) -> list[str]:
    found = SupplierOrder.objects.filter(store=store, attestable=True).order_by("external_id")
    return list(found.values_list("external_id", flat=True))


def test_an_export_that_names_no_sale_and_the_shops_orders_meet_by_product(store: Store) -> None:
    place(store)
    sell(store, sold("1001"))
    give(store, LAMP)
    order = SupplierOrder.objects.get()
    assert (order.sale, order.attestable, order.because) == (None, True, "attestable_by_product")
    assert OrderDay.objects.get().attestable


@pytest.mark.parametrize(("days", "counts"), [(-1, False), (0, True), (7, True), (8, False)])
def test_an_order_is_placed_within_a_week_of_its_sale(store: Store, days: int, counts: bool) -> None:
    sell(store, sold("1001", days))
    place(store)
    assert attestable(store) == (["8001"] if counts else [])


@pytest.mark.parametrize(
    "facts",
    [
        {"refunded_amount": Decimal(5)},
        {"refunded_amount": None, "financial_status": "refunded"},
        {"cancelled_at": datetime(2026, 3, 9, tzinfo=UTC)},
        {"refunded_amount": None, "financial_status": ""},
    ],
    ids=["refunded", "called refunded", "cancelled", "of a source that does not tell of refunds"],
)
@pytest.mark.parametrize("days", [-1, 0, 7, 8])
@pytest.mark.parametrize("title", [LAMP, CASE])
def test_one_sale_that_it_can_have_been_and_that_does_not_stand_keeps_it_from_counting(
    store: Store, facts: dict[str, object], days: int, title: str
) -> None:
    """Of the same product, or, where the product was not sold under its name, of the same supplier."""
    give(store, LAMP, CASE)
    sell(store, sold("1001", title=title))
    place(store)
    assert attestable(store) == ["8001"]
    sell(store, sold("1002", days, title, **facts))
    assert attestable(store) == []
    order = SupplierOrder.objects.get()
    assert (order.arrival, order.unattributed) == ("not_observed", False)


def test_a_refund_of_another_product_says_nothing_where_the_product_itself_was_sold(store: Store) -> None:
    give(store, LAMP, CASE)
    sell(store, sold("1001"), sold("1002", title=CASE, refunded_amount=Decimal(5)))
    place(store)
    assert attestable(store) == ["8001"]


def test_a_sale_of_which_nobody_said_whose_it_is_may_be_any_suppliers(store: Store) -> None:
    give(store, LAMP, CASE)
    place(store)
    sell(store, sold("1001", title=CASE), sold("1002", title="Ring", refunded_amount=Decimal(5)))
    assert attestable(store) == []
    give(store, "Ring", supplier="Yiwu Gifts")
    assert attestable(store) == ["8001"]


@pytest.mark.parametrize("named", [{"sale": "#9999"}, {"is_paid": None}, {"ordered_on": None}])
def test_neither_a_named_sale_that_is_not_here_nor_an_unpaid_order_is_made_good(
    store: Store, named: dict[str, object]
) -> None:
    sell(store, sold("1001"))
    place(store, replace(CLOSED, **named))  # type: ignore[arg-type]  # fields of a row
    assert attestable(store) == []


def test_what_was_sold_says_nothing_of_the_quality_of_what_arrived(store: Store) -> None:
    sell(store, sold("1001"))
    place(store, replace(CLOSED, end_reason="buyer_accept_goods", delivered_on=PLACED))
    assert SupplierOrder.objects.get().because == "delivered"
    assert not SupplierOrder.objects.get().attestable


def test_sales_of_another_store_are_nobodys_business(store: Store, stranger: User) -> None:
    other = Store.objects.exclude(pk=store.pk).get()
    sell(other, sold("1001"))
    place(store)
    assert attestable(store) == []


def test_taking_the_sales_back_takes_it_back(store: Store, owner: User) -> None:
    place(store)
    the_import = Import.objects.create(
        store=store, made_by=owner, source=Source.SHOPIFY, filename="a.csv", size=1, state=Import.State.DONE
    )
    record_sales_orders(
        store,
        "shopify_orders",
        [sold("1001")],
        learned_on=TODAY,
        source=Source.SHOPIFY,
        the_import=the_import,
    )
    assert attestable(store) == ["8001"]
    while undo_slice(the_import):
        pass
    assert attestable(store) == []


ORDERS = (
    CLOSED,
    replace(CLOSED, order_id="8002", ordered_on=PLACED + timedelta(days=4)),
    replace(CLOSED, order_id="8003", products=(CASE,)),
    replace(CLOSED, order_id="8004", products=("Ring",), ordered_on=PLACED - timedelta(days=3)),
)
ACTS: Sequence[Callable[[Store], None]] = (
    lambda store: place(store, *ORDERS[:2]),
    lambda store: place(store, *ORDERS[2:]),
    lambda store: sell(store, sold("1001")),
    lambda store: sell(store, sold("1002", 7, refunded_amount=Decimal(5))),
    lambda store: sell(store, sold("1003", 5, CASE)),
    lambda store: give(store, LAMP, "Ring"),
    lambda store: give(store, CASE, supplier="Shenzhen Bright"),
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(again=st.lists(st.sampled_from(ACTS), max_size=3), sequence=st.permutations(ACTS))
def test_any_sequence_with_repetitions_ends_in_the_same(
    store: Store, again: list[Callable[[Store], None]], sequence: list[Callable[[Store], None]]
) -> None:
    outcomes = []
    for acts in (ACTS, [*again, *sequence]):
        for model in (SupplierOrder, SalesOrder, OrderDay, Supplier):
            model.objects.filter(store=store).delete()
        for act in acts:
            act(store)
        outcomes.append(attestable(store))
        assert not orders_of(store, Keys(days=frozenset({PLACED})))
    # 8001 has a refund within its week; that of 8002 is longer ago; 8004 is placed after the case was sold.
    assert outcomes == [["8002", "8003"]] * 2


def test_thirty_orders_are_looked_at_at_the_cost_of_one(store: Store) -> None:
    sell(store, *(sold(str(number), number % 7) for number in range(30)))
    costs = []
    for number in (1, 30):
        rows = [replace(CLOSED, order_id=f"{number}-{each}") for each in range(number)]
        with CaptureQueriesContext(connection) as queries:
            place(store, *rows)
        costs.append(len(queries))
    assert costs[1] <= costs[0]


@pytest.mark.parametrize(("title", "questions"), [(LAMP, 1), ("Ring", 2)])
def test_the_sales_of_a_supplier_are_asked_for_only_where_nobody_bought_the_product(
    store: Store, title: str, questions: int
) -> None:
    sell(store, sold("1001"))
    supplier = add_supplier(store, "Shenzhen Bright")
    with CaptureQueriesContext(connection) as queries:
        linking.sold(store, [([name_key(title)], supplier.pk, PLACED)])
    assert len(queries) == questions


def test_spans_that_touch_are_one() -> None:
    days = [PLACED, PLACED + timedelta(days=4), PLACED + timedelta(days=30)]
    week, day = timedelta(days=3), timedelta(days=1)
    assert spans(days, week, day) == [
        (PLACED - week, PLACED + timedelta(days=5)),
        (PLACED + timedelta(days=27), PLACED + timedelta(days=31)),
    ]
