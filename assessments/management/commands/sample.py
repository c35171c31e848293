"""Make the sample owner and the sample store, or date them anew."""

import os
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from assessments.sample.making import is_untouched, make_sample, renew_sample
from stores.models import User

OWNER = "owner@example.com"
# A sample older than this no longer shows what its pages say of it.
STALE_AFTER = timedelta(days=7)


class Command(BaseCommand):
    """Make or renew the sample store; safe to run at every start."""

    help = "Make the sample owner (password from DEMO_PASSWORD) and store, or date the store anew."

    def handle(self, *args: Any, **options: Any) -> None:
        """Make what is missing. Raises CommandError where no password is given."""
        password = os.environ.get("DEMO_PASSWORD")
        if not password:
            raise CommandError("DEMO_PASSWORD is not set; give the sample owner a password.")
        owner = User.objects.filter(email=OWNER).first() or User.objects.create_user(OWNER, password)
        if not owner.check_password(password):
            owner.set_password(password)
            owner.save()
        now = timezone.now()
        store = make_sample(owner, now)
        is_stale = store.sample_made_on is not None and now.date() - store.sample_made_on > STALE_AFTER
        # What somebody tried out in it stays; they can make it new themselves, from its page.
        if is_stale and is_untouched(store):
            renew_sample(store, owner, now)
