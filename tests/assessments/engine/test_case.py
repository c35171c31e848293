"""The door refuses what cannot be, and says which field, what was read and what is allowed."""

from decimal import Decimal
from typing import Any

import pytest

from assessments.engine import (
    Arrival,
    Evidence,
    OrderGroup,
    assess,
    evidence_as,
    evidence_from,
    proposal_from,
)
from assessments.engine.words import THROUGHOUT
from tests.assessments.engine.world import POLICY, TERMS, proposal

ORDER = {"age_days": 20, "outcome": "clean"}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"offered_price": -1}, "offered_price: read -1; allowed is a number from 0 to 1e+06"),
        ({"offered_price": float("nan")}, "offered_price: read nan"),
        ({"on_platform_price": float("inf")}, "on_platform_price: read inf"),
        ({"on_platform_price": 0}, "on_platform_price: read 0"),
        ({"orders_per_month": "many"}, "orders_per_month: read 'many'"),
        ({"orders_per_month": None}, "orders_per_month: read None"),
        ({"deposit_share": 1.5}, "deposit_share: read 1.5; allowed is a number from 0 to 1"),
        ({"deposit_share": True}, "deposit_share: read True"),
        ({"days_after_balance": 21}, "days_after_balance: read 21.0; allowed is at most days_to_receipt"),
        ({"customer_cost": {"lost": -3}}, "customer_cost.lost: read -3"),
        ({"customer_cost": {"stolen": 3}}, "customer_cost: read 'stolen'"),
        ({"answers": {"pressure": "yes"}}, "answers.pressure: read 'yes'; allowed is true, false or null"),
        ({"answers": {"weather": True}}, "answers: read 'weather'"),
        ({"recovery": {"lost": 2}}, "recovery.lost: read 2"),
        ({"colour": "red"}, "proposal: read 'colour'"),
        ({"payment_method": 5}, "payment_method: read 5"),
    ],
)
def test_a_proposal_that_cannot_be_is_refused_by_name(change: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError) as refusal:
        proposal_from({**TERMS, **change})
    assert str(refusal.value).startswith(words)


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ({"orders": [{**ORDER, "age_days": -1}]}, "orders[0].age_days: read -1"),
        ({"orders": [{**ORDER, "age_days": 1.5}]}, "orders[0].age_days: read 1.5; allowed is a whole number"),
        ({"orders": [{"outcome": "clean"}]}, "orders[0].age_days: read None"),
        ({"orders": [ORDER, {**ORDER, "outcome": "fine"}]}, "orders[1].outcome: read 'fine'"),
        ({"orders": [{**ORDER, "delivered_days_ago": 21}]}, "orders[0].delivered_days_ago: read 21"),
        ({"orders": [{**ORDER, "count": 0}]}, "orders[0].count: read 0"),
        (
            {"orders": [{**ORDER, "late": True}]},
            "orders[0].late: read True; allowed is nothing beside an outcome",
        ),
        ({"orders": [{"age_days": 5}]}, "orders[0].arrival: read None"),
        (
            {"orders": [{**ORDER, "count": 100_000}] * 101},
            "orders: read 10100000; allowed is at most 10000000",
        ),
        ({"orders": [ORDER] * 200_001}, "orders: read 200001 groups; allowed is at most 200000"),
        ({"orders": "many"}, "orders: read 'many'"),
        ({"diligence_share": 2}, "diligence_share: read 2"),
        ({"owner_orders": -1}, "owner_orders: read -1"),
        ({"mood": "good"}, "evidence: read 'mood'"),
    ],
)
def test_evidence_that_cannot_be_is_refused_by_name(case: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError) as refusal:
        evidence_from(case)
    assert str(refusal.value).startswith(words)


STORED = evidence_as(evidence_from({"orders": [ORDER]}))["orders"][0]
WRONG: dict[str, tuple[Any, ...]] = {
    "age_days": (-1, 36_501, 1.5, True, None),
    "arrival": ("somewhere", 3, None),
    **dict.fromkeys(("late", "not_as_described", "counterfeit"), (1, 0, "no")),
    **dict.fromkeys(("unattributed", "off_platform"), (None, 1, "no")),
    "delivered_days_ago": (-1, 21, True, 0.5),
    "promised_days": (-1, 36_501, True, "soon"),
    "count": (0, 100_001, True, 2.5),
    "lane": (5, True),
}


@pytest.mark.parametrize("field", STORED)
def test_a_stored_order_that_cannot_be_is_refused_as_any_other(field: str) -> None:
    assert evidence_from({"orders": [STORED]}) == evidence_from({"orders": [ORDER]})
    for value in WRONG[field]:
        with pytest.raises(ValueError, match=rf"^orders\[1\]\.{field}: read {value!r}; allowed is "):
            evidence_from({"orders": [STORED, {**STORED, field: value}]})
    with pytest.raises(ValueError, match=r"^orders\[0\]: read 'mood'"):
        evidence_from({"orders": [{**STORED, "mood": "good"}]})


def test_a_stored_order_is_read_with_what_another_program_may_leave_open() -> None:
    [whole] = evidence_from({"orders": [STORED]}).orders
    [no_lane] = evidence_from({"orders": [{**STORED, "lane": ""}]}).orders
    [text] = evidence_from({"orders": [{**STORED, "age_days": "20"}]}).orders
    assert whole == no_lane == text
    assert type(text.age_days) is int


def test_orders_are_changed_only_to_what_can_be() -> None:
    order = OrderGroup(9, Arrival.PROVEN, delivered_days_ago=9)
    assert order.but(count=3) == OrderGroup(9, Arrival.PROVEN, delivered_days_ago=9, count=3)
    for wrong, said in (({"age_days": 8}, "delivered_days_ago: read 9"), ({"late": 1}, "late: read 1")):
        with pytest.raises(ValueError, match=said):
            order.but(**wrong)


def test_an_unknown_payment_method_is_refused_when_it_is_looked_up() -> None:
    with pytest.raises(ValueError, match="payment_method: read 'pigeon'"):
        assess(Evidence(), proposal(payment_method="pigeon"), POLICY)


def test_numbers_may_be_written_as_decimals_or_text() -> None:
    offer = proposal_from({**TERMS, "offered_price": "14.90", "risk_budget": Decimal("1500.50")})
    assert (offer.offered_price, offer.risk_budget) == (14.9, 1500.5)


def test_each_outcome_stands_for_its_facts() -> None:
    outcomes = ["clean", "late", "lost", "not_as_described", "counterfeit", "in_transit", "not_observed"]
    case = evidence_from({"orders": [{"age_days": 9, "outcome": outcome} for outcome in outcomes]})
    assert case.orders == (
        OrderGroup(9, Arrival.PROVEN, late=False, not_as_described=False, counterfeit=False),
        OrderGroup(9, Arrival.PROVEN, late=True, not_as_described=False, counterfeit=False),
        OrderGroup(9, Arrival.LOST),
        OrderGroup(9, Arrival.PROVEN, not_as_described=True, counterfeit=False),
        OrderGroup(9, Arrival.PROVEN, counterfeit=True),
        OrderGroup(9, Arrival.OPEN),
        OrderGroup(9, Arrival.NOT_OBSERVED),
    )


def test_complaints_count_as_recorded_throughout_unless_it_is_said_since_when() -> None:
    assert evidence_from({}).complaints_recorded_days == THROUGHOUT
    assert evidence_from({"complaints_recorded_days": 30}).complaints_recorded_days == 30
    assert evidence_from({"complaints_recorded_days": "never"}).complaints_recorded_days is None
