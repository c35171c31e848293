"""Better evidence and better terms are never worse; worse ones are never better."""

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from assessments.engine import Arrival, Evidence, OrderGroup, Proposal, assess
from assessments.engine.proposal import Recovery
from tests.assessments.engine.world import (
    CLEAN,
    LANE,
    POLICY,
    PROPERTY,
    add,
    changed,
    clean_order,
    evidences,
    good_groups,
    order_groups,
    proposals,
    rank,
    recoveries,
)

Report = dict[str, Any]


def money_scale(proposal: Proposal) -> float:
    """Return a sum against which differences of money are judged to be rounding."""
    return proposal.on_platform_price * max(1.0, proposal.orders_per_month)


def assert_not_worse(better: Report, worse: Report, scale: float, *, verdict: bool = True) -> None:
    """Assert that the first report is at least as good in verdict, chance, bad case and mean."""
    if verdict:
        assert rank(better) >= rank(worse)
    assert better["probability_net_positive"] >= worse["probability_net_positive"] - 1e-8
    assert better["cvar95"] <= worse["cvar95"] + 1e-8 * scale + 1e-8 * abs(worse["cvar95"])
    assert better["net_per_month"] >= worse["net_per_month"] - 1e-8 * scale


def both(evidence: tuple[Evidence, Evidence], proposal: tuple[Proposal, Proposal]) -> tuple[Report, Report]:
    """Return the reports on a better and a worse case."""
    return assess(evidence[0], proposal[0], POLICY), assess(evidence[1], proposal[1], POLICY)


@PROPERTY
@given(evidences(), proposals(), st.integers(15, 200), st.booleans())
def test_one_more_clean_order_is_never_worse(
    evidence: Evidence, proposal: Proposal, age: int, off_platform: bool
) -> None:
    more = add(evidence, clean_order(age, age - 10, off_platform=off_platform))
    better, worse = both((more, evidence), (proposal, proposal))
    assert_not_worse(better, worse, money_scale(proposal))


@PROPERTY
@given(
    evidences(),
    proposals(),
    st.integers(15, 200),
    st.sampled_from(["lost", "late", "not_as_described", "counterfeit"]),
)
def test_a_failed_order_in_the_place_of_a_clean_one_is_never_better(
    evidence: Evidence, proposal: Proposal, age: int, failure: str
) -> None:
    good = clean_order(age, age - 10)
    bad = (
        changed(good, arrival=Arrival.LOST, **dict.fromkeys(CLEAN))
        if failure == "lost"
        else changed(good, **{failure: True})
    )
    better, worse = both((add(evidence, good), add(evidence, bad)), (proposal, proposal))
    assert_not_worse(better, worse, money_scale(proposal))


@PROPERTY
@given(evidences(), proposals(), st.data())
def test_a_safer_payment_at_equal_fees_is_never_worse(
    evidence: Evidence, proposal: Proposal, data: st.DataObject
) -> None:
    low: Recovery = data.draw(recoveries())
    high: Recovery = data.draw(recoveries(low))
    final = data.draw(st.booleans())
    weak = replace(proposal, payment_method=None, recovery=low, irreversible=final)
    strong = replace(weak, recovery=high, irreversible=final and data.draw(st.booleans()))
    better, worse = both((evidence, evidence), (strong, weak))
    assert_not_worse(better, worse, money_scale(proposal))
    assert better["peak_unprotected_cash"] <= worse["peak_unprotected_cash"] * (1 + 1e-9)


@PROPERTY
@given(evidences(), proposals(), st.integers(0, 200), LANE, st.none() | st.integers(5, 60), st.booleans())
def test_an_order_under_way_never_helps(
    evidence: Evidence, proposal: Proposal, age: int, lane: str, promised: int | None, off_platform: bool
) -> None:
    order = OrderGroup(
        age_days=age, arrival=Arrival.OPEN, lane=lane, promised_days=promised, off_platform=off_platform
    )
    better, worse = both((evidence, add(evidence, order)), (proposal, proposal))
    assert_not_worse(better, worse, money_scale(proposal))


@PROPERTY
@given(evidences(), proposals(), st.integers(15, 120), LANE, st.booleans())
def test_an_order_under_way_helps_by_arriving_and_hurts_by_its_loss(
    evidence: Evidence, proposal: Proposal, age: int, lane: str, due: bool
) -> None:
    under_way = OrderGroup(age_days=age, arrival=Arrival.OPEN, lane=lane, promised_days=10 if due else None)
    arrived = replace(under_way, arrival=Arrival.PROVEN, delivered_days_ago=0, **{**CLEAN, "late": due})
    gone = replace(under_way, arrival=Arrival.LOST)
    open_case = add(evidence, under_way)
    better, worse = both((add(evidence, arrived), open_case), (proposal, proposal))
    assert_not_worse(better, worse, money_scale(proposal))
    better, worse = both((open_case, add(evidence, gone)), (proposal, proposal))
    assert_not_worse(better, worse, money_scale(proposal))


@PROPERTY
@given(evidences(), proposals(), st.floats(0, 1))
def test_a_lower_price_is_never_worse(evidence: Evidence, proposal: Proposal, share: float) -> None:
    cheaper = replace(proposal, offered_price=proposal.offered_price * share)
    better, worse = both((evidence, evidence), (cheaper, proposal))
    assert_not_worse(better, worse, money_scale(proposal))


EASIER = ("deposit_share", "days_to_receipt", "days_after_balance", "top_up")
DEARER = (
    "fee_share",
    "fee_fixed",
    "fx_share",
    "extra_minutes_per_order",
    "wage_per_hour",
    "fixed_hours_per_month",
)


@PROPERTY
@given(evidences(), proposals(complete=True), st.sampled_from(EASIER + DEARER), st.floats(0, 1))
def test_less_cash_ahead_fewer_fees_and_less_work_are_never_worse(
    evidence: Evidence, proposal: Proposal, term: str, share: float
) -> None:
    value = getattr(proposal, term) * share
    if term == "days_to_receipt":
        value = max(value, proposal.days_after_balance or 0.0)
    better, worse = both((evidence, evidence), (changed(proposal, **{term: value}), proposal))
    assert_not_worse(better, worse, money_scale(proposal))


@PROPERTY
@given(evidences(), proposals(), st.floats(0, 1), st.integers(0, 300), st.floats(0, 20), st.floats(0, 1000))
def test_more_budget_checks_experience_and_pilot_orders_are_never_worse(
    evidence: Evidence, proposal: Proposal, share: float, owner: int, pilot: float, budget: float
) -> None:
    base = replace(
        evidence, diligence_share=evidence.diligence_share or 0.0, owner_orders=evidence.owner_orders or 0
    )
    more = replace(
        base,
        diligence_share=max(share, base.diligence_share or 0.0),
        owner_orders=(base.owner_orders or 0) + owner,
        clean_off_platform=(base.clean_off_platform or 0.0) + pilot,
    )
    poorer = replace(proposal, risk_budget=proposal.risk_budget or 0.0)
    richer = replace(poorer, risk_budget=(poorer.risk_budget or 0.0) + budget)
    better, worse = both((more, base), (richer, poorer))
    assert_not_worse(better, worse, money_scale(proposal))


@PROPERTY
@given(st.lists(good_groups(), max_size=15), proposals(), st.integers(1, 90))
def test_a_staler_clean_record_is_never_better(
    orders: list[OrderGroup], proposal: Proposal, days: int
) -> None:
    old = tuple(
        replace(order, age_days=order.age_days + 50, delivered_days_ago=(order.delivered_days_ago or 0) + 50)
        for order in orders
    )
    older = tuple(
        replace(
            order, age_days=order.age_days + days, delivered_days_ago=(order.delivered_days_ago or 0) + days
        )
        for order in old
    )
    fresh = Evidence(orders=old, owner_orders=500, diligence_share=1.0)
    better, worse = both((fresh, replace(fresh, orders=older)), (proposal, proposal))
    # Complaints that never came count a little more once nearly all of their time has passed.
    assert rank(better) >= rank(worse)
    assert better["probability_net_positive"] >= worse["probability_net_positive"] - 2e-3


@PROPERTY
@given(evidences(), st.integers(15, 200), st.integers(1, 40))
def test_rates_and_their_upper_bounds_fall_with_clean_orders(
    evidence: Evidence, age: int, count: int
) -> None:
    proposal = Proposal(20, 15, 60)
    more = add(evidence, replace(clean_order(age, age - 10), count=count))
    fewer = assess(evidence, proposal, POLICY)["failure_rates"]
    for channel, rate in assess(more, proposal, POLICY)["failure_rates"].items():
        for figure in ("mean_on", "mean_off", "upper90", "upper90_on"):
            assert rate[figure] <= fewer[channel][figure] * (1 + 1e-9), (channel, figure)


@PROPERTY
@given(st.lists(order_groups(), max_size=8), proposals(), st.data())
def test_forgetting_a_good_fact_never_improves(
    orders: list[OrderGroup], proposal: Proposal, data: st.DataObject
) -> None:
    known = clean_order(data.draw(st.integers(15, 200)), 5)
    field, value = data.draw(
        st.sampled_from(
            [
                ("late", None),
                ("not_as_described", None),
                ("counterfeit", None),
                ("arrival", Arrival.NOT_OBSERVED),
                ("unattributed", True),
            ]
        )
    )
    base = Evidence(orders=tuple(orders), owner_orders=500, diligence_share=1.0)
    forgotten = add(base, changed(known, **{field: value}))
    better, worse = both((add(base, known), forgotten), (proposal, proposal))
    assert_not_worse(better, worse, money_scale(proposal))


@PROPERTY
@given(evidences(), order_groups(), proposals(), st.sampled_from(["late", "not_as_described", "counterfeit"]))
def test_learning_a_bad_fact_never_improves(
    evidence: Evidence, order: OrderGroup, proposal: Proposal, fact: str
) -> None:
    unknown = changed(order, **{fact: None, "unattributed": False})
    better, worse = both(
        (add(evidence, unknown), add(evidence, changed(unknown, **{fact: True}))), (proposal, proposal)
    )
    assert_not_worse(better, worse, money_scale(proposal))


@PROPERTY
@given(evidences(), order_groups(), proposals())
def test_learning_of_a_loss_never_improves(evidence: Evidence, order: OrderGroup, proposal: Proposal) -> None:
    unknown = replace(order, arrival=Arrival.NOT_OBSERVED)
    lost = replace(order, arrival=Arrival.LOST)
    better, worse = both((add(evidence, unknown), add(evidence, lost)), (proposal, proposal))
    assert_not_worse(better, worse, money_scale(proposal))


@PROPERTY
@given(evidences(), order_groups(), proposals())
def test_an_order_nobody_observed_never_improves(
    evidence: Evidence, order: OrderGroup, proposal: Proposal
) -> None:
    unseen = replace(order, arrival=Arrival.NOT_OBSERVED, late=None, not_as_described=None, counterfeit=None)
    better, worse = both((evidence, add(evidence, unseen)), (proposal, proposal))
    assert_not_worse(better, worse, money_scale(proposal))


TERMS_LEFT_OPEN = (*EASIER, *DEARER, "orders_per_payment")


@PROPERTY
@given(evidences(), proposals(complete=True), st.sampled_from(TERMS_LEFT_OPEN))
def test_a_term_filled_in_is_never_worse_than_left_unknown(
    evidence: Evidence, proposal: Proposal, term: str
) -> None:
    # A known method sets the bound of its fees; a stated fee above it is not "within its bounds".
    method = POLICY.methods[proposal.payment_method or ""]
    known = replace(
        proposal,
        fee_share=min(proposal.fee_share or 0.0, method.fee_share[1]),
        fx_share=min(proposal.fx_share or 0.0, method.fx_share[1]),
        top_up=min(proposal.top_up or 0.0, proposal.offered_price * proposal.orders_per_month),
    )
    better, worse = both((evidence, evidence), (known, changed(known, **{term: None})))
    assert_not_worse(better, worse, money_scale(proposal))


@PROPERTY
@given(
    evidences(),
    proposals(complete=True),
    st.sampled_from(["lost", "late", "not_as_described", "counterfeit"]),
)
def test_a_customer_cost_filled_in_is_never_worse_than_left_unknown(
    evidence: Evidence, proposal: Proposal, channel: str
) -> None:
    unknown = replace(proposal, customer_cost=changed(proposal.customer_cost, **{channel: None}))
    better, worse = both((evidence, evidence), (proposal, unknown))
    # The cost sets the money lattice, so chances move by its width; the mean does not.
    assert better["net_per_month"] >= worse["net_per_month"] - 1e-8 * money_scale(proposal)
    assert better["probability_net_positive"] >= worse["probability_net_positive"] - 2e-3
