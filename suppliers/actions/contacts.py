"""Keep the ways in which a supplier is reached."""

from datetime import date, datetime

from django.db import transaction

from stores.models import User
from suppliers.actions.holding import hold
from suppliers.actions.raising import raise_evidence
from suppliers.actions.trail import note
from suppliers.checks.contacts import value_key
from suppliers.models import Contact, Supplier, TrailEntry


class ContactThere(Exception):
    """Say that the supplier has this contact already, and uses it; nothing was written."""


class ContactOver(Exception):
    """Say that a contact has ended before; nothing was written."""


@transaction.atomic
def add_contact(contact: Contact, user: User, now: datetime) -> Contact:
    """Return a contact that is kept now; one that had ended is used again, and known from the new day on.

    Takes a row that was not saved, with its supplier. Raises: ContactThere.
    """
    held = hold(contact.supplier)
    key = value_key(contact.kind, contact.value)
    old = Contact.objects.filter(supplier=held, kind=contact.kind, value_key=key).first()
    if old and old.ended_on is None:
        raise ContactThere
    # The row stays the same one: what was confirmed or asked on it still points to it.
    contact.pk = old.pk if old else None
    contact.store, contact.supplier = held.store, held
    contact.value_key, contact.added_by, contact.added_at = key, user, now
    contact.save(force_update=old is not None, force_insert=old is None)
    _tell(held, contact, TrailEntry.Kind.CONTACT_ADDED, user, now)
    return contact


@transaction.atomic
def end_contact(contact: Contact, ended_on: date, user: User, now: datetime) -> Contact:
    """Say since when a contact is no longer used. Raises: ContactOver."""
    held = hold(contact.supplier)
    if not Contact.objects.filter(pk=contact.pk, supplier=held, ended_on=None).update(ended_on=ended_on):
        raise ContactOver
    contact.ended_on = ended_on
    _tell(held, contact, TrailEntry.Kind.CONTACT_ENDED, user, now)
    return contact


def _tell(supplier: Supplier, contact: Contact, kind: TrailEntry.Kind, user: User, now: datetime) -> None:
    note(supplier, kind, user, now, str(contact))
    raise_evidence([supplier.pk])
