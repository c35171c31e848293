"""Pages of the same-person challenge: make a phrase, show it, take what came back."""

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assessments.challenge_section import challenge_view
from assessments.forms.challenges import ChallengeAnswerForm, NewChallengeForm
from stores.access import in_store, page_frame
from stores.models import Role, Store, User
from stores.posting import posted
from suppliers.actions.challenges import (
    ChallengeOpen,
    ChallengeOver,
    answer_challenge,
    give_up_challenge,
    issue_challenge,
)
from suppliers.actions.contacts import ContactOver
from suppliers.models import Challenge, Contact, Supplier
from suppliers.queries import supplier_of


@in_store(at_least=Role.HELPER)
def challenge_new(request: HttpRequest, store: Store, supplier_id: int) -> HttpResponse:
    """Make a phrase for a contact; where one waits for its answer, go there."""
    supplier = supplier_of(store, supplier_id)
    form = NewChallengeForm(supplier, posted(request))
    if form.is_bound and form.is_valid():
        contact: Contact = form.cleaned_data["contact"]
        try:
            made = issue_challenge(contact, cast(User, request.user), timezone.now())
        except ChallengeOpen:
            return _to_the_open_one(request, contact)
        except ContactOver:
            form.add_error("contact", _("This contact is no longer used. Choose another."))
        else:
            return redirect("assessments:challenge", store.slug, supplier.pk, made.pk)
    context = {"form": form, "supplier": supplier, "title": _("Are they the same person?")}
    status = 422 if form.is_bound else 200
    frame = page_frame(request, "suppliers")
    return render(request, "assessments/challenge_new.html", frame | context, status=status)


def _to_the_open_one(request: HttpRequest, contact: Contact) -> HttpResponse:
    """Lead to the phrase that waits for its answer; to the supplier where it has just ended."""
    found = Challenge.objects.filter(contact=contact, state=Challenge.State.OPEN).first()
    if found is None:
        messages.info(request, _("This challenge has ended. Make a new phrase."))
        return redirect(contact.supplier)
    messages.info(request, _("A phrase for this contact waits for its answer."))
    return redirect("assessments:challenge", contact.store.slug, contact.supplier_id, found.pk)


@in_store(at_least=Role.HELPER)
def challenge(request: HttpRequest, store: Store, supplier_id: int, challenge_id: int) -> HttpResponse:
    """Show a phrase and what to do with it, and take what came back."""
    supplier, now = supplier_of(store, supplier_id), timezone.now()
    found = challenge_of(supplier, challenge_id)
    form = ChallengeAnswerForm(posted(request))
    if form.is_bound and form.is_valid():
        return _answered(request, found, form.cleaned_data["answer"])
    view = challenge_view(found, now)
    context = {"form": form, "supplier": supplier, "view": view, "challenge": found}
    frame = page_frame(request, "suppliers")
    status = 422 if form.is_bound else 200
    return render(request, "assessments/challenge.html", frame | context, status=status)


def _answered(request: HttpRequest, found: Challenge, answer: str) -> HttpResponse:
    try:
        passed = answer_challenge(found, answer, cast(User, request.user), timezone.now())
    except ChallengeOver:
        messages.error(request, _("This challenge has ended. Make a new phrase."))
    else:
        if passed:
            messages.success(request, _("Passed: it is the phrase. Both contacts reach the same party."))
        else:
            messages.error(request, _("Failed: it is not the phrase. To try again, make a new phrase."))
    return redirect(found.supplier)


@in_store(at_least=Role.HELPER)
@require_POST
def challenge_end(request: HttpRequest, store: Store, supplier_id: int, challenge_id: int) -> HttpResponse:
    """End a challenge that nobody answered."""
    found = challenge_of(supplier_of(store, supplier_id), challenge_id)
    if give_up_challenge(found, cast(User, request.user), timezone.now()):
        messages.success(request, _("Ended as failed: no answer came."))
    return redirect(found.supplier)


def challenge_of(supplier: Supplier, challenge_id: int) -> Challenge:
    """Return a challenge of this supplier; Http404 for any other."""
    found = (
        Challenge.objects.filter(supplier=supplier, pk=challenge_id)
        .select_related("supplier__store", "contact", "resolved_by")
        .first()
    )
    if found is None:
        raise Http404
    return found
