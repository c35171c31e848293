"""Pages that note a red flag of a supplier and clear it."""

from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.forms.flags import ClearFlagForm, FlagForm
from assessments.red_flags import STOP, flag_rules, severity_of
from assessments.wording.flags import flag_view
from stores.access import in_store, page_frame
from stores.models import Role, Store, User
from stores.posting import posted
from stores.queries import today_in
from suppliers.actions.flags import clear_flag, raise_flag
from suppliers.models import RedFlag, Supplier
from suppliers.queries import supplier_of


@in_store(at_least=Role.HELPER)
def flag_new(request: HttpRequest, store: Store, supplier_id: int) -> HttpResponse:
    """Note a warning sign."""
    supplier, now = supplier_of(store, supplier_id), timezone.now()
    asked = request.GET.get("sign", "")
    first = {"key": asked} if asked in flag_rules() else {}
    form = FlagForm(today_in(store, now), posted(request), initial=first)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        is_new = raise_flag(
            supplier, given["key"], given["seen_on"], cast(User, request.user), now, given["note"]
        )
        if is_new:
            messages.success(request, _("Noted. Open reports are being updated."))
        else:
            messages.info(request, _("This sign stands already, as it was noted first."))
        return redirect(supplier)
    context = {"form": form, "supplier": supplier, "title": _("Note a warning sign")}
    return _page(request, "assessments/flag_new.html", context, is_refused=form.is_bound)


@in_store(at_least=Role.HELPER)
def flag_clear(request: HttpRequest, store: Store, supplier_id: int, flag_id: int) -> HttpResponse:
    """Say why a warning sign no longer holds."""
    supplier = supplier_of(store, supplier_id)
    flag = flag_of(supplier, flag_id)
    if severity_of(flag) == STOP and not page_frame(request, "suppliers")["is_owner"]:
        # It forbids leaving, as a block does: an owner says that it no longer holds.
        raise PermissionDenied
    form = ClearFlagForm(posted(request))
    if form.is_bound and form.is_valid():
        if clear_flag(flag, form.cleaned_data["because"], cast(User, request.user), timezone.now()):
            messages.success(request, _("Cleared. Open reports are being updated."))
        return redirect(supplier)
    view = flag_view(flag)
    context = {"form": form, "supplier": supplier, "flag": view, "title": _("Clear a red flag")}
    return _page(request, "assessments/flag_clear.html", context, is_refused=form.is_bound)


def flag_of(supplier: Supplier, flag_id: int) -> RedFlag:
    """Return a standing flag of this supplier; Http404 for any other."""
    found = (
        RedFlag.objects.filter(supplier=supplier, pk=flag_id, cleared_at=None)
        .select_related("supplier", "seen_by")
        .first()
    )
    if found is None:
        raise Http404
    return found


def _page(
    request: HttpRequest, template: str, context: dict[str, object], *, is_refused: bool
) -> HttpResponse:
    frame = page_frame(request, "suppliers")
    return render(request, template, frame | context, status=422 if is_refused else 200)
