"""What a finding rests on, as references that a page can open: orders, terms, answers, checks, policy.

A reference is a plain dict: {"kind": "orders", "which": "lost", "count": 3}, {"kind": "term", "field": ...},
{"kind": "answer", "question": ...}, {"kind": "payment_method", ...}, {"kind": "checks"},
{"kind": "owner_orders"}, {"kind": "supplier"} or {"kind": "policy", "key": a key of the policy file}.
"""

from collections.abc import Mapping
from functools import cache

from assessments.engine.words import CHANNELS

Reference = dict[str, object]

_PRICES = ("term:on_platform_price", "term:offered_price")
_OPEN_CASH = (
    *("term:deposit_share", "term:days_to_receipt", "term:days_after_balance"),
    *("term:orders_per_payment", "term:top_up"),
)
_RECORD = ("orders:total", "orders:clean")
_BUDGET = ("term:risk_budget", "term:payment_method", "term:deposit_share")

_RESTS_ON: Mapping[str, tuple[str, ...]] = {
    "low_price_on_branded_goods": (*_PRICES, "answer:branded_goods", "answer:brand_authorised"),
    "no_record_would_pay": (*_PRICES, "term:payment_method", "term:risk_budget", "policy:ceiling"),
    "price_difference": (*_PRICES, "term:orders_per_month"),
    "fees": ("term:fee_share", "term:fee_fixed", "term:fx_share", "term:orders_per_payment"),
    "labour": ("term:extra_minutes_per_order", "term:fixed_hours_per_month", "term:wage_per_hour"),
    **{
        f"failures_{channel}": (
            *("orders:total", f"orders:{channel}"),
            *(("orders:open", "orders:not_observed") if channel == "lost" else ()),
            *(("orders:overdue",) if channel == "late" else ()),
            *(f"term:customer_cost.{channel}", f"policy:channels.{channel}"),
        )
        for channel in CHANNELS
    },
    "vanishing": (*_RECORD, "orders:off_platform", *_OPEN_CASH, "policy:vanish"),
    "payment_irreversible": ("term:payment_method",),
    "payment_protected": ("term:payment_method",),
    "discount_unexplained": (*_PRICES, "policy:evidence.discount_warning"),
    "brand_not_proven": ("answer:brand_authorised",),
    "orders_unattributed": ("orders:unattributed",),
    "orders_overdue": ("orders:overdue",),
    "orders_not_observed": ("orders:not_observed",),
    "clean_record": _RECORD,
    "volume_shrinking": ("orders:total",),
    "gate_clean_orders": _RECORD,
    "gate_clean_orders_proven": ("orders:total", "orders:proven"),
    "gate_pace": _RECORD,
    "gate_planned_against_pace": (*_RECORD, "term:orders_per_month"),
    "gate_planned_volume": ("term:orders_per_month",),
    "gate_tenure": _RECORD,
    "gate_last_arrival": ("orders:total", "orders:proven"),
    "gate_distinct_weeks": _RECORD,
    "gate_known_lost": ("orders:total", "orders:proven", "orders:not_observed", "orders:open"),
    "gate_known_late": ("orders:total", "orders:proven", "orders:not_observed", "orders:open"),
    "gate_known_not_as_described": ("orders:total", "orders:proven", "orders:not_observed", "orders:open"),
    "gate_owner_orders": ("owner_orders",),
    "gate_diligence": ("checks",),
    "gate_evidence_usable": ("orders:total",),
    "gate_orders_on_record": ("orders:total", "orders:claimed_fine", "orders:claimed_wrong"),
    "gate_net": ("orders:total", *_PRICES),
    "gate_probability_net_positive": ("orders:total", *_PRICES),
    "gate_cvar95": ("orders:total", *_BUDGET),
    "gate_peak_unprotected_cash": (*_BUDGET, "term:days_to_receipt", "term:orders_per_payment"),
    "gate_clean_off_platform": ("orders:off_platform", "term:payment_method"),
    "gate_payment_subtype": ("term:payment_method",),
}
_SOURCES: Mapping[str, tuple[str, ...]] = {
    "orders": ("orders:counterfeit",),
    "payment_method": ("payment_method",),
    "flag": ("supplier",),
}


def references_of(key: str, data: Mapping[str, object], counts: Mapping[str, int]) -> list[Reference]:
    """Return what the finding of that key rests on; orders only where there are some, but for the total."""
    named = _RESTS_ON[key] if "question" not in data else _asked(data)
    return [
        {**reference, "count": counts.get(which, 0)} if which else reference
        for reference, which in map(_reference, named)
        if not which or which == "total" or counts.get(which)
    ]


def _asked(data: Mapping[str, object]) -> tuple[str, ...]:
    return _SOURCES.get(str(data.get("source")), (f"answer:{data['question']}",))


_NAMES = {"orders": "which", "term": "field", "answer": "question", "policy": "key"}


@cache
def _reference(name: str) -> tuple[Reference, str]:
    """Return the reference, and which orders it counts; those that count none are shared by all reports."""
    kind, _, value = name.partition(":")
    reference: Reference = {"kind": kind, _NAMES[kind]: value} if value else {"kind": kind}
    return reference, value if kind == "orders" else ""
