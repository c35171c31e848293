"""The page of what a store paid and got back."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from orders.spending import spending
from stores.access import in_store, page_frame
from stores.models import Store
from stores.queries import today_in

# Two years: what a tax adviser asks for, and what a page can show.
SHOWN = timedelta(days=730)


@in_store()
def spending_page(request: HttpRequest, store: Store) -> HttpResponse:
    """Show the sums by month in the store's currency, and every amount that is in none of them."""
    context = page_frame(request, "orders")
    if store.currency:
        since = (today_in(store, timezone.now()) - SHOWN).replace(day=1)
        context |= {"sums": spending(store, since), "since": since}
    return render(request, "orders/spending.html", context)
