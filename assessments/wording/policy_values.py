"""The assumptions of the policy in plain words: what each is called, its theme, and how its value is written."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.wording.amounts import signed_money
from assessments.wording.payments import payment_label
from assessments.wording.view import PolicyAssumptionView


@dataclass(frozen=True, slots=True)
class UnitWords:
    """How a value is shown: in percent or as it stands, and of what."""

    is_percent: bool
    after: Promise | str


@dataclass(frozen=True, slots=True)
class Theme:
    """A part of the page of assumptions; `begins` and `ends` say which keys belong to it."""

    key: str
    title: Promise
    help: Promise
    begins: tuple[str, ...]
    ends: str = ""


UNITS: Final[dict[str, UnitWords]] = {
    "share of loss": UnitWords(is_percent=True, after=gettext_lazy("of the loss")),
    "share of price": UnitWords(is_percent=True, after=gettext_lazy("of its price")),
    "share of an order": UnitWords(is_percent=True, after=gettext_lazy("of a proven order")),
    "share": UnitWords(is_percent=True, after=""),
    "probability": UnitWords(is_percent=True, after=""),
    "rate per order": UnitWords(is_percent=True, after=gettext_lazy("of orders")),
    "rate per month": UnitWords(is_percent=True, after=gettext_lazy("a month")),
    "factor": UnitWords(is_percent=False, after=gettext_lazy("times as often")),
    "days": UnitWords(is_percent=False, after=gettext_lazy("days")),
    "orders": UnitWords(is_percent=False, after=gettext_lazy("orders")),
}

THEMES: Final = (
    Theme(
        "drift",
        gettext_lazy("How much more often direct orders fail"),
        gettext_lazy(
            "Off the platform nobody watches any more. Nobody has measured this: it matters most of all."
        ),
        ("channels.",),
        ".drift",
    ),
    Theme(
        "payment",
        gettext_lazy("What a payment gives back"),
        gettext_lazy(
            "When the supplier falls silent, you act in time and you have evidence. No provider publishes it. "
            "A payment that cannot be called back is counted as giving nothing back, and is not listed."
        ),
        ("methods.",),
    ),
    Theme(
        "severity",
        gettext_lazy("What a failure costs"),
        gettext_lazy("The part of the price that is gone, before anything is given back."),
        ("channels.",),
        ".severity",
    ),
    Theme(
        "platform",
        gettext_lazy("What the platform gives back"),
        gettext_lazy("The part of the loss that a dispute on the platform brings back."),
        ("channels.",),
        ".recovery",
    ),
    Theme(
        "vanish",
        gettext_lazy("The supplier disappears"),
        gettext_lazy("However good its record, no supplier is counted as surer than this."),
        ("vanish.",),
    ),
    Theme(
        "evidence",
        gettext_lazy("What your records are worth"),
        gettext_lazy("How orders without full proof count, and how long things take to come to light."),
        ("evidence.", "lanes."),
    ),
    Theme(
        "pilot",
        gettext_lazy("The limits of a pilot"),
        gettext_lazy("How large and how long a pilot may be, and when to look at it again."),
        ("pilot.",),
    ),
)

LABELS: Final[dict[str, Promise]] = {
    "channels.lost.drift": gettext_lazy("Lost parcels on direct orders"),
    "channels.late.drift": gettext_lazy("Late parcels on direct orders"),
    "channels.not_as_described.drift": gettext_lazy("Wrong or bad goods on direct orders"),
    "channels.counterfeit.drift": gettext_lazy("Fakes on direct orders"),
    "channels.late.severity": gettext_lazy("Worth lost by a late parcel"),
    "channels.not_as_described.severity": gettext_lazy("Worth lost by wrong or bad goods"),
    "channels.lost.recovery": gettext_lazy("The platform pays back for a lost parcel"),
    "channels.late.recovery": gettext_lazy("The platform pays back for a late parcel"),
    "channels.not_as_described.recovery": gettext_lazy("The platform pays back for wrong or bad goods"),
    "channels.counterfeit.recovery": gettext_lazy("The platform pays back for a fake"),
    "vanish.floor": gettext_lazy("Least chance that a supplier disappears"),
    "evidence.attested_weight": gettext_lazy("A silent order that you vouch for"),
    "evidence.claimed_weight": gettext_lazy("A good order typed from memory"),
    "evidence.complaint_delay": gettext_lazy("Usual time from arrival to complaint"),
    "evidence.counterfeit_memory": gettext_lazy("How long one fake forbids leaving"),
    "evidence.discount_warning": gettext_lazy("Discount from which we warn"),
    "lanes.aliexpress_choice.scale": gettext_lazy("AliExpress Choice: by when 63 of 100 parcels arrive"),
    "lanes.domestic.scale": gettext_lazy("Domestic shipping: by when 63 of 100 parcels arrive"),
    "pilot.volume_share": gettext_lazy("Largest part of your orders in a pilot"),
    "pilot.longest_days": gettext_lazy("Longest pilot"),
    "pilot.review_orders": gettext_lazy("Orders until a pilot is looked at again"),
    "pilot.review_days": gettext_lazy("Days until a pilot is looked at again"),
}


SOURCES: Final[dict[str, Promise]] = {
    "AE-BP-A": gettext_lazy("AliExpress buyer protection, as a site about parcels describes it"),
    "AE-GG": gettext_lazy("the page of AliExpress about its guarantee of genuine goods"),
    "CARRO": gettext_lazy("a checklist for choosing dropshipping partners"),
}
"""The sources that assumptions name by their key, in words."""

JUDGEMENTS: Final[dict[str, Promise]] = {
    "own judgement": gettext_lazy("our judgement"),
    "own estimate": gettext_lazy("our estimate"),
}
"""What is ours; on the page of assumptions "own" is what a store puts in its place."""


def assumption_label(key: str) -> str:
    """Return what an assumption is called; its own key, spaced, where a newer policy names one we do not know."""
    section, name, *last = key.split(".")
    if section == "methods":
        label = payment_label(name)
        return _("%(payment)s, proven to cover resale") % {"payment": label} if "eligible" in key else label
    words = LABELS.get(key)
    return str(words) if words else " ".join([section, name, *last]).replace("_", " ")


def theme_of(key: str) -> Theme | None:
    """Return the part of the page that an assumption belongs to; None where a newer policy has a new part."""
    return next(
        (theme for theme in THEMES if key.startswith(theme.begins) and key.endswith(theme.ends)), None
    )


def source_text(source: str) -> str:
    """Return where our value comes from, in words; an address stands in the notes on the method under its key."""
    words = re.sub(
        r"\(([A-Z0-9-]+)\)|^([A-Z0-9-]+)$", lambda found: _source(found[1], found[2], found[0]), source
    )
    for begin, said in JUDGEMENTS.items():
        if words.startswith(begin):
            return f"{said}{words.removeprefix(begin)}"
    return words


def _source(in_brackets: str | None, alone: str | None, as_it_is: str) -> str:
    title = SOURCES.get(in_brackets or alone or "")
    if title is None:
        return as_it_is
    return f"({title})" if in_brackets else str(title)


def unit_scale(unit: str) -> int:
    """Return what a value of this unit is multiplied by before it is shown."""
    return 100 if unit in UNITS and UNITS[unit].is_percent else 1


def unit_text(unit: str) -> str:
    """Return what stands behind a value; the unit's own name where a newer policy has one we do not know."""
    words = UNITS.get(unit, UnitWords(is_percent=False, after=unit))
    return f"% {words.after}".rstrip() if words.is_percent else str(words.after)


def plain(value: float, unit: str) -> str:
    """Write a value as an input holds it: exact, shares as percent, without its unit."""
    return f"{(Decimal(str(round(value, 6))) * unit_scale(unit)).normalize():f}"


def with_unit(value: float, unit: str) -> str:
    """Write a value with its unit."""
    return _("%(value)s %(unit)s") % {"value": _grouped(value, unit), "unit": unit_text(unit)}


def range_text(low: float, high: float, unit: str) -> str:
    """Write the range that a value may have; of what, the value beside it says."""
    ends = {"low": _grouped(low, unit), "high": _grouped(high, unit)}
    text = _("%(low)s to %(high)s") % ends
    return _("%(range)s %%") % {"range": text} if unit_scale(unit) > 1 else text


def _grouped(value: float, unit: str) -> str:
    return number_format(plain(value, unit), use_l10n=True)


def policy_assumption_views(
    rows: Iterable[Mapping[str, Any]], currency: str
) -> tuple[PolicyAssumptionView, ...]:
    """Put the assumptions that a result rests on into words, the one that moves it most first."""
    return tuple(
        PolicyAssumptionView(
            key=str(row["key"]),
            label=assumption_label(str(row["key"])),
            value=with_unit(row["value"], str(row["unit"])),
            range=range_text(row["low"], row["high"], str(row["unit"])),
            is_own=bool(row["is_own"]),
            ours=with_unit(row["ours"], str(row["unit"])),
            effect=_effect(row["net_low"], row["net_high"], currency),
        )
        for row in rows
    )


def _effect(first: float, second: float, currency: str) -> str:
    """Write what leaving brings a month at either end of a range; nothing where both read the same."""
    low, high = (signed_money(end, currency) for end in sorted((first, second)))
    return "" if low == high else _("%(low)s to %(high)s") % {"low": low, "high": high}
