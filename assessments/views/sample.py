"""Make, renew and remove a sample store."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assessments.sample.making import make_sample, remove_sample, renew_sample
from stores.access import in_store
from stores.models import Role, Store, User


@login_required
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Make the sample store of the person who asks."""
    return redirect(make_sample(cast(User, request.user), timezone.now()))


@in_store(at_least=Role.OWNER)
@require_POST
def renew(request: HttpRequest, store: Store) -> HttpResponse:
    """Date a sample store anew."""
    _only_sample(store)
    renew_sample(store, cast(User, request.user), timezone.now())
    messages.success(request, _("The sample store is made anew as of today."))
    return redirect(store)


@in_store(at_least=Role.OWNER)
@require_POST
def remove(request: HttpRequest, store: Store) -> HttpResponse:
    """Remove a sample store."""
    _only_sample(store)
    remove_sample(store)
    messages.success(request, _("The sample store is removed."))
    return redirect("stores:list")


def _only_sample(store: Store) -> None:
    if not store.is_sample:
        raise PermissionDenied
