"""The due-diligence list of a supplier: each point as a task."""

from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.contrib import messages
from django.forms import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assessments.diligence import PointState, point_states, share_of
from assessments.forms.diligence import DiligenceForm
from assessments.views.documents import DocumentRow, document_row
from assessments.wording.diligence import POINTS, PointWords, proof_words
from stores.access import in_store, page_frame
from stores.models import Role, Store, User
from stores.queries import today_in
from suppliers.actions import note_checks
from suppliers.models import Check, Document, Supplier
from suppliers.queries import supplier_of

_TONES = {Check.State.DONE: "good", Check.State.INCOMPLETE: "warning", Check.State.NOT_STARTED: ""}


@dataclass(frozen=True, slots=True)
class PointTask:
    """Show one point: its words, how far it has come, on what that rests, and the choice where there is one."""

    key: str
    words: PointWords
    found: PointState
    tone: str
    proof: str
    documents: list[DocumentRow]
    field: BoundField | None


def diligence_section(
    supplier: Supplier, today: date, *, may_write: bool, form: DiligenceForm | None = None
) -> dict[str, object]:
    """Return what the part of a supplier's page about due diligence shows, in five queries."""
    states = point_states(supplier, today)
    if form is None and may_write:
        form = DiligenceForm(states)
    rows: dict[str, list[DocumentRow]] = {key: [] for key in states}
    for document in Document.objects.filter(supplier=supplier).order_by("-received_on", "-pk"):
        rows.setdefault(document.point, []).append(document_row(document, today))
    return {
        "diligence_form": form,
        "diligence_share": share_of(states),
        "diligence_done": sum(each.state == Check.State.DONE for each in states.values()),
        "diligence_tasks": [_task(found, rows[key], form, today) for key, found in states.items()],
    }


def _task(
    found: PointState, documents: list[DocumentRow], form: DiligenceForm | None, today: date
) -> PointTask:
    return PointTask(
        key=found.key,
        words=POINTS[found.key],
        found=found,
        tone=_TONES[found.state],
        proof=proof_words(found, today),
        documents=documents,
        field=form[found.key] if form is not None and found.key in form.fields else None,
    )


@in_store(at_least=Role.HELPER)
@require_POST
def diligence(request: HttpRequest, store: Store, supplier_id: int) -> HttpResponse:
    """Keep how far the due diligence has come."""
    supplier, now = supplier_of(store, supplier_id), timezone.now()
    today = today_in(store, now)
    form = DiligenceForm(point_states(supplier, today), request.POST)
    if not form.is_valid():
        shown: dict[str, Any] = page_frame(request, "suppliers") | {"supplier": supplier, "today": today}
        shown |= diligence_section(supplier, today, may_write=True, form=form)
        return render(request, "assessments/diligence.html", shown, status=422)
    changed = form.changed()
    if note_checks(supplier, changed, now, cast(User, request.user), again=changed):
        messages.success(request, _("Saved. Open reports are being updated."))
    return redirect(f"{supplier.get_absolute_url()}#diligence-title")
