"""The one writer of orders: idempotent, merging, and with sums that equal a recount."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orders.actions import Assignment, Tally, assign, record_sales_orders, record_supplier_orders
from orders.claims import Word, words
from orders.importers.rows import Outcome, SalesLineRow, SalesOrderRow, Source, SupplierOrderRow
from orders.models import OrderDay, SalesLine, SalesOrder, SupplierOrder
from orders.queries import day_groups, fulfilled_orders, unassigned_groups
from stores.models import Store
from suppliers.actions import add_supplier
from suppliers.models import Alias, Supplier
from tests.orders.recounting import recount

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)
MARCH = date(2026, 3, 1)


def row(order_id: str, **facts: object) -> SupplierOrderRow:
    given: dict[str, object] = {
        "supplier": "Shenzhen Bright",
        "products": ("Lamp",),
        "cost": Decimal("12.50"),
        "currency": "USD",
        "ordered_on": MARCH,
        "promised_on": MARCH + timedelta(days=20),
        "delivered_on": MARCH + timedelta(days=12),
        "outcome": Outcome.CLEAN,
    }
    return SupplierOrderRow(row=2, marketplace="aliexpress", order_id=order_id, **given | facts)  # type: ignore[arg-type]


def record(store: Store, *rows: SupplierOrderRow, source: Source = Source.SUPPLIER_ORDERS) -> Tally:
    return record_supplier_orders(store, source, rows, learned_on=TODAY)


def test_the_second_time_changes_nothing(store: Store) -> None:
    rows = [row("1"), row("2", outcome=Outcome.LOST, delivered_on=None)]
    assert record(store, *rows) == Tally(new=2)
    supplier = Supplier.objects.get()
    before = (list(SupplierOrder.objects.values().order_by("pk")), supplier.evidence_version)
    assert record(store, *rows) == Tally(unchanged=2)
    supplier.refresh_from_db()
    assert (list(SupplierOrder.objects.values().order_by("pk")), supplier.evidence_version) == before


def test_a_change_raises_the_evidence_of_its_supplier_alone(store: Store) -> None:
    record(store, row("1"), row("2", supplier="Yiwu Gifts"))
    before = dict(Supplier.objects.values_list("name", "evidence_version"))
    assert record(store, row("1", outcome=Outcome.NOT_AS_DESCRIBED)) == Tally(changed=1)
    after = dict(Supplier.objects.values_list("name", "evidence_version"))
    assert after == before | {"Shenzhen Bright": before["Shenzhen Bright"] + 1}


def test_two_files_about_one_order_make_one_order_in_any_sequence(store: Store, stranger: object) -> None:
    other = Store.objects.exclude(pk=store.pk).get()
    own = row("1", outcome=None, delivered_on=None)
    export = SupplierOrderRow(
        row=2, marketplace="aliexpress", order_id="1", end_reason="seller_send_goods_timeout"
    )
    record(store, own)
    record(store, export, source=Source.ALIEXPRESS)
    record(other, export, source=Source.ALIEXPRESS)
    record(other, own)
    facts = ("arrival", "because", "end_reason", "cost", "currency", "ordered_on", "supplier__name")
    first, second = SupplierOrder.objects.order_by("pk").values(*facts)
    assert first == second
    assert (first["arrival"], first["cost"]) == ("lost", Decimal("12.50"))


def test_each_fact_keeps_its_source_and_the_day_it_was_learned(store: Store) -> None:
    record(store, row("1", outcome=None, delivered_on=None))
    later = row("1", outcome=None)
    record_supplier_orders(store, Source.SUPPLIER_ORDERS, [later], learned_on=TODAY + timedelta(days=3))
    said = words(SupplierOrder.objects.get().claims["supplier_orders"])
    assert (said["ordered_on"], said["delivered_on"]) == (
        Word("2026-03-01", "2026-06-01"),
        Word("2026-03-13", "2026-06-04"),
    )


def test_a_missing_delivery_date_is_not_observed(store: Store) -> None:
    record(store, row("1", outcome=None, delivered_on=None))
    order = SupplierOrder.objects.get()
    assert (order.arrival, order.late, order.arrived_on) == ("not_observed", None, None)


def test_one_order_on_two_lines_of_a_slice_is_one_order(store: Store) -> None:
    assert record(store, row("1", quantity=1), row("1", quantity=2)) == Tally(new=1)
    assert SupplierOrder.objects.get().quantity == 2


def test_the_same_id_on_two_marketplaces_is_two_orders(store: Store) -> None:
    record(store, row("1"), replace(row("1"), marketplace="temu"))
    assert SupplierOrder.objects.count() == 2


@pytest.mark.parametrize(("clicks", "arrival"), [(4, "proven"), (5, "not_observed")])
def test_confirmations_in_one_go_prove_nothing_even_over_two_files(
    store: Store, clicks: int, arrival: str
) -> None:
    moments = [
        datetime.fromisoformat(f"2026-04-01T10:00:{10 * number:02d}+00:00") for number in range(clicks)
    ]
    rows = [
        SupplierOrderRow(
            row=2,
            marketplace="aliexpress",
            order_id=str(number),
            supplier="Shenzhen Bright",
            ordered_on=MARCH,
            end_reason="buyer_accept_goods",
            ended_at=moment,
        )
        for number, moment in enumerate(moments)
    ]
    record(store, *rows[:3], source=Source.ALIEXPRESS)
    record(store, *rows[3:], source=Source.ALIEXPRESS)
    assert set(SupplierOrder.objects.values_list("arrival", flat=True)) == {arrival}
    supplier = Supplier.objects.get()
    assert day_groups(supplier) == dict(recount(supplier))


def test_an_order_that_ended_by_nobodys_fault_is_in_no_sum(store: Store) -> None:
    record(store, row("1", outcome=None, delivered_on=None, end_reason="buyer_pay_timeout"))
    assert OrderDay.objects.count() == 0


ROWS = st.builds(
    row,
    st.sampled_from(["1", "2", "3", "4"]),
    supplier=st.sampled_from(["Shenzhen Bright", "Yiwu Gifts", None]),
    outcome=st.sampled_from([None, *Outcome]),
    ordered_on=st.sampled_from([None, MARCH, MARCH + timedelta(days=1)]),
    delivered_on=st.sampled_from([None, MARCH + timedelta(days=12), MARCH + timedelta(days=30)]),
    end_reason=st.sampled_from(
        [None, "buyer_pay_timeout", "seller_send_goods_timeout", "buyer_accept_goods"]
    ),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files=st.lists(st.lists(ROWS, max_size=4), max_size=4))
def test_sums_equal_a_recount_after_any_files(store: Store, files: list[list[SupplierOrderRow]]) -> None:
    SupplierOrder.objects.all().delete()
    OrderDay.objects.all().delete()
    for rows in files:
        record(store, *rows)
    for supplier in Supplier.objects.all():
        assert day_groups(supplier) == dict(recount(supplier))


def sale(order_id: str, **facts: object) -> SalesOrderRow:
    line = SalesLineRow(position=1, title="Moon lamp - 15 cm", quantity=1, price=Decimal(30), vendor="Bright")
    given: dict[str, object] = {
        "name": f"#{order_id}",
        "ordered_at": datetime.fromisoformat("2026-03-01T10:00:00+00:00"),
        "currency": "USD",
        "lines": (line,),
        "total": Decimal(30),
        "fulfilment_status": "fulfilled",
        "country": "DE",
        "buyer": "ann@example.com",
    }
    return SalesOrderRow(row=2, order_id=order_id, **given | facts)  # type: ignore[arg-type]


def test_a_sale_keeps_no_trace_of_the_person_but_a_keyed_hash(store: Store, stranger: object) -> None:
    other = Store.objects.exclude(pk=store.pk).get()
    record_sales_orders(
        store, "shopify", [sale("1"), sale("2"), sale("3", buyer="bob@example.com")], learned_on=TODAY
    )
    record_sales_orders(other, "shopify", [sale("1")], learned_on=TODAY)
    ann, again, bob = (
        SalesOrder.objects.filter(store=store).order_by("external_id").values_list("buyer_hash", flat=True)
    )
    assert ann == again != bob
    assert SalesOrder.objects.get(store=other).buyer_hash != ann
    stored = [*SalesOrder.objects.values(), *SalesLine.objects.values()]
    assert "ann@" not in str(stored)


def test_a_sale_is_written_once_and_its_lines_are_replaced_as_a_whole(store: Store) -> None:
    assert record_sales_orders(store, "shopify", [sale("1")], learned_on=TODAY) == Tally(new=1)
    assert record_sales_orders(store, "shopify", [sale("1")], learned_on=TODAY) == Tally(unchanged=1)
    two = tuple(SalesLineRow(position=n, title=f"Part {n}", quantity=1, price=Decimal(15)) for n in (1, 2))
    assert record_sales_orders(store, "shopify", [sale("1", lines=two)], learned_on=TODAY) == Tally(changed=1)
    assert list(SalesLine.objects.values_list("position", "title")) == [(1, "Part 1"), (2, "Part 2")]


def test_more_fulfilled_sales_are_evidence_about_every_supplier(store: Store) -> None:
    add_supplier(store, "Shenzhen Bright")
    record_sales_orders(store, "shopify", [sale("1")], learned_on=TODAY)
    assert Supplier.objects.get().evidence_version == 2
    record_sales_orders(store, "shopify", [sale("2", fulfilment_status="unfulfilled")], learned_on=TODAY)
    assert Supplier.objects.get().evidence_version == 2
    assert fulfilled_orders(store, TODAY) == 1
    assert fulfilled_orders(store, MARCH - timedelta(days=1)) == 0


def test_orders_are_assigned_in_bulk_and_the_answer_is_remembered(store: Store) -> None:
    nobody = {"supplier": None, "products": ("Moon  LAMP - 15 cm",)}
    record(store, row("1", **nobody), row("2", **nobody), source=Source.ALIEXPRESS)
    record_sales_orders(store, "shopify", [sale("1")], learned_on=TODAY)
    groups = unassigned_groups(store)
    assert [(group.kind, group.text, group.orders) for group in groups] == [
        (Alias.Kind.PRODUCT, "Moon LAMP - 15 cm", 2),
        (Alias.Kind.VENDOR, "Bright", 1),
    ]
    bright = add_supplier(store, "Shenzhen Bright")
    assert assign(store, [Assignment(group.kind, group.text, bright) for group in groups]) == 3
    assert unassigned_groups(store) == []
    assert day_groups(bright) == dict(recount(bright))
    record(store, row("3", **nobody), source=Source.ALIEXPRESS)
    assert set(SupplierOrder.objects.values_list("supplier_id", flat=True)) == {bright.pk}


def test_products_of_two_suppliers_leave_an_order_unassigned(store: Store) -> None:
    one, two = add_supplier(store, "One"), add_supplier(store, "Two")
    record(store, row("1", supplier=None, products=("Lamp", "Cup")), source=Source.ALIEXPRESS)
    assign(store, [Assignment(Alias.Kind.PRODUCT, "Lamp", one), Assignment(Alias.Kind.PRODUCT, "Cup", two)])
    assert SupplierOrder.objects.get().supplier is None


def test_what_the_owner_has_seen_through_is_evidence_about_every_supplier(store: Store) -> None:
    record(store, row("1"), row("2", supplier="Yiwu Gifts"))
    before = dict(Supplier.objects.values_list("name", "evidence_version"))
    record(store, row("3", supplier="Yiwu Gifts"))
    after = dict(Supplier.objects.values_list("name", "evidence_version"))
    assert after["Shenzhen Bright"] == before["Shenzhen Bright"] + 1
    record(store, row("4", supplier="Yiwu Gifts", outcome=Outcome.LOST, delivered_on=None))
    assert Supplier.objects.get(name="Shenzhen Bright").evidence_version == after["Shenzhen Bright"]


@pytest.mark.parametrize("ids", [("#1", "5100"), ("5100", "#1")])
def test_an_order_of_an_export_without_ids_is_the_order_of_one_with_ids(
    store: Store, ids: tuple[str, str]
) -> None:
    for order_id in ids:
        record_sales_orders(store, "shopify", [sale(order_id, name="#1")], learned_on=TODAY)
    assert [order.external_id for order in SalesOrder.objects.all()] == ["5100"]
    again = record_sales_orders(store, "shopify", [sale("5100", name="#1")], learned_on=TODAY)
    assert again == Tally(unchanged=1)
