"""The readiness report, and the small answer an open page asks for every two seconds."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from assessments.actions import explanation_of
from assessments.freezing import Freeze, freeze_of
from assessments.models import Assessment, Proposal, Version
from assessments.paid import paid_by
from assessments.queries import proposal_of
from assessments.red_flags import STOP, standing_flags
from assessments.verdict_now import present_of, verdict_now
from assessments.wording.flags import flag_view
from assessments.wording.report import report_view
from assessments.wording.sourced import with_sources
from orders.queries import orders_in_other_currency
from stores.access import in_store, page_frame
from stores.models import Store
from stores.queries import today_in


@in_store()
def report(request: HttpRequest, store: Store, proposal_id: int) -> HttpResponse:
    """Show the readiness report of a proposal."""
    context = _context(request, proposal_of(store, proposal_id))
    return render(request, "assessments/report.html", context)


@in_store()
def report_state(request: HttpRequest, store: Store, proposal_id: int) -> HttpResponse:
    """Answer with the report's live part where there is a newer one than the page shows, else with nothing."""
    proposal = proposal_of(store, proposal_id)
    if str(proposal.assessment_id) == request.GET.get("seen"):
        freeze = _freeze(proposal, today_in(store, timezone.now()))
        if (freeze.mark if freeze else "") == request.GET.get("freeze", ""):
            return HttpResponse(status=204)
    return render(request, "assessments/report.html#live", _context(request, proposal))


def _context(request: HttpRequest, proposal: Proposal) -> dict[str, Any]:
    frame = page_frame(request, "proposals")
    version, assessment = _newest(proposal)
    sources = assessment.inputs.get("from_supplier", {})
    view = report_view(
        with_sources(assessment.result, sources),
        with_sources(explanation_of(assessment), sources),
        supplier=proposal.supplier.name,
        currency=version.currency,
        as_of=assessment.as_of,
    )
    is_live = proposal.state == Proposal.State.LIVE
    flags = standing_flags(proposal.supplier) if is_live else []
    present = present_of(proposal.store, today_in(proposal.store, timezone.now()))
    freeze = _freeze(proposal, present.today)
    now = verdict_now(proposal, present, freeze)
    return frame | {
        "freeze": freeze,
        "is_frozen": now.is_frozen,
        "warnings": [each for each in map(flag_view, flags) if each.severity != STOP],
        "may_offer": frame["may_write"],
        # Nothing leads from the report of an ended proposal to a change of it.
        "may_write": frame["may_write"] and is_live,
        "proposal": proposal,
        "version": version,
        "assessment": assessment,
        "report": view,
        "paid": paid_by(proposal),
        "update_delayed": now.is_late,
        "foreign_orders": orders_in_other_currency(proposal.supplier, version.currency) if is_live else [],
    }


def _freeze(proposal: Proposal, today: date) -> Freeze | None:
    """Return what forbids paying; nothing of an ended proposal, which nobody pays on."""
    is_live = proposal.state == Proposal.State.LIVE
    return freeze_of(proposal.supplier, today, proposal) if is_live else None


def _newest(proposal: Proposal) -> tuple[Version, Assessment]:
    if proposal.version is None or proposal.assessment is None:
        # Cannot be reached from a page: a proposal is handed in with its version and its assessment in one go.
        raise Http404
    return proposal.version, proposal.assessment
