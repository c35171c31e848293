"""The reasons: each finding of the engine as a sentence, with its size and what it rests on."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.wording.amounts import money, not_known
from assessments.wording.finding_words import FINDINGS
from assessments.wording.terms import written
from assessments.wording.view import EvidenceView, ReasonView
from stores.templatetags.display import verdict_word

DIRECTIONS: Final[dict[str, Promise]] = {
    "for": gettext_lazy("For leaving"),
    "against": gettext_lazy("Against leaving"),
}


class Filled(dict[str, str]):
    """The values of a sentence, as text; one that is missing reads "not known"."""

    def __missing__(self, key: str) -> str:
        """Say that the value is not known."""
        return not_known()


def reason_views(
    findings: Iterable[Mapping[str, Any]], currency: str
) -> tuple[ReasonView, ...]:
    """Put the findings into words, in the engine's order: the heaviest first."""
    return tuple(_reason(finding, currency) for finding in findings)


def finding_sentence(finding: Mapping[str, Any], currency: str) -> str:
    """Return the sentence of one finding; its key, spaced, where a newer engine names one we do not know."""
    words = FINDINGS.get(str(finding["key"]))
    if words is None:
        return str(finding["key"]).replace("_", " ").capitalize() + "."
    data = finding.get("data") or {}
    values = Filled({name: written(data.get(name), unit, currency) for name, unit in words.units.items()})
    is_unknown = words.unknown is not None and data.get(words.needs) is None
    return str(words.unknown if is_unknown else words.sentence) % values


def _reason(finding: Mapping[str, Any], currency: str) -> ReasonView:
    direction = str(finding["direction"])
    return ReasonView(
        key=str(finding["key"]),
        sentence=finding_sentence(finding, currency),
        direction=direction,
        direction_word=str(DIRECTIONS.get(direction, direction)),
        effect=_effect(finding, currency),
        evidence=(),
    )


def _effect(finding: Mapping[str, Any], currency: str) -> str:
    effect, level = finding.get("effect_per_month"), finding.get("level")
    if effect is not None:
        words = _("gains %(amount)s a month") if finding["direction"] == "for" else _("costs %(amount)s a month")
        return words % {"amount": money(abs(effect), currency)}
    if level is not None:
        return _("holds back: %(verdict)s") % {"verdict": verdict_word(str(level))}
    return ""
