"""What a person decides about an import: each takes a post, does one thing, and leads back to the page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from orders.actions import answer_currency, cancel, confirm, undo
from orders.forms import CurrencyForm
from orders.models import Import
from orders.queries import import_of
from orders.tasks import enqueue_work
from orders.views.imports import page_context
from stores.access import in_store
from stores.models import Role, Store


@in_store(at_least=Role.HELPER)
@require_POST
def import_currency(request: HttpRequest, store: Store, import_id: int) -> HttpResponse:
    """Take the answer to the question which currency a file is in."""
    the_import = import_of(store, import_id)
    form = CurrencyForm(request.POST)
    if form.is_valid():
        answer_currency(the_import, form.cleaned_data["currency"] or "")
        return _back(the_import)
    context = page_context(request, the_import) | {"currency_form": form}
    return render(request, "orders/import.html", context, status=422)


@in_store(at_least=Role.HELPER)
@require_POST
def import_confirm(request: HttpRequest, store: Store, import_id: int) -> HttpResponse:
    """Have the orders of a checked file put in."""
    the_import = import_of(store, import_id)
    if not confirm(the_import):
        messages.info(
            request, _("Nothing was put in by this click: the file was not waiting for it any more.")
        )
    return _back(the_import)


@in_store(at_least=Role.HELPER)
@require_POST
def import_cancel(request: HttpRequest, store: Store, import_id: int) -> HttpResponse:
    """Call an import off."""
    the_import = import_of(store, import_id)
    if not cancel(the_import, timezone.now()):
        messages.info(request, _("There was nothing left to cancel: the import had ended before."))
    return _back(the_import)


@in_store(at_least=Role.HELPER)
@require_POST
def import_undo(request: HttpRequest, store: Store, import_id: int) -> HttpResponse:
    """Have an import taken back."""
    the_import = import_of(store, import_id)
    if not undo(the_import, timezone.now()):
        messages.info(request, _("This import cannot be taken back, or is being taken back already."))
    return _back(the_import)


def _back(the_import: Import) -> HttpResponse:
    """Wake a worker, for whom there may be nothing to do, and show the import."""
    enqueue_work(the_import.pk)
    return redirect("orders:import", the_import.store.slug, the_import.pk)
