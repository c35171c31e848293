"""Pages that say who a supplier is."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from stores.access import in_store, page_frame
from stores.models import Role, Store, User
from stores.posting import posted
from suppliers.actions import NameTaken, StaysBlocked, keep_supplier
from suppliers.forms import SupplierForm
from suppliers.models import Supplier
from suppliers.queries import supplier_of


@in_store(at_least=Role.HELPER)
def new(request: HttpRequest, store: Store) -> HttpResponse:
    """Add a supplier."""
    return _edit(request, Supplier(store=store), _("Add a supplier"))


@in_store(at_least=Role.HELPER)
def edit(request: HttpRequest, store: Store, supplier_id: int) -> HttpResponse:
    """Change who a supplier is."""
    return _edit(request, supplier_of(store, supplier_id), _("Edit the supplier"))


def _edit(request: HttpRequest, supplier: Supplier, title: str) -> HttpResponse:
    frame = page_frame(request, "suppliers")
    form = SupplierForm(posted(request), instance=supplier)
    if form.is_bound and form.is_valid():
        kept = _keep(request, form, may_lift_block=bool(frame["is_owner"]))
        if kept:
            return redirect(kept)
    context = frame | {"form": form, "title": title}
    return render(request, "suppliers/form.html", context, status=422 if form.is_bound else 200)


def _keep(request: HttpRequest, form: SupplierForm, *, may_lift_block: bool) -> Supplier | None:
    """Save what a form says; None where it may not be, and the form says why."""
    user = cast(User, request.user)
    try:
        return keep_supplier(
            form.save(commit=False),
            user,
            timezone.now(),
            changed=form.fields_changed(),
            may_lift_block=may_lift_block,
        )
    except NameTaken:
        form.add_error("name", _("You have a supplier of this name."))
    except StaysBlocked:
        form.add_error("status", _("It is blocked. Only an owner of the store lifts a block."))
    return None
