"""The three numbers at the top, and the turning points: where the verdict or the sign of the gain changes."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from assessments.wording.amounts import money, money_range, number, orders, percent, price
from assessments.wording.bill import spread
from assessments.wording.view import NumberView

Report = Mapping[str, Any]


def three_numbers(assessment: Report, currency: str) -> tuple[NumberView, ...]:
    """Return the money at risk, what would be saved, and how much is known."""
    return (_at_risk(assessment, currency), _saved(assessment, currency), _known(assessment))


def _at_risk(assessment: Report, currency: str) -> NumberView:
    off = assessment["bill"]["off"]
    failures, vanish = spread(off.get("failures")), spread(off.get("vanish"))
    low = failures.low + (vanish.low if vanish else 0.0) if failures else None
    high = failures.high + (vanish.high if vanish else 0.0) if failures else None
    return NumberView(
        label=_("Money at risk, per 100 direct orders"),
        text=money_range(low, high, currency),
        note=_("If the supplier disappears, about %(amount)s is gone at once. The chance of that in %(months)s months: %(chance)s.")
        % {
            "amount": money(assessment.get("loss_if_vanished"), currency),
            "months": number(assessment.get("horizon_months")),
            "chance": percent(assessment.get("vanish_probability")),
        },
    )


def _saved(assessment: Report, currency: str) -> NumberView:
    net = assessment.get("net_per_month")
    lost = net is not None and net < 0
    return NumberView(
        label=_("Leaving would cost you each month") if lost else _("Leaving would save you each month"),
        text=money(abs(net) if net is not None else None, currency),
        note=_("Lower price %(saving)s, less fees %(fees)s, your work %(labour)s and orders that go wrong %(loss)s. Chance that it pays: %(chance)s.")
        % {
            "saving": money(assessment.get("saving"), currency),
            "fees": money(assessment.get("fees"), currency),
            "labour": money(assessment.get("labour"), currency),
            "loss": money(assessment.get("expected_loss"), currency),
            "chance": percent(assessment.get("probability_net_positive")),
        },
    )


def _known(assessment: Report) -> NumberView:
    coverage = assessment["coverage"]
    return NumberView(
        label=_("How much of this is known, not assumed"),
        text=percent(coverage["value"]),
        note=_("Your orders %(evidence)s, questions answered %(answers)s, terms filled in %(terms)s.")
        % {name: percent(coverage.get(name)) for name in ("evidence", "answers", "terms")},
    )


def turning_points(explanation: Report, currency: str) -> tuple[NumberView, ...]:
    """Return the price, failure rate and volume at which the answer changes, and the orders still needed."""
    needed = explanation.get("orders_needed") or {}
    points = [
        (_("Leaving pays below a price of"), price(explanation.get("break_even_price"), currency), "break_even_price"),
        (
            _("Leaving pays while fewer fail than"),
            _("%(share)s of orders") % {"share": percent(explanation.get("break_even_failure_rate"))},
            "break_even_failure_rate",
        ),
        (
            _("Most orders a month you can afford to risk"),
            orders(explanation.get("exposure_cap_orders_per_month")),
            "exposure_cap_orders_per_month",
        ),
    ]
    views = [NumberView(label, text, "") for label, text, key in points if explanation.get(key) is not None]
    for level, label in (("pilot", _("Clean orders still needed for a pilot")), ("ready", _("Clean orders still needed to leave"))):
        if needed.get(level):
            views.append(NumberView(label, orders(needed[level]), ""))
    return tuple(views)
