"""The cells that an evaluation looks at: no fewer than its two questions ask for."""

import pytest
from hypothesis import given

from assessments.engine import Evidence, Proposal
from assessments.engine.distribution import NetBenefit, failures_mass, loss_lattice
from assessments.engine.evaluation import evaluation_of, expected_only, net_benefit
from assessments.engine.tally import tally
from assessments.engine.terms import terms_of
from tests.assessments.engine.comparing import money_scale
from tests.assessments.engine.world import (
    POLICY,
    PROPERTY,
    clean_weeks,
    evidence,
    evidences,
    proposal,
    proposals,
)


def whole_and_first_cells(case: Evidence, offer: Proposal) -> None:
    """Assert that the first cells say of the chance and of the bad case what all of them say."""
    sums, terms = tally(case, POLICY), terms_of(offer, POLICY)
    expected = expected_only(sums, terms, POLICY)
    first = evaluation_of(sums, terms, expected, POLICY)
    whole = evaluation_of(sums, terms, expected, POLICY, loss_lattice)
    assert first.probability == pytest.approx(whole.probability, abs=1e-11)
    scale = 1e-8 * max(money_scale(offer), abs(whole.cvar))
    assert first.cvar == pytest.approx(whole.cvar, abs=scale)


@PROPERTY
@given(evidences(), proposals())
def test_the_first_cells_say_what_all_of_them_say(case: Evidence, offer: Proposal) -> None:
    whole_and_first_cells(case, offer)


@pytest.mark.parametrize("price", [2.0, 8.0, 13.0, 15.0, 17.0, 19.0])
@pytest.mark.parametrize("weeks", [0, 4, 16, 40])
def test_the_first_cells_do_for_gains_of_every_size(price: float, weeks: int) -> None:
    whole_and_first_cells(evidence(clean_weeks(weeks, 12)), proposal(offered_price=price))


def test_the_first_cells_do_where_more_suppliers_vanish_than_there_are_bad_cases() -> None:
    case, offer = evidence(clean_weeks(4, 3)), proposal(deposit_share=0.1)
    whole_and_first_cells(case, offer)
    sums, terms = tally(case, POLICY), terms_of(offer, POLICY)
    rates, money, vanishing, _, _ = expected_only(sums, terms, POLICY)
    first = net_benefit(rates, money, vanishing, terms, POLICY)
    whole = net_benefit(rates, money, vanishing, terms, POLICY, loss_lattice)
    assert vanishing > POLICY.cvar_tail
    assert len(first.losses.mass) < len(whole.losses.mass) / 2


def test_only_as_many_cells_are_made_as_are_asked_for() -> None:
    case = (180, (30.0, 4.0, 15.0, 60.0), ((0.5, 15.0),) * 4, 3.0)
    whole, first = loss_lattice(*case), loss_lattice(*case, gain=300.0, beyond=0.02)
    assert len(first.mass) < len(whole.mass) / 2
    assert first.mass == pytest.approx(whole.mass[: len(first.mass)], abs=1e-15)
    assert first.above == pytest.approx(whole.above[: len(first.above)], abs=1e-13)
    assert first.above[-1] <= 0.02
    assert first.excess(120.5) == pytest.approx(whole.excess(120.5), rel=1e-11)


@pytest.mark.parametrize(
    ("orders", "a", "b"),
    [(30, 0.5, 15.0), (3_000, 5.0, 15.0), (100_000, 25_000.0, 0.05), (10_000, 0.05, 0.05)],
)
def test_probabilities_add_up_and_have_their_mean_however_far_they_span(
    orders: int, a: float, b: float
) -> None:
    mass = failures_mass(orders, a, b)
    assert mass.sum() == pytest.approx(1.0, abs=1e-12)
    assert mass @ range(orders + 1) == pytest.approx(orders * a / (a + b), rel=1e-6)


def chance_of(failed: float, fine: float, gain: float) -> float:
    """Return the chance that the gain is kept where the four rates follow Beta(failed, fine)."""
    losses = loss_lattice(300, (9.0, 7.0, 5.0, 6.0), ((failed, fine),) * 4, step=1.0)
    return NetBenefit(losses, gain, gain_if_vanished=-1.0, vanishing=0.0).probability_positive()


def test_a_chance_that_is_none_is_none_and_a_sure_one_is_sure() -> None:
    # Of 300 orders nearly all fail in each of four ways: that hardly any does is no chance at all.
    assert chance_of(60.0, 2.0, gain=40.0) == 0.0
    assert chance_of(2.0, 60.0, gain=8_000.0) == 1.0
    assert 0.0 < chance_of(2.0, 60.0, gain=40.0) < chance_of(2.0, 60.0, gain=400.0) < 1.0
