"""Money and its distribution, against values worked out by hand and against drawn ones."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from scipy.stats import beta, betabinom, poisson

from assessments.engine import Evidence, Proposal, assess
from assessments.engine.distribution import Floats, NetBenefit, failures_mass, lattice_step, loss_lattice
from assessments.engine.evaluation import expected_only, net_benefit
from assessments.engine.money import open_orders_peak
from assessments.engine.tally import tally
from assessments.engine.terms import terms_of
from tests.assessments.engine.comparing import reported
from tests.assessments.engine.world import (
    POLICY,
    PROPERTY,
    clean_weeks,
    evidence,
    evidences,
    proposal,
    proposals,
)

DRAWS = 1_000_000


def test_saving_fees_and_labour_are_sums_a_hand_can_check() -> None:
    offer = proposal(fee_fixed=10, orders_per_payment=20)
    report = assess(Evidence(), offer, POLICY)
    assert report["saving"] == pytest.approx(60 * 5)
    assert report["fees"] == pytest.approx(60 * 15 * 0.04 + 60 * 10 / 20)
    assert report["labour"] == pytest.approx(12 * (60 * 6 / 60 + 2))


def test_cash_under_way_follows_littles_law_and_its_peak_the_poisson_quantile() -> None:
    offer = proposal(payment_method="wire_company", top_up=100, orders_per_payment=5)
    report = assess(Evidence(), offer, POLICY)
    assert report["mean_unprotected_cash"] == pytest.approx(15 * (0.5 * 2 * 20 + 0.5 * 2 * 14) + 15 * 2 + 100)
    peak = 15 * (0.5 * poisson.ppf(0.99, 40) + 0.5 * poisson.ppf(0.99, 28)) + 15 * 4 + 100
    assert report["peak_unprotected_cash"] == pytest.approx(peak)
    assert report["loss_if_vanished"] == pytest.approx(peak + 30 * 2 * 20)


@pytest.mark.parametrize("mean", [0.0, 0.005, 0.02, 0.5, 3.0, 40.0, 999.5, 20_000.0])
def test_the_peak_of_open_orders_is_the_poisson_quantile(mean: float) -> None:
    assert open_orders_peak(mean, 0.99) == poisson.ppf(0.99, mean)


@pytest.mark.parametrize(
    ("orders", "a", "b"), [(1, 0.1, 5.0), (180, 0.165, 4.8), (3_000, 2.0, 15.0), (90, 14.0, 0.7)]
)
def test_failures_follow_the_beta_binomial(orders: int, a: float, b: float) -> None:
    wanted = betabinom.pmf(np.arange(orders + 1), orders, a, b)
    assert np.abs(failures_mass(orders, a, b) - wanted).max() < 1e-9


ALL_BACK = dict.fromkeys(("lost", "late", "not_as_described", "counterfeit", "vanished"), 1.0)
NO_HARM = dict.fromkeys(("lost", "late", "not_as_described", "counterfeit"), 0)
DEAR = {"lost": 300, "late": 0, "not_as_described": 100, "counterfeit": 5_000}
NO_WORK = {"extra_minutes_per_order": 0, "fixed_hours_per_month": 0}
PAID_AHEAD = {
    "payment_method": "wire_company",
    "deposit_share": 1,
    "days_to_receipt": 60,
    "days_after_balance": 30,
    "top_up": 3_000,
}
IN_FULL = {"payment_method": None, "recovery": ALL_BACK, "irreversible": False}

CASES: dict[str, tuple[Evidence, dict[str, Any]]] = {
    "no record": (Evidence(), {}),
    "short record": (evidence(clean_weeks(6, 4)), {}),
    "long record": (evidence(clean_weeks(28, 12)), {"offered_price": 17}),
    "bad record": (
        evidence([*clean_weeks(10, 2), {"age_days": 30, "outcome": "lost", "count": 20}]),
        {"offered_price": 11},
    ),
    "hardly any gain": (evidence(clean_weeks(28, 12)), {"offered_price": 17.6}),
    "final payment": (evidence(clean_weeks(28, 12)), {"payment_method": "wire_company", "deposit_share": 1}),
    "one order": (Evidence(), {"orders_per_month": 0.4, "offered_price": 14, **NO_WORK}),
    "few orders": (evidence(clean_weeks(10, 2)), {"orders_per_month": 12, "offered_price": 14}),
    "few orders, dear failures": (
        evidence(clean_weeks(10, 2)),
        {"orders_per_month": 3, "offered_price": 10, "customer_cost": DEAR, **NO_WORK},
    ),
    "many orders": (evidence(clean_weeks(28, 40)), {"orders_per_month": 900, "offered_price": 16}),
    "as many orders as can be": (
        evidence(clean_weeks(28, 40)),
        {"orders_per_month": 10_000, "offered_price": 16},
    ),
    "vanishing costs most": (Evidence(), PAID_AHEAD),
    "vanishing is the twentieth quarter": (evidence(clean_weeks(16, 4)), PAID_AHEAD),
    "all comes back": (evidence(clean_weeks(10, 4)), IN_FULL),
    "all comes back and nobody is harmed": (
        evidence(clean_weeks(10, 4)),
        {**IN_FULL, "customer_cost": NO_HARM},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_chance_and_bad_case_agree_with_a_million_drawn_quarters(name: str) -> None:
    case, changes = CASES[name]
    terms = terms_of(proposal(**changes), POLICY)
    rates, money, vanishing, _, mean = expected_only(tally(case, POLICY), terms, POLICY)
    benefit = net_benefit(rates, money, vanishing, terms, POLICY)
    random = np.random.default_rng(20_260_801)
    failures = np.zeros(DRAWS)
    for rate, cost in zip(rates, money.extra_cost, strict=True):
        failures += cost * drawn_failures(random, money.orders, rate.off_a, rate.off_b)
    # As many quarters with the supplier gone as there should be: the failures alone are left to luck.
    gone = np.arange(DRAWS) < round(vanishing * DRAWS)
    net = np.where(gone, benefit.gain_if_vanished, benefit.gain) - failures
    assert benefit.probability_positive() == pytest.approx((net > 0).mean(), abs=0.002)
    worst = -np.partition(net, DRAWS // 20)[: DRAWS // 20].mean()
    # A bad case of next to nothing is compared with a thousandth of what a quarter's goods cost.
    floor = 0.001 * money.orders * terms.on_price
    assert benefit.cvar(POLICY.cvar_tail) == pytest.approx(worst, rel=0.01, abs=floor)
    usual_if_vanished = benefit.gain_if_vanished + money.peak_vanished - money.mean_vanished
    drawn = np.where(gone, usual_if_vanished, benefit.gain) - failures
    assert mean == pytest.approx(drawn.mean() / POLICY.horizon, rel=0.01, abs=floor)


def drawn_failures(random: np.random.Generator, orders: int, a: float, b: float) -> Floats:
    """Draw how many of the orders fail, a million times, each with a failure rate of its own."""
    chances = betabinom.pmf(np.arange(orders + 1), orders, a, b)
    times = random.multinomial(DRAWS, chances / chances.sum())
    return random.permutation(np.repeat(np.arange(orders + 1), times))


def test_a_larger_gain_never_looks_worse_where_the_cells_change_their_width() -> None:
    # One failure costs just less than the width where the finer cells end.
    losses = loss_lattice(20, (31.8, 0.0, 0.0, 0.0), ((1.0, 9.0),) * 4, step=1.0)
    chances = [losses.below(cells) for cells in np.arange(0.25, 40, 0.05)]
    assert chances == sorted(chances)
    assert 0 < chances[0] < chances[-1] < 1


def test_a_small_gain_is_weighed_as_exactly_as_a_large_one() -> None:
    # Only late orders cost: the gain is kept while at most three of 180 are late.
    shape, step = (1.0, 9.0), 3.6
    losses = loss_lattice(180, (0.0, 1.0, 0.0, 0.0), ((1.0, 1.0), shape, (1.0, 1.0), (1.0, 1.0)), step)
    assert losses.below(3.5) == pytest.approx(betabinom.cdf(3, 180, *shape), abs=0.001)


def test_the_bad_case_of_a_supplier_that_vanishes_in_every_bad_quarter_is_what_vanishing_costs() -> None:
    none = loss_lattice(180, (0.0,) * 4, ((1.0, 9.0),) * 4, step=1.0)
    benefit = NetBenefit(none, gain=500.0, gain_if_vanished=-1_000.0, vanishing=0.2)
    assert benefit.cvar(0.05) == pytest.approx(1_000)
    assert NetBenefit(none, 500.0, -1_000.0, vanishing=0.01).cvar(0.05) == pytest.approx(
        0.2 * 1_000 - 0.8 * 500
    )


def test_the_bills_differ_by_what_leaving_gains() -> None:
    report = reported(evidence(clean_weeks(28, 12)), proposal(), POLICY)
    bill = report["bill"]
    gap = bill["on"]["total"]["mean"] - bill["off"]["total"]["mean"]
    assert gap == pytest.approx(report["net_per_month"] / 60 * 100, abs=0.01)
    for side in ("on", "off"):
        total = bill[side]["total"]
        assert total["low"] <= total["mean"] <= total["high"]


def spans_in(value: object) -> list[dict[str, float]]:
    if isinstance(value, dict):
        found = [span for item in value.values() for span in spans_in(item)]
        return [value, *found] if {"mean", "low", "high"} <= set(value) else found
    return [span for item in value for span in spans_in(item)] if isinstance(value, list) else []


@PROPERTY
@given(evidences(), proposals())
def test_every_range_has_its_mean_inside(case: Evidence, offer: Proposal) -> None:
    report = reported(case, offer, POLICY)
    spans = spans_in([report["bill"], report["protections_lost"]])
    assert len(spans) == 10
    for span in spans:
        slack = 1e-9 * abs(span["mean"])
        assert span["low"] <= span["mean"] + slack and span["mean"] <= span["high"] + slack
    for rate in report["failure_rates"].values():
        assert rate["lower90_on"] <= rate["mean_on"] <= rate["upper90_on"]
        assert rate["lower90"] <= rate["mean_off"] <= rate["upper90"]


def test_the_cost_of_vanishing_ranges_over_the_90_percent_of_its_chance() -> None:
    report = reported(Evidence(), proposal(payment_method="wire_company"), POLICY)
    vanish, saving = report["bill"]["off"]["vanish"], report["saving"] - report["fees"] - report["labour"]
    each = 100 / 60 * (saving / 2 + (report["mean_unprotected_cash"] + 30 * 2 * 20) / 3)
    peak = 100 / 60 * (saving / 2 + report["loss_if_vanished"] / 3)
    low, high = (1 - (0.999 * (1 - beta.ppf(share, 0.33, 7))) ** 3 for share in (0.05, 0.95))
    assert vanish["mean"] == pytest.approx(report["vanish_probability"] * each)
    assert vanish["low"] == pytest.approx(low * each)
    assert vanish["high"] == pytest.approx(high * peak)
    assert vanish["high"] > 2 * vanish["mean"]


def test_the_hazards_cost_what_the_net_lacks() -> None:
    report = reported(evidence(clean_weeks(28, 12)), proposal(), POLICY)
    price = sum(hazard["price_per_month"] for hazard in report["hazards"].values())
    assert report["saving"] - price == pytest.approx(report["net_per_month"])


def test_unknown_orders_per_payment_cost_the_fee_of_one_and_the_cash_of_many() -> None:
    report = assess(
        Evidence(), proposal(orders_per_payment=None, fee_fixed=2, payment_method="wire_company"), POLICY
    )
    single = assess(Evidence(), proposal(fee_fixed=2, payment_method="wire_company"), POLICY)
    assert report["fees"] == pytest.approx(60 * 15 * 0.04 + 60 * 2)
    assert report["peak_unprotected_cash"] == pytest.approx(single["peak_unprotected_cash"] + 15 * 29)


def test_every_price_up_to_the_platforms_is_weighed_on_the_same_lattice() -> None:
    severity, cost = (1.0, 0.1, 0.6, 1.0), (30.0, 4.0, 15.0, 60.0)
    steps = {lattice_step(180, 20.0, price, severity, cost) for price in (0.0, 8.0, 17.5, 20.0)}
    assert len(steps) == 1


def test_no_failure_at_all_is_no_loss_however_small_the_gain() -> None:
    losses = loss_lattice(10, (50.0, 0.0, 0.0, 0.0), ((1.0, 9.0),) * 4, step=1.0)
    none = float(betabinom.pmf(0, 10, 1.0, 9.0))
    assert losses.below(0.0) == 0
    assert losses.below(0.01) == pytest.approx(none)
    assert losses.below(49.0) == pytest.approx(none)
    assert losses.below(10_000.0) == 1
