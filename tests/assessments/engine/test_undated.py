"""Orders of which nobody knows the day: never better than the same orders dated, and proof is never worse."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.engine import Arrival, Evidence, OrderGroup, Proposal, assess
from tests.assessments.engine.comparing import compare, reported
from tests.assessments.engine.world import (
    CLEAN,
    POLICY,
    PROPERTY,
    add,
    changed,
    clean_weeks,
    evidence,
    evidences,
    proposal,
    proposals,
)


def test_a_counterfeit_that_nobody_dated_is_as_fresh_as_today() -> None:
    long_ago = {"age_days": 400, "outcome": "counterfeit", "delivered_days_ago": 390}
    verdicts = [
        assess(evidence([*clean_weeks(28, 12), {**long_ago, **more}]), proposal(), POLICY)["verdict"]
        for more in ({}, {"delivered_days_ago": None})
    ]
    assert verdicts == ["READY", "STAY"]


@PROPERTY
@given(evidences(), proposals(), st.integers(0, 400), st.integers(0, 400))
def test_forgetting_the_day_of_a_counterfeit_never_helps(
    case: Evidence, offer: Proposal, age: int, since: int
) -> None:
    fake = OrderGroup(
        age_days=age, arrival=Arrival.PROVEN, counterfeit=True, delivered_days_ago=min(age, since)
    )
    compare((add(case, fake), offer), (add(case, changed(fake, delivered_days_ago=None)), offer))


@PROPERTY
@given(evidences(), proposals(), st.integers(0, 400), st.sampled_from([1, 5, 40]), st.booleans())
def test_proof_of_an_arrival_is_never_worse_than_its_attestation(
    case: Evidence, offer: Proposal, age: int, count: int, off_platform: bool
) -> None:
    attested = OrderGroup(
        age_days=age,
        arrival=Arrival.ATTESTED,
        count=count,
        off_platform=off_platform,
        lane="courier",
        **CLEAN,
    )
    proven = changed(attested, arrival=Arrival.PROVEN)
    compare((add(case, proven), offer), (add(case, attested), offer))


@pytest.mark.parametrize("arrival", [Arrival.PROVEN, Arrival.ATTESTED])
def test_the_silence_after_an_arrival_that_nobody_dated_says_nothing_of_the_goods(arrival: Arrival) -> None:
    undated = OrderGroup(age_days=200, arrival=arrival, count=10, **CLEAN)
    dated = changed(undated, delivered_days_ago=180)
    known = [
        reported(Evidence(orders=(order,)), proposal(), POLICY)["failure_rates"]["not_as_described"][
            "known_orders"
        ]
        for order in (undated, dated)
    ]
    assert known[0] == 0 < known[1]


def test_a_fault_of_a_direct_order_makes_no_room_for_one_that_was_typed() -> None:
    typed = evidence(clean_weeks(10, 4, off_platform=True), clean_off_platform=40.0)
    faulty = changed(typed, orders=tuple(changed(order, late=True) for order in typed.orders))
    clean, late = (
        reported(case, proposal(), POLICY)["failure_rates"]["lost"]["mean_off"] for case in (typed, faulty)
    )
    assert late == pytest.approx(clean)


def test_fewer_typed_direct_orders_than_arrived_add_nothing() -> None:
    recorded = evidence(clean_weeks(10, 4, off_platform=True))
    typed = changed(recorded, clean_off_platform=5.0)
    first, second = (
        reported(case, proposal(), POLICY)["failure_rates"]["lost"] for case in (recorded, typed)
    )
    assert first == second
