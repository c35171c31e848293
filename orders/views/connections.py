"""Pages of the shops and carriers that send notifications."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from orders.actions.connecting import change_secret, connect, show_once, switch
from orders.actions.draining import replay
from orders.forms.connections import ConnectionForm, SecretForm
from orders.models import Connection
from orders.queries_of_connections import connection_of, connections_of, deliveries_of, delivery_of
from orders.tasks import enqueue_deliveries
from orders.views.paging import page_of
from orders.webhooks import Kind
from stores.access import in_store, page_frame
from stores.models import Role, Store, User
from stores.posting import posted


@in_store(at_least=Role.HELPER)
def connections(request: HttpRequest, store: Store) -> HttpResponse:
    """List the connections of a store."""
    context = page_frame(request, "imports") | {"connections": connections_of(store)}
    return render(request, "orders/connections.html", context)


@in_store(at_least=Role.OWNER)
def connection_new(request: HttpRequest, store: Store) -> HttpResponse:
    """Connect one more shop or carrier."""
    form = ConnectionForm(posted(request), initial={"kind": Kind.SHOPIFY.value})
    if form.is_bound and form.is_valid():
        wanted = form.cleaned_data
        made = connect(
            store, cast(User, request.user), Kind(wanted["kind"]), wanted["name"], wanted["secret"]
        )
        return redirect("orders:connection", store.slug, made.pk)
    context = page_frame(request, "imports") | {"form": form, "title": _("Connect a shop or a carrier")}
    return render(request, "orders/connection_new.html", context, status=422 if form.is_bound else 200)


@in_store(at_least=Role.HELPER)
def connection_page(request: HttpRequest, store: Store, connection_id: int) -> HttpResponse:
    """Show a connection with its address and the last notifications."""
    connection = connection_of(store, connection_id)
    return render(request, "orders/connection.html", _context(request, connection))


def _context(request: HttpRequest, connection: Connection) -> dict[str, object]:
    old_until = connection.old_secret_until
    address = request.build_absolute_uri(reverse("hook", args=[connection.token]))
    return page_frame(request, "imports") | {
        "connection": connection,
        "address": address,
        # Shops and carriers send over https alone.
        "is_private": not address.startswith("https://"),
        "page_obj": page_of(request, deliveries_of(connection)),
        "form": SecretForm(Kind(connection.kind), is_first=not connection.has_secret),
        "old_secret_until": old_until if old_until and old_until > timezone.now() else None,
    }


@in_store(at_least=Role.OWNER)
@require_POST
def connection_show_secret(request: HttpRequest, store: Store, connection_id: int) -> HttpResponse:
    """Show a secret that was made here, this one time."""
    connection = connection_of(store, connection_id)
    secret = show_once(connection)
    if not secret:
        messages.info(request, _("The secret was shown before. Change it to see a new one."))
        return redirect("orders:connection", store.slug, connection.pk)
    connection.is_unseen = False
    answer = render(request, "orders/connection.html", _context(request, connection) | {"secret": secret})
    # Neither the browser nor anything in between keeps this page.
    answer["Cache-Control"] = "no-store"
    return answer


@in_store(at_least=Role.OWNER)
@require_POST
def connection_secret(request: HttpRequest, store: Store, connection_id: int) -> HttpResponse:
    """Take or make a new secret; the one before holds for a day longer."""
    connection = connection_of(store, connection_id)
    is_first = not connection.has_secret
    form = SecretForm(Kind(connection.kind), request.POST, is_first=is_first)
    if not form.is_valid():
        return render(
            request, "orders/connection.html", _context(request, connection) | {"form": form}, status=422
        )
    change_secret(connection, form.cleaned_data["secret"], timezone.now())
    messages.success(request, _("The secret is saved.") if is_first else _("The secret is changed."))
    return redirect("orders:connection", store.slug, connection.pk)


@in_store(at_least=Role.OWNER)
@require_POST
def connection_switch(request: HttpRequest, store: Store, connection_id: int) -> HttpResponse:
    """Let notifications in, or turn them away."""
    connection = connection_of(store, connection_id)
    switch(connection, on=request.POST.get("on") == "1")
    return redirect("orders:connection", store.slug, connection.pk)


@in_store(at_least=Role.OWNER)
@require_POST
def delivery_replay(request: HttpRequest, store: Store, connection_id: int, delivery_id: int) -> HttpResponse:
    """Have one notification worked off once more."""
    connection = connection_of(store, connection_id)
    if replay(delivery_of(connection, delivery_id)):
        enqueue_deliveries()
        messages.success(request, _("The notification is worked off once more."))
    else:
        messages.info(request, _("This notification is under way already, or is not kept any more."))
    return redirect("orders:connection", store.slug, connection.pk)
