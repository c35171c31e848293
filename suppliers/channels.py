"""On which channels digits may be read back: known before the account was told, and not those of whoever told it."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from stores.sealing import unsealed
from suppliers.account_digests import account_digests
from suppliers.checks.domains import domain_of, registrable
from suppliers.contacting import reads_like
from suppliers.models import Contact, Payee

PROBLEMS = {
    "told_it": _("it told you this account, so whoever sent a false one would answer there too"),
    "same_as_told_it": _("it is the same number or address as the contact that told you this account"),
    "same_domain": _("it is at the same mail domain as the address that told you this account"),
    "teller_not_known": _("it is not known who told you this account, and it may have come from there"),
    "reads_like_another": _("its address reads almost like another one that is known"),
    "ended": _("it is no longer used"),
    "not_known_before": _("you did not know it before the account was told"),
    "entered_after": _(
        "it was entered after the account; enter contacts before the account, or reject this account and enter it again"
    ),
    "not_theirs": _("it is not a contact of this supplier"),
}
# Where nobody knows how the details came, they may have come by mail, or by a way that has no name here.
_MAY_HAVE_TOLD_IT: Final = (Contact.Kind.EMAIL, Contact.Kind.OTHER)
# A telephone number without its country, or the number of a chat account, has no fewer.
_FEWEST_DIGITS: Final = 7


def channel_problem(
    payee: Payee,
    contact: Contact,
    today: date,
    others: Iterable[Contact],
    tellers: Sequence[Contact | None],
) -> str | None:
    """Return the key of why digits read back on a channel prove nothing; None where they do.

    `others` are the contacts of the supplier, also those that have ended; `tellers` what `tellers_of` says.
    """
    if contact.supplier_id != payee.supplier_id:
        return "not_theirs"
    told = next(filter(None, (_from_the_teller(each, contact) for each in tellers)), None)
    return told or _too_late(payee, contact, today) or _doubtful(contact, others)


@sensitive_variables()
def tellers_of(payee: Payee) -> list[Contact | None]:
    """Return every contact that told the number of an account, or one before it in its place; None for "not known".

    Entered once more, or as a change of itself, a number keeps those who told it before.
    """
    number = unsealed(payee.sealed_account)
    digests = account_digests(payee.store_id, payee.kind, number) if number else []
    rows = Payee.objects.filter(supplier_id=payee.supplier_id).select_related("told_by")
    same = rows.filter(Q(account_digest__in=[payee.account_digest, *digests]) | Q(pk=payee.pk))
    return [each.told_by for each in same.order_by("pk")] + _told_before(payee, rows.in_bulk())


def _told_before(payee: Payee, rows: dict[int, Payee]) -> list[Contact | None]:
    """Return who told the accounts that one takes the place of, as far as that is known."""
    told: list[Contact | None] = []
    seen: set[int] = set()
    at = payee.replaces_id
    while at in rows and at not in seen:
        seen.add(at)
        before = rows[at]
        told += [before.told_by] if before.told_by else []
        at = before.replaces_id
    return told


def _from_the_teller(teller: Contact | None, contact: Contact) -> str | None:
    """Return why whoever told the account may answer on a channel too."""
    if teller is None:
        return "teller_not_known" if contact.kind in _MAY_HAVE_TOLD_IT else None
    if contact.pk == teller.pk:
        return "told_it"
    if _is_one_reach(contact.value, teller.value):
        return "same_as_told_it"
    return "same_domain" if _are_of_one_domain(contact, teller) else None


def _too_late(payee: Payee, contact: Contact, today: date) -> str | None:
    """Return why a channel is not one that was there before the account, and still is."""
    if contact.ended_on is not None and contact.ended_on <= today:
        return "ended"
    if contact.known_on >= payee.told_on:
        return "not_known_before"
    # The day from which it was known is only what somebody wrote; when they wrote it is certain.
    return "entered_after" if contact.added_at > payee.added_at else None


def _doubtful(contact: Contact, others: Iterable[Contact]) -> str | None:
    return "reads_like_another" if reads_like(contact, others, contact.supplier) else None


def _is_one_reach(one: str, other: str) -> bool:
    """Tell whether two values lead to one telephone or account, whichever way they are entered as."""
    written, told = (unicodedata.normalize("NFKC", each).casefold() for each in (one, other))
    if "".join(written.split()) == "".join(told.split()):
        return True
    numbers = [_digits(each) for each in (written, told)]
    # With its country and without it, a number ends alike.
    return min(map(len, numbers)) >= _FEWEST_DIGITS and (
        numbers[0].endswith(numbers[1]) or numbers[1].endswith(numbers[0])
    )


def _digits(value: str) -> str:
    """Return the digits of a value without leading zeros; of a mail address those of the name before the @."""
    return re.sub(r"\D", "", value.partition("@")[0]).lstrip("0")


def _are_of_one_domain(one: Contact, other: Contact) -> bool:
    if not one.kind == other.kind == Contact.Kind.EMAIL:
        return False
    own, theirs = domain_of(one.value), domain_of(other.value)
    return own is not None and theirs is not None and registrable(own) == registrable(theirs)
