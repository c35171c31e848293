"""Better orders are never worse and worse ones never better: verdict, chance, bad case and mean."""

import math
from dataclasses import replace

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from assessments.engine import Arrival, Evidence, OrderGroup, Proposal
from assessments.engine.policy import Policy
from tests.assessments.engine.coding import coded
from tests.assessments.engine.comparing import compare, reported
from tests.assessments.engine.world import (
    CLEAN,
    LANES,
    POLICY,
    PROPERTY,
    add,
    changed,
    clean_order,
    clean_weeks,
    evidence,
    evidences,
    good_groups,
    order_groups,
    property_in,
    proposals,
)

FAILURES = ("lost", "late", "not_as_described", "counterfeit")

WITHOUT_DECAY = replace(POLICY, half_life=math.inf)
LATE_AS_DEAR_AS_LOST = replace(POLICY, severity=(1.0, 1.0, 0.6, 1.0))


def failed(order: OrderGroup, failure: str) -> OrderGroup:
    """Return the order as it would be had it failed in that way."""
    if failure == "lost":
        return changed(order, arrival=Arrival.LOST, **dict.fromkeys(CLEAN))
    return changed(order, **{failure: True})


@PROPERTY
@given(evidences(), proposals(), st.integers(15, 200), coded(off_platform=(False, True), count=(1, 2, 20)))
def test_one_more_clean_order_is_never_worse(
    case: Evidence, offer: Proposal, age: int, more: dict[str, int]
) -> None:
    """Property 3."""
    better, worse = compare((add(case, clean_order(age, age - 10, **more)), offer), (case, offer))
    event(f"{worse['verdict']} -> {better['verdict']}")


@pytest.mark.parametrize("failure", FAILURES)
@property_in(len(FAILURES))
@given(evidences(), proposals(), st.integers(15, 200), coded(off_platform=(False, True), count=(1, 3, 20)))
def test_a_failed_order_in_the_place_of_a_clean_one_is_never_better(
    failure: str, case: Evidence, offer: Proposal, age: int, more: dict[str, int]
) -> None:
    """Property 4."""
    good = clean_order(age, age - 10, **more)
    better, worse = compare((add(case, good), offer), (add(case, failed(good, failure)), offer))
    event(f"{worse['verdict']} -> {better['verdict']}")


UNDER_WAY = coded(
    lane=LANES, promised_days=(None, 5, 10, 30, 60), off_platform=(False, True), count=(1, 3, 30)
)


@PROPERTY
@given(evidences(), proposals(), st.integers(0, 200), UNDER_WAY)
def test_an_order_under_way_never_helps(
    case: Evidence, offer: Proposal, age: int, facts: dict[str, object]
) -> None:
    """Property 6."""
    order = changed(OrderGroup(age_days=age, arrival=Arrival.OPEN), **facts)
    compare((case, offer), (add(case, order), offer))


@PROPERTY
@given(evidences(), proposals(), st.integers(0, 120), st.integers(1, 60), UNDER_WAY)
def test_an_order_under_way_never_helps_by_growing_older(
    case: Evidence, offer: Proposal, age: int, days: int, facts: dict[str, object]
) -> None:
    """Property 6, with decay held equal: without it, as only the ages of other orders would pay for it."""
    order = changed(OrderGroup(age_days=age, arrival=Arrival.OPEN), **facts)
    older = order.but(age_days=age + days)
    compare((add(case, order), offer), (add(case, older), offer), WITHOUT_DECAY)


@PROPERTY
@given(evidences(), proposals(), st.integers(0, 120), UNDER_WAY, st.booleans())
def test_an_order_under_way_helps_by_arriving(
    case: Evidence, offer: Proposal, age: int, facts: dict[str, object], dear: bool
) -> None:
    """Property 7, late or in time."""
    policy, offer = lateness(offer, dear)
    order = changed(OrderGroup(age_days=age, arrival=Arrival.OPEN), **facts)
    late = order.is_past_due if order.promised_days is not None else None
    arrived = order.but(
        arrival=Arrival.PROVEN,
        delivered_days_ago=0,
        late=late,
        not_as_described=False,
        counterfeit=False,
    )
    compare((add(case, arrived), offer), (add(case, order), offer), policy)


@PROPERTY
@given(evidences(), proposals(), st.integers(0, 120), UNDER_WAY, st.booleans())
def test_an_order_under_way_hurts_by_its_loss(
    case: Evidence, offer: Proposal, age: int, facts: dict[str, object], dear: bool
) -> None:
    """Property 7."""
    policy, offer = lateness(offer, dear)
    order = changed(OrderGroup(age_days=age, arrival=Arrival.OPEN), **facts)
    lost = order.but(arrival=Arrival.LOST)
    compare((add(case, order), offer), (add(case, lost), offer), policy)


def lateness(offer: Proposal, dear: bool) -> tuple[Policy, Proposal]:
    """Return policy and offer, with a late order as dear as a lost one if asked."""
    if not dear:
        return POLICY, offer
    cost = offer.customer_cost
    return LATE_AS_DEAR_AS_LOST, replace(offer, customer_cost=replace(cost, lost=20.0, late=20.0))


@PROPERTY
@given(
    st.lists(good_groups(), max_size=4),
    st.lists(order_groups(), max_size=2),
    proposals(),
    st.integers(1, 90),
    coded(weeks=(28, 20, 10), per_week=(12, 30, 9)),
)
def test_a_staler_clean_record_is_never_better(
    few: list[OrderGroup], others: list[OrderGroup], offer: Proposal, days: int, record: dict[str, int]
) -> None:
    """Property 16, for orders delivered 45 days ago or longer: from there on decay outweighs silence."""
    clean = (*few, *evidence(clean_weeks(**record)).orders)
    bad = tuple(order for order in others if not order.is_clean)
    fresh, stale = (
        replace(evidence([]), orders=(*(aged(order, by) for order in clean), *bad)) for by in (45, 45 + days)
    )
    compare((fresh, offer), (stale, offer))


@PROPERTY
@given(
    st.lists(good_groups(), max_size=4),
    proposals(),
    st.integers(1, 90),
    coded(weeks=(28, 26, 16), per_week=(12, 30, 9), first=(16, 20, 45, 58)),
    st.sampled_from([None, 36_500]),
)
def test_a_staler_clean_record_is_never_better_however_young_where_silence_says_the_same(
    few: list[OrderGroup], offer: Proposal, days: int, record: dict[str, int], recorded: int | None
) -> None:
    """Property 16, with what silence says held equal: complaints never recorded, or coming at once."""
    policy = replace(POLICY, complaint_delay=1e-3)
    clean = (*few, *evidence(clean_weeks(**record)).orders)
    fresh, stale = (
        replace(
            evidence([]),
            complaints_recorded_days=recorded,
            orders=tuple(aged(order, by) for order in clean),
        )
        for by in (1, 1 + days)
    )
    compare((fresh, offer), (stale, offer), policy)


def aged(order: OrderGroup, days: int) -> OrderGroup:
    """Return the order as it would be had it all happened so many days before."""
    since = order.delivered_days_ago
    return order.but(
        age_days=order.age_days + days, delivered_days_ago=None if since is None else since + days
    )


@PROPERTY
@given(evidences(), st.integers(15, 200), coded(count=(1, 5, 40), off_platform=(False, True)))
def test_rates_and_their_upper_bounds_fall_with_clean_orders(
    case: Evidence, age: int, facts: dict[str, int]
) -> None:
    """Property 15."""
    offer = Proposal(20, 15, 60)
    fewer = reported(case, offer, POLICY)["failure_rates"]
    more = reported(add(case, clean_order(age, age - 10, **facts)), offer, POLICY)["failure_rates"]
    for channel, rate in more.items():
        for figure in ("mean_on", "mean_off", "upper90", "upper90_on"):
            # Ten digits are kept.
            assert rate[figure] <= fewer[channel][figure] * (1 + 1e-9), (channel, figure)


@PROPERTY
@given(evidences(), proposals(), st.integers(20, 60), st.integers(0, 60))
def test_rates_fall_with_a_clean_order_even_where_nearly_all_others_failed(
    case: Evidence, offer: Proposal, lost: int, direct: int
) -> None:
    """Properties 3 and 15, where the drift off the platform has reached its cap."""
    failures = OrderGroup(age_days=1, arrival=Arrival.LOST, count=lost)
    bad = replace(evidence([]), orders=(failures, *case.orders[:1]))
    if direct:
        bad = add(bad, clean_order(20, 10, count=direct, off_platform=True))
    good = add(bad, clean_order(20, 10))
    compare((good, offer), (bad, offer))
    better, worse = (reported(each, offer)["failure_rates"]["lost"] for each in (good, bad))
    for figure in ("mean_on", "mean_off", "upper90", "upper90_on"):
        assert better[figure] <= worse[figure] * (1 + 1e-9)
