"""What the fields of a proposal are called, and how their values are written."""

from dataclasses import dataclass
from math import floor
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from assessments.wording.amounts import days, money, not_known, number, orders, percent, price, short_number
from assessments.wording.payments import payment_name
from assessments.wording.problems import problem_sentence


@dataclass(frozen=True, slots=True)
class TermWords:
    """The words of one field; `unit` says how its value is written."""

    label: Promise
    unit: str


TERMS: Final[dict[str, TermWords]] = {
    "on_platform_price": TermWords(gettext_lazy("Price on AliExpress, landed"), "price"),
    "offered_price": TermWords(gettext_lazy("Offered price, landed"), "price"),
    "orders_per_month": TermWords(gettext_lazy("Orders a month"), "orders"),
    "payment_method": TermWords(gettext_lazy("Payment method"), "payment"),
    "deposit_share": TermWords(gettext_lazy("Paid before shipping"), "share"),
    "days_to_receipt": TermWords(gettext_lazy("Days from payment to arrival"), "days"),
    "days_after_balance": TermWords(gettext_lazy("Days from last payment to arrival"), "days"),
    "orders_per_payment": TermWords(gettext_lazy("Orders in one payment"), "orders"),
    "top_up": TermWords(gettext_lazy("Money kept with the supplier in advance"), "money"),
    "fee_share": TermWords(gettext_lazy("Payment fee, share of the price"), "share"),
    "fee_fixed": TermWords(gettext_lazy("Payment fee, fixed for each payment"), "price"),
    "fx_share": TermWords(gettext_lazy("Cost of changing money"), "share"),
    "extra_minutes_per_order": TermWords(gettext_lazy("Extra work for each order"), "minutes"),
    "wage_per_hour": TermWords(gettext_lazy("What an hour of your work costs"), "price"),
    "fixed_hours_per_month": TermWords(gettext_lazy("Extra hours each month"), "hours"),
    "customer_cost.lost": TermWords(gettext_lazy("What a lost parcel costs you with your customer"), "price"),
    "customer_cost.late": TermWords(gettext_lazy("What a late parcel costs you with your customer"), "price"),
    "customer_cost.not_as_described": TermWords(
        gettext_lazy("What wrong or bad goods cost you with your customer"), "price"
    ),
    "customer_cost.counterfeit": TermWords(gettext_lazy("What a fake costs you with your customer"), "price"),
    "risk_budget": TermWords(gettext_lazy("What you can afford to lose"), "money"),
    "diligence_share": TermWords(gettext_lazy("Checks done"), "share"),
    "owner_orders": TermWords(gettext_lazy("Orders your store has fulfilled"), "orders"),
    "clean_orders": TermWords(pgettext_lazy("count", "Clean orders"), "orders"),
}


def term_label(field: str) -> str:
    """Return what a field is called; its own key, spaced, where a newer engine names one we do not know."""
    words = TERMS.get(field)
    return str(words.label) if words else field.replace("_", " ").replace(".", ": ")


def term_value(field: str, value: object, currency: str) -> str:
    """Write the value of a field in its unit."""
    if value is None:
        return not_known()
    words = TERMS.get(field)
    return written(value, words.unit if words else "", currency)


def written(value: object, unit: str, currency: str) -> str:
    """Write a value in a unit of the engine's (orders, days, share, money, per_month, bool, ...)."""
    if value is None:
        return not_known()
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, str):
        return _named(value, unit)
    if not isinstance(value, int | float):
        return not_known()
    return _number_written(float(value), unit, currency)


def _named(value: str, unit: str) -> str:
    match unit:
        case "payment":
            return payment_name(value)
        case "problem":
            return problem_sentence(value)
        case _:
            return value.replace("_", " ")


def _number_written(value: float, unit: str, currency: str) -> str:
    match unit:
        case "money":
            return money(value, currency)
        case "price":
            return price(value, currency)
        case "share" | "probability":
            return percent(value)
        case "days":
            return days(value)
        case "orders":
            return orders(value)
        case "per_month":
            return _("%(amount)s a month") % {"amount": money(value, currency)}
        case "bool":
            return _("yes") if value else _("no")
        case _:
            return _counted(value, unit)


def _counted(value: float, unit: str) -> str:
    text = short_number(value)
    match unit:
        case "blockers":
            return text if value else _("none")
        case "weeks":
            return _("%(count)s weeks") % {"count": text}
        case "at_most":
            return number(floor(value))
        case "of100":
            return _of_hundred(value)
        case "minutes":
            return _("%(count)s minutes") % {"count": text}
        case "hours":
            return _("%(count)s hours") % {"count": text}
        case _:
            return text


def _of_hundred(rate: float) -> str:
    """Write a rate as orders of 100, and never a small one as none."""
    if 0 < rate < 0.001:
        return _("fewer than 0.1")
    return short_number(rate * 100)
