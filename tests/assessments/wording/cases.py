"""Suppliers and offers for the tests of the words: each judged by the real engine under the real policy."""

import json
from datetime import date
from functools import cache
from typing import Any

from assessments.engine import assess, evidence_from, proposal_from
from assessments.engine.details import details_of
from assessments.engine.verdict import decide
from assessments.engine.words import BLOCKER_QUESTIONS, RED_FLAGS
from assessments.explaining import explained
from assessments.policy import current_policy
from assessments.wording.report import report_view
from assessments.wording.view import ReportView

Case = dict[str, Any]
DAY = date(2026, 11, 22)
NO_TO_ALL = dict.fromkeys(BLOCKER_QUESTIONS, False)
OFFER: Case = {
    "on_platform_price": 20,
    "offered_price": 14.5,
    "orders_per_month": 40,
    "payment_method": "alibaba_trade_assurance",
    "deposit_share": 1,
    "days_to_receipt": 18,
    "days_after_balance": 0,
    "orders_per_payment": 4,
    "top_up": 0,
    "fee_share": 0.03,
    "fee_fixed": 0,
    "fx_share": 0.01,
    "extra_minutes_per_order": 4,
    "wage_per_hour": 12,
    "fixed_hours_per_month": 2,
    "customer_cost": {"lost": 30, "late": 4, "not_as_described": 15, "counterfeit": 60},
    "risk_budget": 1500,
    "answers": NO_TO_ALL | {"brand_authorised": True},
}
BARE: Case = {"on_platform_price": 20, "offered_price": 16, "orders_per_month": 20}


def clean(count: int, over_days: int) -> list[Case]:
    """Return clean orders, evenly placed between 30 and 30 + `over_days` days ago."""
    ages = (30 + index * over_days // count for index in range(count))
    return [
        {"age_days": age, "outcome": "clean", "delivered_days_ago": age - 14, "promised_days": 25}
        for age in ages
    ]


LOST: Case = {"age_days": 60, "outcome": "lost"}
SOLID: Case = {"orders": clean(520, 230), "owner_orders": 600, "diligence_share": 0.9}
GROWING: Case = {"orders": clean(60, 100), "owner_orders": 70, "diligence_share": 0.6}
YOUNG: Case = {
    "orders": [
        *clean(14, 80),
        LOST,
        {"age_days": 40, "outcome": "in_transit", "promised_days": 25},
        {"age_days": 80, "outcome": "not_observed", "count": 6},
        {"age_days": 50, "arrival": "proven", "unattributed": True, "delivered_days_ago": 30},
    ],
    "owner_orders": 60,
    "diligence_share": 0.4,
    "problems": ["currency_differs"],
}
PAST: Case = {"orders": clean(40, 150), "owner_orders": 200, "diligence_share": 0.5}
FADING: Case = {
    "orders": [
        *clean(4, 20),
        *({**order, "age_days": 100, "delivered_days_ago": 80} for order in clean(30, 30)),
    ],
    "owner_orders": 90,
    "diligence_share": None,
}
CASES: dict[str, tuple[Case, Case]] = {
    "ready": (SOLID, OFFER),
    "pilot": (GROWING, OFFER | {"offered_price": 13.5, "orders_per_month": 30}),
    "not_yet": (
        YOUNG,
        OFFER
        | {"offered_price": 13, "payment_method": "paypal", "risk_budget": None, "wage_per_hour": None}
        | {"answers": NO_TO_ALL | {"licence_invalid": None, "pressure": None}},
    ),
    "one_question": (SOLID, OFFER | {"answers": NO_TO_ALL | {"licence_invalid": None}}),
    "dear": (PAST, OFFER | {"offered_price": 18.9, "payment_method": "wire_company"}),
    "stopped": (
        PAST,
        OFFER | {"offered_price": 11, "payment_method": "wire_personal"}
        | {"answers": NO_TO_ALL | {"pressure": True, "licence_invalid": None, "branded_goods": True}},
    ),
    "all_stops": (PAST, OFFER | {"answers": dict.fromkeys(BLOCKER_QUESTIONS, True)}),
    "flagged": (SOLID, {**OFFER, "answers": NO_TO_ALL | dict.fromkeys(RED_FLAGS, True)}),
    "fake": ({**PAST, "orders": [*PAST["orders"], {"age_days": 30, "outcome": "counterfeit"}]}, OFFER),
    "fading": (FADING, OFFER | {"payment_method": "paypal_goods_services"}),
    "few": (GROWING, OFFER | {"orders_per_month": 4, "risk_budget": 5}),
    "empty": ({"orders": [], "owner_orders": None, "diligence_share": None}, BARE),
    "claimed": ({"claimed_fine": 40, "claimed_wrong": 2, "owner_orders": 60}, OFFER),
    "own_recovery": (
        GROWING,
        {**OFFER, "payment_method": None, "recovery": {"lost": 0.5}, "irreversible": False},
    ),
}  # fmt: skip


@cache
def judged(name: str) -> tuple[Case, Case]:
    """Return what the engine says of a case, as it comes back from the database.

    The details are in both, as they were up to engine 3: what a test changes in the first is what is told.
    """
    evidence, proposal = evidence_from(CASES[name][0]), proposal_from(CASES[name][1])
    policy = current_policy()
    assessment, explanation = assess(evidence, proposal, policy), explained(evidence, proposal, {})
    details = details_of(decide(evidence, proposal, policy), evidence, proposal, policy)
    return json.loads(json.dumps(details | assessment)), json.loads(json.dumps(explanation))


@cache
def report(name: str, currency: str = "USD") -> ReportView:
    """Return the report of a case in words."""
    assessment, explanation = judged(name)
    return report_view(assessment, explanation, supplier="Shenzhen Bright", currency=currency, as_of=DAY)
