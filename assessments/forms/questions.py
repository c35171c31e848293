"""The questions about payee, behaviour and goods, in the order they are asked."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.wording.blockers import BLOCKERS

PAYEE: Final = (
    "personal_account",
    "sole_trader_own_account",
    "payee_mismatch",
    "payee_changed",
    "licence_invalid",
)
BEHAVIOUR: Final = ("pressure", "close_dispute", "untraceable_only", "refuses_written_terms")
GOODS: Final = ("confirmed_counterfeit", "branded_goods", "brand_authorised", "paypal_resale_eligible")

_OTHERS: Final[dict[str, Promise]] = {
    "sole_trader_own_account": _(
        "If it is a person’s account: is the supplier a registered sole trader (licence number 92…) and the account "
        "the licence holder’s own?"
    ),
    "branded_goods": _("Are the goods of a known brand?"),
    "brand_authorised": _("Did you see the brand’s own authorisation for this supplier?"),
    "paypal_resale_eligible": _(
        "If you would pay by PayPal: did PayPal confirm in writing that goods for resale are covered?"
    ),
}
QUESTIONS: Final[dict[str, Promise]] = {
    name: BLOCKERS[name].question if name in BLOCKERS else _OTHERS[name]
    for name in (*PAYEE, *BEHAVIOUR, *GOODS)
}
