"""What carriers say of an order, against what others say of it."""

from datetime import date
from decimal import Decimal

import pytest

from orders.claims import Life
from orders.facts import Arrival, SaleState, facts_of
from orders.importers.rows import Outcome, Tracked
from tests.orders.test_facts import ENDED, ON_TIME, PROMISED, TOO_LATE


def tracked(word: Tracked, **more: object) -> Life:
    return Life(tracked=word, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("word", "arrival", "unattributed"),
    [
        (Tracked.DELIVERED, Arrival.PROVEN, False),
        (Tracked.OPEN, Arrival.OPEN, False),
        (Tracked.LOST, Arrival.LOST, False),
        (Tracked.RETURNED, Arrival.NOT_OBSERVED, True),
        (Tracked.NOT_TAKEN, Arrival.NOT_OBSERVED, True),
        (Tracked.HELD, Arrival.NOT_OBSERVED, True),
        (Tracked.EARLIER, Arrival.NOT_OBSERVED, True),
    ],
)
def test_what_carriers_say_is_a_fact_and_never_the_suppliers_fault_where_nobody_says_so(
    word: Tracked, arrival: Arrival, unattributed: bool
) -> None:
    facts = facts_of(tracked(word))
    assert (facts.arrival, facts.unattributed, facts.because) == (
        arrival,
        unattributed,
        f"tracked_{word.value}",
    )


def test_an_overdue_order_stays_open() -> None:
    facts = facts_of(tracked(Tracked.OPEN, ordered_on=date(2020, 1, 1), promised_on=date(2020, 2, 1)))
    assert (facts.arrival, facts.late) == (Arrival.OPEN, None)


def test_tracking_that_names_no_day_proves_arrival_and_lateness_never() -> None:
    told = tracked(Tracked.DELIVERED, arrived_by=TOO_LATE, promised_on=PROMISED)
    assert (facts_of(told).arrived_on, facts_of(told).late) == (TOO_LATE, None)
    assert facts_of(told._replace(arrived_by=ON_TIME)).late is False


def test_a_loss_in_a_file_against_a_delivery_by_tracking_is_a_question_that_the_owner_can_close() -> None:
    told = tracked(Tracked.DELIVERED, delivered_on=ON_TIME, outcome=Outcome.LOST, records_complaints=True)
    facts = facts_of(told)
    assert (facts.arrival, facts.unattributed, facts.counterfeit) == (Arrival.PROVEN, True, None)
    assert facts_of(told._replace(settled=True)).unattributed is False
    paid_back = facts_of(told._replace(refunded_amount=Decimal(5), settled=True))
    assert (paid_back.not_as_described, paid_back.kind_not_stated) == (True, True)


@pytest.mark.parametrize(
    "outcome", [Outcome.CLEAN, Outcome.LATE, Outcome.NOT_AS_DESCRIBED, Outcome.COUNTERFEIT]
)
def test_an_arrival_that_the_carrier_calls_a_loss_is_a_question_even_for_the_owner(outcome: Outcome) -> None:
    told = tracked(Tracked.LOST, outcome=outcome)
    assert (facts_of(told).arrival, facts_of(told).unattributed) == (Arrival.PROVEN, True)
    assert facts_of(told._replace(settled=True)).unattributed is False


@pytest.mark.parametrize(
    ("end", "in_bulk"),
    [
        ("buyer_accept_goods_timeout", False),
        ("buyer_accept_goods", True),
        ("something_new", False),
        (None, False),
    ],
)
def test_an_end_that_nobody_confirmed_never_proves_that_it_was_in_time(
    end: str | None, in_bulk: bool
) -> None:
    told = Life(end_reason=end, ended_at=ENDED, promised_on=PROMISED)
    for word in (Outcome.NOT_AS_DESCRIBED, Outcome.COUNTERFEIT):
        facts = facts_of(told._replace(outcome=word), confirmed_in_bulk=in_bulk)
        assert (facts.arrival, facts.arrived_on, facts.late) == (Arrival.PROVEN, None, None)
    by_tracking = facts_of(told._replace(tracked=Tracked.DELIVERED), confirmed_in_bulk=in_bulk)
    assert (by_tracking.arrived_on, by_tracking.late) == (None, None)


@pytest.mark.parametrize(
    ("told", "arrival"),
    [
        (Life(), Arrival.NOT_OBSERVED),
        (Life(end_reason="buyer_accept_goods_timeout"), Arrival.NOT_OBSERVED),
        (Life(outcome=Outcome.CLEAN), Arrival.PROVEN),
        (Life(delivered_on=ON_TIME), Arrival.PROVEN),
        (Life(end_reason="buyer_accept_goods"), Arrival.PROVEN),
        (Life(end_reason="seller_send_goods_timeout"), Arrival.LOST),
    ],
)
def test_the_number_of_an_older_parcel_proves_nothing_and_is_a_question(told: Life, arrival: Arrival) -> None:
    facts = facts_of(told._replace(tracked=Tracked.EARLIER, is_paid=True), sale=SaleState.STANDS)
    assert (facts.arrival, facts.unattributed, facts.attestable) == (
        arrival,
        arrival is not Arrival.LOST,
        False,
    )


def test_a_confirmation_by_hand_stands_beside_tracking_that_has_not_shown_the_arrival() -> None:
    told = tracked(Tracked.OPEN, end_reason="buyer_accept_goods", ended_at=ENDED)
    assert facts_of(told).arrival is Arrival.PROVEN
