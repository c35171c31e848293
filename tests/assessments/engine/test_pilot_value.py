"""What a pilot is worth: exact, never negative, nothing where no outcome changes the decision."""

from dataclasses import replace
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.engine import Evidence, Proposal
from assessments.engine.evaluation import expected_only
from assessments.engine.pilot_value import pilot_value
from assessments.engine.posterior import vanish_probability
from assessments.engine.proposal import CustomerCost
from assessments.engine.tally import Tally, tally
from assessments.engine.terms import Terms, terms_of
from assessments.engine.thresholds import break_even_price
from tests.assessments.engine.world import (
    POLICY,
    PROPERTY,
    clean_weeks,
    evidence,
    evidences,
    proposal,
    proposals,
)

YOUNG = tally(evidence(clean_weeks(5, 4)), POLICY)
OFFER = proposal(payment_method="wire_company")
EDGE = break_even_price(YOUNG, OFFER, POLICY) or 0.0
SIZES = st.sampled_from([1, 2, 6, 12])


def priced(price: float) -> Terms:
    return terms_of(replace(OFFER, offered_price=price), POLICY)


def learned(sums: Tally, failed: tuple[int, ...], orders: int) -> Tally:
    """Return the sums with the pilot's orders added as orders off the platform, by the engine's own rules."""
    off = sums.off
    lost, late, other, fake = (before + more for before, more in zip(off.failed, failed, strict=True))
    known = off.known
    n = (known[0] + orders, known[1] + orders, known[2] + orders, known[3] + orders)
    clean = max(0, orders - sum(failed))
    return replace(
        sums, off=replace(off, failed=(lost, late, other, fake), known=n), clean_off=sums.clean_off + clean
    )


def gains(sums: Tally, terms: Terms, failed: tuple[int, ...], orders: int) -> tuple[float, float, float]:
    """Return the net after an outcome, the net where it vanishes, and the chance that the pilot shows that."""
    after = learned(sums, failed, orders)
    _, money, left, losses, net = expected_only(after, terms, POLICY)
    gone = POLICY.horizon * (money.saving_if_vanished - sum(losses)) - money.mean_vanished
    now = vanish_probability(sums.clean_on, sums.clean_off, POLICY.horizon, POLICY)
    return POLICY.horizon * net, gone, (now - left) / (1.0 - left)


UNKNOWN = tally(Evidence(), POLICY)
NO_CASH_OPEN = replace(OFFER, deposit_share=0, days_to_receipt=0, days_after_balance=0)


@pytest.mark.parametrize(
    ("sums", "offer", "price"),
    [
        *((YOUNG, OFFER, share * EDGE) for share in (0.5, 0.97, 1.0, 1.01)),
        # Where no cash is open, a supplier that vanishes halfway may still have been worth it.
        *((UNKNOWN, NO_CASH_OPEN, price) for price in (9.0, 11.0, 13.0)),
    ],
)
def test_it_agrees_with_writing_down_every_outcome_of_a_small_pilot(
    sums: Tally, offer: Proposal, price: float
) -> None:
    terms, orders = terms_of(replace(offer, offered_price=price), POLICY), 3
    rates, *_, net = expected_only(sums, terms, POLICY)
    total = mean = 0.0
    for failed in product(range(orders + 1), repeat=4):
        chance = 1.0
        for number, rate in zip(failed, rates, strict=True):
            chance *= float(beta_binomial(orders, rate.off_a, rate.off_b)[number])
        here, gone, shown = gains(sums, terms, failed, orders)
        total += chance * ((1 - shown) * max(0.0, here) + shown * max(0.0, gone))
        mean += chance * ((1 - shown) * here + shown * gone)
    # The mean net after the pilot is the net now: evidence is expected to change nothing.
    assert mean == pytest.approx(POLICY.horizon * net, abs=1e-6)
    expected = total - max(0.0, POLICY.horizon * net)
    assert pilot_value(sums, terms, POLICY, orders) == pytest.approx(expected, abs=1e-6)


def beta_binomial(orders: int, a: float, b: float) -> list[float]:
    """Return the chances one by one, each from the one before: f(k+1)/f(k) = (n-k)(a+k) / ((k+1)(b+n-k-1))."""
    weights = [1.0]
    for k in range(orders):
        weights.append(weights[-1] * (orders - k) * (a + k) / ((k + 1) * (b + orders - k - 1)))
    return [weight / sum(weights) for weight in weights]


@pytest.mark.parametrize(("share", "orders"), [(0.95, 12), (1.0, 12), (1.01, 23)])
def test_it_agrees_with_drawing_pilots_at_random(share: float, orders: int) -> None:
    draws, rng, terms = 20_000, np.random.default_rng(20261123), priced(share * EDGE)
    rates, *_, net = expected_only(YOUNG, terms, POLICY)
    failed = np.column_stack(
        [rng.binomial(orders, rng.beta(rate.off_a, rate.off_b, draws)) for rate in rates]
    )
    seen: dict[tuple[int, ...], tuple[float, float, float]] = {}
    values = np.empty(draws)
    for place, (outcome, luck) in enumerate(zip(map(tuple, failed.tolist()), rng.random(draws), strict=True)):
        if outcome not in seen:
            seen[outcome] = gains(YOUNG, terms, outcome, orders)
        here, gone, shown = seen[outcome]
        values[place] = max(0.0, gone if luck < shown else here)
    found = pilot_value(YOUNG, terms, POLICY, orders)
    error = values.std() / draws**0.5
    assert found > 0
    assert values.mean() - max(0.0, POLICY.horizon * net) == pytest.approx(found, abs=4 * error)


@PROPERTY
@given(evidences(), proposals(), SIZES)
def test_it_is_never_negative_and_never_more_than_certainty_would_be_worth(
    case: Evidence, offer: Proposal, orders: int
) -> None:
    sums, terms = tally(case, POLICY), terms_of(offer, POLICY)
    value = pilot_value(sums, terms, POLICY, orders)
    _, money, *_, net = expected_only(sums, terms, POLICY)
    best = max(0.0, POLICY.horizon * max(money.saving, money.saving_if_vanished))
    assert 0.0 <= value <= best - max(0.0, POLICY.horizon * net) + 1e-6 * (1 + best)


def test_it_is_nothing_where_no_outcome_changes_the_decision() -> None:
    assert pilot_value(YOUNG, priced(1.2 * EDGE), POLICY, 12) == 0.0
    # Paid after arrival and bought for almost nothing: even a supplier that vanishes leaves a gain.
    given_away = replace(OFFER, offered_price=0.5, deposit_share=0, days_after_balance=0, days_to_receipt=0)
    cheap = replace(given_away, customer_cost=CustomerCost(0, 0, 0, 0), extra_minutes_per_order=0)
    assert pilot_value(YOUNG, terms_of(cheap, POLICY), POLICY, 12) == 0.0


@pytest.mark.parametrize("method", ["wire_company", "alibaba_trade_assurance", "credit_card_link"])
@pytest.mark.parametrize("weeks", [3, 8, 28])
def test_it_is_largest_near_the_break_even_price(method: str, weeks: int) -> None:
    sums, offer = tally(evidence(clean_weeks(weeks, 8)), POLICY), proposal(payment_method=method)
    edge = break_even_price(sums, offer, POLICY)
    assert edge is not None
    shares = (0.5, 0.7, 0.85, 0.95, 1.0, 1.05, 1.15)
    values = [
        pilot_value(sums, terms_of(replace(offer, offered_price=share * edge), POLICY), POLICY, 12)
        for share in shares
    ]
    assert max(values) == values[shares.index(1.0)] > 0
    assert values[:5] == sorted(values[:5]) and values[4:] == sorted(values[4:], reverse=True)


@PROPERTY
@given(st.floats(0.9, 1.02), st.floats(0.01, 100), SIZES)
def test_it_scales_with_the_currency(share: float, factor: float, orders: int) -> None:
    offer = replace(OFFER, offered_price=share * EDGE)
    cost = offer.customer_cost
    other = replace(
        offer,
        on_platform_price=offer.on_platform_price * factor,
        offered_price=offer.offered_price * factor,
        wage_per_hour=(offer.wage_per_hour or 0) * factor,
        customer_cost=CustomerCost(
            *(
                (part or 0) * factor
                for part in (cost.lost, cost.late, cost.not_as_described, cost.counterfeit)
            )
        ),
    )
    value = pilot_value(YOUNG, terms_of(offer, POLICY), POLICY, orders)
    scaled = pilot_value(YOUNG, terms_of(other, POLICY), POLICY, orders)
    assert scaled == pytest.approx(factor * value, rel=1e-6, abs=1e-6 * factor)


@PROPERTY
@given(st.floats(0.8, 1.02))
def test_a_longer_pilot_teaches_no_less(share: float) -> None:
    terms = priced(share * EDGE)
    values = [pilot_value(YOUNG, terms, POLICY, orders) for orders in (1, 3, 6, 12, 23)]
    assert all(later >= earlier - 1e-9 for earlier, later in pairwise(values))
