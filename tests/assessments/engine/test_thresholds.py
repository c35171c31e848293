"""Break-even price, orders needed and exposure cap: each is tried on the engine itself, on both sides of it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.engine import Evidence, Proposal, assess
from assessments.engine.cap import Volumes, exposure_cap
from assessments.engine.evaluation import evaluate
from assessments.engine.gates import money_gates, order_gates
from assessments.engine.tally import tally, with_clean_orders
from assessments.engine.terms import terms_of
from assessments.engine.thresholds import break_even_price, orders_needed
from assessments.engine.verdict import passes_pilot, passes_ready
from tests.assessments.engine.world import (
    POLICY,
    PROPERTY,
    clean_weeks,
    evidence,
    evidences,
    fair_proposals,
    proposal,
    proposals,
    strong_evidences,
)

FEW = 60
"""Volumes up to which every single one is tried."""


@PROPERTY
@given(evidences(), proposals())
def test_the_break_even_price_is_a_root(case: Evidence, offer: Proposal) -> None:
    price = break_even_price(tally(case, POLICY), offer, POLICY)
    at_price = assess(case, replace(offer, offered_price=price or 0.0), POLICY)["net_per_month"]
    if price is None:
        assert at_price < 0
        return
    scale = offer.on_platform_price * max(1.0, offer.orders_per_month)
    assert at_price == pytest.approx(0, abs=1e-6 * scale)
    dearer = replace(offer, offered_price=price + 1e-3 * offer.on_platform_price)
    assert assess(case, dearer, POLICY)["net_per_month"] < 0


def enough(case: Evidence, offer: Proposal, extra: float, ready: bool) -> bool:
    sums = with_clean_orders(tally(case, POLICY), extra, POLICY)
    found = evaluate(sums, terms_of(offer, POLICY), POLICY)
    passes = passes_ready if ready else passes_pilot
    return passes([*order_gates(found, POLICY), *money_gates(found, POLICY)])


@PROPERTY
@given(evidences(), proposals(), st.booleans())
def test_the_orders_needed_are_enough_and_one_fewer_is_not(
    case: Evidence, offer: Proposal, ready: bool
) -> None:
    needed = orders_needed(tally(case, POLICY), offer, POLICY, ready=ready)
    if needed is None:
        assert not enough(case, offer, POLICY.most_orders, ready)
        return
    assert enough(case, offer, needed, ready)
    assert needed == 0 or not enough(case, offer, needed - 1, ready)


@pytest.mark.parametrize("ready", [False, True])
def test_a_young_record_needs_more_orders_for_ready_than_for_a_pilot(ready: bool) -> None:
    case, offer = evidence(clean_weeks(3, 5)), proposal(orders_per_month=30)
    needed = orders_needed(tally(case, POLICY), offer, POLICY, ready=ready)
    assert needed is not None and needed > (20 if ready else 0)
    assert enough(case, offer, needed, ready) and not enough(case, offer, needed - 1, ready)


def fits(case: Evidence, offer: Proposal, volume: int) -> bool:
    found = evaluate(
        tally(case, POLICY), terms_of(replace(offer, orders_per_month=float(volume)), POLICY), POLICY
    )
    assert offer.risk_budget is not None
    return max(found.cvar, found.peak_cash) <= offer.risk_budget


@PROPERTY
@given(strong_evidences(), fair_proposals(), st.floats(20, 900), st.lists(st.integers(1, 10_000), max_size=5))
def test_the_cap_and_every_volume_below_it_keep_to_the_budget_and_one_more_does_not(
    case: Evidence, offer: Proposal, budget: float, some: list[int]
) -> None:
    offer = replace(offer, risk_budget=budget)
    cap = exposure_cap(tally(case, POLICY), offer, POLICY) or 0
    below = range(1, cap + 1) if cap <= FEW else {*range(cap - 12, cap + 1), *(1 + n % cap for n in some)}
    assert [volume for volume in below if not fits(case, offer, volume)] == []
    assert cap == 10_000 or not fits(case, offer, cap + 1)


@PROPERTY
@given(strong_evidences(), fair_proposals(), st.integers(1, 400), st.integers(0, 120), st.data())
def test_the_bound_of_a_span_of_volumes_holds_for_each_of_them(
    case: Evidence, offer: Proposal, low: int, width: int, data: st.DataObject
) -> None:
    volumes = Volumes(tally(case, POLICY), offer, POLICY)
    inside = data.draw(st.integers(low, low + width))
    assert volumes.cvar(inside) <= volumes.cvar_at_most(low, low + width)


def test_a_volume_too_large_below_others_that_fit_holds_the_cap_below_it() -> None:
    case, dear_to_set_up = evidence(clean_weeks(28, 12)), {"fixed_hours_per_month": 10, "deposit_share": 1.0}
    offer = proposal(payment_method="wire_company", offered_price=12, **dear_to_set_up)
    losses = [assess(case, replace(offer, orders_per_month=n), POLICY)["cvar95"] for n in range(1, 17)]
    # Few orders do not earn the fixed hours back: the worst loss rises to 3 orders a month, then falls.
    assert losses[:3] == sorted(losses[:3]) and losses[2] > losses[3] > losses[15]
    tight = replace(offer, risk_budget=(losses[1] + losses[2]) / 2)
    assert [fits(case, tight, volume) for volume in (1, 2, 3, 16)] == [True, True, False, True]
    assert exposure_cap(tally(case, POLICY), tight, POLICY) == 2


def test_no_volume_fits_where_one_order_is_too_much() -> None:
    case = evidence(clean_weeks(28, 12))
    assert exposure_cap(tally(case, POLICY), proposal(risk_budget=0), POLICY) is None
    assert exposure_cap(tally(case, POLICY), proposal(risk_budget=None), POLICY) is None
