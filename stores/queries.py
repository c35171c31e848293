"""What can be asked of stores."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

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


def today_in(store: Store, now: datetime) -> date:
    """Return the calendar day in a store's own time zone."""
    return now.astimezone(ZoneInfo(store.time_zone)).date()
