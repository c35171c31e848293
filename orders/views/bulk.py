"""What can be done with several orders at once: the door; each action is one entry of BULK_ACTIONS."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from orders.hand_words import BULK_LABELS
from orders.models import SupplierOrder
from orders.tables import chosen_orders
from stores.access import in_store
from stores.models import Role, Store, User


@dataclass(frozen=True, slots=True)
class BulkAction:
    """Do one thing with the chosen orders of a store; `run` returns the sentence that tells what was done.

    Without it a page of its own asks first: "orders:outcomes".
    """

    label: Promise | str
    run: Callable[[Store, User, QuerySet[SupplierOrder]], str] | None = None


BULK_ACTIONS: dict[str, BulkAction] = {what.value: BulkAction(label) for what, label in BULK_LABELS.items()}
"""What a list offers for the ticked orders; where it is empty, a list has no boxes to tick."""


@in_store(at_least=Role.HELPER)
@require_POST
def bulk(request: HttpRequest, store: Store) -> HttpResponse:
    """Do one thing with the orders that were ticked, and go back to the list they were ticked in."""
    action = BULK_ACTIONS.get(request.POST.get("action", ""))
    chosen = chosen_orders(store, request.POST.getlist("order"))
    if action is None:
        messages.error(request, _("Choose what to do with the orders."))
    elif not chosen.exists():
        messages.error(request, _("Tick the orders first."))
    elif action.run is None:
        asked = {
            "what": request.POST["action"],
            "order": [order.pk for order in chosen],
            "back": way_back(store, request.POST.get("back", "")),
        }
        return redirect(f"{reverse('orders:outcomes', args=[store.slug])}?{urlencode(asked, doseq=True)}")
    else:
        messages.success(request, action.run(store, cast(User, request.user), chosen))
    return redirect(way_back(store, request.POST.get("back", "")))


def way_back(store: Store, asked: str) -> str:
    """Return the list the orders were ticked in: an address of this store's list and of no other place."""
    home = reverse("orders:list", args=[store.slug])
    is_ours = url_has_allowed_host_and_scheme(asked, None) and asked.partition("?")[0] == home
    return asked if is_ours else home
