"""What each term that had to be assumed is worth to know, at most: the one that matters most comes first."""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace

from assessments.engine.evaluation import Evaluation, expected_only
from assessments.engine.policy import Policy
from assessments.engine.proposal import Recovery
from assessments.engine.terms import Terms
from assessments.engine.words import CHANNELS

Better = Callable[[Terms], Terms]

_ALL_BACK = Recovery(**{item.name: 1.0 for item in fields(Recovery)})

_BEST: Mapping[str, Better] = {
    "payment_method": lambda terms: replace(terms, payment=replace(terms.payment, recovery=_ALL_BACK)),
    "deposit_share": lambda terms: replace(terms, deposit=0.0),
    "days_to_receipt": lambda terms: replace(terms, days_total=0.0, days_after=0.0),
    "days_after_balance": lambda terms: replace(terms, days_after=0.0),
    "orders_per_payment": lambda terms: replace(
        terms, batch_for_fees=max(terms.batch_for_fees, terms.batch_for_cash), batch_for_cash=1.0
    ),
    "top_up": lambda terms: replace(terms, top_up=0.0),
    "fee_share": lambda terms: replace(terms, fee_share=0.0),
    "fee_fixed": lambda terms: replace(terms, fee_fixed=0.0),
    "fx_share": lambda terms: replace(terms, fx_share=0.0),
    "extra_minutes_per_order": lambda terms: replace(terms, minutes=0.0),
    "wage_per_hour": lambda terms: replace(terms, wage=0.0),
    "fixed_hours_per_month": lambda terms: replace(terms, fixed_hours=0.0),
}
"""Term -> the terms with it at the best that it could turn out to be."""


def assumed_terms(found: Evaluation, policy: Policy) -> list[dict[str, object]]:
    """Return what was assumed, each with the money a month that its best value would bring, the most first."""
    rows: list[tuple[float, dict[str, object]]] = []
    for item in found.terms.assumed:
        better = expected_only(found.sums, _at_best(item.field, found.terms), policy)
        effect = better[4] - found.net
        row = {"field": item.field, "value": item.value, "unit": item.unit, "why": item.why}
        rows.append((effect, {**row, "effect_per_month": effect}))
    return [row for _, row in sorted(rows, key=lambda pair: -pair[0])]


def _at_best(field: str, terms: Terms) -> Terms:
    if field in _BEST:
        return _BEST[field](terms)
    costs = dict(zip(CHANNELS, terms.customer_cost, strict=True)) | {
        field.removeprefix("customer_cost."): 0.0
    }
    lost, late, other, fake = (costs[channel] for channel in CHANNELS)
    return replace(terms, customer_cost=(lost, late, other, fake))
