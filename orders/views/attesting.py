"""The page on which an owner attests how non-arrivals are dealt with, and withdraws it."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from orders.actions import attest, withdraw
from orders.attestations import attestable_orders, former, in_force
from stores.access import in_store, page_frame
from stores.models import Role, Store, User


@in_store()
@require_GET
def attestation_page(request: HttpRequest, store: Store) -> HttpResponse:
    """Show what can be attested, what is in force since when and by whom, and what was withdrawn."""
    context = page_frame(request, "orders") | {
        "standing": in_force(store),
        "former": former(store),
        "waiting": attestable_orders(store),
    }
    return render(request, "orders/attestation.html", context)


@in_store(at_least=Role.OWNER)
@require_POST
def attestation_make(request: HttpRequest, store: Store) -> HttpResponse:
    """Take the owner's attestation."""
    attest(store, cast(User, request.user), timezone.now())
    messages.success(request, _("Your attestation counts from now on; verdicts are made again."))
    return redirect("orders:attestation", store.slug)


@in_store(at_least=Role.OWNER)
@require_POST
def attestation_withdraw(request: HttpRequest, store: Store) -> HttpResponse:
    """Take the attestation back."""
    if withdraw(store, cast(User, request.user), timezone.now()):
        messages.success(request, _("Your attestation is withdrawn; verdicts are made again without it."))
    return redirect("orders:attestation", store.slug)
