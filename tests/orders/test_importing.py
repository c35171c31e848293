"""A file on its way into the database: read whole, written in slices, counted, and safe to hand in twice."""

import csv
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.db.models import Sum
from pytest_django.fixtures import Settings

from orders.models import Import, ImportProblem, OrderDay, SalesOrder, SupplierOrder
from stores.models import Store, User
from suppliers.models import Supplier
from tests.orders.handing_in import BAD, GOOD, HEADER, done, hand, in_slices_of, shopify_rows

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def uploads(tmp_path: Path, settings: Settings) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


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


@pytest.mark.parametrize(
    ("content", "state", "problem"),
    [
        ("no table at all", "failed", "not_a_table"),
        ("", "failed", "empty"),
        # A table, but of no known kind: its columns are asked for.
        ("what,supplier,this\n1,2,3\n", "mapping", "not_recognised"),
    ],
)
def test_a_file_that_cannot_be_read_can_never_look_like_success(
    store: Store, owner: User, content: str, state: str, problem: str
) -> None:
    the_import = done(hand(store, owner, content))
    assert (the_import.state, the_import.problem["problem"]) == (state, problem)
    assert SupplierOrder.objects.count() == 0


def test_what_is_wrong_at_the_end_of_a_file_is_found_before_anything_is_written(
    store: Store, owner: User
) -> None:
    the_import = done(hand(store, owner, HEADER + GOOD + '9,"Shenzhen Bright,Lamp,1,1,USD,,,\n'))
    assert (the_import.state, the_import.problem["problem"]) == ("failed", "quote_not_closed")
    assert SupplierOrder.objects.count() == 0


def shopify_file(shared_data: Path) -> bytes:
    return (shared_data / "shopify_orders_export" / "orders_export_us_2020_2022.csv").read_bytes()


def test_the_real_shopify_export_goes_in_whole_and_twice_changes_nothing(
    store: Store, owner: User, shared_data: Path
) -> None:
    first = done(hand(store, owner, shopify_file(shared_data)))
    assert (first.state, first.orders_new, first.orders_refused) == ("done", 81, 0)
    for order in SalesOrder.objects.prefetch_related("lines"):
        assert order.subtotal == sum((line.price or 0) * line.quantity for line in order.lines.all()) - (
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


def numbers(the_import: Import) -> tuple[int, int, int, int]:
    return (
        the_import.orders_new,
        the_import.orders_changed,
        the_import.orders_unchanged,
        the_import.orders_refused,
    )


def test_the_numbers_of_an_import_are_orders_and_add_up_to_those_in_the_file(
    store: Store, owner: User
) -> None:
    header = "order id,supplier,product,quantity,cost\n"
    done(hand(store, owner, header + "A1,Bright,Lamp,1,\nA2,Bright,Lamp,1,\n"))
    bad = "A4,Bright,Lamp,x,y\nA5,Bright,Lamp,1,\nA4,Bright,Lamp,x,z\nA6,,Lamp,x,\n"
    second = done(
        hand(store, owner, header + "A1,Bright,Lamp,1,\nA2,Bright,Lamp,2,\nA3,Bright,Lamp,1,\n" + bad)
    )
    # A3 and A5; A2; A1; A4 and A6 with six cells between them.
    assert numbers(second) == (2, 1, 1, 2)
    assert second.problems.count() == 6


@pytest.mark.parametrize("size", [1, 2, 400])
def test_an_order_that_stands_twice_in_a_file_is_counted_twice_however_it_is_sliced(
    store: Store, owner: User, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    in_slices_of(size, monkeypatch)
    header, *rows = shopify_rows(3).splitlines(keepends=True)
    assert numbers(done(hand(store, owner, header + "".join(rows + rows)))) == (3, 0, 3, 0)


def test_sums_that_no_column_can_hold_are_refused_and_the_rest_goes_in(store: Store, owner: User) -> None:
    header = "order id,supplier,product,quantity,cost,currency\n"
    huge = "A1,Bright,Lamp,1000000,9999999999.99,USD\n" * 2_200
    the_import = done(hand(store, owner, header + huge + "A2,Bright,Lamp,1,1.00,USD\n"))
    assert (the_import.state, numbers(the_import)) == ("done", (1, 0, 0, 1))
    assert set(the_import.problems.values_list("column", flat=True)) == {"quantity", "cost"}


def test_an_order_off_the_platform_stays_so_when_a_file_does_not_say(store: Store, owner: User) -> None:
    header = "order id,supplier,product,quantity"
    done(hand(store, owner, f"{header},placed via\nA1,Bright,Lamp,1,off platform\nA2,Bright,Lamp,1,\n"))
    done(hand(store, owner, f"{header}\nA1,Bright,Lamp,2\n"))
    orders = SupplierOrder.objects.order_by("external_id").values_list("off_platform", "quantity")
    assert list(orders) == [(True, 2), (False, 1)]


def test_columns_of_our_own_file_that_were_not_read_are_kept_for_the_page(store: Store, owner: User) -> None:
    header = "order id,supplier,product,quantity,trakcing number,ada@example.invalid\n"
    assert done(hand(store, owner, header + "A1,Bright,Lamp,1,x,y\n")).unread_columns == ["trakcing number"]
    assert done(hand(store, owner, shopify_rows(1))).unread_columns == []
