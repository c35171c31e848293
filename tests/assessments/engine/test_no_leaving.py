"""What never leaves the platform: low volume, no saving, no orders; and what is never exposed."""

import math
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from assessments.engine import Arrival, Evidence, Proposal, assess
from tests.assessments.engine.world import POLICY, PROPERTY, evidences, proposals, rank


@PROPERTY
@given(evidences(), proposals(), st.floats(0.1, 9.99))
def test_a_low_planned_volume_never_leaves(case: Evidence, offer: Proposal, volume: float) -> None:
    """Property 12."""
    assert rank(assess(case, replace(offer, orders_per_month=volume), POLICY)) <= 1


@PROPERTY
@given(evidences(), proposals())
def test_a_low_demonstrated_pace_never_leaves(case: Evidence, offer: Proposal) -> None:
    """Property 12: weighted clean orders of the last 120 days, added up here once more."""
    recent = [order for order in case.orders if order.is_clean and order.age_days <= 120]
    few, total = [], 0.0
    for order in recent:
        weight = 2 ** (-order.age_days / 180) * (0.7 if order.arrival is Arrival.ATTESTED else 1)
        number = min(order.count, math.floor((39.99 - total) / weight))
        if number > 0:
            total += number * weight
            few.append(order.but(count=number))
    rest = [order for order in case.orders if order not in recent]
    slow = replace(case, orders=(*rest, *few))
    assert rank(assess(slow, offer, POLICY)) <= 1


@PROPERTY
@given(evidences(), proposals(), st.floats(1, 1.5))
def test_without_a_saving_nobody_leaves(case: Evidence, offer: Proposal, factor: float) -> None:
    """Property 13: no lower price."""
    dear = replace(offer, offered_price=offer.on_platform_price * factor)
    report = assess(case, dear, POLICY)
    assert rank(report) <= 1
    assert report["probability_net_positive"] == 0


@PROPERTY
@given(evidences(), proposals(), st.floats(1, 3))
def test_a_saving_that_fees_and_labour_eat_lets_nobody_leave(
    case: Evidence, offer: Proposal, times: float
) -> None:
    """Property 13: a lower price, and more work than it pays."""
    cheap = replace(offer, offered_price=min(offer.offered_price, offer.on_platform_price))
    gap = (cheap.on_platform_price - cheap.offered_price) * cheap.orders_per_month
    # An hour a month at a wage of the whole saving; a cent more, as a wage of nothing is no work.
    busy = replace(cheap, fixed_hours_per_month=1.0, wage_per_hour=gap * times + 0.01)
    report = assess(case, busy, POLICY)
    assert rank(report) <= 1
    assert report["probability_net_positive"] == 0 and report["net_per_month"] <= 0


@PROPERTY
@given(evidences(), proposals(complete=True))
def test_where_nothing_is_paid_ahead_nothing_is_exposed(case: Evidence, offer: Proposal) -> None:
    """Property 17."""
    after = replace(offer, deposit_share=0.0, days_after_balance=0.0, top_up=0.0, orders_per_payment=1.0)
    report = assess(case, after, POLICY)
    assert (report["peak_unprotected_cash"], report["mean_unprotected_cash"]) == (0, 0)


@PROPERTY
@given(proposals())
def test_without_orders_nobody_leaves(offer: Proposal) -> None:
    case = Evidence(owner_orders=500, diligence_share=1.0, distinct_weeks=50, clean_off_platform=100)
    assert rank(assess(case, offer, POLICY)) <= 1
