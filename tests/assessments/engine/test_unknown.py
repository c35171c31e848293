"""Unknown is never good: forgetting never helps, and neither does learning what is bad."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, event, given
from hypothesis import strategies as st

from assessments.engine import Arrival, Evidence, OrderGroup, Proposal, assess
from assessments.engine.proposal import Recovery
from assessments.engine.words import CHANNELS
from tests.assessments.engine.coding import coded
from tests.assessments.engine.comparing import ROUNDING, Report, compare, gate_of, reported, same_figures
from tests.assessments.engine.easing import DEARER, EASIER, cell, recoveries
from tests.assessments.engine.world import (
    POLICY,
    PROPERTY,
    SAFE_ANSWERS,
    add,
    changed,
    clean_order,
    evidences,
    order_groups,
    property_in,
    proposals,
    rank,
)

FORGOTTEN: tuple[dict[str, Any], ...] = (
    {"late": None},
    {"not_as_described": None},
    {"counterfeit": None},
    {"late": None, "not_as_described": None, "counterfeit": None},
    {"unattributed": True},
    {"arrival": Arrival.NOT_OBSERVED},
    {"arrival": Arrival.NOT_OBSERVED, "late": None, "not_as_described": None, "counterfeit": None},
    {"arrival": Arrival.OPEN, "late": None, "not_as_described": None, "counterfeit": None},
    {"arrival": Arrival.ATTESTED},
    {"delivered_days_ago": None},
)


@pytest.mark.parametrize("forgotten", FORGOTTEN, ids="-".join)
@property_in(len(FORGOTTEN))
@given(evidences(), proposals(), st.integers(15, 200), coded(count=(1, 5, 40), off_platform=(False, True)))
def test_forgetting_a_good_fact_of_an_order_never_improves(
    forgotten: dict[str, Any], case: Evidence, offer: Proposal, age: int, how: dict[str, Any]
) -> None:
    """Property 22a."""
    known = clean_order(age, 5, **how)
    better, worse = compare((add(case, known), offer), (add(case, changed(known, **forgotten)), offer))
    event(f"{better['verdict']} -> {worse['verdict']}")


@PROPERTY
@given(
    evidences(),
    proposals(),
    st.sampled_from(["owner_orders", "diligence_share", "clean_off_platform", "complaints_recorded_days"]),
)
def test_forgetting_what_the_owner_has_done_never_improves(
    case: Evidence, offer: Proposal, field: str
) -> None:
    """Property 22a."""
    compare((case, offer), (changed(case, **{field: None}), offer))


@PROPERTY
@given(evidences(), proposals(), st.sampled_from([*SAFE_ANSWERS]))
def test_a_good_answer_forgotten_never_improves(case: Evidence, offer: Proposal, question: str) -> None:
    """Property 22a."""
    good = replace(offer, answers={**offer.answers, question: False})
    compare((case, good), (case, replace(good, answers={**good.answers, question: None})))


@PROPERTY
@given(evidences(), proposals(), st.sampled_from(["sole_trader_own_account", "paypal_resale_eligible"]))
def test_what_excuses_a_risk_does_so_only_while_it_is_known(
    case: Evidence, offer: Proposal, question: str
) -> None:
    """Property 22a."""
    offer = replace(offer, payment_method="paypal_goods_services", fee_share=0.03, fx_share=0.0)
    good = replace(offer, answers={**offer.answers, "personal_account": True, question: True})
    for forgotten in (None, False):
        compare((case, good), (case, replace(good, answers={**good.answers, question: forgotten})))


LEARNED: tuple[dict[str, Any], ...] = (
    {"late": True},
    {"not_as_described": True},
    {"counterfeit": True},
    {"arrival": Arrival.LOST},
    {"promised_days": 1},
)


@pytest.mark.parametrize("fact", LEARNED, ids="-".join)
@property_in(len(LEARNED))
@given(evidences(), order_groups(), proposals())
def test_learning_a_bad_fact_of_an_order_never_improves(
    fact: dict[str, Any], case: Evidence, order: OrderGroup, offer: Proposal
) -> None:
    """Property 22b; whether a problem is attributed stays as it is."""
    before = {"arrival": Arrival.NOT_OBSERVED} if "arrival" in fact else dict.fromkeys(fact)
    unknown = changed(order, **before)
    compare((add(case, unknown), offer), (add(case, changed(unknown, **fact)), offer))


@PROPERTY
@given(evidences(), order_groups(), proposals())
def test_an_order_nobody_observed_never_improves(case: Evidence, order: OrderGroup, offer: Proposal) -> None:
    """Property 22c, whatever else is said of it."""
    compare((case, offer), (add(case, order.but(arrival=Arrival.NOT_OBSERVED)), offer))


OPEN_TERMS = (*EASIER, *DEARER, "orders_per_payment")


@pytest.mark.parametrize("term", OPEN_TERMS)
@property_in(len(OPEN_TERMS))
@given(evidences(), proposals(complete=True), st.sampled_from([None, *OPEN_TERMS]))
def test_a_term_filled_in_is_never_worse_than_left_unknown(
    term: str, case: Evidence, offer: Proposal, other: str | None
) -> None:
    """Property 22e, with one more term unknown on both sides."""
    base = within_bounds(offer)
    if other is not None and other != term:
        base = changed(base, **{other: None})
    compare((case, base), (case, changed(base, **{term: None})))


def within_bounds(offer: Proposal) -> Proposal:
    """Return the offer with what a known method or the policy bounds brought within: only there 22e speaks."""
    method, worst = POLICY.methods[offer.payment_method or ""], POLICY.unknown
    return replace(
        offer,
        fee_share=min(offer.fee_share or 0.0, method.fee_share[1]),
        fx_share=min(offer.fx_share or 0.0, method.fx_share[1]),
        top_up=min(offer.top_up or 0.0, worst["top_up"] * offer.offered_price * offer.orders_per_month),
    )


CAREFUL = sorted(
    key for key, method in POLICY.methods.items() if not (method.personal_payee or method.hard_stop)
)


@PROPERTY
@given(evidences(), proposals(complete=True), st.sampled_from(CAREFUL))
def test_a_payment_method_named_is_never_worse_than_left_unknown_or_half_named(
    case: Evidence, offer: Proposal, method: str
) -> None:
    """Property 22e at equal fees; a payment to a person, or one that forbids leaving, is a bad fact."""
    named = replace(offer, payment_method=method)
    compare((case, named), (case, replace(offer, payment_method=None)))
    for family, members in POLICY.families.items():
        if method in members:
            compare((case, named), (case, replace(offer, payment_method=family)))
            compare(
                (case, replace(offer, payment_method=family)), (case, replace(offer, payment_method=None))
            )


@PROPERTY
@given(evidences(), proposals(complete=True), recoveries())
def test_shares_that_come_back_typed_in_are_never_worse_than_left_unknown(
    case: Evidence, offer: Proposal, recovery: Recovery
) -> None:
    """Property 22e."""
    unknown = replace(offer, payment_method=None)
    compare((case, replace(unknown, recovery=recovery)), (case, unknown))


@PROPERTY
@given(evidences(), proposals(complete=True), recoveries())
def test_a_payment_by_shares_is_final_until_it_is_known_not_to_be(
    case: Evidence, offer: Proposal, recovery: Recovery
) -> None:
    """Property 22a."""
    typed = replace(offer, recovery=recovery)
    known, unknown, final = (replace(typed, irreversible=said) for said in (False, None, True))
    compare((case, known), (case, unknown))
    same_figures(reported(case, unknown, POLICY), reported(case, final, POLICY))


@pytest.mark.parametrize("channel", CHANNELS)
@property_in(len(CHANNELS))
@given(evidences(), proposals(complete=True))
def test_a_customer_cost_filled_in_is_never_worse_than_left_unknown(
    channel: str, case: Evidence, offer: Proposal
) -> None:
    """Property 22e; the cost sets the width of the money lattice, so that chances move by a cell of it."""
    unknown = replace(offer, customer_cost=changed(offer.customer_cost, **{channel: None}))
    better, worse = assess(case, offer, POLICY), assess(case, unknown, POLICY)
    assert better["net_per_month"] >= worse["net_per_month"] - ROUNDING * abs(worse["net_per_month"])
    # A split between two cells spreads a loss by up to one; a chance moves by what lies in a cell at zero.
    assert better["cvar95"] <= worse["cvar95"] + 2 * cell(unknown)
    assert better["probability_net_positive"] >= worse["probability_net_positive"] - 5e-3
    assume(not near_a_threshold(worse, offer, 2 * cell(unknown)))
    assert rank(better) >= rank(worse)


def near_a_threshold(report: Report, offer: Proposal, money: float) -> bool:
    """Return whether a cell of the money lattice can decide a gate."""
    chance = gate_of(report, "probability_net_positive")
    near = [abs(chance["value"] - chance[level]["threshold"]) < 5e-3 for level in ("pilot", "ready")]
    return any(near) or abs(report["cvar95"] - (offer.risk_budget or 0.0)) < money


@PROPERTY
@given(evidences(), proposals())
def test_a_risk_budget_left_unknown_holds_at_not_yet(case: Evidence, offer: Proposal) -> None:
    """Unknown is never good: there is no default for what an owner can afford to lose."""
    report = assess(case, replace(offer, risk_budget=None), POLICY)
    assert rank(report) <= 1
    assert [gate_of(report, key)["reason"] for key in ("cvar95", "peak_unprotected_cash")] == [
        "risk_budget_missing"
    ] * 2


@PROPERTY
@given(evidences(), proposals())
def test_nothing_unknown_is_zero(case: Evidence, offer: Proposal) -> None:
    """A gate without a value never passes where it asks for something, and says why."""
    for gate in assess(case, offer, POLICY)["gates"]:
        for level in ("pilot", "ready"):
            if gate["value"] is None and gate[level]["threshold"] is not None:
                assert not gate[level]["passed"]
                assert gate["reason"] is not None
