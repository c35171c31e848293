"""Keep the searches that a person wants to find again."""

from django.db import transaction

from stores.models import Store, User
from suppliers.models import SavedFilter

MOST = 30


class TooManyFilters(Exception):
    """Say that a person has kept as many as a page can show; nothing was changed."""


@transaction.atomic
def save_filter(store: Store, user: User, name: str, query: str) -> SavedFilter:
    """Keep a search under a name; a name that the person has gets the new search. Raises TooManyFilters."""
    mine = SavedFilter.objects.filter(store=store, user=user)
    if mine.exclude(name=name).count() >= MOST:
        raise TooManyFilters
    kept, _made = SavedFilter.objects.update_or_create(
        store=store, user=user, name=name, defaults={"query": query}
    )
    return kept
