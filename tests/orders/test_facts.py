"""What is known of an order's end, and what is not."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from orders.claims import Life
from orders.facts import Arrival, SaleState, facts_of
from orders.importers.rows import Outcome, Tracked
from orders.wording import BECAUSE

ORDERED = date(2026, 3, 1)
PROMISED = date(2026, 3, 20)
ON_TIME = date(2026, 3, 15)
TOO_LATE = date(2026, 3, 25)
ENDED = datetime(2026, 3, 18, 8, 0, tzinfo=UTC)


def test_an_order_that_nobody_spoke_of_is_not_observed() -> None:
    facts = facts_of(Life(ordered_on=ORDERED, promised_on=PROMISED))
    assert facts.arrival is Arrival.NOT_OBSERVED
    assert (facts.late, facts.not_as_described, facts.counterfeit) == (None, None, None)


def test_an_order_that_a_file_calls_in_transit_is_open() -> None:
    assert facts_of(Life(outcome=Outcome.IN_TRANSIT)).arrival is Arrival.OPEN


def test_a_delivery_date_beats_an_old_word_that_it_is_on_its_way() -> None:
    facts = facts_of(Life(outcome=Outcome.IN_TRANSIT, delivered_on=ON_TIME))
    assert facts.arrival is Arrival.PROVEN


@pytest.mark.parametrize(("delivered", "late"), [(ON_TIME, False), (PROMISED, False), (TOO_LATE, True)])
def test_late_is_after_the_promised_day(delivered: date, late: bool) -> None:
    assert facts_of(Life(promised_on=PROMISED, delivered_on=delivered)).late is late


def test_without_a_promise_nothing_is_late_or_on_time() -> None:
    assert facts_of(Life(delivered_on=TOO_LATE)).late is None


def test_silence_about_quality_is_good_only_where_a_complaint_would_show() -> None:
    assert facts_of(Life(delivered_on=ON_TIME)).not_as_described is None
    told = facts_of(Life(delivered_on=ON_TIME, records_complaints=True))
    assert (told.not_as_described, told.counterfeit) == (False, False)


def test_a_confirmation_by_the_buyer_proves_arrival_but_not_when() -> None:
    facts = facts_of(Life(end_reason="buyer_accept_goods", ended_at=ENDED, promised_on=date(2026, 3, 10)))
    assert (facts.arrival, facts.arrived_on, facts.late) == (Arrival.PROVEN, ENDED.date(), None)


def test_a_confirmation_before_the_promised_day_is_on_time() -> None:
    facts = facts_of(Life(end_reason="buyer_accept_goods", ended_at=ENDED, promised_on=PROMISED))
    assert facts.late is False


@pytest.mark.parametrize(
    "reason", ["buyer_accept_goods_timeout", "cancel_order_close_trade", "something_new"]
)
def test_a_timer_a_cancellation_or_an_unknown_code_proves_nothing(reason: str) -> None:
    facts = facts_of(Life(end_reason=reason, ended_at=ENDED))
    assert (facts.arrival, facts.arrived_on) == (Arrival.NOT_OBSERVED, None)


def test_confirmations_in_one_go_prove_nothing() -> None:
    facts = facts_of(Life(end_reason="buyer_accept_goods", ended_at=ENDED), confirmed_in_bulk=True)
    assert facts.arrival is Arrival.NOT_OBSERVED


def test_a_supplier_that_never_shipped_lost_the_order() -> None:
    assert facts_of(Life(end_reason="seller_send_goods_timeout")).arrival is Arrival.LOST


@pytest.mark.parametrize("reason", ["seller_accept_issue_no_goods_return", "seller_response_issue_timeout"])
def test_a_granted_dispute_is_a_loss_where_arrival_is_not_proven(reason: str) -> None:
    facts = facts_of(Life(end_reason=reason))
    assert (facts.arrival, facts.kind_not_stated) == (Arrival.LOST, True)


def test_a_granted_dispute_is_bad_goods_where_arrival_is_proven() -> None:
    facts = facts_of(
        Life(end_reason="seller_response_issue_timeout", delivered_on=ON_TIME, records_complaints=True)
    )
    assert (facts.arrival, facts.not_as_described, facts.kind_not_stated) == (Arrival.PROVEN, True, True)


def test_money_back_without_a_word_is_a_failure_and_not_a_good_order() -> None:
    facts = facts_of(Life(refunded_amount=Decimal(5)))
    assert (facts.arrival, facts.kind_not_stated) == (Arrival.LOST, True)


def test_an_order_called_clean_for_which_money_came_back_is_a_question() -> None:
    facts = facts_of(Life(outcome=Outcome.CLEAN, refunded_amount=Decimal(5)))
    assert (facts.unattributed, facts.not_as_described) == (True, None)


def test_a_dispute_that_is_still_open_is_a_question() -> None:
    facts = facts_of(Life(delivered_on=ON_TIME, dispute_opened_on=TOO_LATE, records_complaints=True))
    assert (facts.unattributed, facts.not_as_described, facts.counterfeit) == (True, None, None)


@pytest.mark.parametrize(
    "reason",
    ["buyer_pay_timeout", "buyer_cancel_notpay_order", "risk_reject_closed", "buyer_cancel_order_in_risk"],
)
def test_an_order_that_ended_by_nobodys_fault_is_no_evidence(reason: str) -> None:
    assert facts_of(Life(end_reason=reason)).is_evidence is False


def test_the_owners_word_of_a_loss_stands_against_a_delivery_date() -> None:
    assert facts_of(Life(outcome=Outcome.LOST, delivered_on=ON_TIME)).arrival is Arrival.LOST


@pytest.mark.parametrize(
    ("outcome", "late", "bad", "fake"),
    [
        (Outcome.CLEAN, False, False, False),
        (Outcome.LATE, True, False, False),
        (Outcome.NOT_AS_DESCRIBED, None, True, False),
        (Outcome.COUNTERFEIT, None, None, True),
    ],
)
def test_the_worst_fact_names_the_order(
    outcome: Outcome, late: bool | None, bad: bool | None, fake: bool
) -> None:
    facts = facts_of(Life(outcome=outcome))
    assert (facts.arrival, facts.late, facts.not_as_described, facts.counterfeit) == (
        Arrival.PROVEN,
        late,
        bad,
        fake,
    )


@pytest.mark.parametrize("sale", [SaleState.REFUNDED, SaleState.DISPUTED])
@pytest.mark.parametrize("told", [Life(), Life(outcome=Outcome.CLEAN), Life(delivered_on=ON_TIME)])
def test_money_back_to_the_customer_without_a_reason_is_a_question(told: Life, sale: SaleState) -> None:
    facts = facts_of(told, sale=sale)
    assert (facts.unattributed, facts.not_as_described, facts.counterfeit) == (True, None, None)
    assert facts_of(told._replace(settled=True), sale=sale).unattributed is False


@pytest.mark.parametrize(
    "outcome", [Outcome.LOST, Outcome.LATE, Outcome.NOT_AS_DESCRIBED, Outcome.COUNTERFEIT]
)
def test_a_known_failure_explains_the_money_back_and_is_not_closed_by_an_answer(outcome: Outcome) -> None:
    asked = facts_of(Life(outcome=outcome), sale=SaleState.REFUNDED)
    assert asked.unattributed is False
    assert facts_of(Life(outcome=outcome, settled=True), sale=SaleState.REFUNDED) == asked


def test_a_refund_by_the_supplier_stays_a_failure_whatever_is_answered() -> None:
    assert facts_of(Life(refunded_amount=Decimal(5), settled=True)).arrival is Arrival.LOST


def test_a_sale_that_stands_would_show_a_complaint() -> None:
    told = Life(delivered_on=ON_TIME)
    assert facts_of(told, sale=SaleState.STANDS).not_as_described is False
    for state in (SaleState.UNKNOWN, SaleState.CANCELLED):
        assert facts_of(told, sale=state).not_as_described is None


def test_never_shipped_is_a_loss_and_no_question() -> None:
    assert facts_of(Life(end_reason="seller_send_goods_timeout")).unattributed is False


def test_every_reason_has_its_words() -> None:
    """Walk all lives that differ in what decides; each reason met has a sentence, and each sentence is met."""
    codes = (
        None,
        "buyer_accept_goods",
        "buyer_accept_goods_timeout",
        "seller_send_goods_timeout",
        "seller_response_issue_timeout",
    )
    reasons = {
        facts_of(
            Life(
                outcome=outcome,
                end_reason=code,
                delivered_on=day,
                refunded_amount=back,
                is_paid=paid,
                tracked=word,
                arrived_by=by,
            ),
            confirmed_in_bulk=bulk,
            sale=sale,
        ).because
        for outcome in (None, *Outcome)
        for code in codes
        for day in (None, ON_TIME)
        for back in (None, Decimal(5))
        for paid in (None, False, True)
        for bulk in (False, True)
        for word in (None, *Tracked)
        for by in (None, ON_TIME)
        for sale in SaleState
    }
    assert reasons == set(BECAUSE)


def test_an_order_that_was_never_paid_is_no_evidence() -> None:
    assert facts_of(Life(is_paid=False)).is_evidence is False
    assert facts_of(Life(is_paid=True)).is_evidence is True


@pytest.mark.parametrize("outcome", [None, Outcome.IN_TRANSIT, Outcome.NOT_OBSERVED])
def test_a_vague_word_of_the_owner_does_not_silence_the_platform(outcome: Outcome | None) -> None:
    assert facts_of(Life(outcome=outcome, end_reason="seller_send_goods_timeout")).arrival is Arrival.LOST
    assert facts_of(Life(outcome=outcome, end_reason="seller_response_issue_timeout")).kind_not_stated is True


@pytest.mark.parametrize("reason", ["seller_send_goods_timeout", "seller_accept_issue_no_goods_return"])
def test_an_order_called_clean_that_the_platform_found_at_fault_is_a_question(reason: str) -> None:
    facts = facts_of(Life(outcome=Outcome.CLEAN, end_reason=reason))
    assert (facts.arrival, facts.unattributed) == (Arrival.PROVEN, True)


def test_what_happened_to_a_parcel_counts_whatever_the_end_code_says() -> None:
    late = facts_of(Life(end_reason="buyer_pay_timeout", promised_on=PROMISED, delivered_on=TOO_LATE))
    assert (late.is_evidence, late.late) == (True, True)
    assert facts_of(Life(is_paid=False, refunded_amount=Decimal(5))).is_evidence is True
