"""The page that asks which column of a table is what."""

from dataclasses import replace
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from orders.actions import (
    answer_mapping,
    forget_mapping,
    mapping_of,
    outline_of,
    profile_for,
    remember_mapping,
)
from orders.forms import ColumnsForm
from orders.importers.guessing import guess_mapping
from orders.importers.mapping import Mapping, TableKind
from orders.importers.outline import Outline
from orders.models import Import
from orders.queries import import_of
from orders.tasks import enqueue_work
from stores.access import in_store, page_frame
from stores.models import Role, Store, User
from stores.posting import posted


@in_store(at_least=Role.HELPER)
def import_columns(request: HttpRequest, store: Store, import_id: int) -> HttpResponse:
    """Ask which column of a file is what; `?kind=` says what its rows are about."""
    the_import = import_of(store, import_id)
    shown = outline_of(the_import) if the_import.can_be_mapped else None
    if shown is None:
        messages.info(request, _("The columns of this file cannot be changed any more."))
        return redirect("orders:import", store.slug, the_import.pk)
    said = _said(request, the_import, shown)
    form = ColumnsForm(shown, said, posted(request), initial={"profile_name": _name(the_import, shown)})
    if form.is_bound and form.is_valid():
        name = form.cleaned_data["profile_name"].strip()
        if answer_mapping(the_import, form.mapping.to_json(), name) and name:
            remember_mapping(store, cast(User, request.user), name, form.mapping)
        enqueue_work(the_import.pk)
        return redirect("orders:import", store.slug, the_import.pk)
    context = page_frame(request, "imports") | {
        "the_import": the_import,
        "form": form,
        "shown": shown,
        "kind": said.kind.value,
    }
    return render(request, "orders/import_columns.html", context, status=422 if form.is_bound else 200)


@in_store(at_least=Role.HELPER)
@require_POST
def mapping_forget(request: HttpRequest, store: Store, profile_id: int) -> HttpResponse:
    """Forget a saved answer; what was put in by it stays."""
    if forget_mapping(store, profile_id):
        messages.success(request, _("Forgotten. The next file with these columns is asked about."))
    return redirect("orders:imports", store.slug)


def _said(request: HttpRequest, the_import: Import, shown: Outline) -> Mapping:
    """Return what was said before of these columns, else a guess."""
    said = mapping_of(the_import) or guess_mapping(shown.header, shown.sample)
    wanted = request.GET.get("kind")
    if wanted not in set(TableKind) or wanted == said.kind:
        return said
    guess = guess_mapping(shown.header, shown.sample, TableKind(wanted))
    return replace(guess, day_form=said.day_form, decimal_form=said.decimal_form, currency=said.currency)


def _name(the_import: Import, shown: Outline) -> str:
    """Return the name under which the answer is kept, proposed from the file's."""
    saved = profile_for(the_import.store, shown.fingerprint)
    return saved.name if saved else the_import.filename.rpartition(".")[0][:80]
