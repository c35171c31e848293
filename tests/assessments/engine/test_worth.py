"""What an open term is worth to know: the best that it could turn out to be, in money a month."""

import pytest
from hypothesis import given

from assessments.engine import Evidence, Proposal
from tests.assessments.engine.comparing import reported
from tests.assessments.engine.world import (
    POLICY,
    PROPERTY,
    changed,
    clean_weeks,
    evidence,
    evidences,
    proposal,
    proposals,
)

CASE = evidence(clean_weeks(28, 12))


@pytest.mark.parametrize(
    ("field", "best"),
    [
        *(("deposit_share", 0), ("days_after_balance", 0), ("top_up", 0), ("fee_share", 0), ("fee_fixed", 0)),
        *(("fx_share", 0), ("extra_minutes_per_order", 0), ("wage_per_hour", 0)),
        *(("fixed_hours_per_month", 0), ("orders_per_payment", 1)),
    ],
)
def test_an_open_term_is_worth_what_its_best_value_brings(field: str, best: float) -> None:
    offer = proposal(payment_method="wire_company", **{field: None})
    [row] = reported(CASE, offer, POLICY)["assumptions"]
    known = reported(CASE, changed(offer, **{field: best}), POLICY)["net_per_month"]
    assert row["field"] == field
    assert row["effect_per_month"] == pytest.approx(known - reported(CASE, offer, POLICY)["net_per_month"])


def test_an_open_customer_cost_is_worth_what_a_free_failure_brings() -> None:
    offer = proposal(customer_cost={"late": 4, "not_as_described": 15, "counterfeit": 60})
    free = proposal(customer_cost={"lost": 0, "late": 4, "not_as_described": 15, "counterfeit": 60})
    [row] = reported(CASE, offer, POLICY)["assumptions"]
    gained = reported(CASE, free, POLICY)["net_per_month"] - reported(CASE, offer, POLICY)["net_per_month"]
    assert row["effect_per_month"] == pytest.approx(gained)


@PROPERTY
@given(evidences(), proposals())
def test_what_was_assumed_is_listed_by_what_it_is_worth_and_never_costs_to_know(
    case: Evidence, offer: Proposal
) -> None:
    effects = [row["effect_per_month"] for row in reported(case, offer, POLICY)["assumptions"]]
    assert effects == sorted(effects, reverse=True)
    assert all(
        effect >= -1e-8 * offer.on_platform_price * max(1.0, offer.orders_per_month) for effect in effects
    )
