"""Terms made better by one step, and how fine the money lattice is on which they are weighed."""

from hypothesis import strategies as st

from assessments.engine import Proposal
from assessments.engine.proposal import Recovery
from assessments.engine.terms import terms_of
from tests.assessments.engine.coding import coded
from tests.assessments.engine.world import POLICY, changed

EASIER = ("deposit_share", "days_to_receipt", "days_after_balance", "top_up")
DEARER = (
    "fee_share",
    "fee_fixed",
    "fx_share",
    "extra_minutes_per_order",
    "wage_per_hour",
    "fixed_hours_per_month",
)
SHARES = (0.0, 0.25, 0.5, 0.9, 0.999)


def less(offer: Proposal, term: str, share: float) -> Proposal:
    """Return the offer with only that share of a term, the days in the right order."""
    value = getattr(offer, term) * share
    if term == "days_to_receipt":
        value = max(value, offer.days_after_balance or 0.0)
    return changed(offer, **{term: value})


def recoveries(low: Recovery | None = None) -> st.SearchStrategy[Recovery]:
    """Draw a recovery, component-wise at least the low one."""
    names = tuple(Recovery.__dataclass_fields__)
    floors = {name: 0.0 if low is None else getattr(low, name) for name in names}
    tenths = coded(**{name: range(11) for name in names})
    return tenths.map(
        lambda part: Recovery(
            **{name: min(1.0, at + (1 - at) * part[name] / 10) for name, at in floors.items()}
        )
    )


def cell(offer: Proposal) -> float:
    """Return the width of a cell of the money lattice."""
    terms = terms_of(offer, POLICY)
    orders = max(1, round(terms.volume * POLICY.horizon))
    dearest = max(terms.price, terms.on_price)
    return orders * (dearest * sum(POLICY.severity) + sum(terms.customer_cost)) / 8_000
