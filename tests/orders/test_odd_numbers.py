"""Tracking numbers of a file beside those that the store has already: shared with another order, or in one run."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from orders.actions import record_supplier_orders
from orders.actions.odd_numbers import look_in_store
from orders.doctor import Finding, order_hash
from orders.importers.rows import Source
from orders.number_runs import LOOKED_UP, RUN, Numbers, neighbours
from orders.tracking_numbers import Plausibility, look_of
from stores.models import Store, User
from tests.orders.handing_in import checked, done, hand
from tests.orders.test_recording import TODAY, record, row

pytestmark = pytest.mark.django_db
YUN = 2305321266042817


def yun(step: int) -> str:
    return f"YT{YUN + step}"


def orders_file(*numbers: str, first: int = 1) -> str:
    lines = (
        f"{place},Bright,Lamp,1,USD,12.50,2026-03-01,2026-03-{place % 20 + 9:02},clean,{number}\n"
        for place, number in enumerate(numbers, start=first)
    )
    head = "order id,supplier,product,quantity,currency,cost,ordered,delivered,outcome,tracking number\n"
    return head + "".join(lines)


def odd(store: Store, owner: User, content: str) -> dict[str, tuple[int, int, list[int]]]:
    """What the report on a file says of its tracking numbers: how many of how many, and in which rows."""
    told = {each["finding"]: each for each in checked(hand(store, owner, content)).remarks}
    wanted = (Finding.SHARED_TRACKING.value, Finding.TRACKING_RUN.value)
    return {
        name: (told[name]["count"], told[name]["of"], told[name]["rows"]) for name in wanted if name in told
    }


def test_a_number_that_another_order_has_here_already_is_named_by_its_row(store: Store, owner: User) -> None:
    record(store, row("90", tracking_numbers=("yt 2305 3212 6604 2817",)))
    assert odd(store, owner, orders_file("YT9905321266042811", yun(0))) == {"shared_tracking": (1, 2, [3])}


def test_the_number_of_the_same_order_is_no_news(store: Store, owner: User) -> None:
    content = orders_file(yun(0), "YT9905321266042811")
    done(hand(store, owner, content))
    assert odd(store, owner, content.replace("clean", "late")) == {}


def test_another_store_is_never_looked_at(store: Store, owner: User, stranger: User) -> None:
    record(Store.objects.exclude(pk=store.pk).get(), row("90", tracking_numbers=(yun(0),)))
    assert odd(store, owner, orders_file(yun(0))) == {}


@pytest.mark.parametrize("here", [(-1, 1, 2), (1, 2, 3), (-3, -2, -1)])
def test_a_number_that_completes_a_run_with_those_here_is_told(
    store: Store, owner: User, here: tuple[int, ...]
) -> None:
    for step in here:
        record(store, row(f"9{step}", tracking_numbers=(yun(step),)))
    assert odd(store, owner, orders_file("YT9905321266042811", yun(0))) == {"tracking_run": (1, 2, [3])}


def test_too_few_in_a_row_are_chance_also_with_those_here(store: Store, owner: User) -> None:
    for step in (1, 2, 4):
        record(store, row(f"9{step}", tracking_numbers=(yun(step),)))
    assert odd(store, owner, orders_file(yun(0))) == {}


def test_a_run_is_told_again_where_all_of_it_is_here_already(store: Store, owner: User) -> None:
    content = orders_file(*map(yun, range(RUN)))
    done(hand(store, owner, content))
    assert odd(store, owner, content)["tracking_run"] == (RUN, RUN, [2, 3, 4, 5])
    assert odd(store, owner, orders_file(*map(yun, range(RUN)), first=50)).keys() == {
        "shared_tracking",
        "tracking_run",
    }


def test_a_run_of_post_numbers_is_found_by_their_check_digits(store: Store, owner: User) -> None:
    for number in ("RB123456785GB", "RB123456799GB", "RB123456808GB"):
        record(store, row(number, tracking_numbers=(number,)))
    assert odd(store, owner, orders_file("RB123456811GB")) == {"tracking_run": (1, 1, [2])}


@given(st.integers(RUN, 10**8 - RUN))
def test_the_neighbours_of_a_post_number_have_the_right_digit(serial: int) -> None:
    near = neighbours(f"RB{serial:08}0GB") - {f"RB{serial:08}0GB"}
    assert len(near) == 2 * (RUN - 1)
    assert {look_of(each).plausibility for each in near} == {Plausibility.DIGIT_FITS}


@pytest.mark.parametrize("number", ["", "WHAT", "A1B", "YT0000000000000000", "9" * 60])
def test_numbers_at_the_edge_have_the_neighbours_of_their_own_length(number: str) -> None:
    assert number in neighbours(number)
    assert {len(each) for each in neighbours(number)} == {len(number)}


def test_one_bounded_query_by_the_index_whatever_the_size_of_the_file(store: Store) -> None:
    rows = [row(str(place), tracking_numbers=(f"YT{place * 50:016}",)) for place in range(3_000)]
    record_supplier_orders(store, Source.SUPPLIER_ORDERS, rows, learned_on=TODAY)
    numbers = Numbers()
    for place in range(LOOKED_UP + 500):
        numbers.add(f"YT{place * 50 + 1:016}", order_hash("aliexpress", f"new-{place}"), place + 2)
    assert len(numbers.first) == LOOKED_UP
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE orders_supplierorder")
    with CaptureQueriesContext(connection) as queries:
        look_in_store(store, numbers)
    [asked] = [each["sql"] for each in queries if "supplierorder AS o" in each["sql"]]
    assert list(numbers.rows).count(0) == LOOKED_UP
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN " + asked)
        assert "supplier_order_by_number" in "\n".join(line for (line,) in cursor.fetchall())


def test_a_file_without_numbers_asks_nothing(store: Store) -> None:
    with CaptureQueriesContext(connection) as queries:
        look_in_store(store, Numbers())
    assert not queries.captured_queries
