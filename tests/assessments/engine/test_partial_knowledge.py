"""What each fact of an order adds and what a missing one withholds: worked out by hand, channel by channel."""

import math
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.engine import Arrival, Evidence, OrderGroup, Proposal, assess, evidence_from
from assessments.engine.exposure import exposure_of
from assessments.engine.kinds import gather
from assessments.engine.tally import tally
from assessments.engine.words import THROUGHOUT
from tests.assessments.engine.coding import coded
from tests.assessments.engine.comparing import gate_of, reported, same_figures
from tests.assessments.engine.world import (
    CLEAN,
    POLICY,
    PROPERTY,
    add,
    changed,
    clean_order,
    clean_weeks,
    evidence,
    evidences,
    order_groups,
    proposal,
    proposals,
)

RIPE = 1_000
"""Days after which complaints have come, to the last digit; the recency weight is set aside by age 0."""

LOST, LATE, OTHER, FAKE = range(4)


def sums_of(*orders: OrderGroup) -> tuple[list[float], list[float]]:
    """Return failures and known orders of each channel, by the weight of one order each."""
    lasting = replace(POLICY, half_life=math.inf)
    found = exposure_of(gather(orders, lasting), THROUGHOUT, lasting)
    return list(found.failed), list(found.known)


def order(arrival: Arrival = Arrival.PROVEN, **facts: Any) -> OrderGroup:
    return changed(OrderGroup(age_days=RIPE, arrival=arrival, delivered_days_ago=RIPE), **{**CLEAN, **facts})


def test_a_clean_order_is_good_in_every_channel() -> None:
    failed, known = sums_of(order())
    assert failed == [0, 0, 0, 0]
    assert known == pytest.approx([1, 1, 1, 1])


@pytest.mark.parametrize(
    ("fact", "channel"), [("late", LATE), ("not_as_described", OTHER), ("counterfeit", FAKE)]
)
def test_a_missing_fact_withholds_evidence_from_its_own_channel_only(fact: str, channel: int) -> None:
    silent = changed(order(), **{fact: None})
    failed, known = sums_of(silent)
    assert failed == [0, 0, 0, 0]
    assert known == pytest.approx([0 if at == channel else 1 for at in range(4)])
    assert silent.is_clean


@pytest.mark.parametrize(
    ("fact", "channel"), [("late", LATE), ("not_as_described", OTHER), ("counterfeit", FAKE)]
)
def test_a_bad_fact_is_a_failure_of_its_own_channel_only(fact: str, channel: int) -> None:
    bad = changed(order(), **{fact: True})
    failed, known = sums_of(bad)
    assert failed == [float(at == channel) for at in range(4)]
    assert known == pytest.approx([1, 1, 1, 1])
    assert (bad.is_clean, bad.is_bad) == (False, True)


def test_an_attested_order_counts_seven_tenths_and_says_nothing_of_lateness() -> None:
    failed, known = sums_of(order(Arrival.ATTESTED))
    assert failed == [0, 0, 0, 0]
    assert known == pytest.approx([0.7, 0, 0.7, 0.7])
    sums = tally(evidence([{"age_days": 0, "arrival": "attested", "count": 10}]), POLICY)
    assert (round(sums.clean, 9), sums.clean_proven, sums.last_arrival_days) == (7, 0, None)
    assert sums.known_good[0] == pytest.approx(10)


def test_a_lost_order_says_nothing_of_what_never_came_and_of_lateness_only_by_its_promise() -> None:
    facts = dict.fromkeys(CLEAN)
    assert sums_of(order(Arrival.LOST, **facts)) == ([1, 0, 0, 0], [1, 0, 0, 0])
    due = order(Arrival.LOST, promised_days=RIPE - 1, **facts)
    assert sums_of(due) == ([1, 1, 0, 0], [1, 1, 0, 0])
    not_due = order(Arrival.LOST, promised_days=RIPE, **facts)
    assert sums_of(not_due) == ([1, 0, 0, 0], [1, 0, 0, 0])


def test_an_unattributed_problem_is_neither_good_nor_bad_and_is_listed() -> None:
    odd = order(unattributed=True)
    assert sums_of(odd) == ([0, 0, 0, 0], [0, 0, 0, 0])
    assert (odd.is_clean, odd.is_bad) == (False, False)
    report = reported(
        evidence([{"age_days": 5, "arrival": "proven", "unattributed": True}]), proposal(), POLICY
    )
    assert report["orders"]["unattributed"] == 1 and report["orders"]["clean"] == 0
    assert "orders_unattributed" in [item["key"] for item in report["findings"]]


@pytest.mark.parametrize("age", [1, 40, 400, 3_000])
def test_an_order_under_way_stays_so_whatever_its_age(age: int) -> None:
    report = reported(
        evidence([{"age_days": age, "outcome": "in_transit", "promised_days": 30}]), proposal(), POLICY
    )
    assert (report["orders"]["open"], report["orders"]["lost"]) == (1, 0)
    assert report["orders"]["overdue"] == (age > 30)
    lost = report["failure_rates"]["lost"]
    weight = 2 ** (-age / 180)
    assert 0 <= lost["known_failures"] <= weight * (1 + 1e-9)
    assert lost["known_failures"] == lost["known_orders"]


UNSEEN = OrderGroup(age_days=40, arrival=Arrival.NOT_OBSERVED, promised_days=10)


@PROPERTY
@given(evidences(), proposals(), st.integers(0, 400), coded(count=(1, 3, 400), good=(False, True)))
def test_an_order_nobody_observed_adds_nothing_but_a_range(
    case: Evidence, offer: Proposal, age: int, how: dict[str, Any]
) -> None:
    """Nothing to any channel, gate, tenure, recency, weeks or pace; it dilutes what is known once it is ripe."""
    facts = CLEAN if how["good"] else {}
    unseen = changed(UNSEEN, age_days=age, count=how["count"], **facts)
    before, after = reported(case, offer, POLICY), reported(add(case, unseen), offer, POLICY)
    for name in ("net_per_month", "probability_net_positive", "cvar95", "vanish_probability"):
        assert after[name] == before[name]
    for channel, rate in after["failure_rates"].items():
        for figure in ("mean_on", "mean_off", "upper90", "known_orders", "known_failures"):
            assert rate[figure] == before["failure_rates"][channel][figure]
    for row in before["gates"]:
        new = gate_of(after, row["name"])
        if row["name"].startswith("known_"):
            assert new["value"] is None or row["value"] is None or new["value"] <= row["value"]
        else:
            assert new == row


def test_the_lost_rate_is_printed_as_a_range_with_the_unseen_all_good_and_all_bad() -> None:
    case = evidence([*clean_weeks(2, 5), {"age_days": 0, "outcome": "not_observed", "count": 20}])
    lost = reported(case, proposal(), POLICY)["failure_rates"]["lost"]
    good = add(replace(case, orders=case.orders[:-1]), clean_order(0, 0, count=20))
    bad = add(replace(case, orders=case.orders[:-1]), OrderGroup(0, Arrival.LOST, count=20))
    assert lost["if_not_observed_good"] == pytest.approx(rate_of(good), rel=1e-9)
    assert lost["if_not_observed_bad"] == pytest.approx(rate_of(bad), rel=1e-9)
    assert lost["if_not_observed_good"] < lost["mean_on"] < lost["if_not_observed_bad"]


def rate_of(case: Evidence) -> float:
    rate: float = reported(case, proposal(), POLICY)["failure_rates"]["lost"]["mean_on"]
    return rate


def test_orders_off_the_platform_are_direct_evidence_without_drift() -> None:
    lost = OrderGroup(0, Arrival.LOST, count=5, off_platform=True)
    good = clean_order(0, 0, count=35, off_platform=True)
    rate = reported(Evidence(orders=(lost, good)), proposal(), POLICY)["failure_rates"]["lost"]
    assert rate["mean_on"] == pytest.approx(0.022)
    assert rate["mean_off"] == pytest.approx((0.022 * 1.5 * 20 + 5) / 60)
    report = reported(Evidence(orders=(good,)), proposal(), POLICY)
    assert report["clean_off_platform_weighted"] == pytest.approx(35)
    assert gate_of(report, "clean_orders")["value"] == pytest.approx(35)


@pytest.mark.parametrize("typed", [None, 0, 20, 35, 50])
def test_typed_and_recorded_pilot_orders_are_the_same_orders(typed: float | None) -> None:
    good = clean_order(0, 0, count=35, off_platform=True)
    report = assess(Evidence(orders=(good,), clean_off_platform=typed), proposal(), POLICY)
    assert report["clean_off_platform_weighted"] == pytest.approx(max(35, typed or 0))


@pytest.mark.parametrize("family", sorted(POLICY.families))
def test_a_method_without_its_sub_type_takes_the_worst_of_each_and_holds_at_not_yet(family: str) -> None:
    members = [POLICY.methods[key] for key in POLICY.families[family]]
    report = assess(
        evidence(clean_weeks(28, 12), clean_off_platform=20), proposal(payment_method=family), POLICY
    )
    payment = report["payment"]
    for name, share in payment["recovery"].items():
        assert share == pytest.approx(min(getattr(member.recovery, name) for member in members))
    assert payment["tier"] == max((member.tier for member in members), key=lambda tier: tier.risk)
    assert payment["irreversible"] == any(member.tier.is_final for member in members)
    assert report["verdict"] in ("STAY", "NOT_YET")
    assert gate_of(report, "payment_subtype")["reason"] == "payment_subtype_unknown"


def test_paypal_for_goods_takes_the_resale_band_until_it_is_known_to_be_eligible() -> None:
    method = POLICY.methods["paypal_goods_services"]
    better = method.eligible_recovery
    assert better is not None and better.lost > method.recovery.lost
    for answer, wanted in ((None, method.recovery), (False, method.recovery), (True, better)):
        offer = proposal(payment_method=method.key, answers={"paypal_resale_eligible": answer})
        found = assess(Evidence(), offer, POLICY)["payment"]["recovery"]
        assert found["lost"] == pytest.approx(wanted.lost) and found["vanished"] == pytest.approx(
            wanted.vanished
        )


def test_a_payment_not_named_gives_nothing_back_and_is_final() -> None:
    payment = assess(Evidence(), proposal(payment_method=None), POLICY)["payment"]
    assert set(payment["recovery"].values()) == {0} and payment["irreversible"]


def test_unknown_terms_take_the_worst_and_are_said_to_be_assumed() -> None:
    terms = dict.fromkeys(
        ("deposit_share", "days_to_receipt", "days_after_balance", "top_up", "wage_per_hour")
    )
    report = reported(Evidence(), proposal(payment_method="wire_company", **terms), POLICY)
    assumed = {item["field"]: item["value"] for item in report["assumptions"]}
    assert assumed == {
        "deposit_share": 1,
        "days_to_receipt": 90,
        "days_after_balance": 90,
        "top_up": 60 * 15,
        "wage_per_hour": 3 * 20,
    }
    assert report["mean_unprotected_cash"] == pytest.approx(15 * 2 * 90 + 900)


@PROPERTY
@given(st.lists(order_groups(), max_size=4), proposals())
def test_a_missing_fact_leaves_an_order_clean(orders: list[OrderGroup], offer: Proposal) -> None:
    """A null fact does not undo clean: the clean orders count the same without it."""
    forgotten = tuple(
        order.but(late=None, not_as_described=None, counterfeit=None) if order.is_clean else order
        for order in orders
    )
    known, silent = (assess(Evidence(orders=some), offer, POLICY) for some in (tuple(orders), forgotten))
    for key in (
        "clean_orders",
        "clean_orders_proven",
        "pace",
        "tenure",
        "last_arrival",
        "distinct_weeks",
        "known_lost",
    ):
        assert gate_of(known, key) == gate_of(silent, key)


OUTCOMES: dict[str, dict[str, Any]] = {
    "clean": {"arrival": "proven", **CLEAN},
    "late": {"arrival": "proven", **CLEAN, "late": True},
    "lost": {"arrival": "lost"},
    "not_as_described": {"arrival": "proven", "not_as_described": True, "counterfeit": False},
    "counterfeit": {"arrival": "proven", "counterfeit": True},
    "in_transit": {"arrival": "open"},
    "not_observed": {"arrival": "not_observed"},
}


@PROPERTY
@given(evidences(), proposals(), st.sampled_from(sorted(OUTCOMES)), st.integers(0, 200))
def test_a_shorthand_outcome_is_worth_its_facts(
    case: Evidence, offer: Proposal, outcome: str, age: int
) -> None:
    rest = {"age_days": age, "promised_days": 20}
    short, long = (
        evidence_from({"orders": [{**rest, **facts}]}).orders
        for facts in ({"outcome": outcome}, OUTCOMES[outcome])
    )
    same_figures(reported(add(case, *short), offer, POLICY), reported(add(case, *long), offer, POLICY))


def test_complaints_have_had_their_time_only_from_the_day_they_are_recorded() -> None:
    def known(since: int, recorded: int | None) -> float:
        kinds = gather([clean_order(60, since)], replace(POLICY, half_life=math.inf))
        return exposure_of(kinds, recorded, POLICY).known[OTHER]

    assert known(0, THROUGHOUT) == 0
    assert known(30, THROUGHOUT) == pytest.approx(1 - math.exp(-2))
    assert known(45, 15) == pytest.approx(math.exp(-2) - math.exp(-3))
    assert known(45, None) == 0
