"""What can be asked of stores."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from stores.models import Membership, Store, User


def memberships_of(user: User) -> list[Membership]:
    """Return the stores of a person with the role in each, real ones first."""
    found = Membership.objects.filter(user=user).select_related("store")
    return list(found.order_by("store__is_sample", "store__name", "pk"))


def today_in(store: Store, now: datetime) -> date:
    """Return the calendar day in a store's own time zone."""
    return now.astimezone(ZoneInfo(store.time_zone)).date()
