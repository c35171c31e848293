"""What a new account finds when it first comes in: a sample store to look around in."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils import timezone

from assessments.sample.making import make_sample
from stores.models import User
from stores.queries import memberships_of


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Do what allauth does, and greet who comes in for the first time."""

    def login(self, request: HttpRequest, user: User) -> None:
        """Log a person in; whoever comes in for the first time and has no store gets a sample store.

        Made here and not at sign-up: where addresses must be confirmed, nobody fills the database with
        stores of addresses that are not theirs.
        """
        is_first = user.last_login is None
        super().login(request, user)
        if is_first and not memberships_of(user):
            make_sample(user, timezone.now())
