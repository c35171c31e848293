"""What can be done with stores: open one, remove a sample."""

from datetime import date

from django.db import transaction
from django.utils.crypto import get_random_string
from django.utils.text import slugify

from stores.models import Membership, Role, Store, User

# No letters that are mistaken for others when an address is read aloud.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


class LastOwner(Exception):
    """Say that a change would leave a store without an owner; nothing was changed."""


@transaction.atomic
def open_store(
    owner: User, name: str, *, currency: str = "", time_zone: str = "UTC", sample_made_on: date | None = None
) -> Store:
    """Make a store with its first owner."""
    store = Store.objects.create(
        name=name,
        slug=f"{slugify(name)[:40] or 'store'}-{get_random_string(5, _LETTERS)}",
        currency=currency,
        time_zone=time_zone,
        is_sample=sample_made_on is not None,
        sample_made_on=sample_made_on,
    )
    Membership.objects.create(store=store, user=owner, role=Role.OWNER)
    return store


@transaction.atomic
def let_in(store: Store, user: User, role: Role) -> None:
    """Give a person a role in a store, or another one. Raises LastOwner where nobody would own the store."""
    _lock_memberships(store)
    Membership.objects.update_or_create(store=store, user=user, defaults={"role": role})
    _keep_an_owner(store)


@transaction.atomic
def put_out(membership: Membership) -> None:
    """Take a person's role in a store away. Raises LastOwner where nobody would own the store."""
    _lock_memberships(membership.store)
    Membership.objects.filter(pk=membership.pk).delete()
    _keep_an_owner(membership.store)


def _lock_memberships(store: Store) -> None:
    Store.objects.select_for_update(no_key=True).values_list("pk", flat=True).get(pk=store.pk)


def _keep_an_owner(store: Store) -> None:
    if not Membership.objects.filter(store=store, role=Role.OWNER).exists():
        raise LastOwner
