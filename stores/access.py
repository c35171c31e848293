"""The one way to a store's rows: a view asks for the store by its address and gets it, or 404."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase

from stores.models import Membership, Role, Store, User

_RANK = {Role.VIEWER: 0, Role.HELPER: 1, Role.OWNER: 2}
P = ParamSpec("P")
StoreView = Callable[Concatenate[HttpRequest, Store, P], HttpResponseBase]


def membership(request: HttpRequest, slug: str) -> Membership:
    """Return what the person who asks is in a store.

    Raises Http404 where the person is nothing in it, as for a store that does not exist: a stranger
    learns nothing from the answer.
    """
    try:
        return Membership.objects.select_related("store").get(store__slug=slug, user=cast(User, request.user))
    except Membership.DoesNotExist as error:
        raise Http404 from error


def in_store(at_least: Role = Role.VIEWER) -> Callable[[StoreView[P]], Callable[..., HttpResponseBase]]:
    """Hand a view the store of its address; 404 to strangers, 403 to a role that is too low."""

    def wrap(view: StoreView[P]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        @login_required
        def inner(request: HttpRequest, store: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            found = membership(request, store)
            if _RANK[Role(found.role)] < _RANK[at_least]:
                raise PermissionDenied
            request.membership = found  # type: ignore[attr-defined]  # read by the page frame below
            return view(request, found.store, *args, **kwargs)

        return inner

    return wrap


def page_frame(request: HttpRequest, section: str) -> dict[str, object]:
    """Return what every page of a store needs: the store, the person's role, and where in the menu we are."""
    found: Membership = request.membership  # type: ignore[attr-defined]  # set by in_store
    return {
        "store": found.store,
        "role": found.role,
        "may_write": _RANK[Role(found.role)] >= _RANK[Role.HELPER],
        "is_owner": found.role == Role.OWNER,
        "section": section,
    }
