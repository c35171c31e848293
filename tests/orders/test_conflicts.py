"""Where sources contradict each other, what is held to be true, and on what each fact rests."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from itertools import product

import pytest

from orders.claims import Claims, add, life
from orders.conflicts import Saying, conflicts_of
from orders.explaining import explain_facts, is_overdue, overdue
from orders.facts import Arrival, SaleState, facts_of
from orders.hearing import statements
from orders.importers.rows import Outcome, Source, SupplierOrderRow, Tracked
from orders.models import SupplierOrder
from orders.reason_words import REASON_WORDS, why_sentence
from stores.models import Store

MONDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 6)
ROW = SupplierOrderRow(row=2, marketplace="aliexpress", order_id="1")


def said(*told: tuple[Source, date, Mapping[str, object]]) -> Claims:
    claims: Claims = {}
    for source, day, facts in told:
        row = SupplierOrderRow(row=2, marketplace="aliexpress", order_id="1", **facts)  # type: ignore[arg-type]
        claims = add(claims, source, statements(row, day))
    return claims


LOST_AGAINST_TRACKING = said(
    (Source.SUPPLIER_ORDERS, MONDAY, {"outcome": Outcome.LOST}),
    (Source.AFTERSHIP, FRIDAY, {"tracked": Tracked.DELIVERED, "delivered_on": MONDAY}),
)


def test_a_loss_in_a_file_against_a_delivery_by_tracking_is_listed_with_both_and_what_holds() -> None:
    [found] = conflicts_of(LOST_AGAINST_TRACKING)
    assert (found.field, found.held) == ("arrival", "proven")
    assert found.values == (
        Saying("aftership", "arrived", FRIDAY),
        Saying("supplier_orders", "lost", MONDAY),
    )


def test_sources_that_agree_or_say_different_things_of_different_fields_are_in_no_conflict() -> None:
    claims = said(
        (
            Source.SUPPLIER_ORDERS,
            MONDAY,
            {"cost": Decimal("5.00"), "currency": "USD", "delivered_on": MONDAY},
        ),
        (Source.ALIEXPRESS, FRIDAY, {"cost": Decimal(5), "currency": "USD", "ordered_on": MONDAY}),
    )
    assert conflicts_of(claims) == []


def test_a_vague_word_contradicts_nothing_about_the_arrival() -> None:
    claims = said(
        (Source.SUPPLIER_ORDERS, MONDAY, {"outcome": Outcome.IN_TRANSIT}),
        (Source.AFTERSHIP, FRIDAY, {"tracked": Tracked.DELIVERED}),
    )
    assert conflicts_of(claims) == []


def test_two_days_of_one_event_are_listed_with_the_one_that_counts() -> None:
    claims = said(
        (Source.ALIEXPRESS, MONDAY, {"ordered_on": FRIDAY}),
        (Source.SUPPLIER_ORDERS, FRIDAY, {"ordered_on": MONDAY}),
    )
    [found] = conflicts_of(claims)
    assert (found.field, found.held, found.values[0].source) == (
        "ordered_on",
        "2026-03-02",
        "supplier_orders",
    )


@pytest.mark.parametrize(
    ("earlier", "later"),
    [(Outcome.LOST, Outcome.NOT_OBSERVED), (Outcome.COUNTERFEIT, Outcome.IN_TRANSIT), (Outcome.LATE, None)],
)
@pytest.mark.parametrize("source", [Source.SUPPLIER_ORDERS, Source.OWNER])
@pytest.mark.parametrize("by", [Source.SUPPLIER_ORDERS, Source.OWNER])
def test_a_bad_fact_changed_to_unknown_stays_bad_until_something_else_is_known(
    earlier: Outcome, later: Outcome | None, source: Source, by: Source
) -> None:
    claims = said((source, MONDAY, {"outcome": earlier}), (by, FRIDAY, {"outcome": later, "quantity": 1}))
    assert life(claims).outcome is earlier
    corrected = said(
        (source, MONDAY, {"outcome": earlier}),
        (Source.OWNER, FRIDAY, {"outcome": Outcome.CLEAN, "note": "found"}),
    )
    assert life(corrected).outcome is Outcome.CLEAN


@pytest.mark.parametrize("source", [Source.SUPPLIER_ORDERS, Source.OWNER])
def test_the_owner_may_take_a_good_word_back(source: Source) -> None:
    claims = said(
        (source, MONDAY, {"outcome": Outcome.CLEAN}), (Source.OWNER, FRIDAY, {"outcome": Outcome.IN_TRANSIT})
    )
    assert life(claims).outcome is Outcome.IN_TRANSIT


@pytest.mark.parametrize("word", [Tracked.LOST, Tracked.RETURNED, Tracked.OPEN])
@pytest.mark.parametrize("day", ["delivered_on", "arrived_by"])
def test_an_arrival_that_the_owner_recorded_stands_against_tracking_and_that_of_a_file_does_not(
    word: Tracked, day: str
) -> None:
    def arrival(source: Source) -> Arrival:
        told = said((Source.TRACK17, FRIDAY, {"tracked": word}), (source, MONDAY, {day: MONDAY}))
        return facts_of(life(told)).arrival

    assert arrival(Source.OWNER) is Arrival.PROVEN
    in_a_file = {Tracked.LOST: Arrival.LOST, Tracked.RETURNED: Arrival.NOT_OBSERVED}
    assert arrival(Source.SUPPLIER_ORDERS) is in_a_file.get(word, Arrival.PROVEN)


LOST_BY_THE_CARRIER = (Source.AFTERSHIP, FRIDAY, {"tracked": Tracked.LOST})


@pytest.mark.parametrize("word", [Outcome.CLEAN, Outcome.LATE])
@pytest.mark.parametrize("source", [Source.TABLE, Source.SUPPLIER_ORDERS, Source.ALIEXPRESS])
def test_a_parcel_that_the_carrier_lost_is_lost_whatever_a_file_says(word: Outcome, source: Source) -> None:
    told = (source, MONDAY, {"outcome": word, "promised_on": FRIDAY})
    for claims in (said(told, LOST_BY_THE_CARRIER), said(LOST_BY_THE_CARRIER, told)):
        facts = facts_of(life(claims))
        assert (facts.arrival, facts.because, facts.late) == (Arrival.LOST, "tracked_lost", None)
        assert [(each.field, each.held) for each in conflicts_of(claims)] == [("arrival", "lost")]


@pytest.mark.parametrize("word", [Tracked.RETURNED, Tracked.NOT_TAKEN, Tracked.HELD])
def test_clean_in_a_file_against_a_parcel_that_did_not_come_is_a_question(word: Tracked) -> None:
    told = (Source.TABLE, MONDAY, {"outcome": Outcome.CLEAN, "records_complaints": True})
    facts = facts_of(life(said(told, (Source.TRACK17, FRIDAY, {"tracked": word}))))
    assert (facts.arrival, facts.unattributed) == (Arrival.NOT_OBSERVED, True)


@pytest.mark.parametrize("word", [Outcome.NOT_AS_DESCRIBED, Outcome.COUNTERFEIT])
def test_goods_that_a_file_calls_bad_stay_bad_whatever_the_carrier_says(word: Outcome) -> None:
    for seen in Tracked:
        claims = said((Source.TABLE, MONDAY, {"outcome": word}), (Source.TRACK17, FRIDAY, {"tracked": seen}))
        assert getattr(facts_of(life(claims)), word.value) is True


def test_the_owner_by_hand_goes_before_the_carrier_and_a_day_of_arrival_closes_the_question() -> None:
    lost = (Source.OWNER, FRIDAY, {"outcome": Outcome.LOST})
    delivered = (Source.AFTERSHIP, FRIDAY, {"tracked": Tracked.DELIVERED, "delivered_on": MONDAY})
    assert facts_of(life(said(delivered, lost))).arrival is Arrival.LOST
    clean = (Source.OWNER, FRIDAY, {"outcome": Outcome.CLEAN})
    facts = facts_of(life(said(LOST_BY_THE_CARRIER, clean)))
    assert (facts.arrival, facts.unattributed) == (Arrival.PROVEN, True)
    in_hand = (Source.OWNER, FRIDAY, {"outcome": Outcome.CLEAN, "delivered_on": MONDAY})
    assert facts_of(life(said(LOST_BY_THE_CARRIER, in_hand))).unattributed is False


@pytest.mark.parametrize(
    ("field", "first", "second"),
    [
        ("supplier", "Shenzhen Bright", "Yiwu Gifts"),
        ("quantity", 1, 2),
        ("paid_by", "card", "transfer"),
        ("end_reason", "buyer_accept_goods", "seller_response_issue_timeout"),
    ],
)
def test_what_decides_whose_order_it_is_and_how_it_ended_is_compared(
    field: str, first: object, second: object
) -> None:
    told = (Source.SUPPLIER_ORDERS, MONDAY, {field: first})
    claims = said(told, (Source.ALIEXPRESS, FRIDAY, {field: second}))
    assert field in {each.field for each in conflicts_of(claims)}
    assert conflicts_of(said(told, (Source.ALIEXPRESS, FRIDAY, {field: first}))) == []


def test_a_suppliers_name_in_other_capitals_is_no_contradiction() -> None:
    told = [
        (Source.SUPPLIER_ORDERS, MONDAY, {"supplier": "Shenzhen  Bright"}),
        (Source.ALIEXPRESS, FRIDAY, {"supplier": "SHENZHEN BRIGHT"}),
    ]
    assert conflicts_of(said(*told)) == []


def test_the_question_of_an_arrival_that_tracking_denies_names_what_it_rests_on() -> None:
    asked = explained(LOST_AGAINST_TRACKING)
    assert asked["unattributed"] == (True, "said_lost", "supplier_orders", MONDAY)
    clean = said(LOST_BY_THE_CARRIER, (Source.OWNER, FRIDAY, {"outcome": Outcome.CLEAN}))
    assert explained(clean)["unattributed"] == (True, "tracked_lost", "aftership", FRIDAY)


def explained(claims: Claims, sale: SaleState = SaleState.UNKNOWN) -> dict[str, tuple[object, ...]]:
    held = life(claims)
    return {
        each.fact: (each.value, each.because, each.source, each.learned_on)
        for each in explain_facts(claims, held, facts_of(held, sale=sale))
    }


def test_each_fact_names_its_reason_its_source_and_its_day() -> None:
    claims = said(
        (Source.SUPPLIER_ORDERS, MONDAY, {"promised_on": MONDAY, "records_complaints": True}),
        (Source.AFTERSHIP, FRIDAY, {"tracked": Tracked.DELIVERED, "delivered_on": FRIDAY}),
    )
    assert explained(claims) == {
        "arrival": ("proven", "tracked_delivered", "aftership", FRIDAY),
        "arrived_on": (FRIDAY, "delivered", "aftership", FRIDAY),
        "late": (True, "after_the_promise", "aftership", FRIDAY),
        "not_as_described": (False, "no_complaint", "supplier_orders", MONDAY),
        "counterfeit": (False, "no_complaint", "supplier_orders", MONDAY),
        "unattributed": (False, "no_question", None, None),
    }


def test_a_fact_of_which_nobody_spoke_has_a_reason_and_no_source() -> None:
    found = explained(said((Source.SUPPLIER_ORDERS, MONDAY, {"ordered_on": MONDAY})))
    assert found["arrival"] == ("not_observed", "nobody_said", None, None)
    assert found["late"] == (None, "no_promise", None, None)
    assert found["not_as_described"] == (None, "not_arrived", None, None)


STATED: tuple[dict[str, object], ...] = (
    {},
    {"delivered_on": MONDAY, "promised_on": MONDAY},
    {"delivered_on": FRIDAY, "promised_on": MONDAY, "records_complaints": True},
    {"delivered_on": FRIDAY, "dispute_opened_on": FRIDAY},
    {"delivered_on": FRIDAY, "settled": True},
    {"refunded_amount": Decimal(5)},
    {"refunded_amount": Decimal(5), "delivered_on": MONDAY},
    {"arrived_by": FRIDAY},
    {"is_paid": False},
    {"is_paid": True, "sale": "1"},
    {"tracked": Tracked.DELIVERED, "arrived_by": FRIDAY, "promised_on": MONDAY},
    {"end_reason": "seller_send_goods_timeout"},
    {"end_reason": "seller_response_issue_timeout"},
    {"end_reason": "buyer_accept_goods"},
    {"end_reason": "buyer_accept_goods_timeout"},
)
TRACKED: tuple[dict[str, object], ...] = tuple({"tracked": word} for word in Tracked)


def test_every_reason_of_every_fact_has_its_words_and_each_of_them_is_met() -> None:
    met = set()
    for outcome in (None, *Outcome):
        for stated in (*STATED, *TRACKED):
            claims = said((Source.SUPPLIER_ORDERS, MONDAY, stated | {"outcome": outcome}))
            for sale in SaleState:
                met |= {str(each[1]) for each in explained(claims, sale).values()}
    assert met | {"confirmed_in_bulk"} == set(REASON_WORDS)
    assert all(why_sentence(because) for because in met)


def test_an_order_is_overdue_while_it_is_open_and_its_promised_day_has_gone_by() -> None:
    order = SupplierOrder(arrival=Arrival.OPEN.value, promised_on=MONDAY, dated_on=MONDAY)
    assert (is_overdue(order, FRIDAY), is_overdue(order, MONDAY)) == (True, False)
    assert is_overdue(SupplierOrder(arrival=Arrival.OPEN.value), FRIDAY) is False


@pytest.mark.django_db
def test_the_list_and_the_page_of_an_order_mean_the_same_by_overdue(store: Store) -> None:
    kinds = product(Arrival, (None, MONDAY, FRIDAY), (None, MONDAY), (True, False))
    for place, (arrival, promised_on, dated_on, is_evidence) in enumerate(kinds):
        SupplierOrder.objects.create(
            store=store,
            marketplace="aliexpress",
            external_id=str(place),
            claims={},
            arrival=arrival.value,
            promised_on=promised_on,
            dated_on=dated_on,
            is_evidence=is_evidence,
        )
    for today in (MONDAY, FRIDAY, FRIDAY + timedelta(days=1)):
        listed = set(SupplierOrder.objects.filter(overdue(today)))
        assert listed == {each for each in SupplierOrder.objects.all() if is_overdue(each, today)}
        assert bool(listed) is (today > MONDAY)
