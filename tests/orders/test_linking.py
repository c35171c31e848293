"""Orders, customers' orders and parcels come in any sequence, and twice, and end in the same facts."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import permutations

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orders.actions import record_parcels, record_sales_orders, record_supplier_orders
from orders.importers.rows import (
    Outcome,
    ParcelRow,
    ParcelStatus,
    SalesOrderRow,
    Source,
    SupplierOrderRow,
)
from orders.models import OrderDay, Parcel, SalesOrder, SupplierOrder
from orders.order_page import page_of
from stores.models import Store
from suppliers.models import Supplier
from tests.orders.test_recording import sale

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)
MARCH = date(2026, 3, 1)
NOW = datetime(2026, 4, 1, 9, tzinfo=UTC)
ORDER = SupplierOrderRow(
    row=2,
    marketplace="aliexpress",
    order_id="8001",
    supplier="Shenzhen Bright",
    ordered_on=MARCH,
    is_paid=True,
)
SOLD = replace(sale("1001"), refunded_amount=Decimal(0))


def place(store: Store, *rows: SupplierOrderRow, source: Source = Source.SUPPLIER_ORDERS) -> None:
    record_supplier_orders(store, source, rows, learned_on=TODAY)


def sell(store: Store, *rows: SalesOrderRow) -> None:
    record_sales_orders(store, "shopify_orders", rows, learned_on=TODAY)


def track(store: Store, *rows: ParcelRow, source: Source = Source.AFTERSHIP) -> None:
    record_parcels(store, source, rows)


def seen(number: str, status: ParcelStatus, hours: int = 0, **facts: object) -> ParcelRow:
    return ParcelRow(number, status, NOW + timedelta(hours=hours), **facts)  # type: ignore[arg-type]


FACTS = (
    *("external_id", "arrival", "because", "arrived_on", "late", "not_as_described", "counterfeit"),
    *("unattributed", "attestable", "is_evidence", "delivered_on", "sale__name", "claims"),
)


def facts(store: Store) -> list[dict[str, object]]:
    return list(SupplierOrder.objects.filter(store=store).order_by("external_id").values(*FACTS))


def sums(store: Store) -> list[tuple[object, ...]]:
    kept = OrderDay.objects.filter(store=store).order_by("ordered_on", "arrival", "attestable")
    return list(kept.values_list("arrival", "ordered_on", "late", "unattributed", "attestable", "orders"))


DELIVERED = seen("LX1", ParcelStatus.DELIVERED, 5, delivered_on=date(2026, 3, 20))
ACTS: Sequence[Callable[[Store], None]] = (
    lambda store: place(
        store,
        replace(ORDER, tracking_numbers=("lx-1", "LX 2"), promised_on=date(2026, 3, 21)),
        replace(ORDER, order_id="8002", sale="#1001"),
        replace(ORDER, order_id="8003", tracking_numbers=("YT5",)),
        replace(ORDER, order_id="8004", sale="1002", outcome=Outcome.CLEAN),
    ),
    lambda store: place(
        store,
        replace(ORDER, supplier=None, end_reason="buyer_accept_goods_timeout"),
        replace(ORDER, order_id="8002", supplier=None, end_reason="buyer_accept_goods_timeout"),
        source=Source.ALIEXPRESS,
    ),
    lambda store: sell(store, SOLD),
    lambda store: sell(store, replace(sale("1002"), refunded_amount=Decimal(5))),
    lambda store: sell(store, replace(sale("1003"), refunded_amount=Decimal(0), tracking_numbers=("YT5",))),
    lambda store: track(store, DELIVERED),
    lambda store: track(store, seen("lx2", ParcelStatus.IN_TRANSIT)),
    lambda store: track(store, seen("LX2", ParcelStatus.DELIVERED, 9, delivered_on=date(2026, 3, 22))),
    lambda store: track(store, seen("LX1", ParcelStatus.EXPIRED, 30), source=Source.TRACK17),
    lambda store: track(store, seen("LX9", ParcelStatus.LOST)),
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(again=st.lists(st.sampled_from(ACTS), max_size=4), sequence=st.permutations(ACTS))
def test_any_sequence_with_repetitions_ends_in_the_same_facts(
    store: Store, again: list[Callable[[Store], None]], sequence: list[Callable[[Store], None]]
) -> None:
    outcomes = []
    for acts in (ACTS, [*again, *sequence]):
        for model in (SupplierOrder, SalesOrder, Parcel, OrderDay):
            model.objects.all().delete()
        for act in acts:
            act(store)
        outcomes.append((facts(store), sums(store)))
    assert outcomes[0] == outcomes[1]


def test_what_the_ten_acts_of_the_property_come_to(store: Store) -> None:
    """Worked out by hand: two parcels of which the last is late, a silent order, a link by number, a refund."""
    for act in ACTS:
        act(store)
    first, second, third, fourth = facts(store)
    assert (first["arrival"], first["arrived_on"], first["late"]) == ("proven", date(2026, 3, 22), True)
    assert (second["because"], second["sale__name"]) == ("attestable", "#1001")
    assert (third["because"], third["sale__name"]) == ("attestable", "#1003")
    assert (fourth["arrival"], fourth["unattributed"], fourth["sale__name"]) == ("proven", True, "#1002")
    assert Counter(arrival for arrival, *_rest in sums(store)) == {"proven": 2, "not_observed": 1}


@pytest.mark.parametrize("name", ["#1001", "1001", " 1001 "])
def test_a_sale_is_found_by_its_name_or_its_id_with_or_without_the_sign(store: Store, name: str) -> None:
    sell(store, replace(SOLD, order_id="5571", name="#1001"))
    place(store, replace(ORDER, sale=name), replace(ORDER, order_id="8002", sale="5571"))
    assert set(SupplierOrder.objects.values_list("sale__external_id", flat=True)) == {"5571"}


def test_one_sale_can_need_several_suppliers(store: Store) -> None:
    sell(store, SOLD)
    place(
        store,
        replace(ORDER, sale="1001"),
        replace(ORDER, order_id="8002", supplier="Yiwu Gifts", sale="1001"),
    )
    assert SalesOrder.objects.get().placed_orders.values("supplier").distinct().count() == 2


def test_a_number_that_two_sales_share_links_none_until_one_of_them_lets_it_go(store: Store) -> None:
    place(store, replace(ORDER, tracking_numbers=("YT5",)))
    sell(store, replace(SOLD, tracking_numbers=("YT5",)))
    assert SupplierOrder.objects.get().sale is not None
    other = replace(sale("1002"), refunded_amount=Decimal(0))
    sell(store, replace(other, tracking_numbers=("yt5",)))
    assert SupplierOrder.objects.get().sale is None
    sell(store, replace(other, tracking_numbers=("YT6",)))
    assert str(SupplierOrder.objects.get().sale) == "#1001"


def test_of_several_sales_that_fit_none_hides_the_refund_of_another(store: Store) -> None:
    place(store, replace(ORDER, tracking_numbers=("YT5",)), replace(ORDER, order_id="8002", sale="#1001"))
    for number, back in (("1001", 0), ("1002", 5)):
        sell(store, replace(sale(number), refunded_amount=Decimal(back), tracking_numbers=("YT5",)))
    # The same sale by another way: what it does not tell takes nothing back.
    record_sales_orders(
        store, "etsy", [replace(sale("77"), name="#1001", refunded_amount=Decimal(9))], learned_on=TODAY
    )
    asked = SupplierOrder.objects.filter(sale=None, because="customer_refunded", unattributed=True)
    assert asked.filter(attestable=False).count() == 2


def test_of_several_sales_that_all_stand_none_is_linked_and_nothing_counts(store: Store) -> None:
    place(store, replace(ORDER, tracking_numbers=("YT5",), products=("Moon lamp - 15 cm",)))
    for number in ("1001", "1002"):
        sell(store, replace(sale(number), refunded_amount=Decimal(0), tracking_numbers=("YT5",)))
    order = SupplierOrder.objects.get()
    assert (order.sale, order.attestable, order.unattributed) == (None, False, False)


def test_a_name_that_no_sale_has_is_not_replaced_by_a_shared_number(store: Store) -> None:
    sell(store, replace(SOLD, tracking_numbers=("YT5",)))
    place(store, replace(ORDER, sale="9999", tracking_numbers=("YT5",)))
    assert SupplierOrder.objects.get().sale is None


def test_parcels_and_sales_of_another_store_are_nobodys_business(store: Store, stranger: object) -> None:
    other = Store.objects.exclude(pk=store.pk).get()
    sell(other, replace(SOLD, tracking_numbers=("LX1",)))
    track(other, DELIVERED)
    place(store, replace(ORDER, tracking_numbers=("LX1",)))
    order = SupplierOrder.objects.get()
    assert (order.sale, order.arrival) == (None, "not_observed")
    place(other, replace(ORDER, tracking_numbers=("LX1",)))
    assert SupplierOrder.objects.get(store=other).arrival == "proven"
    order.refresh_from_db()
    assert order.arrival == "not_observed"


def test_an_old_word_of_a_parcel_never_overwrites_a_newer_one_and_a_vague_one_no_definite_one(
    store: Store,
) -> None:
    track(store, seen("A", ParcelStatus.OUT_FOR_DELIVERY, 5), seen("A", ParcelStatus.IN_TRANSIT, 1))
    assert Parcel.objects.get().status == "out_for_delivery"
    track(store, DELIVERED, seen("LX1", ParcelStatus.EXPIRED, 99), source=Source.TRACK17)
    assert Parcel.objects.get(number_key="LX1").fate == "delivered"
    track(store, seen("LX1", ParcelStatus.RETURNED, 99))
    assert Parcel.objects.get(number_key="LX1").fate == "returned"


def test_the_same_word_twice_raises_no_evidence(store: Store) -> None:
    place(store, replace(ORDER, tracking_numbers=("LX1",)))
    track(store, DELIVERED)
    before = Supplier.objects.get().evidence_version
    track(store, DELIVERED)
    assert Supplier.objects.get().evidence_version == before


def test_a_number_that_comes_later_brings_what_its_parcel_has_said(store: Store) -> None:
    place(store, ORDER)
    track(store, DELIVERED)
    place(store, replace(ORDER, tracking_numbers=("LX1",)))
    assert SupplierOrder.objects.get().arrival == "proven"
    # A further number is a further parcel; the owner alone says that it takes the place of the first.
    place(store, replace(ORDER, tracking_numbers=("LX7",)))
    order = SupplierOrder.objects.get()
    assert (order.tracking_numbers, order.arrival, order.delivered_on) == (["LX1", "LX7"], "open", None)
    place(store, replace(ORDER, tracking_numbers=("LX7",)), source=Source.OWNER)
    order = SupplierOrder.objects.get()
    assert (order.tracking_numbers, order.arrival, order.delivered_on) == (["LX7"], "not_observed", None)


def test_the_numbers_of_two_files_both_count_on_the_page_until_the_owner_replaces_them(store: Store) -> None:
    def counting() -> set[tuple[str, bool]]:
        page = page_of(SupplierOrder.objects.get(), TODAY)
        return {(word.value, word.is_held) for word in page.others if word.field == "tracking_numbers"}

    place(store, replace(ORDER, tracking_numbers=("LX1",)))
    place(store, replace(ORDER, supplier=None, tracking_numbers=("YT5",)), source=Source.ALIEXPRESS)
    assert counting() == {("LX1", True), ("YT5", True)}
    place(store, replace(ORDER, tracking_numbers=("YT5",)), source=Source.OWNER)
    assert counting() == {("LX1", False), ("YT5", True)}


def test_one_delivery_of_long_ago_proves_no_order_of_today(store: Store) -> None:
    track(store, seen("LX1", ParcelStatus.DELIVERED, delivered_on=date(2025, 1, 1)))
    rows = [replace(ORDER, order_id=str(8100 + n), tracking_numbers=("LX1",)) for n in range(5)]
    place(store, *rows)
    told = {(each["arrival"], each["late"], each["unattributed"], each["because"]) for each in facts(store)}
    assert told == {("not_observed", None, True, "tracked_earlier")}
    # The day of the order counts whenever it comes.
    place(store, replace(rows[0], ordered_on=date(2024, 12, 20)))
    assert facts(store)[0]["arrival"] == "proven"


RELEASED = (ParcelStatus.IN_TRANSIT, "InTransit_CustomsReleased")


@pytest.mark.parametrize(
    ("status", "sub_status"),
    [(ParcelStatus.EXCEPTION, "Exception_Security"), (ParcelStatus.EXCEPTION, "Exception_NoBody")],
)
def test_a_parcel_that_was_held_or_not_taken_goes_on_with_the_next_scan(
    store: Store, status: ParcelStatus, sub_status: str
) -> None:
    held = seen("LX1", status, 5 * 24, sub_status=sub_status)
    released = seen("LX1", RELEASED[0], 9 * 24, sub_status=RELEASED[1])
    unseen = [seen("LX1", word, 12 * 24) for word in (ParcelStatus.EXPIRED, ParcelStatus.NOT_FOUND)]
    for rows in permutations([held, released, *unseen]):
        Parcel.objects.all().delete()
        track(store, *rows)
        assert (Parcel.objects.get().fate, Parcel.objects.get().sub_status) == ("open", RELEASED[1])
    Parcel.objects.all().delete()
    track(store, held, *unseen)
    assert Parcel.objects.get().sub_status == sub_status
    track(store, replace(released, said_at=NOW))
    assert Parcel.objects.get().sub_status == sub_status


def test_no_scan_takes_a_loss_back_and_a_later_delivery_does(store: Store) -> None:
    lost, on = seen("LX1", ParcelStatus.LOST, 5), seen("LX1", ParcelStatus.IN_TRANSIT, 9)
    track(store, lost, on)
    assert Parcel.objects.get().fate == "lost"
    track(store, seen("LX1", ParcelStatus.DELIVERED, 12))
    assert Parcel.objects.get().fate == "delivered"


def test_orders_are_found_by_their_numbers_through_the_index(store: Store) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    found = SupplierOrder.objects.filter(tracking_numbers__overlap=["LX1"]).exclude(tracking_numbers=[])
    assert "supplier_order_by_number" in found.explain()
