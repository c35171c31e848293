"""What each gate measures, in the owner's words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy


@dataclass(frozen=True, slots=True)
class GateWords:
    """The name of a gate and its meaning in one line."""

    label: Promise
    meaning: Promise


GATES: Final[dict[str, GateWords]] = {
    "clean_orders": GateWords(
        gettext_lazy("Clean orders"),
        gettext_lazy("Arrived, and nothing wrong. An order of half a year ago counts half."),
    ),
    "clean_orders_proven": GateWords(
        gettext_lazy("Clean orders with proof of arrival"),
        gettext_lazy("The carrier, the platform or the buyer said that it arrived."),
    ),
    "planned_volume": GateWords(
        gettext_lazy("Orders a month you plan"),
        gettext_lazy("With few orders AliExpress is the better place."),
    ),
    "pace": GateWords(
        gettext_lazy("Clean orders a month, lately"),
        gettext_lazy("What this supplier really delivered in the last 120 days."),
    ),
    "planned_against_pace": GateWords(
        gettext_lazy("Planned orders a month, against that pace"),
        gettext_lazy("At most 3 times that pace for a pilot, 2 times to leave."),
    ),
    "tenure": GateWords(
        gettext_lazy("How long it has delivered for you"),
        gettext_lazy("From the first clean order to the last clean arrival."),
    ),
    "last_arrival": GateWords(
        gettext_lazy("Last proven arrival"),
        gettext_lazy("Days ago. An old record says little about today."),
    ),
    "distinct_weeks": GateWords(
        gettext_lazy("Weeks with clean orders"),
        gettext_lazy("Many orders in one week are one test, not many."),
    ),
    "known_lost": GateWords(
        gettext_lazy("Orders proven to have arrived"),
        gettext_lazy("Of all that should have arrived by now."),
    ),
    "known_late": GateWords(
        gettext_lazy("Orders known to be on time"),
        gettext_lazy("Of all that had a promised day."),
    ),
    "known_not_as_described": GateWords(
        gettext_lazy("Orders known to be as described"),
        gettext_lazy("Of all that arrived."),
    ),
    "owner_orders": GateWords(
        gettext_lazy("Orders your store has fulfilled"),
        gettext_lazy("From all suppliers: your own experience."),
    ),
    "diligence": GateWords(
        gettext_lazy("Checks of the supplier done"),
        gettext_lazy("Licence, bank account, samples, references and the rest."),
    ),
    "net": GateWords(
        gettext_lazy("Expected gain each month"),
        gettext_lazy("After fees, your work and the orders that go wrong."),
    ),
    "probability_net_positive": GateWords(
        gettext_lazy("Chance that leaving pays"),
        gettext_lazy("Over the next 3 months."),
    ),
    "cvar95": GateWords(
        gettext_lazy("Loss in a bad quarter"),
        gettext_lazy("The average of the worst 5 of 100 quarters, against what you can afford to lose."),
    ),
    "peak_unprotected_cash": GateWords(
        gettext_lazy("Most money out without protection"),
        gettext_lazy("Paid, not yet received, and not coming back; against what you can afford to lose."),
    ),
    "clean_off_platform": GateWords(
        gettext_lazy("Clean direct orders before"),
        gettext_lazy("Asked only when the payment cannot be taken back."),
    ),
    "evidence_usable": GateWords(
        gettext_lazy("All orders could be used"),
        gettext_lazy("What cannot be read or compared must not look like good news."),
    ),
    "orders_on_record": GateWords(
        gettext_lazy("Orders on record, not from memory"),
        gettext_lazy("Numbers typed from memory give a first look, never more."),
    ),
    "payment_subtype": GateWords(
        gettext_lazy("The exact kind of payment is known"),
        gettext_lazy("PayPal for goods is not PayPal for friends."),
    ),
    "hard_blockers": GateWords(
        gettext_lazy("Hard stops"),
        gettext_lazy("Stop questions answered “yes” or left open."),
    ),
}


def gate_name(row: Mapping[str, Any]) -> str:
    """Return the name of a reported gate; reports of engine 1 called it a key."""
    return str(row["name"] if "name" in row else row["key"])


def is_beyond_budget(assessment: Mapping[str, Any]) -> bool:
    """Return whether leaving pays and only what can be afforded to lose is too little: no record changes that."""
    passed = {gate_name(gate): bool(gate["pilot"]["passed"]) for gate in assessment["gates"]}
    pays = passed.get("net", False) and passed.get("probability_net_positive", False)
    return pays and not (passed.get("cvar95", True) and passed.get("peak_unprotected_cash", True))
