"""Pages that ask whose orders these are."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from orders.actions import assign
from orders.forms import AnswersForm, AssignForm, moved_sentence
from orders.queries import answers, divided_orders, unassigned_groups
from orders.views.paging import page_of
from stores.access import in_store, page_frame
from stores.models import Role, Store
from stores.posting import posted


@in_store(at_least=Role.HELPER)
def assign_orders(request: HttpRequest, store: Store) -> HttpResponse:
    """Ask whose orders these are; the answers are remembered for every file to come.

    `?vendor=` asks product by product where the vendor does not tell: a store's own brand comes from several.
    """
    # PostgreSQL has no text with a zero byte in it; no vendor is called so.
    vendor = request.GET.get("vendor", "").replace("\0", "")
    form = AssignForm(store, unassigned_groups(store, vendor), posted(request))
    if form.is_bound and form.is_valid():
        messages.success(request, moved_sentence(assign(store, form.assignments())))
        return redirect("orders:assign", store.slug)
    context = page_frame(request, "orders") | {
        "form": form,
        "vendor": vendor,
        "divided": [] if vendor else divided_orders(store),
        "answered": answers(store).count(),
    }
    return render(request, "orders/assign.html", context, status=422 if form.is_bound else 200)


@in_store(at_least=Role.HELPER)
def assign_answers(request: HttpRequest, store: Store) -> HttpResponse:
    """List what was said so far of vendors and products, and take a correction."""
    page = page_of(request, answers(store))
    form = AnswersForm(store, list(page.object_list), posted(request))
    if form.is_bound and form.is_valid():
        messages.success(request, moved_sentence(assign(store, form.assignments())))
        return redirect(request.get_full_path())
    context = page_frame(request, "orders") | {"form": form, "page_obj": page}
    return render(request, "orders/assign_answers.html", context, status=422 if form.is_bound else 200)
