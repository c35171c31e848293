"""Orders that the owner typed from memory: a first look, and never more than NOT_YET."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.engine import Evidence, Proposal, assess
from assessments.engine.evidence import CLAIMED, MOST_GROUPS, ORDERS_IN_ALL
from tests.assessments.engine.comparing import reported
from tests.assessments.engine.world import (
    POLICY,
    PROPERTY,
    changed,
    clean_order,
    clean_weeks,
    evidence,
    evidences,
    proposal,
    proposals,
    rank,
)

STRONG = evidence(clean_weeks(36, 25))


def lost_rate(case: Evidence) -> float:
    rate: float = reported(case, proposal(), POLICY)["failure_rates"]["lost"]["mean_on"]
    return rate


def record_gate(report: dict[str, Any]) -> list[dict[str, Any]]:
    return [gate for gate in report["gates"] if gate["name"] == "orders_on_record"]


def test_a_wrong_order_is_a_whole_loss_and_a_fine_one_half_an_arrival() -> None:
    assert lost_rate(Evidence(claimed_wrong=2)) == pytest.approx((0.44 + 2) / (20 + 2))
    assert lost_rate(Evidence(claimed_fine=10, claimed_wrong=0)) == pytest.approx(0.44 / (20 + 5))
    assert lost_rate(Evidence(claimed_fine=10, claimed_wrong=2)) == pytest.approx(2.44 / 27)


def test_fine_orders_count_nothing_while_nobody_says_how_many_went_wrong() -> None:
    assert lost_rate(Evidence(claimed_fine=10)) == pytest.approx(0.022)


def test_claims_add_to_what_is_on_record_and_share_its_cap() -> None:
    recorded = Evidence(orders=(clean_order(age=0, since=0, count=10),))
    assert lost_rate(changed(recorded, claimed_fine=10, claimed_wrong=0)) == pytest.approx(
        0.44 / (20 + 10 + 5)
    )
    # 20 wrong and 200 fine are 120 known orders, twice the cap: each counts half.
    assert lost_rate(Evidence(claimed_fine=200, claimed_wrong=20)) == pytest.approx((0.44 + 10) / (20 + 60))


def test_claims_move_no_other_rate_and_no_gate_of_the_record() -> None:
    told = changed(STRONG, claimed_fine=500, claimed_wrong=0)
    before, after = reported(STRONG, proposal(), POLICY), reported(told, proposal(), POLICY)
    for channel in ("late", "not_as_described", "counterfeit"):
        assert after["failure_rates"][channel] == before["failure_rates"][channel]
    kept = ("evidence",)
    assert [gate for gate in after["gates"] if gate["kind"] in kept and gate not in record_gate(after)] == [
        gate for gate in before["gates"] if gate["kind"] in kept
    ]
    assert after["clean_orders_weighted"] == before["clean_orders_weighted"]
    assert after["vanish_probability"] == before["vanish_probability"]
    assert after["coverage"] == before["coverage"]


def test_plain_numbers_count_claims_apart() -> None:
    counts = assess(Evidence(claimed_fine=7, claimed_wrong=1), proposal(), POLICY)["orders"]
    assert (counts["claimed_fine"], counts["claimed_wrong"], counts["total"]) == (7, 1, 0)
    recorded = assess(STRONG, proposal(), POLICY)["orders"]
    assert (recorded["claimed_fine"], recorded["claimed_wrong"]) == (0, 0)


@pytest.mark.parametrize("claim", [{"claimed_fine": 0}, {"claimed_wrong": 0}, {"claimed_fine": 900}])
def test_a_claim_holds_the_best_record_at_not_yet_and_says_why(claim: dict[str, int]) -> None:
    assert assess(STRONG, proposal(), POLICY)["verdict"] == "READY"
    report = assess(changed(STRONG, **claim), proposal(), POLICY)
    assert report["verdict"] == "NOT_YET"
    (gate,) = record_gate(report)
    assert (gate["kind"], gate["value"], gate["reason"]) == ("evidence", None, "claimed_only")
    assert not gate["pilot"]["passed"] and not gate["ready"]["passed"]
    assert gate["detail"] == {"claimed_fine": None, "claimed_wrong": None} | claim


def test_without_a_claim_nothing_is_asked_of_memory() -> None:
    assert record_gate(assess(STRONG, proposal(), POLICY)) == []


NUMBER = st.none() | st.integers(0, 2_000)


@PROPERTY
@given(evidences(), proposals(), NUMBER, NUMBER)
def test_claims_never_give_more_than_not_yet(
    case: Evidence, offer: Proposal, fine: int | None, wrong: int | None
) -> None:
    told = assess(changed(case, claimed_fine=fine, claimed_wrong=wrong), offer, POLICY)
    assert (fine is None and wrong is None) or rank(told) <= 1


@PROPERTY
@given(evidences(), proposals(), st.integers(0, 500), st.integers(0, 50))
def test_one_more_claimed_failure_is_never_better(
    case: Evidence, offer: Proposal, fine: int, wrong: int
) -> None:
    before = assess(changed(case, claimed_fine=fine, claimed_wrong=wrong), offer, POLICY)
    after = assess(changed(case, claimed_fine=fine, claimed_wrong=wrong + 1), offer, POLICY)
    assert rank(after) <= rank(before)
    assert after["net_per_month"] <= before["net_per_month"]
    assert after["probability_net_positive"] <= before["probability_net_positive"]


@pytest.mark.parametrize("name", ["claimed_fine", "claimed_wrong"])
@pytest.mark.parametrize("value", [-1, CLAIMED[1] + 1, 0.5, float("nan"), True, "many"])
def test_a_claim_that_cannot_be_is_refused_by_name(name: str, value: object) -> None:
    with pytest.raises(ValueError, match=rf"{name}: read .*; allowed is a"):
        changed(Evidence(), **{name: value})


def test_ten_million_orders_are_read_and_one_more_is_refused() -> None:
    most = 100_000
    full = tuple(clean_order(count=most) for _ in range(ORDERS_IN_ALL // most))
    assert assess(Evidence(orders=full), proposal(), POLICY)["orders"]["total"] == ORDERS_IN_ALL
    with pytest.raises(ValueError, match="orders: read 10000001; allowed is at most 10000000 orders in all"):
        Evidence(orders=(*full, clean_order()))


def test_a_list_of_a_million_groups_is_refused() -> None:
    with pytest.raises(
        ValueError, match="orders: read 1000000 groups; allowed is at most 200000 groups of like orders"
    ):
        Evidence(orders=(clean_order(),) * 1_000_000)
    assert len(Evidence(orders=(clean_order(),) * MOST_GROUPS).orders) == MOST_GROUPS
