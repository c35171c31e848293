"""Pages by key: every row once, in order, forwards and backwards, with ties and unknown values."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orders import keyset
from orders.keyset import Listing, Position, Sort, everything, page
from orders.models import SupplierOrder
from orders.tables import BY_COST, BY_DATE, supplier_listing
from stores.models import Store
from tests.orders.test_recording import MARCH, record, row

pytestmark = pytest.mark.django_db

SORTS = [BY_DATE, BY_DATE.backwards(), BY_COST, BY_COST.backwards()]


def fill(store: Store, days: list[int | None]) -> None:
    SupplierOrder.objects.all().delete()
    for number, day in enumerate(days):
        on = None if day is None else MARCH + timedelta(days=day)
        record(store, row(str(number), ordered_on=on, delivered_on=None, promised_on=None, outcome=None))
        SupplierOrder.objects.filter(external_id=str(number)).update(
            cost=None if day is None else Decimal(day)
        )


def forwards(listing: Listing, size: int) -> list[list[int]]:
    pages, after = [], ""
    while True:
        shown = page(listing, size, after)
        pages.append([each.pk for each in shown.rows])
        if not shown.after:
            return pages
        after = shown.after


def backwards(listing: Listing, size: int, before: str) -> list[list[int]]:
    pages: list[list[int]] = []
    while before:
        shown = page(listing, size, before=before)
        pages.append([each.pk for each in shown.rows])
        before = shown.before
    return pages


@pytest.mark.parametrize("sort", SORTS)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=st.lists(st.one_of(st.none(), st.integers(0, 2)), max_size=9), size=st.integers(1, 4))
def test_every_row_is_shown_once_and_in_order(
    store: Store, sort: Sort, days: list[int | None], size: int
) -> None:
    fill(store, days)
    listing = Listing(SupplierOrder.objects.filter(store=store), sort)
    expected = list(listing.rows.order_by(*sort.names).values_list("pk", flat=True))
    assert [pk for shown in forwards(listing, size) for pk in shown] == expected
    assert [each.pk for each in everything(listing, size)] == expected


@pytest.mark.parametrize("sort", SORTS)
def test_the_way_back_shows_the_same_pages(store: Store, sort: Sort) -> None:
    fill(store, [0, None, 1, 1, None, 0, 2])
    listing = Listing(SupplierOrder.objects.filter(store=store), sort)
    pages = forwards(listing, 2)
    last = page(listing, 2, sort.text(sort.position(SupplierOrder.objects.get(pk=pages[-2][-1]))))
    assert (len(pages), backwards(listing, 2, last.before)) == (4, pages[-2::-1])


def test_a_first_page_is_full_though_rows_came_before_it_meanwhile(store: Store) -> None:
    fill(store, [0, 1, 2])
    listing = Listing(SupplierOrder.objects.filter(store=store), BY_DATE)
    second = page(listing, 2, page(listing, 2).after)
    record(store, row("new", ordered_on=MARCH + timedelta(days=9), delivered_on=None, promised_on=None))
    back = page(listing, 2, before=second.before)
    assert [each.external_id for each in back.rows] == ["2", "1"]
    front = page(listing, 2, before=back.before)
    assert ([each.external_id for each in front.rows], front.is_first) == (["new", "2"], True)


def test_what_no_index_serves_is_looked_for_in_bounded_steps(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(store, [day % 4 or None for day in range(20)])
    asked = supplier_listing(store, {"source": "supplier_orders", "sort": "date"}, MARCH)
    assert asked.asked
    everyone = list(asked.rows.order_by(*asked.sort.names).values_list("pk", flat=True))
    monkeypatch.setattr(keyset, "LOOK", 3)
    assert [pk for shown in forwards(asked, 5) for pk in shown] == everyone
    nothing = supplier_listing(store, {"source": "aliexpress_orders"}, MARCH)
    first = page(nothing, 5)
    assert (first.rows, first.is_first, bool(first.after)) == ([], True, True)
    assert first.looked_to is not None
    assert [pk for shown in forwards(nothing, 5) for pk in shown] == []
    assert list(everything(nothing, 5)) == []
    assert backwards(nothing, 5, page(nothing, 5, first.after).before)[-1] == []


@pytest.mark.parametrize(
    "text", ["", "~", "x~1", "2026-13-01~1", "2026-01-01", "2026-01-01~x", "~-1", f"~{2**70}", "\0~1", "~１x"]
)
def test_an_address_that_names_no_place_shows_the_first_page(store: Store, text: str) -> None:
    fill(store, [0, 1])
    listing = Listing(SupplierOrder.objects.filter(store=store), BY_DATE)
    first = [each.pk for each in page(listing, 1).rows]
    assert [each.pk for each in page(listing, 1, text).rows] == first
    assert [each.pk for each in page(listing, 1, before=text).rows] == first


@pytest.mark.parametrize("text", ["NaN~1", "Infinity~3", "1e400~2"])
def test_a_number_that_is_none_shows_the_first_page(store: Store, text: str) -> None:
    fill(store, [0, 1])
    listing = Listing(SupplierOrder.objects.filter(store=store), BY_COST)
    assert len(page(listing, 5, text).rows) == 2


def test_a_position_survives_its_address() -> None:
    for sort, value in ((BY_DATE, date(2026, 3, 1)), (BY_COST, Decimal("12.50")), (BY_COST, None)):
        assert sort.place(sort.text(Position(value, 7))) == Position(value, 7)


def test_a_page_reads_as_many_queries_wherever_it_is(store: Store) -> None:
    fill(store, [day % 5 for day in range(30)])
    listing = Listing(SupplierOrder.objects.filter(store=store), BY_DATE)
    after = ""
    for _ in range(3):
        with CaptureQueriesContext(connection) as asked:
            after = page(listing, 5, after).after
        assert len(asked) <= 2
