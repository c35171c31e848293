"""A store's assumptions: what the policy takes for granted, and the store's own values in its place."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from assessments.assumptions import changes_of, groups_of, in_force
from assessments.forms import AssumptionsForm
from assessments.forms.assumptions import field_name
from assessments.own_policy import own_values_of
from assessments.policy import replaceable
from assessments.settings import keep_assumptions
from stores.access import in_store, page_frame
from stores.models import Role, Store, User
from stores.posting import posted


@in_store()
def assumptions(request: HttpRequest, store: Store) -> HttpResponse:
    """Show the assumptions; an owner replaces them by the store's own."""
    frame = page_frame(request, "settings")
    if request.method == "POST" and not frame["is_owner"]:
        raise PermissionDenied
    form = AssumptionsForm(in_force(own_values_of(store)), posted(request))
    if form.is_bound and form.is_valid():
        return _keep(request, store, form.values(), form.cleaned_data["note"])
    groups = groups_of(store)
    context = frame | {
        "groups": [
            (group, [(row, form[field_name(row.about.key)]) for row in group.rows]) for group in groups
        ],
        "form": form,
        "changes": changes_of(store),
        "own_total": sum(row.is_own for group in groups for row in group.rows),
    }
    status = 422 if form.is_bound else 200
    return render(request, "assessments/assumptions.html", context, status=status)


@in_store(at_least=Role.OWNER)
@require_POST
def assumption_ours(request: HttpRequest, store: Store) -> HttpResponse:
    """Let our value of one assumption hold again, or of all of them."""
    key = request.POST.get("key", "")
    keys = list(own_values_of(store)) if key == "all" else [key] if key in replaceable() else []
    return _keep(request, store, dict.fromkeys(keys), "")


def _keep(request: HttpRequest, store: Store, values: dict[str, float | None], note: str) -> HttpResponse:
    user = request.user
    changed = keep_assumptions(store, values, user, timezone.now(), note) if isinstance(user, User) else 0
    if changed:
        told = ngettext(
            "%(number)s assumption changed. The reports of live proposals are being updated.",
            "%(number)s assumptions changed. The reports of live proposals are being updated.",
            changed,
        )
        messages.success(request, told % {"number": changed})
    else:
        messages.info(request, _("Nothing changed."))
    return redirect("assessments:assumptions", store.slug)
