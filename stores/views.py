"""Pages about stores themselves: which are mine, a new one, who is in it."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from stores.access import in_store, page_frame
from stores.actions import LastOwner, let_in, open_store, put_out
from stores.forms import MemberForm, StoreForm
from stores.models import Role, Store, User
from stores.posting import posted
from stores.queries import account_of, member_of, members_of, memberships_of


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Send a person to the one store of their own, without one to their sample, or to the list of them."""
    stores = [each.store for each in memberships_of(cast(User, request.user))]
    real = [store for store in stores if not store.is_sample]
    first = real or stores
    return redirect(first[0]) if len(first) == 1 else redirect("stores:list")


@login_required
def store_list(request: HttpRequest) -> HttpResponse:
    """Show the stores of the person who asks."""
    mine = memberships_of(cast(User, request.user))
    has_sample = any(each.store.is_sample for each in mine)
    return render(request, "stores/list.html", {"memberships": mine, "has_sample": has_sample})


@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Open an empty store."""
    form = StoreForm(posted(request), initial={"time_zone": "UTC"})
    if form.is_bound and form.is_valid():
        store = open_store(cast(User, request.user), **form.cleaned_data)
        return redirect(store)
    context = {"form": form, "title": _("Open a store")}
    return render(request, "stores/new.html", context, status=422 if form.is_bound else 200)


@in_store(at_least=Role.OWNER)
def people(request: HttpRequest, store: Store) -> HttpResponse:
    """Show who is in a store, and let somebody in or change a role.

    The answer is the same whether or not an address has an account; the list shows who is in.
    """
    form = MemberForm(posted(request))
    if form.is_bound and form.is_valid():
        user = account_of(form.cleaned_data["email"])
        try:
            if user:
                let_in(store, user, Role(form.cleaned_data["role"]))
        except LastOwner:
            form.add_error("role", _("A store needs an owner: make somebody else an owner first."))
        else:
            messages.info(
                request, _("If somebody with this address has an account, they can see this store now.")
            )
            return redirect("stores:people", store.slug)
    context = page_frame(request, "settings") | {"form": form, "members": members_of(store)}
    return render(request, "stores/people.html", context, status=422 if form.is_bound else 200)


@in_store(at_least=Role.OWNER)
@require_POST
def remove_person(request: HttpRequest, store: Store, membership_id: int) -> HttpResponse:
    """Take a person's role in a store away."""
    try:
        put_out(member_of(store, membership_id))
    except LastOwner:
        messages.error(request, _("A store needs an owner: make somebody else an owner first."))
    return redirect("stores:people", store.slug)
