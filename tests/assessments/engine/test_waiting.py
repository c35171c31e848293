"""What waiting makes of the evidence: orders arrive, grow old, and new ones come at today's pace."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.engine import Arrival, Evidence, OrderGroup
from assessments.engine.levers import single_levers
from assessments.engine.tally import tally
from assessments.engine.verdict import decide
from assessments.engine.waiting import after_waiting, alike_together, days_until, lead_days, pace_of
from tests.assessments.engine.world import POLICY, PROPERTY, clean_weeks, evidence, evidences, proposal


@PROPERTY
@given(evidences(), st.integers(0, 364), st.integers(0, 200))
def test_like_orders_put_together_say_the_same_today_and_later(
    case: Evidence, days: int, orders: int
) -> None:
    twice = replace(case, orders=(*case.orders, *case.orders))
    together = alike_together(twice)
    assert len(together.orders) <= len(case.orders)
    assert tally(together, POLICY) == tally(twice, POLICY)
    later = [after_waiting(item, days, orders, POLICY) for item in (together, twice)]
    assert tally(later[0], POLICY) == tally(later[1], POLICY)


def test_more_like_orders_than_one_group_may_hold_stay_in_their_groups() -> None:
    many = OrderGroup(age_days=30, arrival=Arrival.PROVEN, count=100_000)
    case = Evidence(orders=(many, many))
    assert alike_together(case) is case


@pytest.mark.parametrize(("age", "promised", "late"), [(5, 60, False), (20, 10, True), (5, None, None)])
def test_an_order_under_way_arrives_and_is_late_only_where_it_already_was(
    age: int, promised: int | None, late: bool | None
) -> None:
    order = OrderGroup(age_days=age, arrival=Arrival.OPEN, promised_days=promised)
    later = after_waiting(Evidence(orders=(order,)), 20, 0, POLICY).orders[0]
    assert (later.arrival, later.late, later.age_days) == (Arrival.PROVEN, late, age + 20)
    assert later.delivered_days_ago == min(20, age + 20 - lead_days(POLICY))


def test_an_order_long_overdue_is_not_hoped_for() -> None:
    order = OrderGroup(age_days=100, arrival=Arrival.OPEN)
    assert after_waiting(Evidence(orders=(order,)), 20, 0, POLICY).orders[0].arrival is Arrival.OPEN


def test_the_range_of_days_holds_the_days_at_the_mean_pace() -> None:
    pace = pace_of(evidence(clean_weeks(10, 7)), POLICY)
    assert pace is not None and pace.low < pace.mean < pace.high
    span = days_until(30, pace, POLICY)
    assert span["low"] < lead_days(POLICY) + 30 / pace.mean < span["high"]
    assert days_until(0, pace, POLICY) == {"low": 0, "high": 0}


def test_who_is_asked_for_another_way_to_pay_is_not_held_to_a_payment_that_is_final() -> None:
    case = evidence(clean_weeks(28, 12))
    offer = proposal(payment_method="credit_card_link", irreversible=True)
    sets = [
        item
        for lever in single_levers(decide(case, offer, POLICY), case, offer, POLICY, None)
        for item in lever
    ]
    methods = [item for item in sets if "payment_method" in item.fields]
    assert methods and all(
        {change.field: change.after for change in item.changes}["irreversible"] is None for item in methods
    )
