"""The plan of a pilot in words: its limits, when to go on and when to stop, and what it is worth."""

from collections.abc import Mapping
from math import floor
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assessments.wording.amounts import days, dots, money, not_known, number, orders, percent
from assessments.wording.step_views import PilotLimitView, PilotRowView, PilotView, PilotWorthView
from assessments.wording.terms import term_label

Plan = Mapping[str, Any]
Report = Mapping[str, Any]

AT_ONCE: Final[dict[str, Promise]] = {
    "vanished": gettext_lazy("The supplier no longer answers, or takes money and sends nothing."),
    "payee_changed": gettext_lazy("The payee or the account changes, whatever the reason given."),
}

PROBLEMS: Final[dict[str, Promise]] = {
    "risk_budget_missing": gettext_lazy(
        "Nobody said what you can afford to lose, so nothing limits the money: fill it in before the first order."
    ),
    "over_budget": gettext_lazy(
        "Even one direct order a month could lose more than you can afford: no pilot fits these terms."
    ),
    "fewer_failures": gettext_lazy(
        "At %(pace)s there is time for %(orders)s only. With %(failures)s among them it ends undecided, and "
        "undecided means: stay."
    ),
    "too_slow": gettext_lazy(
        "At %(pace)s even a pilot of %(orders)s takes %(needed)s, and after %(longest)s it is over: it can say "
        "stop, but not go on. It needs more orders a month, or parcels that arrive sooner."
    ),
}

CANNOT_GO_ON: Final = frozenset({"over_budget", "too_slow"})
"""Problems of a plan that can end in "stop" or undecided, but never in "go on"."""


def pilot_view(assessment: Report, explanation: Report, currency: str) -> PilotView | None:
    """Put the plan into words; None where there is none, or where leaving is ruled out."""
    plan, verdict = explanation.get("pilot"), assessment["verdict"]
    if not plan or verdict == "STAY":
        return None
    return PilotView(
        is_folded=verdict != "PILOT",
        lead=_(
            "A few direct orders under limits agreed on beforehand; the rest stays on AliExpress. "
            "It ends early when its orders say so."
        ),
        problems=tuple(_problem(str(key), plan) for key in plan["problems"]),
        limits=_limits(plan, currency),
        rows=_rows(plan),
        counting=_(
            "An order fails when it is lost, late, not as described or a counterfeit, and it fails once. It is "
            "fine when all of that is known to be good; until then it counts neither way. The gates of leaving "
            "must be met as well."
        ),
        at_once=tuple(str(AT_ONCE.get(key, key.replace("_", " "))) for key in plan["stops_at_once"]),
        undecided=_("If the end comes without a decision: stay."),
        errors=_errors(plan["errors"]) if plan["errors"] else "",
        worth=_worth(plan, assessment, currency),
        sizes=_sizes(plan, currency),
        assumed=tuple(term_label(str(field)) for field in plan["assumed"]),
    )


def first_rule(explanation: Report) -> dict[str, str] | None:
    """Return the numbers of the plan's first rules: orders to go on, and the failures that stop it soonest.

    None for a plan that can never say "go on".
    """
    plan = explanation.get("pilot")
    if not plan or not plan["go"] or not plan["stop"] or not CANNOT_GO_ON.isdisjoint(plan["problems"]):
        return None
    first = plan["stop"][0]
    return {
        "go": number(plan["go"][0]["orders"]),
        "stop": number(first["failures"]),
        "within": number(first["orders"]),
    }


def _pace(plan: Plan) -> str:
    return _("%(orders)s a month") % {"orders": orders(plan["orders_per_month"])}


def _whole_pace(plan: Plan) -> str:
    """Return the pace in whole orders, rounded down: a limit of 3.6 orders a month is kept with 3."""
    pace = plan["orders_per_month"]
    return orders(floor(pace) if pace >= 1 else pace)


def _problem(key: str, plan: Plan) -> str:
    text = PROBLEMS.get(key)
    if text is None:
        return key.replace("_", " ")
    return str(text) % {
        "pace": _pace(plan),
        "orders": orders(plan["orders"]),
        "failures": _failures(plan["failures_allowed"] + 1),
        "needed": days(plan["days_needed"]),
        "longest": days(plan["longest_days"]),
    }


def _limits(plan: Plan, currency: str) -> tuple[PilotLimitView, ...]:
    review = {"orders": orders(plan["review"]["orders"]), "days": days(plan["review"]["days"])}
    if not plan["orders_per_month"]:
        return ()
    return (
        PilotLimitView(_("Orders, at most"), orders(plan["orders"]), ""),
        PilotLimitView(
            _("Direct orders a month, at most"),
            _whole_pace(plan),
            _("%(share)s of the planned volume") % {"share": percent(plan["share_of_volume"])},
        ),
        PilotLimitView(
            _("To spend, at most"), money(plan["spend"], currency), _("goods and payment fees, all orders")
        ),
        PilotLimitView(
            _("Unprotected at any time, at most"),
            money(plan["peak_unprotected_cash"], currency),
            _budget(plan["risk_budget"], currency),
        ),
        PilotLimitView(
            _("It ends after"),
            days(plan["end_days"]),
            _("parcels take %(days)s") % {"days": days(plan["lead_days"])},
        ),
        PilotLimitView(_("Look at it again"), _("every %(orders)s, and every %(days)s") % review, ""),
    )


def _budget(budget: float | None, currency: str) -> str:
    if budget is None:
        return _("what you can afford to lose is not known")
    return _("you can afford to lose %(budget)s") % {"budget": money(budget, currency)}


def _rows(plan: Plan) -> tuple[PilotRowView, ...]:
    """Return one row for each number of failures, up to the one that ends every pilot."""
    go = {row["failures"]: row["orders"] for row in plan["go"]}
    stop = {row["failures"]: row["orders"] for row in plan["stop"]}
    last = 0 if "too_slow" in plan["problems"] else plan["orders"]
    return tuple(
        PilotRowView(
            _failures(count), _go_words(go.get(count), last), _stop_words(count in go, stop.get(count))
        )
        for count in range(len(go) + 1)
    )


def _failures(count: int) -> str:
    if not count:
        return _("no failure")
    return ngettext("%(count)s failure", "%(count)s failures", count) % {"count": number(count)}


def _go_words(after: int | None, last: int) -> str:
    if after is None:
        return _("never")
    words = {"orders": orders(after)}
    if after <= last:
        return _("after %(orders)s") % words
    return _("after %(orders)s: more than this pilot has time for") % words


def _stop_words(may_go: bool, within: int | None) -> str:
    if not may_go:
        return _("at once")
    return (
        _("not for that alone")
        if within is None
        else _("within the first %(orders)s") % {"orders": orders(within)}
    )


def _errors(errors: Mapping[str, float]) -> str:
    """Say how often the rule errs, either way."""
    return _(
        "A bad supplier, one that fails on %(bad)s of 100 orders, still passes in %(wrong_go)s of 100 pilots; "
        "a good one, which fails on %(good)s of 100, is stopped or stays undecided in %(missed)s of 100."
    ) % {
        "bad": dots(errors["bad_rate"]),
        "good": dots(errors["good_rate"]),
        "wrong_go": dots(errors["wrong_go"]),
        "missed": dots(errors["wrong_stop"] + errors["good_undecided"]),
    }


# Whether a pilot of the planned size is worth its money, by what its orders are expected to lose (nothing or
# something) and by what they teach (nothing that shows, less than that, more).
_WORTH: Final[dict[tuple[bool, str], Promise]] = {
    (False, "nothing"): gettext_lazy(
        "On average these %(orders)s lose nothing. In money they also teach nothing: no outcome is likely to "
        "change what pays."
    ),
    (False, "more"): gettext_lazy(
        "On average these %(orders)s lose nothing, so the pilot costs you only the work. What they teach is "
        "worth about %(value)s over the next %(months)s months."
    ),
    (True, "nothing"): gettext_lazy(
        "In money it costs more than it teaches: no outcome of %(orders)s is likely to change what pays, and "
        "they are expected to lose %(cost)s. Better terms first would be cheaper."
    ),
    (True, "less"): gettext_lazy(
        "In money it costs more than it teaches: what %(orders)s teach is worth about %(value)s over the next "
        "%(months)s months, and they are expected to lose %(cost)s. Better terms first would be cheaper."
    ),
    (True, "more"): gettext_lazy(
        "Worth its money: what %(orders)s teach is worth about %(value)s over the next %(months)s months, and "
        "they are expected to lose %(cost)s."
    ),
}


def _worth(plan: Plan, assessment: Report, currency: str) -> str:
    """Say what the pilot of this size teaches, in money, and whether that is more than it costs."""
    row = next((row for row in plan["value"]["tried"] if row["orders"] == plan["orders"]), None)
    if row is None or row["cost"] is None:
        return ""
    value, cost = money(row["value"], currency), money(row["cost"], currency)
    costs = _shows(cost)
    teaches = "nothing" if not _shows(value) else "more" if row["worth_it"] or not costs else "less"
    return str(_WORTH[costs, teaches]) % {
        "orders": orders(row["orders"]),
        "value": value,
        "cost": cost,
        "months": number(assessment.get("horizon_months")),
    }


def _shows(amount: str) -> bool:
    """Return whether an amount is more than nothing once it is rounded for the page."""
    return any(digit in amount for digit in "123456789")


def _sizes(plan: Plan, currency: str) -> tuple[PilotWorthView, ...]:
    return tuple(
        PilotWorthView(
            number(row["orders"]),
            money(row["value"], currency),
            not_known() if row["cost"] is None else money(row["cost"], currency),
        )
        for row in plan["value"]["tried"]
    )
