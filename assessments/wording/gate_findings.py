"""What to say of a gate that is not met, in the order of the fields of FindingWords."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

Entry = tuple[Promise, dict[str, str], str, Promise | None]

_COUNT: Final = {"value": "count", "threshold": "count"}
_SHARE: Final = {"value": "share", "threshold": "share"}
_DAYS: Final = {"value": "days", "threshold": "days"}
_MONEY: Final = {"value": "money", "threshold": "money"}

GATE_FINDINGS: Final[dict[str, Entry]] = {
    "clean_orders": (
        gettext_lazy("Clean orders so far, old ones counted less: %(value)s. Needed: %(threshold)s."),
        _COUNT,
        "",
        None,
    ),
    "clean_orders_proven": (
        gettext_lazy("Clean orders with proof of arrival: %(value)s. Needed: %(threshold)s."),
        _COUNT,
        "",
        None,
    ),
    "pace": (
        gettext_lazy("Few orders: %(value)s clean ones a month lately. Needed: %(threshold)s a month."),
        _COUNT,
        "",
        None,
    ),
    "planned_against_pace": (
        gettext_lazy("You plan %(value)s orders a month; at most %(threshold)s fit the record so far."),
        {"value": "count", "threshold": "at_most"},
        "",
        None,
    ),
    "planned_volume": (
        gettext_lazy(
            "You plan %(value)s orders a month. Below %(threshold)s, staying on AliExpress is better."
        ),
        _COUNT,
        "",
        None,
    ),
    "tenure": (
        gettext_lazy("The record covers %(value)s. Needed: %(threshold)s."),
        _DAYS,
        "value",
        gettext_lazy("There is no clean order yet, so there is no record."),
    ),
    "last_arrival": (
        gettext_lazy("The last proven arrival was %(value)s ago. At most %(threshold)s is fresh enough."),
        _DAYS,
        "value",
        gettext_lazy("No arrival of a clean order is proven yet."),
    ),
    "distinct_weeks": (
        gettext_lazy("Weeks with clean orders: %(value)s. Needed: %(threshold)s."),
        _COUNT,
        "",
        None,
    ),
    "known_lost": (
        gettext_lazy(
            "Of the orders that should be here by now, %(value)s are proven to be. Needed: %(threshold)s."
        ),
        _SHARE,
        "value",
        gettext_lazy("No order tells yet whether parcels arrive."),
    ),
    "known_late": (
        gettext_lazy("%(value)s of orders are known to have come on time. Needed: %(threshold)s."),
        _SHARE,
        "value",
        gettext_lazy("No order tells yet whether parcels come on time."),
    ),
    "known_not_as_described": (
        gettext_lazy("%(value)s of orders are known to be as described. Needed: %(threshold)s."),
        _SHARE,
        "value",
        gettext_lazy("No order tells yet whether goods are as described."),
    ),
    "owner_orders": (
        gettext_lazy("Your store has fulfilled %(value)s orders in all. Needed first: %(threshold)s."),
        _COUNT,
        "value",
        gettext_lazy(
            "It is not known how many orders your store has fulfilled. Needed first: %(threshold)s."
        ),
    ),
    "diligence": (
        gettext_lazy("%(value)s of the checks on this supplier are done. Needed: %(threshold)s."),
        _SHARE,
        "value",
        gettext_lazy("No check on this supplier is recorded yet. Needed: %(threshold)s."),
    ),
    "orders_on_record": (
        gettext_lazy("The orders were typed from memory. Import them: memory alone never carries a pilot."),
        {},
        "",
        None,
    ),
    "evidence_usable": (
        gettext_lazy("Some evidence could not be used: %(problem)s"),
        {"problem": "problem"},
        "",
        None,
    ),
    "net": (
        gettext_lazy("Leaving is not expected to pay: %(value)s a month after fees, work and failures."),
        _MONEY,
        "",
        None,
    ),
    "probability_net_positive": (
        gettext_lazy("The chance that leaving pays within 3 months is %(value)s. Needed: %(threshold)s."),
        _SHARE,
        "",
        None,
    ),
    "cvar95": (
        gettext_lazy("A bad quarter would cost %(value)s. You can afford to lose %(threshold)s."),
        {**_MONEY, "cvar95": "money"},
        "value",
        gettext_lazy("You did not say what you can afford to lose. A bad quarter would cost %(cvar95)s."),
    ),
    "peak_unprotected_cash": (
        gettext_lazy(
            "Up to %(value)s would be out without protection. You can afford to lose %(threshold)s."
        ),
        {**_MONEY, "peak_unprotected_cash": "money"},
        "value",
        gettext_lazy(
            "You did not say what you can afford to lose. Up to %(peak_unprotected_cash)s would be out "
            "without protection."
        ),
    ),
    "clean_off_platform": (
        gettext_lazy(
            "This payment is final, so %(threshold)s clean direct orders are needed first. So far: %(value)s."
        ),
        _COUNT,
        "",
        None,
    ),
    "payment_subtype": (
        gettext_lazy("Payment by %(payment_method)s: its worst kind is counted until you say which it is."),
        {"payment_method": "payment"},
        "payment_method",
        gettext_lazy("You did not say how you would pay, so the worst is counted."),
    ),
}
