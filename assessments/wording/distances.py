"""How far a gate is from being met: what is missing up to a least value, or what is too much above a most."""

from math import ceil
from typing import Final

from django.utils.translation import gettext as _

from assessments.wording.amounts import days, money, orders, short_number
from assessments.wording.terms import written

PER_MONTH: Final = "orders_per_month"
REACHED_ONE_BY_ONE: Final = ("orders", "days", "weeks")
COUNTED: Final = (*REACHED_ONE_BY_ONE, PER_MONTH)


def distance_text(distance: float | None, unit: str, comparison: str, currency: str) -> str:
    """Say how much is missing, rounded up; nothing where it is not known or cannot be counted."""
    amount = _amount(abs(distance), unit, currency) if distance else ""
    if not amount:
        return ""
    words = {"amount": amount}
    if comparison == "<=":
        return _("%(amount)s too many") % words if unit in COUNTED else _("%(amount)s too much") % words
    return _("%(amount)s to go") % words if unit in REACHED_ONE_BY_ONE else _("%(amount)s short") % words


def _amount(distance: float, unit: str, currency: str) -> str:
    match unit:
        case "orders":
            return orders(ceil(distance))
        case "orders_per_month":
            return _("%(orders)s a month") % {"orders": orders(ceil(distance))}
        case "days":
            return days(ceil(distance))
        case "weeks":
            return written(float(ceil(distance)), unit, currency)
        case "share" | "probability":
            points = ceil(round(distance * 100, 6))
            return _("%(count)s points of 100") % {"count": short_number(points)}
        case "money":
            return money(distance, currency)
        case "per_month":
            return _("%(amount)s a month") % {"amount": money(distance, currency)}
        case _:
            return ""
