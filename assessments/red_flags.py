"""Warning signs: how heavy each is and what it makes true, as the policy says; which of them stand."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from assessments.policy import policy_document
from suppliers.models import RedFlag, Supplier

STOP, HIGH, MEDIUM = "stop", "high", "medium"
SEVERITIES = (STOP, HIGH, MEDIUM)
"""The heaviest first."""


@dataclass(frozen=True, slots=True)
class FlagRule:
    """What the policy says of one warning sign."""

    key: str
    severity: str
    answers: Mapping[str, bool]
    """What it answers in every proposal of the supplier."""
    source: str


@cache
def flag_rules() -> Mapping[str, FlagRule]:
    """Return key -> rule of every warning sign, in the order of the policy: the heaviest first."""
    entries = cast(Mapping[str, Mapping[str, Any]], policy_document()["red_flags"])
    return {key: _rule(key, entry) for key, entry in entries.items()}


def _rule(key: str, entry: Mapping[str, Any]) -> FlagRule:
    answers = {entry["answer"]: True} if "answer" in entry else {}
    return FlagRule(key, entry["severity"], answers | entry.get("besides", {}), entry["source"])


def severity_of(flag: RedFlag) -> str:
    """Return how heavy a flag is; one that the policy no longer names is taken for the heaviest but a stop."""
    rule = flag_rules().get(flag.key)
    return rule.severity if rule else HIGH


def standing_flags(supplier: Supplier) -> list[RedFlag]:
    """Return the flags of a supplier that nobody cleared, the heaviest first, in one query."""
    found = RedFlag.objects.filter(supplier=supplier, cleared_at=None).select_related("seen_by")
    return sorted(found, key=lambda flag: (SEVERITIES.index(severity_of(flag)), -flag.pk))


def cleared_flags(supplier: Supplier) -> list[RedFlag]:
    """Return the flags of a supplier that were cleared, the newest first, in one query."""
    found = RedFlag.objects.filter(supplier=supplier, cleared_at__isnull=False)
    return list(found.select_related("seen_by", "cleared_by").order_by("-cleared_at", "-pk"))
