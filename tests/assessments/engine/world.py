"""Cases for the tests of the engine: by hand and by Hypothesis."""

import os
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from assessments.engine import Arrival, Evidence, OrderGroup, Proposal, evidence_from, proposal_from
from assessments.engine.proposal import REQUIRED, CustomerCost
from assessments.engine.words import BLOCKER_QUESTIONS, CHANNELS, Verdict
from assessments.policy import current_policy
from tests.assessments.engine.coding import coded

POLICY = current_policy()
SAFE_ANSWERS: dict[str, bool | None] = dict.fromkeys(BLOCKER_QUESTIONS, False)

PROPERTY = settings(
    max_examples=int(os.environ.get("PROPERTY_EXAMPLES", "500")),
    deadline=None,
    print_blob=True,  # New cases at every run (the same ones where CI is set): a failure can be repeated.
    suppress_health_check=[HealthCheck.too_slow],
)
"""Settings of a property; `PROPERTY_EXAMPLES=60` makes a short run."""


def property_in(parts: int) -> settings:
    """Return the settings of a property that is tried in so many parts, together as often as any other."""
    return settings(PROPERTY, max_examples=-(-PROPERTY.max_examples // parts))


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
    if isinstance(item, OrderGroup):
        return item.but(**values)
    return replace(item, **values)


def add(case: Evidence, *orders: OrderGroup) -> Evidence:
    """Return the evidence with more orders."""
    return replace(case, orders=(*case.orders, *orders))


def clean_order(age: int = 30, since: int = 15, **more: Any) -> OrderGroup:
    """Return one clean order with every fact known."""
    return OrderGroup(
        age_days=age, arrival=Arrival.PROVEN, delivered_days_ago=since, promised_days=40, **{**CLEAN, **more}
    )


LANES = ("unknown", "aliexpress_standard", "courier", "no such lane")
FACT = (False, True, None)

ORDER = coded(
    arrival=(Arrival.PROVEN, Arrival.ATTESTED, Arrival.OPEN, Arrival.LOST, Arrival.NOT_OBSERVED),
    late=FACT,
    not_as_described=FACT,
    counterfeit=(False, False, None, True),
    unattributed=(False, False, False, True),
    share=(0.5, 0.0, 1.0, None),
    promised_days=(None, 10, 30, 60),
    count=(1, 3, 12, 40),
    lane=LANES,
    off_platform=(False, True),
)


@st.composite
def order_groups(draw: st.DrawFn) -> OrderGroup:
    """Draw any group of orders that can be written down."""
    age, facts = draw(st.integers(0, 400)), draw(ORDER)
    share = facts.pop("share")
    return OrderGroup(age_days=age, delivered_days_ago=None if share is None else int(age * share), **facts)


GOOD = coded(
    arrival=(Arrival.PROVEN, Arrival.PROVEN, Arrival.ATTESTED),
    share=(0.0, 0.3, 0.6, 1.0),
    count=range(1, 26),
    off_platform=(False, False, False, True),
)


@st.composite
def good_groups(draw: st.DrawFn) -> OrderGroup:
    """Draw clean orders, so that good verdicts are reached too."""
    age, facts = draw(st.integers(15, 300)), draw(GOOD)
    since = int((age - 5) * facts.pop("share"))
    return OrderGroup(age_days=age, delivered_days_ago=since, promised_days=30, **CLEAN, **facts)


OWNER = coded(
    owner_orders=(500, None, 0, 29, 30, 99, 100),
    diligence_share=(1.0, None, 0.49, 0.5, 0.79, 0.8),
    clean_off_platform=(None, 0.0, 9.9, 10.0, 30.0),
    distinct_weeks=(None, 3, 4, 11, 12, 30),
    complaints_recorded_days=(36_500, None, 60),
)


@st.composite
def any_evidences(draw: st.DrawFn) -> Evidence:
    """Draw the evidence on a supplier, from nothing at all to a long clean record."""
    orders = draw(st.lists(good_groups(), max_size=5)) + draw(st.lists(order_groups(), max_size=3))
    return Evidence(orders=tuple(orders), **draw(OWNER))


RECORD = coded(
    weeks=(28, 28, 27, 26, 25, 24, 36, 14, 4),
    per_week=(12, 13, 14, 15, 30, 10, 4),
    first=(20, 15, 18, 30, 30, 58, 61),
    silent=(0, 0, 0, 0, 200, 330),
    unseen=(0, 0, 0, 0, 60, 200),
    odd=(0, 0, 1, 2),
)
EDGES: tuple[dict[str, Any], ...] = (
    *({},) * 30,
    *({"owner_orders": None}, {"diligence_share": None}),
    *({"owner_orders": orders} for orders in (100, 99, 30, 29)),
    *({"diligence_share": share} for share in (0.8, 0.79, 0.5, 0.49)),
    *({"distinct_weeks": weeks} for weeks in (12, 11, 4, 3)),
    *({"clean_off_platform": orders} for orders in (9.5, 10.0, 10.0, 20.0)),
    *({"complaints_recorded_days": days} for days in (None, 60)),
)


EDGE = st.sampled_from([{**one, **two} for one in EDGES for two in EDGES])


@cache
def record_of(weeks: int, per_week: int, first: int, silent: int, unseen: int) -> tuple[OrderGroup, ...]:
    """Return a clean record, with orders whose lateness is not known and orders that nobody observed."""
    orders = clean_weeks(weeks, per_week, first)
    if silent:
        orders.append({"age_days": 40, "arrival": "proven", "count": silent})
    if unseen:
        orders.append({"age_days": 60, "outcome": "not_observed", "count": unseen})
    return evidence(orders).orders


@st.composite
def strong_evidences(draw: st.DrawFn) -> Evidence:
    """Draw a record near the thresholds of PILOT and READY."""
    record, odd = draw(RECORD), []
    for _ in range(record.pop("odd")):
        order = draw(order_groups())
        odd.append(order.but(counterfeit=None, count=min(3, order.count)))
    case = Evidence(orders=(*record_of(**record), *odd), owner_orders=500, diligence_share=1.0)
    return changed(case, **draw(EDGE))


def evidences() -> st.SearchStrategy[Evidence]:
    """Draw evidence of every strength, often near a threshold."""
    strong = strong_evidences()
    return st.one_of(strong, strong, strong, any_evidences())


ANSWERS: tuple[dict[str, bool | None], ...] = (
    *(SAFE_ANSWERS,) * 70,
    *({**SAFE_ANSWERS, question: None} for question in BLOCKER_QUESTIONS),
    *({**SAFE_ANSWERS, question: True} for question in BLOCKER_QUESTIONS),
)
WAYS: dict[str, Sequence[Any]] = {
    "deposit_share": (0.5, 0.0, 0.3, 1.0, None),
    "days_to_receipt": (20.0, 0.0, 7.0, 60.0, None),
    "after": (0.7, 0.0, 1.0, None),
    "orders_per_payment": (1.0, 2.5, 20.0, None),
    "extra_minutes_per_order": (3.0, 0.0, 15.0, None),
    "fixed_hours_per_month": (1.0, 0.0, 10.0, None),
    "fee_share": (0.02, 0.0, 0.1, None),
    "fx_share": (0.01, 0.0, 0.04, None),
    "answers": ANSWERS,
}
TIMES_PRICE: dict[str, Sequence[Any]] = {
    "top_up": (0.0, 0.0, 1.0, 10.0, None),
    "fee_fixed": (0.0, 0.0, 0.1, None),
    "wage_per_hour": (0.3, 0.0, 1.0, None),
    "lost": (1.0, 0.0, 5.0, None),
    "late": (0.2, 0.0, 1.0, None),
    "not_as_described": (0.5, 0.0, 3.0, None),
    "counterfeit": (2.0, 0.0, 10.0, None),
    "risk_budget": (75.0, 200.0, 300.0, 900.0, 20.0, 0.0, None),
    "payment_method": (*sorted(POLICY.methods), *sorted(POLICY.families), None),
}
ANY_WAYS, ANY_AMOUNTS = coded(**WAYS), coded(**TIMES_PRICE)


@st.composite
def any_proposals(draw: st.DrawFn, complete: bool = False) -> Proposal:
    """Draw any offer; a complete one leaves no term unknown."""
    terms, amounts = draw(ANY_WAYS), draw(ANY_AMOUNTS)
    if complete:
        for found, values in ((terms, WAYS), (amounts, TIMES_PRICE)):
            found |= {name: values[name][0] for name in found if found[name] is None}
        if amounts["payment_method"] in POLICY.families:
            amounts["payment_method"] = "wire_company"
    on_price, after, total = draw(st.floats(1, 200)), terms.pop("after"), terms["days_to_receipt"]
    method = amounts.pop("payment_method")
    money: dict[str, Any] = {
        name: None if times is None else times * on_price for name, times in amounts.items()
    }
    return Proposal(
        on_platform_price=on_price,
        offered_price=on_price * draw(st.floats(0.3, 1.1)),
        orders_per_month=draw(st.floats(1, 120)),
        payment_method=method,
        days_after_balance=None if None in (total, after) else total * after,
        customer_cost=CustomerCost(*(money.pop(channel) for channel in CHANNELS)),
        **terms,
        **money,
    )


FAIR = coded(
    orders_per_month=(60, 45, 30, 20, 10, 60, 45, 9.9, 90),
    payment_method=("alibaba_trade_assurance", "escrow", "escrow", "credit_card_link", "wire_company"),
    deposit_share=(0.5, 0.0, 0.3, 1.0),
    extra_minutes_per_order=(6, 0, 8),
    orders_per_payment=(1, 1, 1, 5),
    fee_fixed=(0, 0, 0.5),
    top_up=(0, 0, 0, 100),
    answers=ANSWERS,
)
UNKNOWN = (*({},) * 30, *({name: None} for name in TERMS if name not in (*REQUIRED, "answers")))


@st.composite
def fair_proposals(draw: st.DrawFn, complete: bool = False) -> Proposal:
    """Draw an offer near the thresholds of PILOT and READY."""
    price, budget, terms = draw(st.floats(10, 17.5)), draw(st.floats(600, 6000)), draw(FAIR)
    unknown = {} if complete else draw(st.sampled_from(UNKNOWN))
    return proposal(**{**terms, "offered_price": price, "risk_budget": budget, **unknown})


def proposals(complete: bool = False) -> st.SearchStrategy[Proposal]:
    """Draw offers of every kind, often near a threshold."""
    fair = fair_proposals(complete=complete)
    return st.one_of(fair, fair, fair, any_proposals(complete=complete))
