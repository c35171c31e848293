"""The verdict in one sentence, what it means, what it is for, and the one next step."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.wording.amounts import money, number, orders
from assessments.wording.blockers import blocker_name
from assessments.wording.changes import joined, named
from assessments.wording.payments import payment_label
from assessments.wording.view import NextStepView

Report = Mapping[str, Any]


def verdict_sentence(assessment: Report, explanation: Report, supplier: str, currency: str) -> str:
    """Return the verdict in one sentence."""
    words = {"supplier": supplier, "volume": _volume(assessment), "method": _method(assessment)}
    match assessment["verdict"]:
        case "READY":
            return _(
                "Ready, with due diligence and caution: you can order directly from %(supplier)s, "
                "%(volume)s, paid by %(method)s."
            ) % words
        case "PILOT":
            return _(
                "Try it with limits: a few orders directly from %(supplier)s, the rest on AliExpress as before."
            ) % words
        case "NOT_YET":
            return _not_yet(explanation, supplier, currency)
        case _:
            return _stay(assessment, supplier)


def _not_yet(explanation: Report, supplier: str, currency: str) -> str:
    changes = explanation.get("what_would_change") or []
    if not changes:
        return _("Not yet. Stay on AliExpress with %(supplier)s for now.") % {"supplier": supplier}
    return _("Not yet. Stay on AliExpress with %(supplier)s for now; %(needs)s would change this.") % {
        "supplier": supplier,
        "needs": named(changes[0], currency),
    }


def _stay(assessment: Report, supplier: str) -> str:
    stops = true_blockers(assessment)
    if stops:
        return _("Stay on AliExpress with %(supplier)s: %(stops)s rules out leaving.") % {
            "supplier": supplier,
            "stops": joined([blocker_name(key) for key in stops]),
        }
    return _("Stay on AliExpress with %(supplier)s: on these terms no record would make leaving pay.") % {
        "supplier": supplier
    }


def verdict_explanation(assessment: Report, explanation: Report, currency: str) -> str:
    """Say what the verdict means for the owner; staying is a good decision and says what it saves."""
    match assessment["verdict"]:
        case "READY":
            return _("Every gate is met. The advice is for these terms only; look at it again when they change.")
        case "PILOT":
            return _pilot_limit(explanation)
        case "NOT_YET":
            return _("Waiting costs little: what is missing is listed below, and your orders stay protected meanwhile.")
        case _:
            return staying_saves(assessment, currency)


def _pilot_limit(explanation: Report) -> str:
    cap = explanation.get("exposure_cap_orders_per_month")
    if not cap:
        return _("The first direct orders are the test: keep them few, and stop at the second that goes wrong.")
    return _("Stay at or below %(cap)s a month: above that, a bad quarter costs more than you can afford to lose.") % {
        "cap": orders(cap)
    }


def staying_saves(assessment: Report, currency: str) -> str:
    """Say what staying keeps: the loss it avoids, and the money it keeps protected."""
    net, peak = assessment.get("net_per_month"), assessment.get("peak_unprotected_cash")
    kept = money(peak, currency)
    if net is not None and net < 0:
        return _(
            "A good decision: staying saves about %(saved)s a month, and up to %(kept)s is never out without protection."
        ) % {"saved": money(-net, currency), "kept": kept}
    if peak:
        return _("A good decision: up to %(kept)s is never out without protection.") % {"kept": kept}
    return _("A good decision: AliExpress keeps holding your money until the goods arrive.")


def scope_sentence(assessment: Report) -> str:
    """Say what the verdict is for: volume, payment, goods and time."""
    scope = assessment.get("scope") or {}
    text = _("Judged for %(volume)s, paid by %(method)s, over the next %(months)s months.") % {
        "volume": _volume(assessment),
        "method": _method(assessment),
        "months": number(assessment.get("horizon_months")),
    }
    return f"{text} {_('Unbranded goods only.')}" if scope.get("unbranded_only") else text


def next_step(assessment: Report, explanation: Report, currency: str) -> NextStepView:
    """Return the one thing to do now."""
    match assessment["verdict"]:
        case "READY":
            return NextStepView(_("Get the terms in writing, then move the first orders."), "none")
        case "PILOT":
            return NextStepView(_("Agree on a pilot of 12 orders, in writing, and count every one."), "none")
        case "STAY":
            return NextStepView(_("Keep ordering on AliExpress."), "none")
        case _:
            return _step_towards(assessment, explanation, currency)


def _step_towards(assessment: Report, explanation: Report, currency: str) -> NextStepView:
    """Return the step of a NOT_YET: what is cheapest first, an open question before anything else."""
    if open_blockers(assessment):
        return NextStepView(_("Answer the open questions"), "proposal")
    changes: Sequence[Report] = explanation.get("what_would_change") or []
    if not changes:
        return NextStepView(_("See which gates are not met"), "gates")
    pile = str(changes[0]["pile"])
    return NextStepView(str(_STEPS[pile]), _TARGETS[pile])


# Which page helps with the cheapest change of each pile.
_TARGETS: Final = {"ask": "changes", "prove": "proposal", "wait": "orders"}
_STEPS: Final[dict[str, Promise]] = {
    "ask": gettext_lazy("See what to ask the supplier"),
    "prove": gettext_lazy("Fill in what is missing"),
    "wait": gettext_lazy("Import your newest orders"),
}


def true_blockers(assessment: Report) -> list[str]:
    """Return the keys of the blockers that are answered yes."""
    return [str(item["key"]) for item in assessment.get("blockers", ()) if item.get("answer") is True]


def open_blockers(assessment: Report) -> list[str]:
    """Return the keys of the blockers nobody answered."""
    return [str(item["key"]) for item in assessment.get("blockers", ()) if item.get("answer") is None]


def _volume(assessment: Report) -> str:
    return _("%(count)s a month") % {"count": orders((assessment.get("scope") or {}).get("orders_per_month"))}


def _method(assessment: Report) -> str:
    method = (assessment.get("scope") or {}).get("method")
    return payment_label(str(method)) if method else _("a method not yet known")
