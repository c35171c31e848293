"""What was taken for granted because nobody said it."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.wording.amounts import money, not_known
from assessments.wording.terms import TERMS, term_label, term_value, written
from assessments.wording.view import AssumptionView

WHYS: Final[dict[str, Promise]] = {
    "unknown_takes_the_worst": gettext_lazy("Not filled in, so counted at its worst usual value."),
    "subtype_unknown": gettext_lazy("The kind was not said, so the worst kind is counted."),
}


def assumption_views(assumptions: Iterable[Mapping[str, Any]], currency: str) -> tuple[AssumptionView, ...]:
    """Put the assumptions into words, in the engine's order: the one with the largest effect first."""
    return tuple(
        AssumptionView(
            field=str(item["field"]),
            label=term_label(str(item["field"])),
            value=_value(item, currency),
            why=str(WHYS.get(str(item.get("why")), WHYS["unknown_takes_the_worst"])),
            worth=_worth(item.get("effect_per_month"), currency),
        )
        for item in assumptions
    )


def _worth(effect: float | None, currency: str) -> str:
    """Say what the best answer would bring; reports of engine 1 did not work it out."""
    if effect is None:
        return not_known()
    if effect < 0.005:
        return _("nothing by itself")
    return _("up to %(amount)s a month") % {"amount": money(effect, currency)}


def _value(item: Mapping[str, Any], currency: str) -> str:
    if item.get("value") is None:
        return _("the worst there is")
    if str(item["field"]) in TERMS:
        return capfirst(term_value(str(item["field"]), item.get("value"), currency))
    return written(item.get("value"), str(item.get("unit", "")), currency)
