"""Every gate in words: what is measured, what was found, what a pilot and leaving ask."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.wording.distances import PER_MONTH, distance_text
from assessments.wording.gate_words import GATES, gate_name
from assessments.wording.problems import problem_sentence
from assessments.wording.terms import written
from assessments.wording.view import GateGroupView, GateLevelView, GateView

KINDS: Final[dict[str, Promise]] = {
    "evidence": gettext_lazy("Do we know enough"),
    "economic": gettext_lazy("Does it pay"),
    "safety": gettext_lazy("Can you bear the loss"),
    "absolute": gettext_lazy("Is anything forbidden"),
}
# These count orders a month.
PACES: Final = frozenset({"pace", "planned_against_pace", "planned_volume"})
NO_BUDGET = "risk_budget_missing"
REASONS: Final[dict[str, Promise]] = {
    "could_not_be_computed": gettext_lazy("Could not be computed from what is known, so it is not met."),
    "risk_budget_missing": gettext_lazy(
        "Say in the proposal what you can afford to lose; until then it is not met."
    ),
    "claimed_only": gettext_lazy("The orders were typed from memory; import them, until then it is not met."),
    "payment_subtype_unknown": gettext_lazy("Say which kind of payment it is; until then it is not met."),
}


def gate_groups(gates: Iterable[Mapping[str, Any]], currency: str) -> tuple[GateGroupView, ...]:
    """Put the gates into words, grouped by what they protect."""
    rows = list(gates)
    return tuple(
        _group(kind, str(title), [row for row in rows if row["kind"] == kind], currency)
        for kind, title in KINDS.items()
        if any(row["kind"] == kind for row in rows)
    )


def _group(kind: str, title: str, rows: list[Mapping[str, Any]], currency: str) -> GateGroupView:
    views = tuple(_gate(row, currency) for row in rows)
    return GateGroupView(
        key=kind,
        title=title,
        summary=_("Met for a pilot: %(pilot)s. Met to leave: %(ready)s.")
        % {"pilot": _met([view.pilot for view in views]), "ready": _met([view.ready for view in views])},
        gates=views,
    )


def _met(levels: list[GateLevelView]) -> str:
    """Say how many of the levels that ask something are met."""
    asked = [level for level in levels if level.threshold]
    met = sum(level.is_passed for level in asked)
    return _("%(met)s of %(asked)s") % {"met": met, "asked": len(asked)} if asked else _("nothing asked")


def gate_label(key: str) -> str:
    """Return what a gate measures."""
    words = GATES.get(key)
    return str(words.label) if words else key.replace("_", " ")


def _gate(row: Mapping[str, Any], currency: str) -> GateView:
    unit = str(row.get("unit", ""))
    key = gate_name(row)
    words = GATES.get(key)
    return GateView(
        key=key,
        label=gate_label(key),
        meaning=str(words.meaning) if words else "",
        value=written(_found(row), unit, currency),
        pilot=_level(row, row["pilot"], unit, currency),
        ready=_level(row, row["ready"], unit, currency),
        reason=_reason(row),
    )


def _found(row: Mapping[str, Any]) -> object:
    """Return what was found; without a risk budget the amount itself is still known."""
    detail = row.get("detail") or {}
    if row.get("value") is None and row.get("reason") == NO_BUDGET:
        return detail.get(gate_name(row))
    return row.get("value")


def _reason(row: Mapping[str, Any]) -> str:
    """Say why a gate could not be judged, or which orders could not be used."""
    problem = (row.get("detail") or {}).get("problem")
    if problem is not None:
        return _("Not met: %(problem)s") % {"problem": problem_sentence(str(problem))}
    key = row.get("reason")
    return str(REASONS.get(str(key), str(key).replace("_", " "))) if key else ""


def _level(row: Mapping[str, Any], level: Mapping[str, Any], unit: str, currency: str) -> GateLevelView:
    passed = bool(level.get("passed"))
    threshold = level.get("threshold")
    if threshold is None:
        return GateLevelView("", passed, _("not asked"))
    return GateLevelView(
        threshold=_asked(row, written(threshold, unit, currency)),
        is_passed=passed,
        word=_("met") if passed else _not_met(row, level, currency),
    )


def _not_met(row: Mapping[str, Any], level: Mapping[str, Any], currency: str) -> str:
    """Say that a level is not met, and by how much where the engine says so; older ones do not."""
    unit = PER_MONTH if gate_name(row) in PACES else str(row.get("unit", ""))
    missing = distance_text(level.get("distance"), unit, str(row.get("comparison", "")), currency)
    return _("not met, %(missing)s") % {"missing": missing} if missing else _("not met")


def _asked(row: Mapping[str, Any], value: str) -> str:
    """Write a threshold with the direction it is compared in."""
    if row.get("reason") == NO_BUDGET:
        return _("at most what you can afford to lose")
    if row.get("unit") in ("bool", "blockers"):
        return value
    match row.get("comparison"):
        case ">=":
            return _("at least %(value)s") % {"value": value}
        case "<=":
            return _("at most %(value)s") % {"value": value}
        case ">":
            return _("more than %(value)s") % {"value": value}
        case _:
            return value
