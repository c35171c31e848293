"""When orders are reached: each printed day is tried on the engine, and a pace too low has no day at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.engine import Evidence, Proposal, explain
from assessments.engine.gates import Basis, order_gates
from assessments.engine.reached import REASONS, Reaching
from assessments.engine.tally import tally
from assessments.engine.terms import terms_of
from assessments.engine.thresholds import orders_needed
from assessments.engine.verdict import decide, passes_pilot, passes_ready, would_pay
from assessments.engine.waiting import after_waiting, orders_arrived, pace_of
from assessments.engine.words import Verdict
from tests.assessments.engine.world import (
    POLICY,
    PROPERTY,
    clean_weeks,
    evidence,
    evidences,
    proposal,
    proposals,
)


def one_order_every(days: int) -> Evidence:
    return evidence(
        [
            {"age_days": age, "outcome": "clean", "delivered_days_ago": age - 14, "promised_days": 30}
            for age in range(20, 420, days)
        ]
    )


def passes(case: Evidence, offer: Proposal, day: int, rate: float, ready: bool) -> bool:
    """Return whether the gates of orders and money pass after so many days at a rate a day."""
    later = after_waiting(case, day, orders_arrived(rate, day, POLICY), POLICY)
    sums, terms = tally(later, POLICY), terms_of(offer, POLICY)
    level = passes_ready if ready else passes_pilot
    return level(order_gates(Basis(sums, terms), POLICY)) and would_pay(sums, terms, POLICY, level)


@pytest.mark.parametrize(("every", "level"), [(1, "ready"), (2, "pilot"), (2, "ready")])
def test_a_pace_that_never_passes_its_gate_has_no_day_and_says_which_pace_would(
    every: int, level: str
) -> None:
    case, offer, ready = one_order_every(every), proposal(orders_per_month=50), level == "ready"
    needed = explain(case, offer, POLICY)["orders_needed"]
    assert needed[level] > 0
    assert (needed[f"{level}_days"], needed[f"{level}_reason"]) == (None, "pace_too_low")
    pace = pace_of(case, POLICY)
    assert pace is not None
    for day in (60, 120, 180, 364, 1_000):
        later = after_waiting(case, day, orders_arrived(pace.mean, day, POLICY), POLICY)
        assert decide(later, offer, POLICY).verdict.rank < (Verdict.READY if ready else Verdict.PILOT).rank
    month = needed[f"{level}_orders_per_month"]
    assert passes(case, offer, 364, month / 30, ready)
    assert not passes(case, offer, 364, (month - 1) / 30, ready)


@PROPERTY
@given(evidences(), proposals(), st.booleans())
def test_on_every_day_that_is_named_the_gates_of_orders_and_money_pass(
    case: Evidence, offer: Proposal, ready: bool
) -> None:
    orders = orders_needed(tally(case, POLICY), offer, POLICY, ready=ready)
    when = Reaching(case, offer, POLICY).when(orders, ready=ready)
    days, pace = when["days"], pace_of(case, POLICY)
    assert (days is None) == (when["reason"] in REASONS)
    assert (when["orders_per_month"] is not None) == (when["reason"] == "pace_too_low")
    if days is None or not orders or pace is None:
        return
    assert passes(case, offer, days["low"], pace.high, ready)
    assert not passes(case, offer, days["low"] - 1, pace.high, ready)
    if days["high"] is not None:
        assert days["low"] <= days["high"] and passes(case, offer, days["high"], pace.low, ready)


def test_the_slow_end_of_a_pace_that_only_just_will_do_has_no_day() -> None:
    when = Reaching(evidence(clean_weeks(8, 14)), proposal(), POLICY).when(26, ready=True)
    assert when["days"]["low"] > 14 and when["days"]["high"] is None


def test_nobody_can_say_when_orders_come_that_nobody_places() -> None:
    case = evidence(clean_weeks(6, 9, first=130))
    needed = explain(case, proposal(), POLICY)["orders_needed"]
    assert needed["pilot"] > 0
    assert (needed["pilot_days"], needed["pilot_reason"]) == (None, "no_orders_lately")


def test_what_no_pace_reaches_is_never_reached() -> None:
    case, offer = evidence(clean_weeks(28, 12)), proposal(offered_price=19.9)
    assert Reaching(case, offer, POLICY).when(5, ready=True)["reason"] == "never"
    assert Reaching(case, offer, POLICY).when(None, ready=True)["reason"] == "never"


def test_a_day_that_only_the_fast_end_of_the_pace_gets_to_is_no_day() -> None:
    six_every_four_days = [
        {"age_days": age, "outcome": "clean", "delivered_days_ago": age - 14, "promised_days": 30, "count": 6}
        for age in range(20, 420, 4)
    ]
    case, offer = evidence(six_every_four_days), proposal(orders_per_month=50)
    pace = pace_of(case, POLICY)
    assert pace is not None and passes(case, offer, 364, pace.high, ready=True)
    needed = explain(case, offer, POLICY)["orders_needed"]
    assert (needed["ready_days"], needed["ready_reason"]) == (None, "pace_too_low")
    assert 30 * pace.mean < needed["ready_orders_per_month"] < 30 * pace.high
