"""What can be asked of stores."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from allauth.account.models import EmailAddress
from django.conf import settings
from django.http import Http404

from stores.models import Membership, Store, User


def memberships_of(user: User) -> list[Membership]:
    """Return the stores of a person with the role in each, real ones first."""
    found = Membership.objects.filter(user=user).select_related("store")
    return list(found.order_by("store__is_sample", "store__name", "pk"))


def members_of(store: Store) -> list[Membership]:
    """Return who is in a store, by address."""
    return list(Membership.objects.filter(store=store).select_related("user").order_by("user__email"))


def member_of(store: Store, membership_id: int) -> Membership:
    """Return a membership of this store; Http404 for one of another store, as for one that does not exist."""
    found = Membership.objects.filter(store=store, pk=membership_id).select_related("store").first()
    if found is None:
        raise Http404
    return found


def account_of(email: str) -> User | None:
    """Return the account of an e-mail address, whatever its letter case; None where nobody has it.

    On a server only an address counts that its owner has confirmed: anybody can sign up with another's.
    """
    if settings.LOCAL:
        return User.objects.filter(email__iexact=email).first()
    found = EmailAddress.objects.filter(email__iexact=email, verified=True).select_related("user").first()
    return found.user if found else None


def today_in(store: Store, now: datetime) -> date:
    """Return the calendar day in a store's own time zone."""
    return now.astimezone(ZoneInfo(store.time_zone)).date()
