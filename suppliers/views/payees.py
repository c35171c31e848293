"""Pages of the accounts that a supplier wants to be paid on."""

from datetime import date
from typing import cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from stores.access import in_store, page_frame
from stores.models import Role, Store, User
from stores.posting import posted
from stores.queries import today_in
from suppliers.actions.payees import (
    MOST_READ_DIFFERENTLY,
    AccountThere,
    CannotRead,
    NotPending,
    OtherDigits,
    ToBeRejected,
    WrongChannel,
    add_payee,
    change_payee,
    confirm_payee,
    judge_name,
    reject_payee,
    reveal_payee,
)
from suppliers.channels import PROBLEMS
from suppliers.forms.payees import ConfirmForm, NameForm, PayeeForm, RejectForm
from suppliers.models import Payee, Supplier
from suppliers.payee_words import QUESTIONS
from suppliers.paying import channels_for, payee_line, payee_of
from suppliers.queries import supplier_of


@sensitive_post_parameters("account")
@in_store(at_least=Role.HELPER)
def payee_new(request: HttpRequest, store: Store, supplier_id: int) -> HttpResponse:
    """Enter an account that a supplier wants to be paid on."""
    supplier = supplier_of(store, supplier_id)
    form = PayeeForm(supplier, _today(store), posted(request))
    return _keep(request, supplier, form, None)


@sensitive_post_parameters("account")
@in_store(at_least=Role.HELPER)
def payee_change(request: HttpRequest, store: Store, payee_id: int) -> HttpResponse:
    """Enter what is to take an account's place."""
    payee = payee_of(store, payee_id)
    form = PayeeForm(payee.supplier, _today(store), posted(request), old=payee)
    return _keep(request, payee.supplier, form, payee)


@sensitive_variables()
def _keep(request: HttpRequest, supplier: Supplier, form: PayeeForm, old: Payee | None) -> HttpResponse:
    if form.is_bound and form.is_valid():
        user, now = cast(User, request.user), timezone.now()
        try:
            kept = (
                change_payee(old, form.told(), user, now)
                if old
                else add_payee(supplier, form.told(), user, now)
            )
        except AccountThere:
            form.add_error(
                "account", _("This supplier has this account already; look at it in the list of payees.")
            )
        except WrongChannel as error:
            form.add_error("told_by", _("Not this one: %(reason)s.") % {"reason": PROBLEMS[str(error)]})
        except NotPending:
            form.add_error(
                None, _("This account was replaced or rejected meanwhile; enter a new one instead.")
            )
        else:
            messages.warning(
                request, _("Kept. No money should go there before the number was read back to you.")
            )
            return redirect("suppliers:payee", supplier.store.slug, kept.pk)
    context = page_frame(request, "suppliers") | {
        "form": form,
        "supplier": supplier,
        "old": old,
        "title": _("Change whom the money goes to") if old else _("Add a payee"),
    }
    return render(request, "suppliers/payee_form.html", context, status=422 if form.is_bound else 200)


@in_store()
def payee(request: HttpRequest, store: Store, payee_id: int) -> HttpResponse:
    """Show an account, what a machine asks about it, and what to do with it."""
    return _page(request, payee_of(store, payee_id))


@sensitive_post_parameters("heard")
@in_store(at_least=Role.OWNER)
def payee_confirm(request: HttpRequest, store: Store, payee_id: int) -> HttpResponse:
    """Confirm an account by its number, read back on a channel that was known before."""
    return _confirmed(request, payee_of(store, payee_id))


@require_POST
@sensitive_variables()
def _confirmed(request: HttpRequest, found: Payee) -> HttpResponse:
    form = ConfirmForm(channels_for(found, _today(found.supplier.store)), request.POST)
    if not form.is_valid():
        return _page(request, found, confirm=form)
    heard, user = form.cleaned_data["heard"], cast(User, request.user)
    try:
        confirm_payee(found, form.chosen(), heard, user, timezone.now())
    except WrongChannel as error:
        form.add_error("contact", _("Not on this one: %(reason)s.") % {"reason": PROBLEMS[str(error)]})
    except OtherDigits:
        form.add_error(
            "heard",
            _(
                "This is not the number that was entered. The trail says so now. Have it read once more, slowly; if it "
                "differs again, pay nothing and ask them in person which one is right."
            ),
        )
    except ToBeRejected:
        form.add_error(None, _("Other digits were read back too often. Reject this account."))
    except CannotRead:
        form.add_error(None, str(QUESTIONS["number_cannot_be_read"]))
    except NotPending:
        return _too_late(request, found)
    else:
        messages.success(request, _("Confirmed."))
        return _back(found)
    return _page(request, found, confirm=form)


@in_store(at_least=Role.OWNER)
def payee_reject(request: HttpRequest, store: Store, payee_id: int) -> HttpResponse:
    """Say that an account is not theirs."""
    return _rejected(request, payee_of(store, payee_id))


@require_POST
def _rejected(request: HttpRequest, found: Payee) -> HttpResponse:
    form = RejectForm(request.POST)
    if not form.is_valid():
        return _page(request, found, reject=form)
    try:
        reject_payee(found, form.cleaned_data["reason"], cast(User, request.user), timezone.now())
    except NotPending:
        return _too_late(request, found)
    messages.success(
        request, _("Rejected. The account stays in the list, so that it is known if it comes back.")
    )
    return _back(found)


@in_store(at_least=Role.OWNER)
def payee_name(request: HttpRequest, store: Store, payee_id: int) -> HttpResponse:
    """Say how the holder's name compares with the licence."""
    return _named(request, payee_of(store, payee_id))


@require_POST
def _named(request: HttpRequest, found: Payee) -> HttpResponse:
    form = NameForm(request.POST)
    if not form.is_valid():
        return _page(request, found, name=form)
    try:
        judge_name(
            found, Payee.NameMatch(form.cleaned_data["name_match"]), cast(User, request.user), timezone.now()
        )
    except NotPending:
        return _too_late(request, found)
    messages.success(request, _("Kept."))
    return _back(found)


@in_store(at_least=Role.OWNER)
def payee_reveal(request: HttpRequest, store: Store, payee_id: int) -> HttpResponse:
    """Show the whole number, this one time; the trail tells who looked."""
    return _revealed(request, payee_of(store, payee_id))


@require_POST
@sensitive_variables()
def _revealed(request: HttpRequest, found: Payee) -> HttpResponse:
    try:
        number = reveal_payee(found, cast(User, request.user), timezone.now())
    except CannotRead:
        messages.error(request, str(QUESTIONS["number_cannot_be_read"]))
        return _back(found)
    context = page_frame(request, "suppliers") | {"payee": found, "number": number}
    answer = render(request, "suppliers/payee_reveal.html", context)
    # Neither the browser nor anything in between keeps this page.
    answer["Cache-Control"] = "no-store"
    return answer


def _page(request: HttpRequest, found: Payee, **bound: forms.Form) -> HttpResponse:
    # As it is now: what was just refused may be counted on it.
    found.refresh_from_db(fields=["read_differently"])
    channels = channels_for(found, _today(found.supplier.store))
    own: dict[str, forms.Form] = {
        "confirm": ConfirmForm(channels),
        "reject": RejectForm(),
        "name": NameForm(initial={"name_match": found.name_match}),
    }
    shown = own | bound
    for name, form in shown.items():
        form.helper.form_action = reverse(  # type: ignore[attr-defined]  # every one of them has a helper
            f"suppliers:payee_{name}", args=[found.supplier.store.slug, found.pk]
        )
    context = page_frame(request, "suppliers") | {
        "line": payee_line(found),
        "payee": found,
        "forms": shown,
        "has_channel": any(problem is None for _contact, problem in channels),
        "to_be_rejected": found.read_differently >= MOST_READ_DIFFERENTLY,
    }
    return render(request, "suppliers/payee.html", context, status=422 if bound else 200)


def _today(store: Store) -> date:
    return today_in(store, timezone.now())


def _back(found: Payee) -> HttpResponse:
    return redirect("suppliers:payee", found.supplier.store.slug, found.pk)


def _too_late(request: HttpRequest, found: Payee) -> HttpResponse:
    messages.info(request, _("Somebody else was faster: this account is in another state by now."))
    return _back(found)
