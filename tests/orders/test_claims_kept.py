"""Claims as they are kept: the fast way to write them, and the moments at which something was said."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.claims import (
    Claims,
    Word,
    add,
    life,
    take_back,
    text_of,
    words,
)
from orders.hearing import hear, is_said_in, statements, text_if_new
from orders.importers.rows import Outcome, Source, SupplierOrderRow

MONDAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
TEXTS = st.one_of(st.none(), st.text(max_size=12))
DAYS = st.one_of(st.none(), st.dates(date(2025, 1, 1), date(2026, 12, 31)))
AMOUNTS = st.one_of(st.none(), st.decimals(0, 999, places=2))
ROWS = st.builds(
    SupplierOrderRow,
    row=st.just(2),
    marketplace=st.just("aliexpress"),
    order_id=st.just("1"),
    supplier=TEXTS,
    products=st.lists(st.text(min_size=1, max_size=8), max_size=3).map(tuple),
    quantity=st.one_of(st.none(), st.integers(0, 9)),
    cost=AMOUNTS,
    currency=st.sampled_from([None, "", "EUR"]),
    off_platform=st.sampled_from([None, True, False]),
    ordered_on=DAYS,
    delivered_on=DAYS,
    tracking_numbers=st.lists(st.text("LX 12", min_size=1, max_size=6), max_size=2).map(tuple),
    outcome=st.sampled_from([None, *Outcome]),
    refunded_amount=AMOUNTS,
    end_reason=TEXTS,
    ended_at=st.one_of(st.none(), st.just(datetime(2026, 3, 2, 7, 0)), st.just(NOON)),  # noqa: DTZ001 - a file's
    records_complaints=st.booleans(),
    note=TEXTS,
)


@given(row=ROWS, currency=st.sampled_from([None, "USD"]))
def test_the_fast_way_to_hear_a_new_order_is_the_same_as_the_way_through_its_claims(
    row: SupplierOrderRow, currency: str | None
) -> None:
    says, held = hear(row, currency)
    claims = add({}, Source.SUPPLIER_ORDERS, statements(row, MONDAY, currency))
    if claims:
        assert text_if_new(Source.SUPPLIER_ORDERS, says, "2026-03-02") == text_of(claims)
        assert json.loads(text_of(claims)) == claims
    assert held == life(claims)


@given(first=ROWS, second=ROWS)
def test_what_is_recognised_as_said_would_change_nothing(
    first: SupplierOrderRow, second: SupplierOrderRow
) -> None:
    claims = add({}, Source.TABLE, statements(first, MONDAY))
    assert not claims or is_said_in(text_of(claims), Source.TABLE, hear(first)[0])
    if is_said_in(text_of(claims), Source.TABLE, hear(second)[0]):
        assert add(claims, Source.TABLE, statements(second, MONDAY + timedelta(days=1))) == claims


@given(rows=st.lists(ROWS, min_size=1, max_size=4))
def test_saying_it_all_again_changes_nothing(rows: list[SupplierOrderRow]) -> None:
    claims: Claims = {}
    for row in rows:
        claims = add(claims, Source.TABLE, statements(row, MONDAY))
    assert add(claims, Source.TABLE, statements(rows[-1], MONDAY + timedelta(days=1))) == claims


def test_a_text_that_looks_like_claims_is_not_taken_for_them() -> None:
    fake = '"other_table":{"says":{"quantity":"1"},"on"'
    claims = add({}, Source.TABLE, statements(order(note=fake, quantity=2), MONDAY))
    assert not is_said_in(text_of(claims), Source.TABLE, '{"quantity":"1"}')


def order(**facts: object) -> SupplierOrderRow:
    return SupplierOrderRow(row=2, marketplace="aliexpress", order_id="1", **facts)  # type: ignore[arg-type]


def at(hours: int, **facts: object) -> SupplierOrderRow:
    return order(said_at=NOON + timedelta(hours=hours), **facts)


@pytest.mark.parametrize("source", [Source.OWNER, Source.SHOPIFY_WEBHOOK])
def test_words_that_name_their_moment_may_come_in_any_sequence_and_twice(source: Source) -> None:
    said = [at(1, quantity=1), at(2, quantity=2, paid_by="card"), at(3, quantity=1), at(3, quantity=1)]
    ends = set()
    for sequence in permutations(said):
        claims: Claims = {}
        for row in sequence:
            claims = add(claims, source, statements(row, MONDAY))
        held = life(claims)
        ends.add((held.quantity, held.paid_by))
    assert ends == {(1, "card")}


def test_two_words_of_one_moment_end_alike_in_either_sequence() -> None:
    said = [statements(at(1, quantity=each), MONDAY) for each in (1, 2)]
    ends = {life(add(add({}, Source.OWNER, a), Source.OWNER, b)).quantity for a, b in permutations(said)}
    assert len(ends) == 1


def test_moments_are_compared_as_moments_whatever_their_zone() -> None:
    east = NOON.astimezone(timezone(timedelta(hours=9)))
    first = add({}, Source.OWNER, statements(order(quantity=1, said_at=east), MONDAY))
    later = add(first, Source.OWNER, statements(at(1, quantity=2), MONDAY))
    assert life(later).quantity == 2


def test_the_owner_may_take_a_good_answer_back_that_a_file_may_not() -> None:
    clean, open_ = (
        statements(at(n, outcome=each), MONDAY) for n, each in enumerate((Outcome.CLEAN, Outcome.IN_TRANSIT))
    )
    owner = add(add({}, Source.OWNER, clean), Source.OWNER, open_)
    file = add(add({}, Source.TABLE, clean), Source.TABLE, open_)
    assert (life(owner).outcome, life(file).outcome) == (Outcome.IN_TRANSIT, Outcome.CLEAN)


def test_each_word_keeps_its_own_day_and_moment() -> None:
    claims = add({}, Source.OWNER, statements(at(0, quantity=1, cost=Decimal(5), currency="EUR"), MONDAY))
    claims = add(claims, Source.OWNER, statements(at(2, paid_by="card"), MONDAY + timedelta(days=1)))
    told = words(claims["owner"])
    assert told["quantity"] == Word("1", "2026-03-02", "2026-03-02T12:00:00+00:00")
    assert told["paid_by"] == Word("card", "2026-03-03", "2026-03-02T14:00:00+00:00")


def test_taking_a_word_back_brings_back_what_stood_before_and_keeps_what_came_later() -> None:
    first, second, third = (
        statements(row, MONDAY)
        for row in (order(quantity=1, paid_by="card"), order(quantity=2), order(note="fine"))
    )
    claims = add(add(add({}, Source.TABLE, first), Source.TABLE, second), Source.TABLE, third)
    held = life(take_back(claims, Source.TABLE, first, [third]))
    assert (held.quantity, held.paid_by, held.note) == (1, "card", "fine")
    assert take_back(claims, Source.TABLE, None, []) == {}
