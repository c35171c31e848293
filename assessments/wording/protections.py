"""The protections of the platform that leaving gives up, priced per 100 orders."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.wording.amounts import money, money_range
from assessments.wording.danger_views import ProtectionView

PROTECTIONS: Final[dict[str, Promise]] = {
    "lost": gettext_lazy("Refund for parcels that never come"),
    "late": gettext_lazy("Money back for late parcels"),
    "not_as_described": gettext_lazy("Refund for goods not as described"),
    "counterfeit": gettext_lazy("Refund for proven fakes"),
    "vanished": gettext_lazy("Money held until you confirm receipt"),
    "held_until_receipt": gettext_lazy("Money held until you confirm receipt"),
    "delivery_guarantee": gettext_lazy("Money back when nothing comes by the promised day"),
    "non_delivery": gettext_lazy("A claim until 15 days after the promised day"),
    "after_receipt": gettext_lazy("A dispute until 15 days after receipt"),
    "seller_must_answer": gettext_lazy("A seller who is silent for 5 days loses the dispute"),
    "guaranteed_genuine": gettext_lazy("Full refund for a proven fake"),
    "can_punish_the_seller": gettext_lazy("AliExpress can close the seller’s store"),
}


def protection_views(protections: Iterable[Mapping[str, Any]], currency: str) -> tuple[ProtectionView, ...]:
    """Put the protections lost into words, each with what it is worth."""
    return tuple(
        ProtectionView(
            key=str(item["key"]),
            label=str(PROTECTIONS.get(str(item["key"]), str(item["key"]).replace("_", " "))),
            price=_price(item, currency),
        )
        for item in protections
    )


def _price(item: Mapping[str, Any], currency: str) -> str:
    low, high, mean = item.get("low"), item.get("high"), item.get("mean")
    if low is None or high is None:
        return _("We do not know what it is worth.")
    if mean is None:
        return money_range(low, high, currency)
    return _("%(range)s, on average %(mean)s") % {
        "range": money_range(low, high, currency),
        "mean": money(mean, currency),
    }
