"""Pages about what a supplier's page on the marketplace said."""

from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from stores.access import in_store, page_frame
from stores.models import Role, Store, User
from stores.posting import posted
from stores.queries import today_in
from suppliers.actions.shops import keep_reading, remove_reading
from suppliers.forms.shops import ShopReadingForm
from suppliers.identity import STALE_AFTER, readings_of
from suppliers.models import ShopReading
from suppliers.queries import supplier_of


@in_store()
def shop(request: HttpRequest, store: Store, supplier_id: int) -> HttpResponse:
    """Show what was read on the shop's page, and take what it says now."""
    supplier, frame = supplier_of(store, supplier_id), page_frame(request, "suppliers")
    now = timezone.now()
    today = today_in(store, now)
    data = posted(request)
    if data is not None and not frame["may_write"]:
        raise PermissionDenied
    form = ShopReadingForm(today, data)
    if data is not None and form.is_valid():
        keep_reading(supplier, form.read(), cast(User, request.user), now)
        messages.success(request, _("Saved."))
        return redirect("suppliers:shop", store.slug, supplier.pk)
    context = {
        "supplier": supplier,
        "form": form if frame["may_write"] else None,
        "readings": readings_of(supplier),
        "stale_before": today - STALE_AFTER,
    }
    return render(request, "suppliers/shop.html", frame | context, status=422 if form.is_bound else 200)


@in_store(at_least=Role.HELPER)
@require_POST
def remove(request: HttpRequest, store: Store, supplier_id: int, reading_id: int) -> HttpResponse:
    """Take back a reading."""
    supplier = supplier_of(store, supplier_id)
    reading = ShopReading.objects.filter(supplier=supplier, pk=reading_id).select_related("supplier").first()
    if reading is None:
        raise Http404
    remove_reading(reading)
    messages.success(request, _("Removed."))
    return redirect("suppliers:shop", store.slug, supplier.pk)
