"""Pages that take a supplier's offer."""

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assessments.actions import EndedProposal, PayeeOver, end, revise, submit
from assessments.forms import ProposalForm
from assessments.forms.proposal import first_values
from assessments.freezing import Freeze, freeze_of
from assessments.models import Proposal
from assessments.queries import proposal_of, proposals_of
from assessments.verdict_now import offers_now, present_of
from stores.access import in_store, page_frame
from stores.models import Role, Store, User
from stores.posting import posted
from stores.queries import today_in
from suppliers.models import Supplier

PER_PAGE = 50


@in_store()
def proposal_list(request: HttpRequest, store: Store) -> HttpResponse:
    """List what suppliers have offered."""
    page = Paginator(proposals_of(store), PER_PAGE).get_page(request.GET.get("page"))
    present = present_of(store, today_in(store, timezone.now()))
    context = {"page_obj": page, "offers": offers_now(page, present)}
    return render(request, "assessments/proposals.html", page_frame(request, "proposals") | context)


@in_store(at_least=Role.HELPER)
def new(request: HttpRequest, store: Store) -> HttpResponse:
    """Take a new offer and go to its report."""
    asked = request.GET.get("supplier", "")
    chosen = Supplier.objects.filter(store=store, pk=asked).first() if asked.isdecimal() else None
    form = ProposalForm(store, posted(request), initial=first_values(store, chosen))
    if form.is_bound and form.is_valid():
        user = cast(User, request.user)
        supplier, payee = form.cleaned_data["supplier"], form.cleaned_data["payee"]
        try:
            return redirect(submit(supplier, form.terms(), user, timezone.now(), payee))
        except PayeeOver:
            _say_over(form)
    freeze = freeze_of(chosen, today_in(store, timezone.now())) if chosen else None
    return _form_page(request, form, _("New proposal"), freeze)


@in_store(at_least=Role.HELPER)
def edit(request: HttpRequest, store: Store, proposal_id: int) -> HttpResponse:
    """Change an offer: the change becomes a new version, and the old one stays. What has ended is not changed."""
    proposal = proposal_of(store, proposal_id)
    if proposal.state != Proposal.State.LIVE:
        return _ended(request, proposal)
    form = ProposalForm(store, posted(request), instance=proposal.version)
    if form.is_bound and form.is_valid():
        try:
            user, payee = cast(User, request.user), form.cleaned_data["payee"]
            return redirect(revise(proposal, form.terms(), user, timezone.now(), payee))
        except EndedProposal:
            return _ended(request, proposal)
        except PayeeOver:
            _say_over(form)
    title = _("Change the proposal of %(supplier)s") % {"supplier": proposal.supplier}
    freeze = freeze_of(proposal.supplier, today_in(store, timezone.now()), proposal)
    return _form_page(request, form, title, freeze)


def _say_over(form: ProposalForm) -> None:
    form.add_error(
        "payee", _("This account was replaced or rejected meanwhile; look at the supplier’s payees.")
    )


def _ended(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    messages.error(request, _("This proposal has ended and cannot be changed. Enter a new one instead."))
    return redirect(proposal)


def _form_page(request: HttpRequest, form: ProposalForm, title: str, freeze: Freeze | None) -> HttpResponse:
    context = page_frame(request, "proposals") | {"form": form, "title": title, "freeze": freeze}
    return render(request, "assessments/proposal_form.html", context, status=422 if form.is_bound else 200)


@in_store(at_least=Role.HELPER)
@require_POST
def withdraw(request: HttpRequest, store: Store, proposal_id: int) -> HttpResponse:
    """Take an offer off the table."""
    proposal = proposal_of(store, proposal_id)
    if proposal.state == Proposal.State.LIVE:
        end(proposal, Proposal.State.WITHDRAWN)
        messages.success(request, _("The proposal is withdrawn. Its report stays readable."))
    return redirect("assessments:proposals", store.slug)
