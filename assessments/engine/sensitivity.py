"""How much a result rests on each assumption of the policy: what it would be at both ends of its range."""

from collections.abc import Mapping
from typing import Any

from assessments.engine.evaluation import expected_only
from assessments.engine.evidence import Evidence
from assessments.engine.overrides import Assumption, Document, overridable, own_values
from assessments.engine.policy import Policy, policy_from
from assessments.engine.proposal import Proposal
from assessments.engine.rounding import rounded
from assessments.engine.tally import tally
from assessments.engine.terms import terms_of

MOVES_NO_MONEY = ("pilot.", "evidence.counterfeit_memory", "evidence.discount_warning")
"""Assumptions that only hard stops, warnings and the rule of a pilot rest on."""

SUMS_REST_ON = ("evidence.", "lanes.")
"""Assumptions that weigh orders; the orders are added up again only for these."""


def weigh_assumptions(
    evidence: Evidence, proposal: Proposal, document: Document, overrides: Mapping[str, Any] | None = None
) -> list[dict[str, Any]]:
    """Return each assumption that moves the expected net of this case, the one that moves it most first.

    `net_low` and `net_high` are the money a month at the low and the high end of its range, all else as it is.
    Raises: ValueError.
    """
    own = own_values(document, overrides)
    policy = policy_from(document, own)
    sums = tally(evidence, policy)

    def net(key: str, value: float) -> float:
        changed = policy_from(document, {**own, key: value})
        added = tally(evidence, changed) if key.startswith(SUMS_REST_ON) else sums
        return rounded(expected_only(added, terms_of(proposal, changed), changed)[4])

    weighed = [
        _as_dict(about, own, net(key, about.low), net(key, about.high))
        for key, about in overridable(document).items()
        if not key.startswith(MOVES_NO_MONEY) and _concerns(key, proposal, policy)
    ]
    moving = [row for row in weighed if row["net_low"] != row["net_high"]]
    return sorted(moving, key=lambda row: (-abs(row["net_high"] - row["net_low"]), row["key"]))


def _concerns(key: str, proposal: Proposal, policy: Policy) -> bool:
    """Return whether an assumption can concern a proposal: other ways to pay than the one proposed do not."""
    section, name, *_ = key.split(".")
    offered = proposal.payment_method or ""
    return section != "methods" or name == offered or name in policy.families.get(offered, ())


def _as_dict(about: Assumption, own: Mapping[str, float], low: float, high: float) -> dict[str, Any]:
    return {
        "key": about.key,
        "value": own.get(about.key, about.value),
        "ours": about.value,
        "low": about.low,
        "high": about.high,
        "unit": about.unit,
        "is_own": about.key in own,
        "net_low": low,
        "net_high": high,
    }
