"""What each way of failing is called, and how its share of 100 orders is told and drawn."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assessments.wording.amounts import dots, number, per_hundred
from assessments.wording.view import StripView

CHANNELS: Final[dict[str, Promise]] = {
    "lost": gettext_lazy("Lost"),
    "late": gettext_lazy("Late"),
    "not_as_described": gettext_lazy("Not as described"),
    "counterfeit": gettext_lazy("Counterfeit"),
    "vanished": gettext_lazy("Supplier disappears"),
}
# One strip is four rows of 25 dots, 8 units apart.
_PER_ROW = 25
_STEP = 8


def channel_label(key: str) -> str:
    """Return what a way of failing is called."""
    return str(CHANNELS.get(key, key.replace("_", " ")))


def strip_views(rates: Mapping[str, Mapping[str, Any]]) -> tuple[StripView, ...]:
    """Return one strip of 100 dots for each way an order can fail."""
    return tuple(_strip(key, rates[key]) for key in CHANNELS if key in rates)


def _strip(key: str, rate: Mapping[str, Any]) -> StripView:
    low, high = dots(rate["lower90"]), dots(rate["upper90"])
    return StripView(
        key=key,
        label=channel_label(key),
        sentence=per_hundred(rate["lower90"], rate["upper90"]),
        evidence=seen(rate),
        sure=_path(0, low),
        possible=_path(low, high),
        rest=_path(high, 100),
    )


def seen(rate: Mapping[str, Any]) -> str:
    """Say how many orders a rate rests on."""
    known, failed = rate.get("counted_orders") or 0, rate.get("counted_failures") or 0
    if not known:
        return _("No order of yours says anything about this yet.")
    return ngettext(
        "Your record: %(failed)s of %(known)s order of which this is known.",
        "Your record: %(failed)s of %(known)s orders of which this is known.",
        known,
    ) % {"failed": number(failed), "known": number(known)}


def _path(first: int, last: int) -> str:
    """Return the dots `first` to `last` as points of one path; a round cap draws each."""
    return "".join(
        f"M{4 + _STEP * (i % _PER_ROW)} {4 + _STEP * (i // _PER_ROW)}h0" for i in range(first, last)
    )
