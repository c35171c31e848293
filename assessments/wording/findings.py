"""The reasons: each finding of the engine as a sentence, with its size and what it rests on."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assessments.wording.amounts import money, not_known
from assessments.wording.evidence import evidence_views
from assessments.wording.finding_words import BEYOND_BUDGET, FINDINGS
from assessments.wording.gate_words import is_beyond_budget
from assessments.wording.terms import written
from assessments.wording.view import EvidenceView, ReasonView

UNANSWERED: Final = "unanswered_"
# A combination of answers and price that heads every report it is in.
PATTERN: Final = "low_price_on_branded_goods"
DIRECTIONS: Final[dict[str, Promise]] = {
    "for": gettext_lazy("For leaving"),
    "against": gettext_lazy("Against leaving"),
}

# What a finding that holds a verdict back decides.
LEVELS: Final[dict[str, Promise]] = {
    "NOT_YET": gettext_lazy("alone means: stay"),
    "PILOT": gettext_lazy("stands before a pilot"),
    "READY": gettext_lazy("stands before leaving"),
}


class Filled(dict[str, str]):
    """The values of a sentence, as text; one that is missing reads "not known"."""

    def __missing__(self, key: str) -> str:
        """Say that the value is not known."""
        return not_known()


def reason_views(assessment: Mapping[str, Any], currency: str, as_of: date) -> tuple[ReasonView, ...]:
    """Put the findings into words, the heaviest first; what costs nothing is left out."""
    findings = ranked(assessment)
    open_ones = [finding for finding in findings if str(finding["key"]).startswith(UNANSWERED)]
    together = open_ones if len(open_ones) > 1 else []
    views = []
    for finding in findings:
        if finding not in together:
            views.append(_reason(finding, assessment, currency, as_of))
        elif finding is together[0]:
            views.append(_open_questions(together, currency))
    return tuple(views)


def _open_questions(findings: Sequence[Mapping[str, Any]], currency: str) -> ReasonView:
    """Return one reason for all questions that nobody answered, so that they do not hide the others."""
    count = len(findings)
    return ReasonView(
        key="unanswered",
        sentence=ngettext(
            "%(count)s stop question is not answered. One “yes” would mean: stay.",
            "%(count)s stop questions are not answered. One “yes” would mean: stay.",
            count,
        )
        % {"count": count},
        direction="against",
        direction_word=str(DIRECTIONS["against"]),
        effect=_effect(findings[0], currency),
        evidence=tuple(EvidenceView("answer", finding_sentence(finding, currency)) for finding in findings),
    )


def ranked(assessment: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the findings that say something, heaviest first.

    Where the verdict is STAY no record would help: what leaving costs comes before what the record lacks.
    """
    findings = [finding for finding in assessment.get("findings", ()) if says_something(finding)]
    return sorted(findings, key=_weight_of_stay) if assessment["verdict"] == "STAY" else findings


def _weight_of_stay(finding: Mapping[str, Any]) -> tuple[bool, bool, bool, float]:
    decides = finding.get("level") == "NOT_YET" or finding["key"] == PATTERN
    effect = finding.get("effect_per_month")
    return (not decides, finding["hazard"] == "evidence", effect is None, -abs(effect or 0.0))


def says_something(finding: Mapping[str, Any]) -> bool:
    """Return whether a finding has a size, holds something back, or is a plain fact."""
    return finding.get("effect_per_month") is None or round(abs(finding["effect_per_month"]), 2) > 0


def sentence_in(assessment: Mapping[str, Any], finding: Mapping[str, Any], currency: str) -> str:
    """Return the sentence of a finding as it reads in its report.

    The engine has one key for terms that no record helps, whether leaving cannot pay or could lose too much.
    """
    if finding["key"] == "no_record_would_pay" and is_beyond_budget(assessment):
        return str(BEYOND_BUDGET)
    return finding_sentence(finding, currency)


def finding_sentence(finding: Mapping[str, Any], currency: str) -> str:
    """Return the sentence of one finding; its key, spaced, where a newer engine names one we do not know."""
    words = FINDINGS.get(str(finding["key"]))
    if words is None:
        return str(finding["key"]).replace("_", " ").capitalize() + "."
    data = finding.get("data") or {}
    values = Filled({name: written(data.get(name), unit, currency) for name, unit in words.units.items()})
    is_unknown = words.unknown is not None and data.get(words.needs) is None
    return str(words.unknown if is_unknown else words.sentence) % values


def _reason(
    finding: Mapping[str, Any], assessment: Mapping[str, Any], currency: str, as_of: date
) -> ReasonView:
    key, direction = str(finding["key"]), str(finding["direction"])
    return ReasonView(
        key=key,
        sentence=sentence_in(assessment, finding, currency),
        direction=direction,
        direction_word=str(DIRECTIONS.get(direction, direction)),
        effect=_effect(finding, currency),
        evidence=evidence_views(finding, assessment, currency, as_of),
    )


def _effect(finding: Mapping[str, Any], currency: str) -> str:
    effect, level = finding.get("effect_per_month"), finding.get("level")
    if effect is not None:
        words = _("%(amount)s a month gained") if effect > 0 else _("%(amount)s a month lost")
        return words % {"amount": money(abs(effect), currency)}
    return str(LEVELS.get(str(level), "")) if level is not None else ""
