"""Pages of the ways in which a supplier is reached."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from stores.access import in_store, page_frame
from stores.models import Role, Store, User
from stores.posting import posted
from stores.queries import today_in
from suppliers.actions.contacts import ContactOver, ContactThere, add_contact, end_contact
from suppliers.contacting import contact_of, reads_like
from suppliers.forms.contacts import ContactForm, EndForm
from suppliers.models import Contact
from suppliers.queries import supplier_of


@in_store(at_least=Role.HELPER)
def contact_new(request: HttpRequest, store: Store, supplier_id: int) -> HttpResponse:
    """Add a way to reach a supplier."""
    supplier, now = supplier_of(store, supplier_id), timezone.now()
    form = ContactForm(today_in(store, now), posted(request), instance=Contact(supplier=supplier))
    if form.is_bound and form.is_valid():
        try:
            kept = add_contact(form.save(commit=False), cast(User, request.user), now)
        except ContactThere:
            form.add_error("value", _("This supplier has this contact already; look at it in the list."))
        else:
            _tell(request, kept)
            return redirect(supplier)
    context = page_frame(request, "suppliers") | {
        "form": form,
        "supplier": supplier,
        "title": _("Add a contact"),
    }
    return render(request, "suppliers/contact_form.html", context, status=422 if form.is_bound else 200)


def _tell(request: HttpRequest, kept: Contact) -> None:
    """Say at once where an address could be taken for another."""
    alike = reads_like(kept, Contact.objects.filter(supplier=kept.supplier), kept.supplier)
    if alike is None:
        messages.success(request, _("Saved."))
        return
    messages.warning(
        request,
        _(
            "Saved. %(value)s reads almost like %(known)s. If you meant that one, end this contact; if a message came "
            "from it, somebody may be posing as your supplier."
        )
        % {"value": kept.value, "known": alike},
    )


@in_store(at_least=Role.HELPER)
def contact_end(request: HttpRequest, store: Store, contact_id: int) -> HttpResponse:
    """Say that a contact is no longer used."""
    contact, now = contact_of(store, contact_id), timezone.now()
    form = EndForm(contact, today_in(store, now), posted(request))
    if form.is_bound and form.is_valid():
        try:
            end_contact(contact, form.cleaned_data["ended_on"], cast(User, request.user), now)
        except ContactOver:
            messages.info(request, _("This contact had ended already."))
        return redirect(contact.supplier)
    context = page_frame(request, "suppliers") | {
        "form": form,
        "contact": contact,
        "supplier": contact.supplier,
        "title": _("End a contact"),
    }
    return render(request, "suppliers/contact_form.html", context, status=422 if form.is_bound else 200)
