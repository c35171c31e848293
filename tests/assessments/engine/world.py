"""Cases for the tests of the engine: by hand and by Hypothesis."""

import os
from dataclasses import replace
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from assessments.engine import Arrival, Evidence, OrderGroup, Proposal, evidence_from, proposal_from
from assessments.engine.proposal import CustomerCost, Recovery
from assessments.engine.words import BLOCKER_QUESTIONS, Verdict
from assessments.policy import current_policy

POLICY = current_policy()
SAFE_ANSWERS: dict[str, bool | None] = dict.fromkeys(BLOCKER_QUESTIONS, False)

PROPERTY = settings(
    max_examples=int(os.environ.get("PROPERTY_EXAMPLES", "60")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
"""Settings of a property test; `PROPERTY_EXAMPLES=500` makes a long run."""

Item = TypeVar("Item", Evidence, OrderGroup, Proposal, CustomerCost)

CLEAN: dict[str, Any] = {"late": False, "not_as_described": False, "counterfeit": False}


def clean_weeks(
    weeks: int, per_week: int, first: int = 20, lead: int = 14, **more: Any
) -> list[dict[str, Any]]:
    """Return one group of clean orders a week, the newest placed `first` days ago."""
    return [
        {
            "age_days": first + 7 * week,
            "outcome": "clean",
            "delivered_days_ago": first + 7 * week - lead,
            "promised_days": 30,
            "count": per_week,
            **more,
        }
        for week in range(weeks)
    ]


def evidence(orders: list[dict[str, Any]], **more: Any) -> Evidence:
    """Return evidence of an experienced owner who checked the supplier."""
    return evidence_from({"orders": orders, "owner_orders": 500, "diligence_share": 1.0, **more})


TERMS: dict[str, Any] = {
    "on_platform_price": 20,
    "offered_price": 15,
    "orders_per_month": 60,
    "payment_method": "alibaba_trade_assurance",
    "deposit_share": 0.5,
    "days_to_receipt": 20,
    "days_after_balance": 14,
    "orders_per_payment": 1,
    "top_up": 0,
    "fee_share": 0.03,
    "fee_fixed": 0,
    "fx_share": 0.01,
    "extra_minutes_per_order": 6,
    "wage_per_hour": 12,
    "fixed_hours_per_month": 2,
    "customer_cost": {"lost": 30, "late": 4, "not_as_described": 15, "counterfeit": 60},
    "risk_budget": 1500,
    "answers": SAFE_ANSWERS,
}


def proposal(**changes: Any) -> Proposal:
    """Return a fair offer with every term known."""
    return proposal_from({**TERMS, **changes})


def rank(report: dict[str, Any]) -> int:
    """Return the verdict of a report as a number, STAY 0 to READY 3."""
    return Verdict(report["verdict"]).rank


def changed(item: Item, **values: Any) -> Item:
    """Return a copy with the fields of these names changed, for names that are drawn; checked when made."""
    return replace(item, **values)


def add(case: Evidence, *orders: OrderGroup) -> Evidence:
    """Return the evidence with more orders."""
    return replace(case, orders=(*case.orders, *orders))


def clean_order(age: int = 30, since: int = 15, **more: Any) -> OrderGroup:
    """Return one clean order with every fact known."""
    return OrderGroup(
        age_days=age, arrival=Arrival.PROVEN, delivered_days_ago=since, promised_days=40, **{**CLEAN, **more}
    )


FACT = st.sampled_from([True, False, None])
LANE = st.sampled_from(["unknown", "aliexpress_standard", "courier", "no such lane"])


@st.composite
def order_groups(draw: st.DrawFn) -> OrderGroup:
    """Draw any group of orders that can be written down."""
    age = draw(st.integers(0, 400))
    return OrderGroup(
        age_days=age,
        arrival=draw(st.sampled_from(list(Arrival))),
        late=draw(FACT),
        not_as_described=draw(FACT),
        counterfeit=draw(st.sampled_from([False, False, None, True])),
        unattributed=draw(st.sampled_from([False, False, False, True])),
        delivered_days_ago=draw(st.none() | st.integers(0, age)),
        promised_days=draw(st.none() | st.integers(5, 60)),
        count=draw(st.integers(1, 12)),
        lane=draw(LANE),
        off_platform=draw(st.booleans()),
    )


@st.composite
def good_groups(draw: st.DrawFn) -> OrderGroup:
    """Draw clean orders, so that good verdicts are reached too."""
    age = draw(st.integers(15, 300))
    return OrderGroup(
        age_days=age,
        arrival=draw(st.sampled_from([Arrival.PROVEN, Arrival.PROVEN, Arrival.ATTESTED])),
        delivered_days_ago=draw(st.integers(0, age - 5)),
        promised_days=30,
        count=draw(st.integers(1, 25)),
        **CLEAN,
    )


@st.composite
def any_evidences(draw: st.DrawFn) -> Evidence:
    """Draw the evidence on a supplier, from nothing at all to a long clean record."""
    orders = draw(st.lists(good_groups(), max_size=10)) + draw(st.lists(order_groups(), max_size=4))
    return Evidence(
        orders=tuple(orders),
        owner_orders=draw(st.none() | st.integers(0, 400)),
        diligence_share=draw(st.none() | st.floats(0, 1)),
        clean_off_platform=draw(st.none() | st.floats(0, 30)),
        distinct_weeks=draw(st.none() | st.integers(0, 30)),
        complaints_recorded_days=draw(st.sampled_from([None, 60, 36_500])),
    )


@st.composite
def strong_evidences(draw: st.DrawFn) -> Evidence:
    """Draw a record near the thresholds of PILOT and READY."""
    number, a_week, newest = draw(st.integers(10, 36)), draw(st.integers(5, 30)), draw(st.integers(15, 50))
    owner, checks = draw(st.integers(60, 300)), draw(st.sampled_from([0.5, 0.8, 1.0]))
    case = evidence(clean_weeks(number, a_week, newest), owner_orders=owner, diligence_share=checks)
    odd = draw(st.just([]) | st.lists(order_groups(), max_size=2))
    few = tuple(replace(order, counterfeit=None) for order in odd)
    return replace(case, orders=case.orders + few, clean_off_platform=draw(st.none() | st.floats(0, 20)))


def evidences() -> st.SearchStrategy[Evidence]:
    """Draw evidence of every strength, often near a threshold."""
    return st.one_of(strong_evidences(), strong_evidences(), any_evidences())


def maybe(values: st.SearchStrategy[float]) -> st.SearchStrategy[float | None]:
    """Draw a number, or seldom nothing."""
    return st.one_of(values, values, values, st.none())


def known(values: st.SearchStrategy[float]) -> st.SearchStrategy[float | None]:
    """Draw a number."""
    return values


@st.composite
def any_proposals(draw: st.DrawFn, complete: bool = False) -> Proposal:
    """Draw any offer; a complete one leaves no term unknown."""
    some = known if complete else maybe
    on_price = draw(st.floats(1, 200))
    total = draw(some(st.floats(0, 60)))
    answers = st.sampled_from([False, False, False, False, None, True])
    method = st.sampled_from(sorted(POLICY.methods) + ([] if complete else sorted(POLICY.families)))

    def price_times(high: float) -> float | None:
        factor = draw(some(st.floats(0, high)))
        return None if factor is None else factor * on_price

    some_answers = st.fixed_dictionaries(dict.fromkeys(BLOCKER_QUESTIONS, answers))
    return Proposal(
        on_platform_price=on_price,
        offered_price=on_price * draw(st.floats(0.3, 1.1)),
        orders_per_month=draw(st.floats(1, 120)),
        payment_method=draw(method if complete else st.none() | method),
        deposit_share=draw(some(st.floats(0, 1))),
        days_to_receipt=total,
        days_after_balance=None if total is None else draw(some(st.floats(0, total))),
        orders_per_payment=draw(some(st.floats(1, 30))),
        top_up=price_times(10),
        fee_share=draw(some(st.floats(0, 0.1))),
        fee_fixed=price_times(0.5),
        fx_share=draw(some(st.floats(0, 0.04))),
        extra_minutes_per_order=draw(some(st.floats(0, 15))),
        wage_per_hour=price_times(2),
        fixed_hours_per_month=draw(some(st.floats(0, 10))),
        customer_cost=CustomerCost(*(price_times(high) for high in (5, 1, 5, 10))),
        risk_budget=price_times(300),
        answers=draw(st.just(SAFE_ANSWERS) | some_answers),
    )


@st.composite
def fair_proposals(draw: st.DrawFn) -> Proposal:
    """Draw an offer near the thresholds of PILOT and READY."""
    method = draw(st.sampled_from(["alibaba_trade_assurance", "credit_card_link", "escrow", "wire_company"]))
    return proposal(
        offered_price=draw(st.floats(10, 18)),
        orders_per_month=draw(st.floats(10, 60)),
        payment_method=method,
        deposit_share=draw(st.floats(0, 1)),
        risk_budget=draw(st.floats(500, 4000)),
        extra_minutes_per_order=draw(st.floats(0, 8)),
        top_up=draw(st.floats(0, 100)),
    )


def proposals(complete: bool = False) -> st.SearchStrategy[Proposal]:
    """Draw offers of every kind, often near a threshold."""
    return st.one_of(fair_proposals(), fair_proposals(), any_proposals(complete=complete))


def recoveries(low: Recovery | None = None) -> st.SearchStrategy[Recovery]:
    """Draw a recovery, component-wise at least the low one."""
    names = Recovery.__dataclass_fields__
    floors = {name: 0.0 if low is None else getattr(low, name) for name in names}
    return st.builds(Recovery, **{name: st.floats(floor, 1) for name, floor in floors.items()})
