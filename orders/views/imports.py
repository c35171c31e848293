"""Pages that bring files in and show how far the work on them has come."""

from datetime import timedelta
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from orders.actions import answer_currency, hand_in
from orders.forms import CurrencyForm, UploadForm
from orders.importers.rows import FileError, RowError
from orders.models import Import
from orders.queries import import_of
from orders.tasks import enqueue_work
from orders.views.paging import page_of
from orders.wording import file_sentence, row_sentence
from stores.access import in_store, page_frame
from stores.models import Role, Store, User
from stores.posting import posted


@in_store()
def imports(request: HttpRequest, store: Store) -> HttpResponse:
    """List the files that came in, and take another."""
    frame = page_frame(request, "imports")
    form = UploadForm(posted(request), request.FILES or None)
    if form.is_bound and frame["may_write"] and form.is_valid():
        the_import = hand_in(store, cast(User, request.user), form.cleaned_data["file"])
        enqueue_work(the_import.pk)
        return redirect("orders:import", store.slug, the_import.pk)
    rows = Import.objects.filter(store=store).order_by("-pk")
    context = frame | {"form": form, "page_obj": page_of(request, rows)}
    return render(request, "orders/imports.html", context, status=_status(request, form, frame))


def _status(request: HttpRequest, form: UploadForm, frame: dict[str, object]) -> int:
    if request.method == "POST" and not frame["may_write"]:
        return 403
    return 422 if form.is_bound else 200


@in_store()
def import_page(request: HttpRequest, store: Store, import_id: int) -> HttpResponse:
    """Show how far an import has come, and what was refused."""
    the_import = import_of(store, import_id)
    problems = page_of(request, the_import.problems.all())
    for each in problems:
        each.sentence = row_sentence(RowError(each.row, each.column, each.value, each.problem))
    context = page_frame(request, "imports") | _progress(the_import) | {"problems": problems}
    return render(request, "orders/import.html", context)


@in_store()
def import_progress(request: HttpRequest, store: Store, import_id: int) -> HttpResponse:
    """Return the part of the import's page that changes while it is worked on."""
    context = page_frame(request, "imports") | _progress(import_of(store, import_id))
    answer = render(request, "orders/import.html#progress", context)
    if context["the_import"].is_over:  # type: ignore[attr-defined]  # an Import
        # The list of refused rows stands outside the fragment: load the page once more, and stop asking.
        answer["HX-Refresh"] = "true"
    return answer


def _progress(the_import: Import) -> dict[str, object]:
    waited = timezone.now() - (the_import.worked_at or the_import.created_at)
    asking = the_import.state == Import.State.ASKING
    failed = the_import.state == Import.State.FAILED
    return {
        "the_import": the_import,
        "worker_late": not the_import.is_over
        and not asking
        and waited > timedelta(seconds=settings.WORKER_LATE_AFTER_SECONDS),
        "currency_form": CurrencyForm() if asking else None,
        "failure": file_sentence(FileError(the_import.problem["problem"], **the_import.problem["details"]))
        if failed
        else "",
    }


@in_store(at_least=Role.HELPER)
@require_POST
def import_currency(request: HttpRequest, store: Store, import_id: int) -> HttpResponse:
    """Take the answer to the question which currency a file is in."""
    the_import = import_of(store, import_id)
    form = CurrencyForm(request.POST)
    if form.is_valid():
        answer_currency(the_import, form.cleaned_data["currency"] or "")
        enqueue_work(the_import.pk)
        return redirect("orders:import", store.slug, the_import.pk)
    context = page_frame(request, "imports") | _progress(the_import) | {"currency_form": form}
    return render(request, "orders/import.html", context, status=422)
