"""The sentences for what became of a notification."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from orders.webhooks import Nothing, Unreadable

_REFUSED: dict[str, Promise] = {
    "signature": _("The signature does not fit the secret: nothing of it was kept."),
    "no_secret": _("There is no secret yet to tell it from a forgery: nothing of it was kept."),
    "too_large": _("Larger than 2 MB: nothing of it was kept."),
}
_NOTHING: dict[str, Promise] = {
    Nothing.TEST: _("A trial from the shop’s own pages, no order."),
    Nothing.TEST_ORDER: _("An order paid with play money."),
    Nothing.TOPIC: _("Says nothing that Leeway reads."),
    Nothing.DRAFT: _("A cart that nobody sent off."),
    Nothing.NO_ORDER: _("Names no order."),
    Nothing.NO_NEWS: _("A payment, no refund."),
    Nothing.PING: _("WooCommerce tried the address."),
}
_FAILED: dict[str, Promise] = {
    Unreadable.NOT_JSON: _("It is not in the form that was agreed (JSON)."),
    Unreadable.MISSING: _("“%(field)s” is missing."),
    Unreadable.TEXT: _("“%(field)s” is no text of the length expected."),
    Unreadable.NUMBER: _("“%(field)s” is no number that can be kept."),
    Unreadable.MOMENT: _("“%(field)s” is no date and time."),
    Unreadable.STATUS: _("“%(field)s” has a word that is not known here."),
    Unreadable.NOT_STORABLE: _("The database does not take what it says."),
    Unreadable.GIVEN_UP: _(
        "The work on it broke off several times: a fault of Leeway. It can be worked off again."
    ),
}
SENTENCES: dict[str, Promise] = {**_REFUSED, **_NOTHING, **_FAILED}


def fate_sentence(problem: str, field: str) -> str:
    """Return why a notification was refused, changed nothing or failed; empty where all went well."""
    return str(SENTENCES[problem]) % {"field": field} if problem else ""
