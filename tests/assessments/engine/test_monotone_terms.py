"""Better terms are never worse and worse ones never better: verdict, chance, bad case and mean."""

from dataclasses import replace

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from assessments.engine import Evidence, Proposal, assess
from assessments.engine.evaluation import expected_only
from assessments.engine.money import Money
from assessments.engine.proposal import Recovery
from assessments.engine.tally import tally
from assessments.engine.terms import terms_of
from tests.assessments.engine.comparing import compare
from tests.assessments.engine.easing import DEARER, EASIER, SHARES, cell, less, recoveries
from tests.assessments.engine.world import (
    POLICY,
    PROPERTY,
    changed,
    clean_weeks,
    evidence,
    evidences,
    property_in,
    proposal,
    proposals,
)


@PROPERTY
@given(evidences(), proposals(), st.data())
def test_a_safer_payment_at_equal_fees_is_never_worse(
    case: Evidence, offer: Proposal, data: st.DataObject
) -> None:
    """Property 5: recovery at least as high in every way, and final only if the other is."""
    low: Recovery = data.draw(recoveries())
    high: Recovery = data.draw(recoveries(low))
    final, better_final = data.draw(st.sampled_from([(True, True), (True, False), (False, False)]))
    weak = replace(offer, payment_method=None, recovery=low, irreversible=final)
    strong = replace(weak, recovery=high, irreversible=better_final)
    better, worse = compare((case, strong), (case, weak))
    assert better["peak_unprotected_cash"] <= worse["peak_unprotected_cash"]
    event(f"{worse['verdict']} -> {better['verdict']}")


METHODS = sorted(POLICY.methods.values(), key=lambda method: method.key)
SAFER = [
    (safer.key, other.key)
    for other in METHODS
    for safer in METHODS
    if safer is not other
    and all(
        getattr(safer.recovery, name) >= getattr(other.recovery, name)
        for name in Recovery.__dataclass_fields__
    )
    and safer.tier.is_final <= other.tier.is_final
    and safer.personal_payee <= other.personal_payee
    and safer.hard_stop <= other.hard_stop
]


@PROPERTY
@given(evidences(), proposals(complete=True), st.sampled_from(SAFER))
def test_a_safer_method_of_the_policy_at_equal_fees_is_never_worse(
    case: Evidence, offer: Proposal, pair: tuple[str, str]
) -> None:
    """Property 5, by name: a complete offer states its fees, so that they are equal."""
    safer, other = (replace(offer, payment_method=key) for key in pair)
    compare((case, safer), (case, other))


@PROPERTY
@given(evidences(), proposals(), st.floats(0, 1))
def test_a_lower_price_is_never_worse(case: Evidence, offer: Proposal, share: float) -> None:
    """Property 8."""
    # The lattice is the same up to the on-platform price; above it nothing can pass.
    dear = replace(offer, offered_price=min(offer.offered_price, offer.on_platform_price))
    better, worse = compare((case, replace(dear, offered_price=dear.offered_price * share)), (case, dear))
    event(f"{worse['verdict']} -> {better['verdict']}")


@PROPERTY
@given(evidences(), proposals(), st.floats(1, 2), st.floats(0, 1))
def test_a_lower_price_is_never_worse_above_the_platforms_price_either(
    case: Evidence, offer: Proposal, factor: float, share: float
) -> None:
    """Property 8, where the lattice widens with the price: the bad case is good to a cell of it."""
    dear = replace(offer, offered_price=offer.on_platform_price * factor)
    low, high = (
        assess(case, replace(dear, offered_price=dear.offered_price * part), POLICY) for part in (share, 1.0)
    )
    assert (high["verdict"] in ("STAY", "NOT_YET"), high["probability_net_positive"]) == (True, 0)
    assert low["net_per_month"] >= high["net_per_month"] - 1e-9 * abs(high["net_per_month"])
    assert low["cvar95"] <= high["cvar95"] + cell(dear)


SHARE = st.sampled_from(SHARES)


@pytest.mark.parametrize("term", EASIER)
@property_in(len(EASIER))
@given(evidences(), proposals(complete=True), SHARE)
def test_less_cash_ahead_and_a_shorter_wait_are_never_worse(
    term: str, case: Evidence, offer: Proposal, share: float
) -> None:
    """Property 9."""
    better, worse = compare((case, less(offer, term, share)), (case, offer))
    assert better["peak_unprotected_cash"] <= worse["peak_unprotected_cash"]
    assert better["mean_unprotected_cash"] <= worse["mean_unprotected_cash"]


@pytest.mark.parametrize("term", DEARER)
@property_in(len(DEARER))
@given(evidences(), proposals(complete=True), SHARE)
def test_more_fees_and_more_work_are_never_better(
    term: str, case: Evidence, offer: Proposal, share: float
) -> None:
    """Property 19."""
    compare((case, less(offer, term, share)), (case, offer))


EXPERIENCE: dict[str, tuple[float, ...]] = {
    "owner_orders": (0, 1, 29, 30, 70, 99, 300),
    "diligence_share": (0.0, 0.1, 0.49, 0.5, 0.79, 0.8, 1.0),
    "clean_off_platform": (0.0, 0.5, 9.9, 10.0, 30.0),
}


@pytest.mark.parametrize("field", EXPERIENCE)
@property_in(len(EXPERIENCE))
@given(evidences(), proposals(), st.data())
def test_more_checks_more_experience_and_more_pilot_orders_are_never_worse(
    field: str, case: Evidence, offer: Proposal, data: st.DataObject
) -> None:
    """Property 10."""
    steps = st.sampled_from(EXPERIENCE[field])
    low, high = sorted((data.draw(steps), data.draw(steps)))
    better, worse = compare((changed(case, **{field: high}), offer), (changed(case, **{field: low}), offer))
    event(f"{worse['verdict']} -> {better['verdict']}")


@PROPERTY
@given(evidences(), proposals(), st.floats(0, 5_000), st.floats(0, 5_000))
def test_a_bigger_risk_budget_is_never_worse(
    case: Evidence, offer: Proposal, budget: float, more: float
) -> None:
    """Property 10."""
    better, worse = compare(
        (case, replace(offer, risk_budget=budget + more)), (case, replace(offer, risk_budget=budget))
    )
    event(f"{worse['verdict']} -> {better['verdict']}")


def money_for(offer: Proposal) -> Money:
    return expected_only(tally(evidence([]), POLICY), terms_of(offer, POLICY), POLICY)[1]


def test_a_vanishing_supplier_halves_a_gain_and_spares_nobody_a_loss() -> None:
    gain, loss = money_for(proposal()), money_for(proposal(offered_price=20))
    assert gain.saving > 0 > loss.saving
    assert gain.saving_if_vanished == gain.saving / 2
    assert loss.saving_if_vanished == loss.saving


@PROPERTY
@given(proposals())
def test_the_sooner_a_supplier_is_likely_to_vanish_the_worse(offer: Proposal) -> None:
    """Properties 3 and 10 as they reach the chance to vanish, also where leaving loses money."""
    hasty = replace(POLICY, vanish=replace(POLICY.vanish, exposure=1.0))
    case = evidence(clean_weeks(28, 12))
    sure, shaky = assess(case, offer, POLICY), assess(case, offer, hasty)
    assert sure["vanish_probability"] < shaky["vanish_probability"]
    assert sure["net_per_month"] >= shaky["net_per_month"]
    assert sure["probability_net_positive"] >= shaky["probability_net_positive"] - 1e-8


def test_a_failure_that_costs_less_off_the_platform_is_no_gain() -> None:
    # All of it comes back, so that only what the customer is owed is lost, and that is lost on the platform too.
    whole = {"lost": 1.0, "late": 1.0, "not_as_described": 1.0, "counterfeit": 1.0, "vanished": 1.0}
    money = money_for(proposal(payment_method=None, recovery=whole, irreversible=False, offered_price=1))
    assert money.extra_cost[0] == pytest.approx(30 - (20 * 0.05 + 30) / 1.5)
    free = dict.fromkeys(("lost", "late", "not_as_described", "counterfeit"), 0)
    money = money_for(proposal(payment_method=None, recovery=whole, irreversible=False, customer_cost=free))
    assert money.extra_cost == (0, 0, 0, 0)


@pytest.mark.parametrize("top_up", [0, 500, 20_000])
def test_the_bad_case_grows_with_what_a_failure_costs_however_much_is_prepaid(top_up: float) -> None:
    """The lattice of losses may be far narrower than what a supplier that vanishes takes along."""
    dear = [
        assess(
            Evidence(),
            proposal(
                orders_per_month=10,
                top_up=top_up,
                payment_method="wire_company",
                customer_cost={"lost": 30, "late": late, "not_as_described": 15, "counterfeit": 60},
            ),
            POLICY,
        )
        for late in (0, 5, 50)
    ]
    found = [report["cvar95"] for report in dear]
    assert found == sorted(found)
    for report in dear:
        # The worst one in twenty are partly those in which it vanishes, and lose no more than all there is.
        saving = report["saving"] - report["fees"] - report["labour"]
        gone = report["loss_if_vanished"] - 3 * min(saving, saving / 2)
        share = min(1.0, report["vanish_probability"] / 0.05)
        failures = 3 * report["expected_loss"]
        assert share * gone - (1 - share) * 3 * saving <= report["cvar95"] + 1e-6
        assert report["cvar95"] <= gone + failures / 0.05
