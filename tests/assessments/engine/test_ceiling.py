"""What no record could make pay: STAY, with a risk budget and without one."""

from dataclasses import replace

import pytest

from assessments.engine import Evidence, Proposal, assess
from assessments.engine.evaluation import expected_only
from assessments.engine.profit import Profit, outlook_of
from assessments.engine.tally import tally, with_clean_orders
from assessments.engine.terms import terms_of
from assessments.engine.verdict import decide
from tests.assessments.engine.world import (
    POLICY,
    clean_weeks,
    evidence,
    proposal,
)

RECORD = evidence(clean_weeks(20, 8))


@pytest.mark.parametrize("budget", [None, 100, 1e6])
def test_a_price_above_that_of_the_platform_is_no_reason_to_leave_whatever_one_can_afford(
    budget: float | None,
) -> None:
    report = assess(RECORD, proposal(offered_price=25, risk_budget=budget), POLICY)
    assert (report["verdict"], report["scope"]["ceiling_passed"]) == ("STAY", False)


def test_without_a_risk_budget_an_offer_that_may_pay_is_not_ruled_out() -> None:
    report = assess(RECORD, proposal(offered_price=15, risk_budget=None), POLICY)
    assert (report["verdict"], report["scope"]["ceiling_passed"]) == ("NOT_YET", None)
    # Too little is known yet, and a faultless record would do.
    young = assess(Evidence(), proposal(offered_price=13, risk_budget=None), POLICY)
    assert (young["verdict"], young["scope"]["ceiling_passed"]) == ("NOT_YET", None)


def test_a_newcomer_who_knows_nothing_but_the_prices_is_not_told_to_stay() -> None:
    bare = Proposal(on_platform_price=20, offered_price=16, orders_per_month=30)
    assert assess(Evidence(claimed_fine=40, claimed_wrong=2), bare, POLICY)["verdict"] == "NOT_YET"


def test_the_quick_search_rules_out_what_the_ceiling_rules_out_by_the_chance_alone_too() -> None:
    strict = replace(POLICY, gates={**POLICY.gates, "probability_net_positive": (0.97, 0.99)})
    found = set()
    for price in (14.0, 15.0, 16.0, 16.5, 17.0, 17.25, 17.5, 18.0, 19.0, 21.0):
        offer = proposal(offered_price=price, risk_budget=700)
        better = with_clean_orders(tally(RECORD, strict), strict.ceiling_orders, strict)
        could = Profit(offer, strict).could_pay(outlook_of(better, strict), ())
        assert could == (decide(RECORD, offer, strict).ceiling_passed is not False)
        net = expected_only(better, terms_of(offer, strict), strict)[4]
        found.add((net > 0, could))
    assert found == {(True, True), (True, False), (False, False)}


@pytest.mark.parametrize(("price", "could"), [(19.99, True), (20.0, False), (21.0, False)])
def test_without_a_risk_budget_only_a_price_that_saves_nothing_is_ruled_out(
    price: float, could: bool
) -> None:
    offer = proposal(offered_price=price, risk_budget=None)
    assert Profit(offer, POLICY).could_pay(outlook_of(tally(RECORD, POLICY), POLICY), ()) == could
    assert (decide(RECORD, offer, POLICY).ceiling_passed is None) == could
