"""Pages that bring files in and show how far the work on them has come."""

from datetime import timedelta
from pathlib import Path
from typing import cast

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from orders.actions import hand_in, refused_rows_of
from orders.doctor import Finding, remarks_of
from orders.doctor_words import advice
from orders.forms import CurrencyForm, UploadForm
from orders.importers.rows import FileError, RowError, Source
from orders.models import Import, MappingProfile
from orders.queries import import_of, same_file
from orders.tasks import enqueue_work
from orders.views.paging import page_of
from orders.views.previewing import preview_rows
from orders.wording import file_sentence, row_sentence
from stores.access import in_store, page_frame
from stores.models import Role, Store, User
from stores.posting import posted

# Files about what customers bought: their orders stand in the other list.
OF_CUSTOMERS = {
    Source.SHOPIFY,
    Source.WOOCOMMERCE,
    Source.WOOCOMMERCE_EXPORT,
    Source.EBAY,
    Source.ETSY_ITEMS,
    Source.ETSY_ORDERS,
    Source.AMAZON_NEW,
    Source.AMAZON_ALL,
}


@in_store()
def imports(request: HttpRequest, store: Store) -> HttpResponse:
    """List the files that came in, and take another."""
    frame = page_frame(request, "imports")
    form = UploadForm(posted(request), request.FILES or None)
    if form.is_bound and frame["may_write"] and form.is_valid():
        the_import = hand_in(store, cast(User, request.user), form.cleaned_data["file"])
        enqueue_work(the_import.pk)
        return redirect("orders:import", store.slug, the_import.pk)
    # Which suppliers it made may be thousands, and is not shown.
    rows = Import.objects.filter(store=store).defer("made_suppliers").order_by("-pk")
    # Whoever may only look has no use for them.
    saved = MappingProfile.objects.filter(store=store).order_by("name", "pk") if frame["may_write"] else None
    context = frame | {"form": form, "page_obj": page_of(request, rows), "saved_answers": saved}
    return render(request, "orders/imports.html", context, status=_status(request, form, frame))


def _status(request: HttpRequest, form: UploadForm, frame: dict[str, object]) -> int:
    if request.method == "POST" and not frame["may_write"]:
        return 403
    return 422 if form.is_bound else 200


@in_store()
def import_page(request: HttpRequest, store: Store, import_id: int) -> HttpResponse:
    """Show how far an import has come, what it would do, and what was refused."""
    the_import = import_of(store, import_id)
    return render(request, "orders/import.html", page_context(request, the_import))


@in_store()
def import_progress(request: HttpRequest, store: Store, import_id: int) -> HttpResponse:
    """Return the part of the import's page that changes while it is worked on."""
    the_import = import_of(store, import_id)
    context = page_frame(request, "imports") | progress(the_import)
    answer = render(request, "orders/import.html#progress", context)
    if not the_import.is_busy:
        # The report, the question and the refused rows stand outside the fragment: load the page once more.
        answer["HX-Refresh"] = "true"
    return answer


@in_store(at_least=Role.HELPER)
def import_refused(request: HttpRequest, store: Store, import_id: int) -> FileResponse:
    """Hand out the refused rows of a file, to be mended and handed in again; they hold names and addresses."""
    the_import = import_of(store, import_id)
    if the_import.refused_until is None or the_import.refused_until < timezone.now():
        raise Http404
    try:
        rows = refused_rows_of(the_import).open("rb")
    except FileNotFoundError:
        raise Http404 from None
    name = f"{Path(the_import.filename).stem}-refused.csv"
    return FileResponse(rows, as_attachment=True, filename=name, content_type="text/csv; charset=utf-8")


def page_context(request: HttpRequest, the_import: Import) -> dict[str, object]:
    """Return all that the page of an import shows."""
    problems = page_of(request, the_import.problems.all())
    for each in problems:
        each.sentence = row_sentence(RowError(each.row, each.column, each.value, each.problem))
    frame = page_frame(request, "imports")
    # The cells of a file may be about people, and are kept nowhere: shown to whoever may work with them.
    preview = preview_rows(the_import) if frame["may_write"] else []
    remarks = remarks_of(the_import.remarks)
    beside = {
        "problems": problems,
        "twin": same_file(the_import),
        "preview": preview,
        "advice": [advice(remark) for remark in remarks],
        "has_unknown": any(remark.finding is Finding.UNKNOWN_OUTCOMES for remark in remarks),
    }
    return frame | progress(the_import) | beside


def progress(the_import: Import) -> dict[str, object]:
    """Return how far an import has come, and what it waits for."""
    now = timezone.now()
    waited = now - (the_import.worked_at or the_import.created_at)
    late = the_import.is_busy and waited > timedelta(seconds=settings.WORKER_LATE_AFTER_SECONDS)
    asking = the_import.state == Import.State.ASKING
    return {
        "the_import": the_import,
        "worker_late": late,
        "currency_form": CurrencyForm() if asking else None,
        "failure": _why(the_import),
        "to_put_in": the_import.orders_new + the_import.orders_changed,
        "can_be_undone": the_import.can_be_undone(now),
        "bar": _bar(the_import),
        "is_of_customers": the_import.source in OF_CUSTOMERS,
        "has_refused_rows": the_import.refused_until is not None and now < the_import.refused_until,
    }


def _bar(the_import: Import) -> tuple[int, int]:
    """Return how much is done, and of how much; of nothing where there is no telling."""
    if the_import.stage == Import.Stage.WRITE:
        return the_import.rows_done, the_import.rows_total
    if the_import.share is None:
        return 0, 0
    return int(the_import.share * 1_000), 1_000


def _why(the_import: Import) -> str:
    """Return why a file could not be read, or why its columns are asked for."""
    if not the_import.problem:
        return ""
    return file_sentence(FileError(the_import.problem["problem"], **the_import.problem["details"]))
