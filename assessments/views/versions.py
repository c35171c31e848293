"""The page of what an offer was before."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from assessments.forms.questions import QUESTIONS
from assessments.queries import proposal_of
from assessments.verdict_now import offers_now, present_of
from assessments.version_history import version_entries
from stores.access import in_store, page_frame
from stores.models import Store
from stores.queries import today_in


@in_store()
def versions(request: HttpRequest, store: Store, proposal_id: int) -> HttpResponse:
    """Show every version of a proposal, newest first, and what each changed."""
    proposal = proposal_of(store, proposal_id)
    (offer,) = offers_now([proposal], present_of(store, today_in(store, timezone.now())))
    entries = version_entries(proposal, QUESTIONS, offer.now)
    context = {"proposal": proposal, "entries": entries}
    return render(request, "assessments/versions.html", page_frame(request, "proposals") | context)
