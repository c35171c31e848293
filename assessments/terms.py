"""A proposal as a document: the same for the form, the command line and every stored snapshot."""

from collections.abc import Mapping
from typing import Any

from assessments.models import Version

NUMBERS = (
    "on_platform_price",
    "offered_price",
    "orders_per_month",
    "deposit_share",
    "days_to_receipt",
    "days_after_balance",
    "orders_per_payment",
    "top_up",
    "fee_share",
    "fee_fixed",
    "fx_share",
    "extra_minutes_per_order",
    "wage_per_hour",
    "fixed_hours_per_month",
    "risk_budget",
)
COSTS = ("lost", "late", "not_as_described", "counterfeit")
# What a proposal file says beside the terms that the engine reads.
BESIDE = ("currency", "diligence_share")


def document_of(version: Version) -> dict[str, Any]:
    """Return the terms of a version in the words of a proposal file; None is unknown."""
    numbers = {name: _number(getattr(version, name)) for name in NUMBERS}
    costs = {name: _number(getattr(version, f"cost_{name}")) for name in COSTS}
    return numbers | {
        "payment_method": version.payment_method or None,
        "customer_cost": costs,
        "answers": dict(version.answers),
    }


def _number(value: object) -> str | None:
    """Return a number as exact decimal text."""
    return None if value is None else str(value)


def split_document(document: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the terms that the engine reads, and what a proposal file says beside them."""
    terms = {name: value for name, value in document.items() if name not in BESIDE}
    return terms, {name: document.get(name) for name in BESIDE}
