"""What no input may break: bounds, scaling, order, labels, the rules about low volume and no saving."""

import json
import math
from collections import Counter
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.engine import (
    Arrival,
    Evidence,
    OrderGroup,
    Proposal,
    assess,
)
from assessments.engine.proposal import BOUNDS, REQUIRED, CustomerCost, Recovery
from assessments.engine.words import CHANNELS, Verdict
from tests.assessments.engine.coding import coded
from tests.assessments.engine.comparing import money_scale, numbers_in, reported, same_figures
from tests.assessments.engine.easing import recoveries
from tests.assessments.engine.world import (
    POLICY,
    PROPERTY,
    changed,
    evidences,
    proposals,
)

MONEY_FIELDS = (
    "saving",
    "fees",
    "labour",
    "expected_loss",
    "net_per_month",
    "cvar95",
    "peak_unprotected_cash",
    "mean_unprotected_cash",
    "loss_if_vanished",
)


def scaled(offer: Proposal, factor: float) -> Proposal:
    def times(value: float | None) -> float | None:
        return None if value is None else value * factor

    cost = CustomerCost(*(times(getattr(offer.customer_cost, channel)) for channel in CHANNELS))
    money = ("on_platform_price", "offered_price", "top_up", "fee_fixed", "wage_per_hour", "risk_budget")
    return changed(offer, customer_cost=cost, **{name: times(getattr(offer, name)) for name in money})


@PROPERTY
@given(evidences(), proposals(), st.sampled_from([0.125, 0.9, 7.5, 64.0]))
def test_another_currency_changes_only_the_money(case: Evidence, offer: Proposal, factor: float) -> None:
    """Property 1."""
    before, after = assess(case, offer, POLICY), assess(case, scaled(offer, factor), POLICY)
    # A product with the factor rounds at its last digit, which may move a loss across the middle of a cell.
    assert math.isclose(before["probability_net_positive"], after["probability_net_positive"], abs_tol=1e-7)
    for name in MONEY_FIELDS:
        slack = 1e-7 * money_scale(offer) * factor
        assert math.isclose(before[name] * factor, after[name], rel_tol=1e-6, abs_tol=slack), name
    # A value that lies on its threshold to the last digit may fall either way.
    close = any(gate_is_tight(gate) for gate in before["gates"])
    assert close or before["verdict"] == after["verdict"]


def gate_is_tight(gate: dict[str, Any]) -> bool:
    value = gate["value"]
    limits = [gate[level]["threshold"] for level in ("pilot", "ready")]
    return value is not None and any(
        limit is not None and math.isclose(value, limit, rel_tol=1e-7, abs_tol=1e-6) for limit in limits
    )


EXTREME = coded(
    age_days=(0, 1, 36_500),
    arrival=tuple(Arrival),
    late=(None, False, True),
    counterfeit=(None, False, True),
    unattributed=(False, True),
    count=(1, 1_000, 100_000),
    promised_days=(None, 0, 36_500),
    delivered_days_ago=(None, 0),
    off_platform=(False, True),
)
SHAPES = coded(
    recorded=(36_500, None, 0),
    recovery=(None, Recovery(), Recovery(1.0, 1.0, 1.0, 1.0, 1.0)),
    payment_method=(None, "escrow", "wire_personal", "paypal"),
    typed=(None, 0.0, 1_000_000.0),
)


@PROPERTY
@given(
    st.lists(EXTREME, max_size=3), SHAPES, st.lists(st.sampled_from((0, 1, None)), min_size=18, max_size=18)
)
def test_the_ends_of_every_range_give_one_verdict_and_finite_numbers(
    orders: list[dict[str, Any]], shape: dict[str, Any], ends: list[int | None]
) -> None:
    """Properties 14 and 23 where numbers are as small and as large as may be."""
    case = Evidence(
        orders=tuple(OrderGroup(**order) for order in orders),
        clean_off_platform=shape["typed"],
        complaints_recorded_days=shape["recorded"],
    )
    terms: dict[str, Any] = {}
    for (name, bounds), end in zip(BOUNDS.items(), ends, strict=False):
        terms[name] = bounds[end or 0] if end is not None or name in REQUIRED else None
    if terms["days_after_balance"] and terms["days_to_receipt"] == 0:
        terms["days_after_balance"] = 0
    cost = CustomerCost(*(None if end is None else end * 1e9 for end in (*ends[:2], *ends[-2:])))
    offer = Proposal(
        **terms, customer_cost=cost, recovery=shape["recovery"], payment_method=shape["payment_method"]
    )
    assert_sound(reported(case, offer, POLICY))


@PROPERTY
@given(evidences(), proposals())
def test_every_case_gives_one_verdict_and_finite_numbers(case: Evidence, offer: Proposal) -> None:
    """Properties 14 and 23."""
    report = reported(case, offer, POLICY)
    assert_sound(report)
    assert json.loads(json.dumps(report)) == report


def assert_sound(report: dict[str, Any]) -> None:
    assert report["verdict"] in ("STAY", "NOT_YET", "PILOT", "READY")
    assert all(math.isfinite(number) for number in numbers_in(report))
    for name in ("probability_net_positive", "vanish_probability"):
        assert 0 <= report[name] <= 1
    assert all(0 <= share <= 1 for share in report["coverage"].values())
    for rate in report["failure_rates"].values():
        assert 0 <= rate["lower90"] <= rate["upper90"] <= 1
        assert 0 < rate["mean_on"] < 1 and 0 < rate["mean_off"] < 1
        assert 0 <= rate["known_failures"] <= rate["known_orders"]
    for name in ("fees", "labour", "expected_loss", "peak_unprotected_cash", "mean_unprotected_cash"):
        assert report[name] >= 0


def test_the_cases_that_are_drawn_reach_every_verdict() -> None:
    """Or the properties would say little: each verdict is common."""
    found: Counter[str] = Counter()

    @settings(max_examples=400, derandomize=True, database=None)
    @given(evidences(), proposals())
    def count(case: Evidence, offer: Proposal) -> None:
        found[assess(case, offer, POLICY)["verdict"]] += 1

    count()
    assert {verdict for verdict, number in found.items() if number >= 16} == set(Verdict)


@PROPERTY
@given(evidences(), proposals(), recoveries(), st.sampled_from(["anything", "UNKNOWN", "Größe 1"]))
def test_the_name_of_a_method_does_not_matter_where_its_recovery_is_given(
    case: Evidence, offer: Proposal, recovery: Recovery, name: str
) -> None:
    """Property 18."""
    typed = replace(offer, payment_method=None, recovery=recovery, irreversible=False)
    named = replace(typed, payment_method=name)
    first, second = reported(case, typed, POLICY), reported(case, named, POLICY)
    for report in (first, second):
        for gate in report["gates"]:
            gate["detail"].pop("payment_method", None)
    same_figures(first, second)


@PROPERTY
@given(evidences(), proposals(), st.sampled_from(["rocket", "UNKNOWN", ""]))
def test_the_name_of_a_lane_nobody_measured_does_not_matter(
    case: Evidence, offer: Proposal, name: str
) -> None:
    """Property 18."""
    strange = {"no such lane": name}
    renamed = tuple(order.but(lane=strange.get(order.lane, order.lane)) for order in case.orders)
    assert assess(replace(case, orders=renamed), offer, POLICY) == assess(case, offer, POLICY)


@PROPERTY
@given(
    evidences(), proposals(), coded(branded_goods=(None, False, True), brand_authorised=(None, False, True))
)
def test_what_shapes_the_scope_changes_no_verdict(
    case: Evidence, offer: Proposal, answers: dict[str, bool | None]
) -> None:
    """Property 8: a low price on branded goods is said first, or a lower price would be worse."""
    asked = reported(case, replace(offer, answers={**offer.answers, **answers}), POLICY)
    same_figures(asked, reported(case, offer, POLICY))
    assert asked["scope"]["unbranded_only"] == (answers["brand_authorised"] is not True)
