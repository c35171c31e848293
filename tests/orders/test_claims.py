"""What sources say together, in any sequence, and twice."""

from datetime import date
from decimal import Decimal
from itertools import permutations

import pytest

from orders.claims import Claims, add, life
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
