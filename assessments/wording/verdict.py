"""The verdict in one sentence, what it means, what it is for, and the one next step."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assessments.wording.amounts import money, number, orders
from assessments.wording.blockers import blocker_name
from assessments.wording.changes import joined, named
from assessments.wording.gate_words import is_beyond_budget
from assessments.wording.payments import payment_name
from assessments.wording.pilot import first_rule
from assessments.wording.step_views import NextStepView

Report = Mapping[str, Any]


def verdict_sentence(assessment: Report, explanation: Report, supplier: str, currency: str) -> str:
    """Return the verdict in one sentence."""
    words = {"supplier": supplier, "volume": _volume(assessment)}
    match assessment["verdict"]:
        case "READY":
            return (
                _(
                    "Ready, with due diligence and caution. You can order directly from %(supplier)s, "
                    "up to %(volume)s."
                )
                % words
            )
        case "PILOT":
            return (
                _(
                    "Pilot, with limits. Try a few orders directly from %(supplier)s; keep the rest on "
                    "AliExpress."
                )
                % words
            )
        case "NOT_YET":
            return _not_yet(assessment, explanation, supplier, currency)
        case _:
            return _stay(assessment, supplier)


def _not_yet(assessment: Report, explanation: Report, supplier: str, currency: str) -> str:
    """Name the cheapest change of up to two piles: either is enough alone."""
    cheapest = {str(row["pile"]): row for row in reversed(explanation.get("what_would_change") or [])}
    rows = sorted(cheapest.values(), key=(explanation.get("what_would_change") or []).index)[:2]
    names = [named(row, currency) for row in rows]
    words = {"supplier": supplier, "first": names[0] if names else "", "second": names[-1] if names else ""}
    if len(names) > 1:
        return (
            _(
                "Not yet. Stay on AliExpress with %(supplier)s for now; %(first)s, or %(second)s, would "
                "change this."
            )
            % words
        )
    if names:
        return (
            _("Not yet. Stay on AliExpress with %(supplier)s for now; %(first)s would change this.") % words
        )
    count = sum(not gate["pilot"]["passed"] for gate in assessment["gates"])
    return ngettext(
        "Not yet. Stay on AliExpress with %(supplier)s for now; %(count)s condition of a pilot is not met.",
        "Not yet. Stay on AliExpress with %(supplier)s for now; %(count)s conditions of a pilot are not met.",
        count,
    ) % {"supplier": supplier, "count": count}


def _stay(assessment: Report, supplier: str) -> str:
    stops = true_blockers(assessment)
    if stops:
        return _(
            "Stay. Keep ordering from %(supplier)s on AliExpress; leaving is ruled out by %(stops)s."
        ) % {
            "supplier": supplier,
            "stops": joined([blocker_name(key) for key in stops]),
        }
    if is_beyond_budget(assessment):
        return _(
            "Stay. Keep ordering from %(supplier)s on AliExpress; on these terms more could be lost than you "
            "can afford, whatever the record."
        ) % {"supplier": supplier}
    return _(
        "Stay. Keep ordering from %(supplier)s on AliExpress; on these terms no record would make leaving "
        "pay."
    ) % {"supplier": supplier}


def verdict_explanation(assessment: Report, explanation: Report, currency: str) -> str:
    """Say what the verdict means for the owner; staying is a good decision and says what it saves."""
    match assessment["verdict"]:
        case "READY":
            return _(
                "Every gate is met. The advice is for these terms only; look at it again when they change."
            )
        case "PILOT":
            return _keep_it_small(explanation)
        case "NOT_YET":
            return _(
                "Waiting costs little: what is missing is listed below, and your orders stay protected "
                "meanwhile."
            )
        case _:
            return staying_saves(assessment, currency)


def _keep_it_small(explanation: Report) -> str:
    problems = (explanation.get("pilot") or {}).get("problems", ())
    if "over_budget" in problems:
        return _("Everything else is met, but no pilot is small enough for what you can afford to lose.")
    if "too_slow" in problems:
        return _("At this pace a pilot can only tell you to stop.")
    rule = first_rule(explanation)
    if rule is None:
        return _("Keep it small, and count every order.")
    return (
        _(
            "Keep it small. %(go)s direct orders without a failure say: go on. "
            "%(stop)s failures among the first %(within)s say: stop."
        )
        % rule
    )


def staying_saves(assessment: Report, currency: str) -> str:
    """Say what staying keeps: the loss it avoids, and the money it keeps protected."""
    net, peak = assessment.get("net_per_month"), assessment.get("peak_unprotected_cash")
    kept = money(peak, currency)
    if net is not None and net < 0:
        return _(
            "A good decision: staying saves about %(saved)s a month and keeps up to %(kept)s protected."
        ) % {
            "saved": money(-net, currency),
            "kept": kept,
        }
    if peak:
        return _("A good decision: staying keeps up to %(kept)s protected.") % {"kept": kept}
    return _("A good decision: AliExpress keeps holding your money until the goods arrive.")


def own_numbers_sentence(assessment: Report, explanation: Report) -> str:
    """Say how many of the store's own numbers the verdict rests on; nothing where it rests on ours alone."""
    rows = explanation.get("policy_assumptions")
    if rows is None:
        is_own = "+" in str(assessment.get("policy_version", ""))
        return _("With numbers of your own instead of ours.") if is_own else ""
    count = sum(bool(row["is_own"]) for row in rows)
    if not count:
        return ""
    return ngettext(
        "With %(count)s number of your own instead of ours.",
        "With %(count)s numbers of your own instead of ours.",
        count,
    ) % {"count": count}


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
            return _start_a_pilot(explanation)
        case "STAY":
            return NextStepView(_("Keep ordering on AliExpress."), "none")
        case _:
            return _step_towards(assessment, explanation, currency)


def _start_a_pilot(explanation: Report) -> NextStepView:
    plan = explanation.get("pilot")
    if not plan:
        return NextStepView(_("Agree on a small pilot, in writing, and count every order."), "none")
    if "over_budget" in plan["problems"]:
        return NextStepView(_("See why no pilot fits these terms"), "pilot")
    if "too_slow" in plan["problems"]:
        return NextStepView(_("See why a pilot cannot decide at this pace"), "pilot")
    return NextStepView(
        _("Agree on a pilot of at most %(orders)s, in writing, and count every one")
        % {"orders": orders(plan["orders"])},
        "pilot",
    )


def _step_towards(assessment: Report, explanation: Report, currency: str) -> NextStepView:
    """Return the step of a NOT_YET: what is cheapest first, an open question before anything else."""
    if open_blockers(assessment):
        return NextStepView(_("Answer the open questions"), "proposal")
    changes: Sequence[Report] = explanation.get("what_would_change") or []
    if not changes:
        return NextStepView(_("See which gates are not met"), "gates")
    if changes[0]["changes"][0]["field"] == "diligence_share":
        return NextStepView(_("Do the checks on this supplier"), "diligence")
    text, target = _STEPS[str(changes[0]["pile"])]
    return NextStepView(str(text), target)


# What to do for the cheapest change of each pile, and the page that helps with it.
_STEPS: Final[dict[str, tuple[Promise, str]]] = {
    "ask": (gettext_lazy("See what to ask the supplier"), "changes"),
    "prove": (gettext_lazy("Fill in what is missing"), "proposal"),
    "wait": (gettext_lazy("Import your newest orders"), "orders"),
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
    return payment_name(str(method)) if method else _("a method not yet known")
