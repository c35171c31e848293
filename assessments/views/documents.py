"""Pages of what proves something about a supplier: hand it in, look at it, judge it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assessments.diligence import check_weights, is_decided, point_states
from assessments.wording.diligence import POINTS, until_words
from stores.access import in_store, page_frame
from stores.models import Role, Store, User
from stores.posting import posted
from stores.queries import today_in
from suppliers.actions.documents import (
    MOST_DOCUMENTS,
    NoRoom,
    RejectedStays,
    add_document,
    has_lost_file,
    judge_document,
)
from suppliers.asking import document_of
from suppliers.forms.documents import DocumentForm, JudgeForm
from suppliers.models import Check, Document, Supplier
from suppliers.queries import supplier_of

_TONES = {
    Document.Verdict.ACCEPTED: "good",
    Document.Verdict.UNCLEAR: "warning",
    Document.Verdict.REJECTED: "bad",
}


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """Show one document: what it is for, what somebody thinks of it, until when it holds."""

    document: Document
    label: str | Promise
    tone: str
    until: str
    is_over: bool


def document_row(document: Document, today: date) -> DocumentRow:
    """Return how a document is shown on a day."""
    words = POINTS.get(document.point)
    return DocumentRow(
        document=document,
        label=words.label if words else document.point,
        tone=_TONES.get(Document.Verdict(document.verdict), ""),
        until=until_words(document.expires_on, today) if document.expires_on else "",
        is_over=document.expires_on is not None and document.expires_on < today,
    )


def documents_section(supplier: Supplier, today: date) -> dict[str, object]:
    """Return what the part of a supplier's page about its documents shows, in one query."""
    found = Document.objects.filter(supplier=supplier).select_related("checked_by")
    rows = [document_row(each, today) for each in found.order_by("-received_on", "-pk")]
    waiting = sum(row.document.verdict == Document.Verdict.UNVERIFIED for row in rows)
    return {"document_rows": rows, "documents_waiting": waiting}


@in_store(at_least=Role.HELPER)
def document_new(request: HttpRequest, store: Store, supplier_id: int) -> HttpResponse:
    """Take a document in."""
    supplier, now = supplier_of(store, supplier_id), timezone.now()
    points = [(key, str(POINTS[key].label)) for key in check_weights()]
    form = DocumentForm(
        points,
        today_in(store, now),
        posted(request),
        request.FILES or None,
        initial={"point": request.GET.get("point", ""), "source": Document.Source.OWNER},
    )
    if form.is_bound and form.is_valid():
        try:
            proof = form.proof()
            was_lost = has_lost_file(supplier, proof)
            kept, is_new = add_document(supplier, proof, cast(User, request.user), now)
        except NoRoom:
            form.add_error(None, _no_room())
        else:
            _say_kept(request, is_new=is_new, was_lost=was_lost)
            return redirect("assessments:document", store.slug, supplier.pk, kept.pk)
    context = page_frame(request, "suppliers") | {
        "supplier": supplier,
        "form": form,
        "title": _("Add a document"),
    }
    return render(request, "assessments/document_new.html", context, status=422 if form.is_bound else 200)


def _no_room() -> str:
    return _(
        "There is no more room: at most %(count)d documents with 500 MB are kept for a supplier. "
        "Remove what is of no use."
    ) % {"count": MOST_DOCUMENTS}


def _say_kept(request: HttpRequest, *, is_new: bool, was_lost: bool) -> None:
    if is_new:
        messages.success(request, _("Kept. Now say what you think of it."))
    elif was_lost:
        messages.success(
            request, _("This is a document you have. Its file was missing, and is put back now.")
        )
    else:
        messages.info(
            request, _("You have this very file already: this is it, and it was not stored once more.")
        )


@in_store()
def document(request: HttpRequest, store: Store, supplier_id: int, document_id: int) -> HttpResponse:
    """Show a document with what somebody thought of it."""
    found = document_of(supplier_of(store, supplier_id), document_id)
    return _page(request, found, None)


@in_store(at_least=Role.HELPER)
@require_POST
def document_judge(request: HttpRequest, store: Store, supplier_id: int, document_id: int) -> HttpResponse:
    """Keep what somebody thinks of a document."""
    found = document_of(supplier_of(store, supplier_id), document_id)
    form = JudgeForm(found, request.POST, can_settle=_can_settle(found, timezone.now()))
    if not form.is_valid():
        return _page(request, found, form)
    may_change_rejected = bool(page_frame(request, "suppliers")["is_owner"])
    try:
        judge_document(
            found,
            form.judgement(),
            cast(User, request.user),
            timezone.now(),
            may_change_rejected=may_change_rejected,
        )
    except RejectedStays as error:
        raise PermissionDenied from error
    messages.success(request, _("Saved. Open reports are being updated."))
    return redirect("assessments:document", store.slug, supplier_id, document_id)


def _can_settle(found: Document, now: datetime) -> bool:
    """Return whether somebody can still say that the document's point is done, and no fact says it for them."""
    state = point_states(found.supplier, today_in(found.supplier.store, now)).get(found.point)
    return state is not None and not is_decided(state) and state.noted != Check.State.DONE


def _page(request: HttpRequest, found: Document, form: JudgeForm | None) -> HttpResponse:
    frame, now = page_frame(request, "suppliers"), timezone.now()
    today = today_in(found.supplier.store, now)
    if form is None and frame["may_write"]:
        form = JudgeForm(found, can_settle=_can_settle(found, now))
    context = {
        "supplier": found.supplier,
        "row": document_row(found, today),
        "words": POINTS.get(found.point),
        "form": form,
    }
    status = 422 if form is not None and form.is_bound else 200
    return render(request, "assessments/document.html", frame | context, status=status)
