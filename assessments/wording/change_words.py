"""The words for each change that could be made: as a thing to do, and as a thing named in a sentence."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy


@dataclass(frozen=True, slots=True)
class ChangeWords:
    """A change as a thing to do, and as a thing named in the middle of a sentence."""

    do: Promise
    name: Promise


PILES: Final[dict[str, tuple[Promise, Promise]]] = {
    "ask": (gettext_lazy("Ask the supplier"), gettext_lazy("Terms to agree on, in writing.")),
    "prove": (gettext_lazy("Prove"), gettext_lazy("Things you can find out, decide or write down yourself.")),
    "wait": (gettext_lazy("Wait"), gettext_lazy("Things that take time: the record grows with every order.")),
}
MIXED: Final[dict[frozenset[str], Promise]] = {
    frozenset({"ask", "prove"}): gettext_lazy("ask and prove"),
    frozenset({"ask", "wait"}): gettext_lazy("ask and wait"),
    frozenset({"prove", "wait"}): gettext_lazy("prove and wait"),
}
CHANGES: Final[dict[str, ChangeWords]] = {
    "payment_method": ChangeWords(
        gettext_lazy("Pay by %(to)s instead of %(from)s."), gettext_lazy("payment by %(to)s")
    ),
    "payment_kind": ChangeWords(
        gettext_lazy("Find out which kind it is: if it is %(to)s."),
        gettext_lazy("proof that the payment is %(to)s"),
    ),
    "offered_price": ChangeWords(
        gettext_lazy("Agree on %(to)s for each order instead of %(from)s."), gettext_lazy("a price of %(to)s")
    ),
    "deposit_share": ChangeWords(
        gettext_lazy("Pay %(to)s before shipping instead of %(from)s."), gettext_lazy("a deposit of %(to)s")
    ),
    "days_to_receipt": ChangeWords(
        gettext_lazy("Have goods arrive %(to)s after you pay instead of %(from)s."),
        gettext_lazy("arrival within %(to)s of paying"),
    ),
    "days_after_balance": ChangeWords(
        gettext_lazy("Pay the rest %(to)s before arrival instead of %(from)s."),
        gettext_lazy("the balance paid %(to)s before arrival"),
    ),
    "orders_per_payment": ChangeWords(
        gettext_lazy("Pay for %(to)s at a time instead of %(from)s."),
        gettext_lazy("payments for %(to)s at a time"),
    ),
    "top_up": ChangeWords(
        gettext_lazy("Keep %(to)s with the supplier in advance instead of %(from)s."),
        gettext_lazy("an advance of %(to)s"),
    ),
    "orders_per_month": ChangeWords(
        gettext_lazy("Plan %(to)s a month instead of %(from_number)s."),
        gettext_lazy("a plan of %(to)s a month"),
    ),
    "diligence_share": ChangeWords(
        gettext_lazy("Do more of the checks on this supplier: %(to)s of them instead of %(from)s."),
        gettext_lazy("%(to)s of the checks done"),
    ),
    "risk_budget": ChangeWords(
        gettext_lazy("Say what you can afford to lose; %(to)s would be enough."),
        gettext_lazy("%(to)s that you can afford to lose"),
    ),
    "irreversible": ChangeWords(
        gettext_lazy("The payment must be one that can be taken back."),
        gettext_lazy("a payment that can be taken back"),
    ),
    "answers.sole_trader_own_account": ChangeWords(
        gettext_lazy("Prove that the supplier is a sole trader and the account the licence holder’s own."),
        gettext_lazy("proof that the account is the licence holder’s own"),
    ),
    "answers.paypal_resale_eligible": ChangeWords(
        gettext_lazy("Have PayPal confirm in writing that goods for resale are covered."),
        gettext_lazy("PayPal’s written word that resale is covered"),
    ),
}
NOTHING: Final[dict[str, Promise]] = {
    "deposit_share": gettext_lazy("no deposit"),
    "days_after_balance": gettext_lazy("the balance paid on arrival"),
    "top_up": gettext_lazy("no advance"),
}
"""How a change down to nothing is named."""
