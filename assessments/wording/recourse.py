"""The recourse of a payment: the ladder, who decides, until when, and what comes back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.wording.amounts import days, percent
from assessments.wording.channels import CHANNELS, channel_label
from assessments.wording.danger_views import PaymentView, RecoveryView, TierView
from assessments.wording.payments import PAYMENTS, payment_label


@dataclass(frozen=True, slots=True)
class TierWords:
    """The words of one rung of the ladder."""

    label: Promise
    meaning: Promise


TIERS: Final[dict[str, TierWords]] = {
    "HELD": TierWords(
        gettext_lazy("Held"),
        gettext_lazy("Somebody holds the money until the goods are right, or you pay after."),
    ),
    "CLAWBACK": TierWords(
        gettext_lazy("Can be taken back"), gettext_lazy("Paid at once; a claim can bring it back.")
    ),
    "TRACEABLE_FINAL": TierWords(
        gettext_lazy("Final, can be traced"),
        gettext_lazy("Nobody brings it back; you know which company has it."),
    ),
    "UNTRACEABLE_FINAL": TierWords(
        gettext_lazy("Final, cannot be traced"),
        gettext_lazy("Nobody brings it back, and nobody can be held to it."),
    ),
}
# The keys are what the policy says in `decides`.
DECIDERS: Final[dict[str, Promise]] = {
    "platform": gettext_lazy("the seller first, then AliExpress"),
    "nobody": gettext_lazy("nobody"),
    "you, by holding the balance": gettext_lazy("you, while you hold the balance"),
    "PayPal": gettext_lazy("PayPal"),
    "card issuer, then the card network": gettext_lazy("your bank, then the card network"),
    "bank, then the card network": gettext_lazy("your bank, then the card network"),
    "card network": gettext_lazy("the card network"),
    "Alibaba.com": gettext_lazy("Alibaba.com"),
    "escrow agent, then arbitration": gettext_lazy("the escrow company, then an arbitrator"),
    "banks, on paper only": gettext_lazy("banks, and only on paper"),
    "you, by holding the payment": gettext_lazy("you: you hold the money"),
    "the agent": gettext_lazy("the agent"),
    "the app, without a promise": gettext_lazy("the app, without a promise"),
}
# The keys are what the policy says in `window_from`.
WINDOWS: Final[dict[str, Promise]] = {
    "none": gettext_lazy("none: no claim can be made"),
    "confirmed_receipt": gettext_lazy("%(days)s from the day you confirm receipt"),
    "payment": gettext_lazy("%(days)s from the day you pay"),
    "expected_delivery": gettext_lazy("%(days)s from the agreed delivery day"),
    "delivery": gettext_lazy("%(days)s from delivery"),
    "shipment": gettext_lazy("%(days)s from shipment"),
    "presentation": gettext_lazy("only when the papers are shown to you"),
    "contract": gettext_lazy("what the contract says"),
}


def payment_view(payment: Mapping[str, Any]) -> PaymentView:
    """Put the proposed payment and what comes back under it into words."""
    key = payment.get("key")
    words = PAYMENTS.get(str(key))
    tier = str(payment.get("tier", ""))
    return PaymentView(
        label=payment_label(str(key)) if key else _("Payment method not known"),
        note=_note(payment, is_known=bool(key)),
        window=_window(payment.get("window_days"), str(payment.get("window_from", ""))),
        who=decider(payment.get("who_decides")),
        trap=str(words.trap) if words else "",
        ladder=tuple(
            TierView(name, str(rung.label), str(rung.meaning), name == tier) for name, rung in TIERS.items()
        ),
        recovery=tuple(
            RecoveryView(channel_label(name), percent(payment.get("recovery", {}).get(name)))
            for name in CHANNELS
            if name in payment.get("recovery", {})
        ),
        gives_nothing_back=_gives_nothing(payment.get("recovery") or {}),
    )


def _gives_nothing(recovery: Mapping[str, float]) -> bool:
    """Return whether nothing comes back after any failure; nothing is said where nothing is listed."""
    return bool(recovery) and not any(recovery.values())


def decider(key: str | None) -> str:
    """Say who decides a claim."""
    return str(DECIDERS.get(key or "nobody", key or ""))


def _note(payment: Mapping[str, Any], *, is_known: bool) -> str:
    if not is_known:
        return _("Counted as the worst there is, until you say which.")
    if payment.get("assumed_subtype"):
        return _("Counted as its worst kind, until you say which kind it is.")
    return ""


def _window(length: float | None, start: str) -> str:
    words = WINDOWS.get(start)
    if words is None:
        return days(length) if length else str(WINDOWS["none"])
    return str(words) % {"days": days(length)}
