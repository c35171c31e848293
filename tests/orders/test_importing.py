"""A file on its way into the database: claimed, sliced, counted, and safe to run twice and side by side."""

import csv
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Sum
from openpyxl import Workbook
from pytest_django.fixtures import Settings

from orders.actions import answer_currency, hand_in, importing, unfinished, work
from orders.models import Import, ImportProblem, OrderDay, SalesOrder, SupplierOrder
from stores.models import Store, User
from suppliers.models import Supplier

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
HEADER = "order id,supplier,product,quantity,cost,currency,ordered,delivered,outcome\n"
GOOD = "".join(f"{n},Shenzhen Bright,Lamp,1,12.50,USD,2026-03-01,2026-03-12,clean\n" for n in range(1, 8))
BAD = "8,Shenzhen Bright,Lamp,1,12.50,USD,2026-03-01,31/13/2026,clean\n"
Clock = Callable[[], datetime]


@pytest.fixture(autouse=True)
def uploads(tmp_path: Path, settings: Settings) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def clock() -> datetime:
    return NOW


def hand(store: Store, owner: User, content: str | bytes, name: str = "orders.csv") -> Import:
    body = content.encode() if isinstance(content, str) else content
    return hand_in(store, owner, SimpleUploadedFile(name, body))


def done(the_import: Import) -> Import:
    work(the_import.pk, clock)
    the_import.refresh_from_db()
    return the_import


def aliexpress(*rows: tuple[object, ...]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Order Information"
    sheet.append(
        [
            "order_id",
            "parent_orderid",
            "gmt_create_order_time",
            "order_status",
            "item_name",
            "unit_price",
            "payable_amt",
            "gmt_pay_order_time",
            "gmt_trade_end_time",
            "end_reason",
            "is_success_pay",
            "frozen_status",
        ]
    )
    for row in rows:
        sheet.append(list(row))
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


LINE = (
    "8190000000000018",
    "8190000000000001",
    "2026-02-21 07:44:46",
    "FINISH",
    "Moon lamp",
    "15115",
    "15115",
    "2026-02-21 07:45:46",
    "2026-03-21 07:44:46",
    "buyer_accept_goods",
    "true",
    "0",
)


def test_good_rows_go_in_and_bad_ones_are_listed(store: Store, owner: User) -> None:
    the_import = done(hand(store, owner, HEADER + GOOD + BAD))
    assert (the_import.state, the_import.orders_new, the_import.orders_refused) == ("done", 7, 1)
    problem = ImportProblem.objects.get()
    assert (problem.row, problem.column, problem.value, problem.problem) == (
        9,
        "delivered",
        "31/13/2026",
        "date",
    )
    assert Supplier.objects.get().name == "Shenzhen Bright"
    assert sum(OrderDay.objects.values_list("orders", flat=True)) == 7


def test_importing_twice_changes_nothing(store: Store, owner: User) -> None:
    done(hand(store, owner, HEADER + GOOD))
    version = Supplier.objects.get().evidence_version
    again = done(hand(store, owner, HEADER + GOOD))
    assert (again.orders_new, again.orders_changed, again.orders_unchanged) == (0, 0, 7)
    assert Supplier.objects.get().evidence_version == version


def test_the_file_is_gone_when_the_work_is_over(store: Store, owner: User, uploads: Path) -> None:
    for content in (HEADER + GOOD, "no table at all"):
        the_import = hand(store, owner, content)
        assert [path for path in uploads.rglob("*") if path.is_file()] != []
        done(the_import)
        assert [path for path in uploads.rglob("*") if path.is_file()] == []


def test_a_file_that_cannot_be_read_can_never_look_like_success(store: Store, owner: User) -> None:
    the_import = done(hand(store, owner, "what,is,this\n1,2,3\n"))
    assert (the_import.state, the_import.problem["problem"]) == ("failed", "not_recognised")
    assert SupplierOrder.objects.count() == 0


def test_what_is_wrong_at_the_end_of_a_file_is_found_before_anything_is_written(
    store: Store, owner: User
) -> None:
    the_import = done(hand(store, owner, HEADER + GOOD + '9,"Shenzhen Bright,Lamp,1,1,USD,,,\n'))
    assert (the_import.state, the_import.problem["problem"]) == ("failed", "quote_not_closed")
    assert SupplierOrder.objects.count() == 0


def test_a_worker_that_died_is_taken_over_where_it_stood(
    store: Store, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "SLICE", 3)
    the_import = hand(store, owner, HEADER + GOOD)
    calls = 0

    def dying() -> datetime:
        nonlocal calls
        calls += 1
        if SupplierOrder.objects.count() >= 3:
            raise KeyboardInterrupt
        return NOW

    with pytest.raises(KeyboardInterrupt):
        work(the_import.pk, dying)
    the_import.refresh_from_db()
    assert (the_import.state, SupplierOrder.objects.count() % 3) == ("working", 0)
    assert done(the_import).state == "working"  # its lease has not run out
    assert unfinished(NOW + timedelta(minutes=2)) == [the_import.pk]
    work(the_import.pk, lambda: NOW + timedelta(minutes=2))
    the_import.refresh_from_db()
    assert (the_import.state, the_import.orders_new, the_import.rows_done) == ("done", 7, 7)
    assert SupplierOrder.objects.count() == 7


def test_a_worker_that_lost_its_lease_writes_nothing_more(
    store: Store, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "SLICE", 3)
    the_import = hand(store, owner, HEADER + GOOD)

    def overtaken() -> datetime:
        if SupplierOrder.objects.count() == 6:
            Import.objects.update(worked_at=NOW + timedelta(minutes=5))
        return NOW

    work(the_import.pk, overtaken)
    the_import.refresh_from_db()
    assert (the_import.state, SupplierOrder.objects.count()) == ("working", 3)


def test_an_import_that_is_over_is_not_worked_on_again(store: Store, owner: User) -> None:
    the_import = done(hand(store, owner, HEADER + GOOD))
    assert done(the_import).orders_new == 7
    assert unfinished(NOW + timedelta(days=1)) == []


def test_the_currency_that_a_file_does_not_say_is_asked_and_never_assumed(store: Store, owner: User) -> None:
    the_import = done(hand(store, owner, aliexpress(LINE), "data.xlsx"))
    assert (the_import.state, SupplierOrder.objects.count()) == ("asking", 0)
    answer_currency(the_import, "EUR")
    assert done(the_import).state == "done"
    order = SupplierOrder.objects.get()
    assert (order.external_id, order.currency, str(order.cost), order.arrival) == (
        "8190000000000001",
        "EUR",
        "151.15",
        "proven",
    )


def test_the_currency_is_asked_once(store: Store, owner: User) -> None:
    first = done(hand(store, owner, aliexpress(LINE), "data.xlsx"))
    answer_currency(first, "EUR")
    done(first)
    second = done(hand(store, owner, aliexpress(LINE), "data.xlsx"))
    assert (second.state, second.currency, second.orders_unchanged) == ("done", "EUR", 1)


def test_an_answer_of_i_do_not_know_leaves_the_currency_unknown(store: Store, owner: User) -> None:
    the_import = done(hand(store, owner, aliexpress(LINE), "data.xlsx"))
    answer_currency(the_import, "")
    done(the_import)
    assert SupplierOrder.objects.get().currency == ""


def test_a_question_that_nobody_answers_closes_the_import_and_removes_its_file(
    store: Store, owner: User, uploads: Path
) -> None:
    the_import = done(hand(store, owner, aliexpress(LINE), "data.xlsx"))
    Import.objects.update(created_at=NOW)
    unfinished(NOW + timedelta(days=8))
    the_import.refresh_from_db()
    assert (the_import.state, the_import.problem["problem"]) == ("failed", "not_answered")
    assert [path for path in uploads.rglob("*") if path.is_file()] == []


def test_a_message_that_was_lost_is_found_by_the_sweep(store: Store, owner: User) -> None:
    the_import = hand(store, owner, HEADER + GOOD)
    Import.objects.update(created_at=NOW)
    assert unfinished(NOW + timedelta(seconds=5)) == []
    assert unfinished(NOW + timedelta(seconds=15)) == [the_import.pk]


def shopify_file(shared_data: Path) -> bytes:
    return (shared_data / "shopify_orders_export" / "orders_export_us_2020_2022.csv").read_bytes()


def test_the_real_shopify_export_goes_in_whole_and_twice_changes_nothing(
    store: Store, owner: User, shared_data: Path
) -> None:
    first = done(hand(store, owner, shopify_file(shared_data)))
    assert (first.state, first.orders_new, first.orders_refused) == ("done", 81, 0)
    for order in SalesOrder.objects.prefetch_related("lines"):
        assert order.subtotal == sum(line.price * line.quantity for line in order.lines.all()) - (
            order.discount or 0
        )
    written = csv.DictReader(StringIO(shopify_file(shared_data).decode()))
    totals = SalesOrder.objects.aggregate(
        total=Sum("total"), shipping=Sum("shipping"), refunded=Sum("refunded_amount")
    )
    rows = [line for line in written if line["Financial Status"]]
    assert totals == {
        "total": sum(Decimal(line["Total"]) for line in rows),
        "shipping": sum(Decimal(line["Shipping"]) for line in rows),
        "refunded": sum(Decimal(line["Refunded Amount"]) for line in rows),
    }
    second = done(hand(store, owner, shopify_file(shared_data)))
    assert (second.orders_new, second.orders_changed, second.orders_unchanged) == (0, 0, 81)


def test_the_real_export_cut_in_two_with_an_overlap_gives_the_same_orders(
    store: Store, owner: User, stranger: User, shared_data: Path
) -> None:
    other = Store.objects.exclude(pk=store.pk).get()
    whole = shopify_file(shared_data).decode()
    header, *lines = whole.splitlines(keepends=True)
    done(hand(store, owner, whole))
    done(hand(other, stranger, header + "".join(lines[:60])))
    done(hand(other, stranger, header + "".join(lines[40:])))
    facts = (
        "external_id",
        "name",
        "ordered_at",
        "total",
        "subtotal",
        "refunded_amount",
        "financial_status",
        "lines__position",
        "lines__title",
        "lines__price",
        "lines__quantity",
    )
    ordered = SalesOrder.objects.order_by("external_id", "lines__position").values_list(*facts)
    assert list(ordered.filter(store=other)) == list(ordered.filter(store=store))


def test_a_csv_and_a_workbook_about_one_order_become_one_order(store: Store, owner: User) -> None:
    own = "order id,supplier,product,quantity,cost,currency\n8190000000000001,Shenzhen Bright,Lamp,1,150.00,USD\n"
    done(hand(store, owner, own))
    before = SupplierOrder.objects.get()
    assert before.arrival == "not_observed"
    merged = done(hand(store, owner, aliexpress(LINE), "data.xlsx"))
    answer_currency(merged, "USD")
    merged = done(merged)
    assert (merged.orders_new, merged.orders_changed) == (0, 1)
    order = SupplierOrder.objects.get()
    assert (order.pk, order.arrival, str(order.cost), order.supplier.name if order.supplier else None) == (
        before.pk,
        "proven",
        "150.00",
        "Shenzhen Bright",
    )
    assert set(order.claims) == {"supplier_orders", "aliexpress_orders"}
