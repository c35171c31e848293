"""The three numbers at the top, and the turning points: where the verdict or the sign of the gain changes."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.wording.amounts import (
    days,
    money,
    money_range,
    not_known,
    number,
    orders,
    percent,
    price,
    short_number,
)
from assessments.wording.bill import NO_BILL, spread
from assessments.wording.view import NumberView

Report = Mapping[str, Any]
# The engine stops counting there: no limit that a shop would meet.
ANY_VOLUME: Final = 10_000
TOO_LONG: Final = 3_650
BY_ORDERS: Final = frozenset(
    {"clean_orders", "clean_orders_proven", "pace", "planned_against_pace"}
    | {"known_lost", "known_late", "known_not_as_described"}
    | {"net", "probability_net_positive", "cvar95", "peak_unprotected_cash"}
)
"""Gates that the orders still needed are counted for: those of orders and of money."""


def three_numbers(assessment: Report, currency: str) -> tuple[NumberView, ...]:
    """Return the money at risk, what would be saved, and how much is known."""
    return (_at_risk(assessment, currency), _saved(assessment, currency), _known(assessment))


def _at_risk(assessment: Report, currency: str) -> NumberView:
    bill = assessment.get("bill", NO_BILL)
    on, off = spread(bill["on"].get("failures")), spread(bill["off"].get("failures"))
    vanish = spread(bill["off"].get("vanish"))
    if off and vanish:
        off = off.plus(vanish)
    return NumberView(
        label=_("Money at risk in 100 direct orders"),
        text=money_range(off.low, off.high, currency) if off else not_known(),
        note=_(
            "On AliExpress: %(on)s. If the supplier disappears, up to %(gone)s is gone at once; "
            "the chance of that within %(months)s months is %(chance)s."
        )
        % {
            "on": money_range(on.low, on.high, currency) if on else not_known(),
            "gone": money(assessment.get("loss_if_vanished"), currency),
            "months": number(assessment.get("horizon_months")),
            "chance": percent(assessment.get("vanish_probability")),
        },
    )


def _saved(assessment: Report, currency: str) -> NumberView:
    net = assessment.get("net_per_month")
    parts = {
        name: money(assessment.get(name), currency) for name in ("saving", "fees", "labour", "expected_loss")
    }
    hazards = assessment.get("hazards", {})
    parts["vanish"] = money(hazards.get("payment_environment", {}).get("price_per_month"), currency)
    parts["chance"] = percent(assessment.get("probability_net_positive"))
    stopped = any(item.get("answer") is True for item in assessment["blockers"])
    warning = _("A hard stop outweighs it.") if stopped else ""
    return NumberView(
        label=_("Leaving would save you") if net is None or net >= 0 else _("Leaving would cost you"),
        text=_("%(amount)s a month") % {"amount": money(None if net is None else abs(net), currency)},
        note=f"{warning} "
        + _(
            "Lower price %(saving)s, less fees %(fees)s, your work %(labour)s, orders that go wrong "
            "%(expected_loss)s and a supplier who disappears %(vanish)s. Chance that it pays: %(chance)s."
        )
        % parts,
    )


def _known(assessment: Report) -> NumberView:
    coverage = assessment["coverage"]
    shares = {name: percent(coverage.get(name)) for name in ("evidence", "answers", "terms")}
    parts = (
        _("Orders observed: %(evidence)s, questions answered: %(answers)s, terms filled in: %(terms)s.")
        % shares
    )
    return NumberView(
        label=_("How much of this is known"),
        text=percent(coverage["value"]),
        note=parts if coverage["value"] >= 1 else f"{_('The rest is assumed.')} {parts}",
    )


def turning_points(
    assessment: Report, explanation: Report, currency: str, as_of: date
) -> tuple[NumberView, ...]:
    """Return the price, failures and volume at which the answer turns, and the orders still needed.

    With a hard stop no number of orders turns anything: then none is named.
    """
    points = [_break_even_price(explanation, currency), _break_even_failures(explanation)]
    if not any(item.get("answer") is True for item in assessment["blockers"]):
        pilot, ready = (_others_fail(assessment, level) for level in ("pilot", "ready"))
        points += [
            _cap(explanation),
            _needed(explanation, "pilot", _("Clean orders still needed for a pilot"), as_of, pilot),
            _needed(explanation, "ready", _("Clean orders still needed to leave"), as_of, ready),
            _direct(explanation),
        ]
    return tuple(point for point in points if point)


def _others_fail(assessment: Report, level: str) -> bool:
    """Return whether a gate fails that clean orders do not move: answers, checks, time, the pilot."""
    return any(not gate[level]["passed"] for gate in assessment["gates"] if gate["name"] not in BY_ORDERS)


def _break_even_price(explanation: Report, currency: str) -> NumberView | None:
    value = explanation.get("break_even_price")
    return (
        None
        if value is None
        else NumberView(_("Leaving pays, on average, below a price of"), price(value, currency), "")
    )


def _break_even_failures(explanation: Report) -> NumberView | None:
    value, today = explanation.get("break_even_failure_rate"), explanation.get("failure_rate_today")
    if value is None or today is None or value >= 1:
        return None
    return NumberView(
        _("Leaving pays while fewer go wrong than"),
        _("%(count)s of 100 orders") % {"count": short_number(value * 100)},
        _("Expected now: %(count)s of 100.") % {"count": short_number(today * 100)},
    )


def _cap(explanation: Report) -> NumberView | None:
    value = explanation.get("exposure_cap_orders_per_month")
    if value is None or value >= ANY_VOLUME:
        return None
    return NumberView(_("Most direct orders a month you can afford"), orders(value), "")


def _needed(explanation: Report, level: str, label: str, as_of: date, others_fail: bool) -> NumberView | None:
    needed = explanation.get("orders_needed") or {}
    if level not in needed or needed[level] == 0:
        return None
    if needed[level] is None:
        return NumberView(label, _("No number of clean orders is enough alone."), "")
    span, pace = needed.get(f"{level}_days"), needed.get(f"{level}_orders_per_month")
    note = _never(needed.get(f"{level}_reason"), pace) if span is None else _when(span, as_of)
    if others_fail:
        note = f"{note} {_('Only once the other gates are met too.')}"
    return NumberView(label, orders(needed[level]), note)


def _when(span: Mapping[str, int | None], as_of: date) -> str:
    """Say between which days so many orders are reached at today's pace."""
    low, high = span["low"] or 0, span["high"]
    first = date_format(as_of + timedelta(days=low), "j F Y")
    if high is None or high >= TOO_LONG:
        return _("At today’s pace not before %(first)s.") % {"first": first}
    last = date_format(as_of + timedelta(days=high), "j F Y")
    if low == high:
        return _("At today’s pace about %(last)s.") % {"last": last}
    return _("At today’s pace between %(first)s and %(last)s.") % {"first": first, "last": last}


def _never(reason: str | None, pace: int | None) -> str:
    """Say why there is no day; a report of an older engine has no reason but that no order was placed lately."""
    match reason:
        case "pace_too_low":
            return _("At your pace this is never reached: %(count)s are needed.") % {
                "count": _clean_orders_a_month(pace or 0)
            }
        case "never":
            return _("At no pace is this reached within a year.")
        case _:
            return _("No order was placed lately, so nobody can say when.")


def _clean_orders_a_month(count: int) -> str:
    return ngettext("%(count)s clean order a month", "%(count)s clean orders a month", count) % {
        "count": number(count)
    }


def _direct(explanation: Report) -> NumberView | None:
    """Return the direct orders that leaving asks for where the payment is final."""
    direct = (explanation.get("orders_needed") or {}).get("direct")
    if not direct or not direct["needed"]:
        return None
    label, text, span = (
        _("Clean direct orders still needed to leave"),
        orders(direct["needed"]),
        direct["days"],
    )
    if span is None:
        return NumberView(label, text, _("No pilot fits what you can afford to lose."))
    words = {"low": number(span["low"]), "high": days(span["high"])}
    return NumberView(label, text, _("In a pilot, in about %(low)s to %(high)s.") % words)
