"""The four dangers of leaving a platform: what each is, and what it costs here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.wording.amounts import money
from assessments.wording.danger_views import HazardView


@dataclass(frozen=True, slots=True)
class HazardWords:
    """The title of a hazard and what it means in one line."""

    title: Promise
    meaning: Promise


HAZARDS: Final[dict[str, HazardWords]] = {
    "payment_environment": HazardWords(
        gettext_lazy("Where the money goes"),
        gettext_lazy("Direct payments are harder to trace, to check and to get back."),
    ),
    "transaction_protection": HazardWords(
        gettext_lazy("No refund from AliExpress"),
        gettext_lazy("A lost or late parcel becomes your problem, and the supplier already has the money."),
    ),
    "product_authenticity": HazardWords(
        gettext_lazy("Is it the real product"),
        gettext_lazy("AliExpress pays back a proven fake. A direct supplier’s word is only a word."),
    ),
    "effort_and_cost": HazardWords(
        gettext_lazy("Your time and fees"),
        gettext_lazy("You order, pay and follow each parcel by hand."),
    ),
}


def hazard_views(
    hazards: Mapping[str, Mapping[str, Any]], sentences: Mapping[str, str], currency: str
) -> tuple[HazardView, ...]:
    """Put the four hazards into words, always in the same order."""
    return tuple(
        HazardView(
            key=key,
            title=str(words.title),
            meaning=str(words.meaning),
            price=_price(hazards.get(key, {}).get("price_per_month"), currency),
            findings=tuple(
                sentences[name] for name in hazards.get(key, {}).get("findings", ()) if name in sentences
            ),
        )
        for key, words in HAZARDS.items()
    )


def _price(value: float | None, currency: str) -> str:
    if value is None:
        return _("Cost not known")
    if value < 0:
        return _("Gains about %(amount)s a month") % {"amount": money(-value, currency)}
    return _("Costs about %(amount)s a month") % {"amount": money(value, currency)}
