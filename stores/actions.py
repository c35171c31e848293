"""What can be done with stores: open one, remove a sample."""

from datetime import date

from django.db import transaction
from django.utils.crypto import get_random_string
from django.utils.text import slugify

from stores.models import Membership, Role, Store, User

# No letters that are mistaken for others when an address is read aloud.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


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
