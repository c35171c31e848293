"""What can be asked of the ways in which a supplier is reached."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import Http404

from stores.models import Store
from suppliers.checks.domains import domain_of, is_free_mail, look_alike, look_alike_address
from suppliers.models import Contact, Supplier


@dataclass(frozen=True, slots=True)
class ContactLine:
    """Be a contact with what a machine sees in it: what it could be taken for, and whether anybody gets one there."""

    contact: Contact
    reads_like: str | None
    is_free_mail: bool
    is_ended: bool


def contact_of(store: Store, contact_id: int) -> Contact:
    """Return a contact of this store; Http404 for one of another store, as for one that does not exist."""
    found = (
        Contact.objects.filter(store=store, supplier__merged_into=None, pk=contact_id)
        .select_related("supplier__store")
        .first()
    )
    if found is None:
        raise Http404
    return found


def contacts_of(supplier: Supplier, today: date) -> list[ContactLine]:
    """Return a supplier's contacts, those in use first, the longest known first."""
    every = list(Contact.objects.filter(supplier=supplier).order_by("known_on", "pk"))
    lines = [_line(each, every, supplier, today) for each in every]
    return sorted(lines, key=lambda line: line.is_ended)


def reads_like(contact: Contact, others: Iterable[Contact], supplier: Supplier) -> str | None:
    """Return the known mail address or shop domain that a mail address could be taken for, or None.

    Only what was known no later counts as known: of two that look alike the newer one is the doubtful one.
    """
    own = domain_of(contact.value) if contact.kind == Contact.Kind.EMAIL else None
    if own is None:
        return None
    before = [
        each.value
        for each in others
        if each.kind == Contact.Kind.EMAIL and each.pk != contact.pk and _is_before(each, contact)
    ]
    alike = look_alike_address(contact.value, before)
    if alike:
        return alike
    if any(domain_of(each) == own for each in before):
        return None
    shop = domain_of(supplier.shop_url)
    return look_alike(
        own, [*([shop] if shop else []), "gmail.com", "163.com", "126.com", "qq.com", "outlook.com"]
    )


def _is_before(one: Contact, other: Contact) -> bool:
    return (one.known_on, one.pk or 0) <= (other.known_on, other.pk or one.pk or 0)


def _line(contact: Contact, every: list[Contact], supplier: Supplier, today: date) -> ContactLine:
    domain = domain_of(contact.value) if contact.kind == Contact.Kind.EMAIL else None
    return ContactLine(
        contact,
        reads_like(contact, every, supplier),
        domain is not None and is_free_mail(domain),
        contact.ended_on is not None and contact.ended_on <= today,
    )


def contacts_section(supplier: Supplier, today: date) -> dict[str, object]:
    """Return what the part about contacts shows."""
    return {"supplier": supplier, "contacts": contacts_of(supplier, today)}
