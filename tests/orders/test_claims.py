"""What sources say together, in any sequence, and twice."""

from datetime import date
from decimal import Decimal
from itertools import permutations

import pytest

from orders.claims import Claims, add, life, take_back
from orders.hearing import statements
from orders.importers.rows import Outcome, Source, SupplierOrderRow

MONDAY = date(2026, 3, 2)
FRIDAY = date(2026, 3, 6)
OWN = SupplierOrderRow(
    row=2,
    marketplace="aliexpress",
    order_id="1",
    supplier="Shenzhen Bright",
    cost=Decimal("12.50"),
    currency="EUR",
    off_platform=False,
    ordered_on=MONDAY,
    outcome=Outcome.CLEAN,
    products=("Lamp", "Bulb\nwarm"),
)
EXPORT = SupplierOrderRow(
    row=2,
    marketplace="aliexpress",
    order_id="1",
    cost=Decimal("13.00"),
    ordered_on=FRIDAY,
    end_reason="buyer_accept_goods",
    records_complaints=True,
)


def put(*said: tuple[Source, SupplierOrderRow], currency: str = "USD") -> Claims:
    claims: Claims = {}
    for source, row in said:
        claims = add(claims, source, statements(row, MONDAY, currency))
    return claims


def test_the_sequence_of_files_does_not_matter() -> None:
    said = [(Source.SUPPLIER_ORDERS, OWN), (Source.ALIEXPRESS, EXPORT)]
    lives = {life(put(*sequence)) for sequence in permutations(said)}
    assert len(lives) == 1


def test_the_owners_record_goes_before_the_export_and_each_adds_what_the_other_lacks() -> None:
    held = life(put((Source.ALIEXPRESS, EXPORT), (Source.SUPPLIER_ORDERS, OWN)))
    assert (held.cost, held.currency, held.ordered_on) == (Decimal("12.50"), "EUR", MONDAY)
    assert (held.end_reason, held.outcome) == ("buyer_accept_goods", Outcome.CLEAN)
    assert held.records_complaints is True
    assert held.products == ("Lamp", "Bulb warm")


def test_the_same_word_twice_keeps_the_day_it_was_learned() -> None:
    once = put((Source.SUPPLIER_ORDERS, OWN))
    assert add(once, Source.SUPPLIER_ORDERS, statements(OWN, FRIDAY)) == once


def test_an_empty_cell_takes_nothing_back() -> None:
    bare = SupplierOrderRow(row=2, marketplace="aliexpress", order_id="1")
    once = put((Source.SUPPLIER_ORDERS, OWN))
    assert add(once, Source.SUPPLIER_ORDERS, statements(bare, FRIDAY)) == once


def test_a_currency_is_never_assumed_for_an_order_without_amounts() -> None:
    bare = SupplierOrderRow(row=2, marketplace="aliexpress", order_id="1", ordered_on=MONDAY)
    assert "currency" not in statements(bare, MONDAY, "USD")["says"]


def test_the_answer_about_the_currency_never_overrides_the_file() -> None:
    assert statements(OWN, MONDAY, "USD")["says"]["currency"] == "EUR"
    assert statements(EXPORT, MONDAY, "USD")["says"]["currency"] == "USD"


def test_zero_is_kept_and_unknown_is_not() -> None:
    free = SupplierOrderRow(
        row=2, marketplace="aliexpress", order_id="1", cost=Decimal(0), off_platform=False
    )
    held = life(put((Source.SUPPLIER_ORDERS, free)))
    assert (held.cost, held.off_platform, held.quantity) == (Decimal(0), False, None)


def outcome(word: Outcome) -> SupplierOrderRow:
    return SupplierOrderRow(row=2, marketplace="aliexpress", order_id="1", outcome=word)


@pytest.mark.parametrize("vague", [Outcome.IN_TRANSIT, Outcome.NOT_OBSERVED])
@pytest.mark.parametrize("definite", [Outcome.COUNTERFEIT, Outcome.LOST, Outcome.LATE, Outcome.CLEAN])
def test_a_vaguer_word_takes_no_known_outcome_back(vague: Outcome, definite: Outcome) -> None:
    for words in ([vague, definite], [definite, vague], [definite, vague, definite]):
        said = [(Source.SUPPLIER_ORDERS, outcome(word)) for word in words]
        assert life(put(*said)).outcome is definite


def carried(*numbers: str) -> SupplierOrderRow:
    return SupplierOrderRow(row=2, marketplace="aliexpress", order_id="1", tracking_numbers=numbers)


@pytest.mark.parametrize("source", [Source.SUPPLIER_ORDERS, Source.ALIEXPRESS])
def test_the_numbers_of_all_files_are_put_together_whatever_their_sequence(source: Source) -> None:
    rows = [carried("YT9", "LP00675700340000"), carried("RB123456785CN"), carried("yt-9")]
    said = [(Source.SUPPLIER_ORDERS, rows[0]), (source, rows[1]), (Source.SUPPLIER_ORDERS, rows[2])]
    found = {life(put(*sequence)).tracking_numbers for sequence in permutations(said)}
    assert found == {("LP00675700340000", "RB123456785CN", "YT9")}


def test_only_the_owner_takes_a_number_away() -> None:
    said = [(Source.SUPPLIER_ORDERS, carried("A1")), (Source.ALIEXPRESS, carried("B2"))]
    for sequence in permutations([*said, (Source.OWNER, carried("C3"))]):
        assert life(put(*sequence)).tracking_numbers == ("C3",)
    again = put((Source.OWNER, carried("C3")), *said, (Source.OWNER, carried("B2")))
    assert life(again).tracking_numbers == ("B2",)


def test_a_number_taken_back_goes_and_those_said_before_and_later_stay() -> None:
    first, second, third = (statements(carried(number), MONDAY) for number in ("A1", "B2", "C3"))
    before = add({}, Source.SUPPLIER_ORDERS, first)
    claims = add(add(before, Source.SUPPLIER_ORDERS, second), Source.SUPPLIER_ORDERS, third)
    left = take_back(claims, Source.SUPPLIER_ORDERS, before[Source.SUPPLIER_ORDERS], [third])
    assert life(left).tracking_numbers == ("A1", "C3")


def test_known_numbers_said_again_are_no_news() -> None:
    claims = put((Source.SUPPLIER_ORDERS, carried("B2", "A1")))
    for again in (carried("b2"), carried("A1"), carried("A1", "B2")):
        assert add(claims, Source.SUPPLIER_ORDERS, statements(again, FRIDAY)) == claims


def test_an_amount_never_takes_the_currency_of_another_source() -> None:
    bare = SupplierOrderRow(row=2, marketplace="aliexpress", order_id="1", currency="EUR")
    priced = SupplierOrderRow(row=2, marketplace="aliexpress", order_id="1", cost=Decimal("151.15"))
    held = life(put((Source.SUPPLIER_ORDERS, bare), (Source.ALIEXPRESS, priced), currency="USD"))
    assert (held.cost, held.currency) == (Decimal("151.15"), "USD")
    own = SupplierOrderRow(row=2, marketplace="aliexpress", order_id="1", cost=Decimal("12.60"))
    unknown = add(
        put((Source.ALIEXPRESS, priced), currency="USD"), Source.SUPPLIER_ORDERS, statements(own, MONDAY)
    )
    assert (life(unknown).cost, life(unknown).currency) == (Decimal("12.60"), None)
