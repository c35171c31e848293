"""Exports of one shop that overlap, handed in in any sequence: nothing that happened is taken back."""

import itertools
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from orders.actions import record_sales_orders, record_supplier_orders
from orders.actions.undoing_sales import take_back_sales
from orders.importers.rows import Outcome, SalesLineRow, SalesOrderRow, Source, SupplierOrderRow, channel_of
from orders.models import Import, SalesOrder, SupplierOrder
from orders.models.changes import ImportChange
from orders.sale_parts import Parts, add, row_part
from orders.sales import sale_of
from stores.models import Store, User

TODAY = date(2026, 6, 1)
FILE = "file:shopify_orders"
GROWING = ("refunded_amount", "cancelled_at", "fulfilled_at", "financial_status", "fulfilment_status")
Bring = Callable[..., Import]


def at(day: int) -> datetime:
    return datetime(2026, 3, day, 10, tzinfo=UTC)


def state(**facts: object) -> SalesOrderRow:
    """The order as one export shows it."""
    known: dict[str, object] = {
        "name": "#1001",
        "ordered_at": at(1),
        "currency": "USD",
        "lines": (SalesLineRow(1, "Moon lamp", 1, Decimal(20)),),
        "total": Decimal("20.00"),
        "refunded_amount": Decimal("0.00"),
        "financial_status": "paid",
        "fulfilment_status": "unfulfilled",
    }
    return SalesOrderRow(row=2, order_id="7", **known | facts)  # type: ignore[arg-type]


SENT = {"fulfilled_at": at(3), "fulfilment_status": "fulfilled"}
PARTLY = {**SENT, "refunded_amount": Decimal("5.00"), "financial_status": "partially_refunded"}
BACK = {**SENT, "refunded_amount": Decimal("20.00"), "financial_status": "refunded", "cancelled_at": at(9)}
LIFE = [state(), state(**SENT), state(**PARTLY), state(**BACK)]


def put(sequence: Sequence[SalesOrderRow], by: Sequence[int | None]) -> Parts:
    """Add rows as imports of these numbers do; None is no import at all."""
    parts: Parts = {}
    for row, number in zip(sequence, by, strict=True):
        how = {"learned_on": TODAY.isoformat()} | ({"by": number} if number else {})
        parts = add(parts, FILE, row_part(row, "", UTC) | how)
    return parts


def grown(parts: Parts) -> dict[str, object]:
    columns = sale_of(parts).columns
    return {name: columns[name] for name in GROWING}


@settings(deadline=None)
@given(data=st.data())
def test_no_sequence_of_exports_takes_back_what_happened(data: st.DataObject) -> None:
    again = data.draw(st.lists(st.sampled_from(LIFE), max_size=25))
    sequence = data.draw(st.permutations([*LIFE, *again]))
    numbers = st.lists(
        st.one_of(st.none(), st.integers(1, 30)), min_size=len(sequence), max_size=len(sequence)
    )
    assert grown(put(sequence, data.draw(numbers))) == {
        "refunded_amount": Decimal(20),
        "cancelled_at": at(9),
        "fulfilled_at": at(3),
        "financial_status": "refunded",
        "fulfilment_status": "fulfilled",
    }


moments = st.one_of(st.none(), st.integers(1, 28).map(at))
amounts = st.one_of(st.none(), st.decimals(0, 20, places=2))


@settings(deadline=None)
@given(
    rows=st.lists(
        st.builds(state, refunded_amount=amounts, cancelled_at=moments, fulfilled_at=moments),
        min_size=1,
        max_size=14,
    ),
    data=st.data(),
)
def test_the_most_that_any_export_knew_of_is_what_holds(
    rows: list[SalesOrderRow], data: st.DataObject
) -> None:
    sequence = data.draw(st.permutations(rows))
    held = grown(put(sequence, range(1, len(rows) + 1)))
    for name in GROWING[:3]:
        told = [value for row in rows if (value := getattr(row, name)) is not None]
        assert held[name] == max(told, default=None), name


def test_what_does_not_only_grow_is_still_as_the_last_file_says() -> None:
    first, second = state(total=Decimal(20)), state(total=Decimal(25))
    assert sale_of(put([first, second], [1, 2])).columns["total"] == 25
    assert sale_of(put([second, first], [1, 2])).columns["total"] == 20


def test_a_row_that_says_when_it_was_made_knew_of_the_older_one() -> None:
    older = state(updated_at=at(4), cancelled_at=at(4))
    newer = state(updated_at=at(6))
    for sequence in ([older, newer], [newer, older]):
        assert sale_of(put(sequence, [1, 2])).columns["cancelled_at"] is None


@pytest.fixture
def bring(store: Store, owner: User) -> Bring:
    """Import one row of Shopify's export."""

    def one(row: SalesOrderRow) -> Import:
        made = Import.objects.create(store=store, made_by=owner, size=1, source=Source.SHOPIFY.value)
        record_sales_orders(
            store, "shopify_orders", [row], learned_on=TODAY, source=Source.SHOPIFY, the_import=made
        )
        return made

    return one


def take_back(the_import: Import) -> None:
    for change in ImportChange.objects.filter(the_import=the_import):
        with transaction.atomic():
            take_back_sales(change)
        change.delete()
    Import.objects.filter(pk=the_import.pk).update(state=Import.State.UNDONE)


@pytest.mark.django_db
def test_an_older_export_does_not_wipe_a_refund_and_the_open_question_it_raised(
    store: Store, bring: Bring
) -> None:
    placed = SupplierOrderRow(
        row=2,
        marketplace="aliexpress",
        order_id="1",
        supplier="Bright",
        ordered_on=date(2026, 3, 1),
        delivered_on=date(2026, 3, 8),
        outcome=Outcome.CLEAN,
        sale="#1001",
    )
    bring(state(**BACK | {"cancelled_at": None}))
    record_supplier_orders(
        store,
        Source.SUPPLIER_ORDERS,
        [placed],
        learned_on=TODAY,
    )
    before = SupplierOrder.objects.values().get()
    assert before["unattributed"]
    bring(state())
    sale = SalesOrder.objects.get()
    assert (sale.financial_status, sale.refunded_amount) == ("refunded", Decimal(20))
    assert SupplierOrder.objects.values().get() == before


@pytest.mark.django_db
@pytest.mark.parametrize("sequence", list(itertools.permutations(range(3))))
def test_taking_an_import_back_takes_back_what_only_it_knew(bring: Bring, sequence: tuple[int, ...]) -> None:
    rows = [state(), state(**SENT), state(**BACK)]
    made = {number: bring(rows[number]) for number in sequence}
    take_back(made[2])
    sale = SalesOrder.objects.get()
    assert (sale.refunded_amount, sale.cancelled_at, sale.financial_status) == (Decimal(0), None, "paid")
    assert (sale.fulfilled_at, sale.fulfilment_status) == (at(3), "fulfilled")
    take_back(made[1])
    assert SalesOrder.objects.get().fulfilled_at is None


@pytest.mark.django_db
def test_an_undone_import_takes_nothing_from_another_that_said_the_same(bring: Bring) -> None:
    first = bring(state(**BACK))
    bring(state())
    bring(state(**BACK))
    take_back(first)
    assert SalesOrder.objects.get().refunded_amount == 20


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["#1001", "1001"])
@pytest.mark.parametrize("sequence", list(itertools.permutations(["dsers", "shopify", "placed"])))
def test_what_was_handed_to_dsers_is_the_order_of_the_shop(
    store: Store, number: str, sequence: tuple[str, ...]
) -> None:
    handed = SalesOrderRow(
        row=2,
        order_id=number,
        name=number,
        # Later than all that the export knows of, and yet no newer state of the order.
        ordered_at=at(20),
        currency=None,
        lines=(SalesLineRow(1, "1005001234567890", 1, None),),
    )
    placed = SupplierOrderRow(row=2, marketplace="aliexpress", order_id="1", sale="#1001")
    steps = {
        "dsers": lambda: record_sales_orders(
            store, channel_of(Source.DSERS), [handed], learned_on=TODAY, source=Source.DSERS
        ),
        "shopify": lambda: record_sales_orders(
            store, channel_of(Source.SHOPIFY), [state(**SENT)], learned_on=TODAY, source=Source.SHOPIFY
        ),
        "placed": lambda: record_supplier_orders(store, Source.SUPPLIER_ORDERS, [placed], learned_on=TODAY),
    }
    for step in sequence:
        steps[step]()
    sale = SalesOrder.objects.get()
    assert (sale.external_id, sale.name, sale.channel) == ("7", "#1001", "shopify_orders")
    assert (sale.ordered_at, sale.lines.get().title) == (at(1), "Moon lamp")
    assert SupplierOrder.objects.get().sale == sale
