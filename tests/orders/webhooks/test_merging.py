"""Files and notifications about one sale: any sequence, twice too, ends in the same sale."""

import itertools
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orders.actions.parcels import record_parcels
from orders.actions.sales import record_sales_orders, record_shop_news
from orders.actions.supplier_orders import record_supplier_orders
from orders.importers import read as read_file
from orders.importers.rows import SalesOrderRow, Source, SupplierOrderRow
from orders.models import EarlyParts, Parcel, SalesLine, SalesOrder, SupplierOrder
from orders.webhooks import Kind, Message, read
from stores.models import Store
from tests.orders.importers.files import SHOPIFY_HEADER, shopify_order, table
from tests.orders.webhooks.notifications import (
    ORDER_ID,
    at,
    dispute,
    fulfilment,
    message,
    order,
    refund,
    sighting,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)
Event = Message | SalesOrderRow


def tell(store: Store, events: Iterable[Event]) -> None:
    for event in events:
        if isinstance(event, SalesOrderRow):
            record_sales_orders(store, "shopify_orders", [event], learned_on=TODAY, source=Source.SHOPIFY)
            continue
        news = read(Kind.SHOPIFY, event)
        record_shop_news(store, Source.SHOPIFY_WEBHOOK, news.sales, news.pieces, learned_on=TODAY)


def end_state() -> list[Any]:
    """All that is stored of sales and parcels, but for the rows' own numbers."""
    sales = SalesOrder.objects.order_by("external_id").values()
    lines = SalesLine.objects.order_by("order__external_id", "position").values()
    parcels = Parcel.objects.order_by("number_key").values()
    early = EarlyParts.objects.order_by("external_id").values()
    own = {"id", "order_id"}
    return [
        [{name: value for name, value in row.items() if name not in own} for row in rows]
        for rows in (sales, lines, parcels, early)
    ]


def wipe() -> None:
    for model in (SalesOrder, Parcel, EarlyParts, SupplierOrder):
        model.objects.all().delete()


def export(**cells: str) -> SalesOrderRow:
    """The order as a row of Shopify's export."""
    given: dict[str, str] = {"Email": "ann@example.com", "Created at": "2026-03-01 10:00:00 +0000"} | cells
    content = table(SHOPIFY_HEADER, [shopify_order("#1001", str(ORDER_ID), **given)])
    [row] = read_file(BytesIO(content.encode()), Source.SHOPIFY)
    assert isinstance(row, SalesOrderRow)
    return row


PAID = message("orders/create", order(0.1), 0.1)
SENT = message(
    "orders/fulfilled", order(24.1, fulfillment_status="fulfilled", fulfillments=[fulfilment(24)]), 24.1
)
SHIPMENT = message("fulfillments/create", fulfilment(24), 24)
MOVED = message("fulfillments/update", fulfilment(240, shipment_status="in_transit"), 240)
SEEN = message("fulfillment_events/create", sighting(480, "delivered"), 480)
BACK = message("refunds/create", refund(600, "20.00"), 600)
MONEY = message("order_transactions/create", refund(600, "20.00")["transactions"][0], 600)
ASKED = message("disputes/create", dispute("needs_response"), 700)
LOST = message("disputes/update", dispute("lost"), 900)
REFUNDED = message(
    "orders/updated",
    order(
        600.1,
        financial_status="partially_refunded",
        fulfillment_status="fulfilled",
        fulfillments=[fulfilment(240, shipment_status="in_transit")],
        refunds=[refund(600, "20.00")],
    ),
    600.1,
)
ALL: list[Event] = [PAID, SENT, SHIPMENT, MOVED, SEEN, BACK, MONEY, ASKED, LOST, REFUNDED]


def test_what_becomes_of_a_sale(store: Store) -> None:
    tell(store, ALL)
    sale = SalesOrder.objects.get()
    assert (sale.external_id, sale.name, sale.channel) == (str(ORDER_ID), "#1001", "shopify_orders")
    assert (sale.financial_status, sale.fulfilment_status) == ("partially_refunded", "fulfilled")
    assert (sale.refunded_amount, sale.refunded_at) == (Decimal(20), datetime.fromisoformat(at(600)))
    assert sale.fulfilled_at == datetime.fromisoformat(at(24))
    assert sale.tracking_numbers == ["YT2606000000000001"]
    assert (sale.dispute_status, sale.dispute_reason) == ("lost", "product_not_received")
    assert sale.disputed_at == datetime.fromisoformat(at(700))
    parcel = Parcel.objects.get()
    assert (parcel.status, parcel.delivered_on) == ("delivered", date(2026, 3, 21))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    events=st.lists(st.sampled_from(range(len(ALL) + 1)), max_size=6),
    order_of=st.permutations(range(len(ALL) + 1)),
)
def test_any_sequence_with_the_export_among_it_and_twice_too_ends_in_the_same_sale(
    store: Store, events: list[int], order_of: Sequence[int]
) -> None:
    known: list[Event] = [*ALL, export()]
    wipe()
    tell(store, known)
    expected = end_state()
    wipe()
    tell(store, [known[number] for number in (*events, *order_of)])
    assert end_state() == expected


@pytest.mark.parametrize("sequence", list(itertools.permutations([PAID, SENT, REFUNDED])))
def test_an_old_state_never_overwrites_a_newer_one(store: Store, sequence: tuple[Message, ...]) -> None:
    tell(store, sequence)
    assert SalesOrder.objects.get().financial_status == "partially_refunded"


@pytest.mark.parametrize("sequence", list(itertools.permutations([ASKED, LOST, PAID])))
def test_a_dispute_goes_only_forward(store: Store, sequence: tuple[Message, ...]) -> None:
    tell(store, sequence)
    assert SalesOrder.objects.get().dispute_status == "lost"


def test_what_comes_before_its_order_waits_for_it(store: Store) -> None:
    tell(store, [BACK, SEEN, SHIPMENT])
    assert (SalesOrder.objects.count(), EarlyParts.objects.count()) == (0, 1)
    tell(store, [PAID])
    sale = SalesOrder.objects.get()
    assert (sale.refunded_amount, sale.financial_status) == (Decimal(20), "partially_refunded")
    assert (EarlyParts.objects.count(), Parcel.objects.get().status) == (0, "delivered")


def test_a_file_tells_what_a_lost_notification_did_not(store: Store) -> None:
    later = export(**{"Fulfillment Status": "fulfilled", "Fulfilled at": "2026-03-05 10:00:00 +0000"})
    pairs: list[list[Event]] = [[PAID, later], [later, PAID]]
    for events in pairs:
        wipe()
        tell(store, events)
        assert SalesOrder.objects.get().fulfilment_status == "fulfilled"


def test_a_file_from_before_takes_back_nothing_that_the_shop_said_since(store: Store) -> None:
    cancelled = message("orders/cancelled", order(48, cancelled_at=at(48), financial_status="refunded"), 48)
    pairs: list[list[Event]] = [[cancelled, export()], [export(), cancelled]]
    for events in pairs:
        wipe()
        tell(store, events)
        sale = SalesOrder.objects.get()
        assert (sale.cancelled_at, sale.financial_status) == (datetime.fromisoformat(at(48)), "refunded")


def test_a_buyer_is_the_same_in_the_file_and_in_the_notification(store: Store) -> None:
    tell(store, [export()])
    [by_file] = SalesOrder.objects.values_list("buyer_hash", flat=True)
    wipe()
    tell(store, [PAID])
    assert list(SalesOrder.objects.values_list("buyer_hash", flat=True)) == [by_file]
    assert "ann@" not in str(list(SalesOrder.objects.values())).casefold()


def test_an_order_that_the_shop_deleted_counts_as_cancelled_and_an_old_word_does_not_revive_it(
    store: Store,
) -> None:
    gone = message("orders/delete", {"id": ORDER_ID}, 100)
    for events in itertools.permutations([PAID, SENT, gone]):
        wipe()
        tell(store, events)
        assert SalesOrder.objects.get().cancelled_at == datetime.fromisoformat(at(100))


def test_a_transaction_and_its_refund_are_the_same_money(store: Store) -> None:
    tell(store, [PAID, MONEY, BACK, message("refunds/create", refund(650, "5.00", 950), 650)])
    assert SalesOrder.objects.get().refunded_amount == Decimal(25)


def test_a_parcel_of_several_numbers_is_not_said_to_have_arrived(store: Store) -> None:
    two = fulfilment(480, tracking_numbers=["A1", "B2"], shipment_status="delivered")
    tell(store, [PAID, message("fulfillments/update", two, 480)])
    assert Parcel.objects.count() == 0
    assert SalesOrder.objects.get().tracking_numbers == ["A1", "B2"]


def test_a_shipment_that_was_called_off_has_no_parcel(store: Store) -> None:
    tell(store, [PAID, SHIPMENT, message("fulfillments/update", fulfilment(30, status="cancelled"), 30)])
    assert SalesOrder.objects.get().tracking_numbers == []


PLACED = SupplierOrderRow(
    row=2,
    marketplace="aliexpress",
    order_id="8190000000000001",
    supplier="Shenzhen Bright",
    ordered_on=date(2026, 3, 1),
    tracking_numbers=("YT2606000000000001",),
)


@pytest.mark.parametrize("sequence", list(itertools.permutations(["sale", "placed", "parcel"])))
def test_a_sale_its_supplier_order_and_its_parcel_meet_in_any_sequence(
    store: Store, sequence: tuple[str, ...]
) -> None:
    def parcel() -> None:
        tell(store, [SHIPMENT, SEEN])

    steps = {
        "sale": lambda: tell(store, [PAID]),
        "placed": lambda: record_supplier_orders(store, Source.SUPPLIER_ORDERS, [PLACED], learned_on=TODAY),
        "parcel": parcel,
    }
    for step in sequence:
        steps[step]()
    placed = SupplierOrder.objects.get()
    assert placed.sale == SalesOrder.objects.get()
    assert (placed.arrival, placed.arrived_on) == ("proven", date(2026, 3, 21))


def test_woocommerces_word_of_a_restored_order_brings_it_back(store: Store) -> None:
    payload = {
        "id": 7,
        "number": "7",
        "status": "processing",
        "date_created_gmt": "2026-03-01T10:00:00",
        "date_modified_gmt": "2026-03-02T10:00:00",
        "line_items": [],
    }
    events = [
        message("order.created", payload, 24),
        message("order.deleted", {"id": 7}, 48),
        message("order.restored", payload | {"date_modified_gmt": "2026-03-04T10:00:00"}, 72),
    ]
    for sequence in itertools.permutations(events):
        wipe()
        for event in sequence:
            news = read(Kind.WOOCOMMERCE, event)
            record_shop_news(store, Source.WOOCOMMERCE_WEBHOOK, news.sales, news.pieces, learned_on=TODAY)
        sale = SalesOrder.objects.get()
        assert (sale.channel, sale.cancelled_at) == ("woocommerce", None)


def test_parcels_of_a_carrier_need_no_sale(store: Store) -> None:
    body = {
        "event": "TRACKING_UPDATED",
        "data": {"number": "YT1", "track_info": {"latest_status": {"status": "Delivered"}}},
    }
    record_parcels(store, Source.TRACK17, read(Kind.TRACK17, message("", body)).parcels)
    assert Parcel.objects.get().said_at == datetime.fromisoformat(at(0)) + timedelta(hours=1_000)
