"""What an owner is told to do: nothing dangerous, nothing that nobody can choose, nothing that only forgets."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from assessments.engine import Evidence, Proposal, assess, explain
from assessments.engine.cap import exposure_cap
from assessments.engine.changes import apply_changes
from assessments.engine.levers import Lever, single_levers
from assessments.engine.tally import tally
from assessments.engine.verdict import decide
from assessments.engine.words import Tier
from tests.assessments.engine.test_explanation import CASES, changes_of
from tests.assessments.engine.world import (
    POLICY,
    PROPERTY,
    clean_weeks,
    evidence,
    evidences,
    proposal,
    proposals,
)

SOLID = evidence(clean_weeks(28, 12))
NEVER = {
    *(key for key, method in POLICY.methods.items() if method.tier is Tier.UNTRACEABLE_FINAL),
    *("wire_personal", "wire_third_party"),
}


def levers_of(case: Evidence, offer: Proposal) -> list[Lever]:
    cap = exposure_cap(tally(case, POLICY), offer, POLICY)
    return list(single_levers(decide(case, offer, POLICY), case, offer, POLICY, cap))


def values_of(field: str, case: Evidence, offer: Proposal) -> list[Any]:
    """Return every value that a lever moves the field to."""
    sets = [item for lever in levers_of(case, offer) for item in lever]
    return [change.after for item in sets for change in item.changes if change.field == field]


def rows_of(case: Evidence, offer: Proposal) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = explain(case, offer, POLICY)["what_would_change"]
    return rows


def fields_of(row: dict[str, Any]) -> set[str]:
    return {change["field"] for change in row["changes"]}


@pytest.mark.parametrize("method", [*sorted(POLICY.families), *sorted(POLICY.methods), None])
@pytest.mark.parametrize("price", [8, 15])
def test_nobody_is_sent_to_a_payment_without_a_trace_or_to_somebody_elses_account(
    method: str | None, price: float
) -> None:
    offer = proposal(payment_method=method, offered_price=price)
    assert NEVER.isdisjoint(values_of("payment_method", SOLID, offer))
    for row in rows_of(SOLID, offer):
        assert NEVER.isdisjoint(change["to"] for change in row["changes"])


@PROPERTY
@given(evidences(), proposals())
def test_no_lever_of_any_case_leads_to_such_a_payment(case: Evidence, offer: Proposal) -> None:
    assert NEVER.isdisjoint(values_of("payment_method", case, offer))


def test_the_kinds_of_a_payment_that_are_left_are_to_be_found_out() -> None:
    rows = [row for row in rows_of(SOLID, proposal(payment_method="paypal")) if row["pile"] == "prove"]
    kinds = {change["to"] for row in rows for change in row["changes"] if change["field"] == "payment_method"}
    assert kinds == {"paypal_goods_services", "paypal_invoice"}


@PROPERTY
@given(evidences(), proposals())
def test_only_a_volume_that_an_owner_can_choose_is_proposed(case: Evidence, offer: Proposal) -> None:
    pace = decide(case, offer, POLICY).found.sums.pace
    for volume in values_of("orders_per_month", case, offer):
        assert 10 <= volume < offer.orders_per_month or offer.orders_per_month < volume <= pace


def test_who_plans_too_few_is_told_the_least_that_the_gates_allow_and_it_is_the_owners_own_to_decide() -> (
    None
):
    rows = rows_of(SOLID, proposal(orders_per_month=4))
    rows = [row for row in rows if fields_of(row) == {"orders_per_month"}]
    assert {row["pile"] for row in rows} == {"prove"}
    assert min(row["changes"][0]["to"] for row in rows) == 10
    # Nobody sells more than the orders show only because a plan says so.
    slow = evidence(clean_weeks(28, 1))
    assert values_of("orders_per_month", slow, proposal(orders_per_month=4)) == []


def test_another_volume_never_comes_before_a_change_of_another_kind_that_costs_the_same() -> None:
    cheapest: dict[str, float] = {}
    for item in (item for lever in levers_of(*CASES["too many planned"]) for item in lever):
        key = item.changes[0].field
        cheapest[key] = min(item.cost, cheapest.get(key, item.cost))
    volume = cheapest.pop("orders_per_month")
    assert all(
        cost < volume for field, cost in cheapest.items() if field not in ("wait_days", "payment_method")
    )


def test_the_largest_volume_that_the_risk_budget_bears_is_a_volume_to_plan() -> None:
    offer = proposal(payment_method="wire_company", orders_per_month=100, risk_budget=260)
    cap = exposure_cap(tally(SOLID, POLICY), offer, POLICY)
    assert cap is not None and 10 < cap < 100
    assert float(cap) in values_of("orders_per_month", SOLID, offer)
    volumes = {change["to"] for row in rows_of(SOLID, offer) for change in row["changes"]}
    assert float(cap) in volumes


def test_waiting_until_a_known_fake_is_forgotten_is_no_advice() -> None:
    fake = {"age_days": 180, "outcome": "counterfeit", "delivered_days_ago": 170}
    case = evidence([*clean_weeks(28, 12), fake])
    assert assess(case, proposal(), POLICY)["verdict"] == "STAY"
    assert not any(item.pile == "wait" for lever in levers_of(case, proposal()) for item in lever)
    # Time would lift it: the record of the same supplier without the fake is good enough.
    rows = rows_of(case, proposal())
    assert [row for row in rows if row["pile"] == "wait"] == []


PILOTED = {"clean_off_platform"}


def test_a_final_payment_waits_for_a_pilot_and_says_when_its_orders_are_there() -> None:
    case, offer = CASES["needs pilots"]
    found = explain(case, offer, POLICY)
    [row] = [row for row in found["what_would_change"] if fields_of(row) == PILOTED]
    assert (row["pile"], row["verdict"], row["changes"][0]["to"]) == ("wait", "READY", 10)
    # 10 orders at 18 a month, and 20 days until the last has come: 36.7 days at the mean.
    assert 20 < row["days"]["low"] < 10 * 30 / 18 + 20 < row["days"]["high"] <= 60
    assert found["orders_needed"]["direct"] == {"needed": 10, "days": row["days"]}
    begun = explain(replace(case, clean_off_platform=7.5), offer, POLICY)
    assert begun["orders_needed"]["direct"]["needed"] == 3


def test_a_pilot_stands_beside_another_change_where_it_takes_both() -> None:
    case, offer = CASES["needs pilots"]
    rows = rows_of(replace(case, diligence_share=0.5), offer)
    [row] = [row for row in rows if fields_of(row) == {"clean_off_platform", "diligence_share"}]
    after = assess(*apply_changes(replace(case, diligence_share=0.5), offer, changes_of(row), POLICY), POLICY)
    assert (row["pile"], after["verdict"]) == ("wait", "READY")


def test_a_wait_and_a_pilot_go_on_side_by_side() -> None:
    case = evidence(clean_weeks(12, 20))
    offer = proposal(payment_method="wire_company", offered_price=11, risk_budget=3000)
    rows = [row for row in rows_of(case, offer) if {"clean_off_platform", "wait_days"} <= fields_of(row)]
    assert rows and all(row["verdict"] == "READY" and row["days"]["low"] >= 29 for row in rows)


def test_nobody_is_sent_to_a_pilot_before_one_is_allowed_or_where_the_payment_needs_none() -> None:
    final = proposal(payment_method="wire_company", risk_budget=6000)
    young = evidence(clean_weeks(4, 4))
    assert assess(young, final, POLICY)["verdict"] == "NOT_YET"
    for case, offer in ((young, final), CASES["young"], CASES["ready"]):
        assert values_of("clean_off_platform", case, offer) == []
    assert explain(*CASES["ready"], POLICY)["orders_needed"]["direct"] is None
    done = replace(SOLID, clean_off_platform=10.0)
    assert explain(done, final, POLICY)["orders_needed"]["direct"]["needed"] == 0
    assert values_of("clean_off_platform", done, final) == []
