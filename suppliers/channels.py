"""On which channels digits may be read back: known before the account was told, and not the one that told it."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from suppliers.models import Contact, Payee

PROBLEMS = {
    "told_it": _("it told you this account, so whoever sent a false one would answer there too"),
    "ended": _("it is no longer used"),
    "not_known_before": _("you did not know it before the account was told"),
    "not_theirs": _("it is not a contact of this supplier"),
}


def channel_problem(payee: Payee, contact: Contact, today: date) -> str | None:
    """Return the key of why digits read back on a channel prove nothing; None where they do."""
    if contact.supplier_id != payee.supplier_id:
        return "not_theirs"
    if contact.pk == payee.told_by_id:
        return "told_it"
    if contact.ended_on is not None and contact.ended_on <= today:
        return "ended"
    return None if contact.known_on < payee.told_on else "not_known_before"
