"""A store's settings: which day it is there and what it reckons in are part of what its reports rest on."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from assessments.settings import keep_settings
from stores.access import in_store, page_frame
from stores.forms import StoreForm
from stores.models import Role, Store
from stores.posting import posted


@in_store(at_least=Role.OWNER)
def store_settings(request: HttpRequest, store: Store) -> HttpResponse:
    """Change the name, currency and time zone of a store."""
    form = StoreForm(posted(request), instance=store)
    if form.is_bound and form.is_valid():
        keep_settings(form.save(commit=False))
        messages.success(request, _("Saved."))
        return redirect("assessments:settings", store.slug)
    context = page_frame(request, "settings") | {"form": form, "title": _("Store settings")}
    return render(request, "assessments/settings.html", context, status=422 if form.is_bound else 200)
