"""The list of suppliers: searched, narrowed, and the searches that a person keeps."""

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assessments.dependency import order_shares
from assessments.forms.suppliers import SaveFilterForm, SupplierFilter
from assessments.products import store_products
from assessments.supplier_list import listed
from stores.access import in_store, page_frame
from stores.models import Store, User
from stores.queries import today_in
from suppliers.actions.filters import MOST, TooManyFilters, save_filter
from suppliers.models import SavedFilter

PER_PAGE = 50


@in_store()
def supplier_list(request: HttpRequest, store: Store) -> HttpResponse:
    """List the suppliers with their verdicts."""
    today = today_in(store, timezone.now())
    filters = SupplierFilter(store, request.GET)
    page = Paginator(listed(store, filters.wanted(), today), PER_PAGE).get_page(request.GET.get("page"))
    shares = order_shares(store, today)
    for card in page.object_list:
        card.supplier.order_share = shares.of(card.supplier.pk)  # type: ignore[attr-defined]  # for the row of the page alone
    context = {
        "page_obj": page,
        "cards": page.object_list,
        "filters": filters,
        "is_narrow": bool(filters.query),
        "shows_shares": True,
        "saved": SavedFilter.objects.filter(store=store, user=cast(User, request.user)).order_by(
            "name", "pk"
        ),
    }
    return render(request, "assessments/suppliers.html", page_frame(request, "suppliers") | context)


@in_store()
@require_POST
def filter_save(request: HttpRequest, store: Store) -> HttpResponse:
    """Keep the search that the page was shown with."""
    filters, form = SupplierFilter(store, request.POST), SaveFilterForm(request.POST)
    address = reverse("assessments:suppliers", args=[store.slug])
    query = filters.query
    if not query or not form.is_valid():
        messages.error(request, _("Narrow the list and write a name, then keep the search."))
        return redirect(f"{address}?{query}")
    try:
        save_filter(store, cast(User, request.user), form.cleaned_data["name"], query)
    except TooManyFilters:
        messages.error(request, _("You keep %(most)d searches already. Delete one first.") % {"most": MOST})
    else:
        messages.success(request, _("The search is kept. Only you see it."))
    return redirect(f"{address}?{query}")


@in_store()
@require_POST
def filter_delete(request: HttpRequest, store: Store, filter_id: int) -> HttpResponse:
    """Delete a search that the person kept."""
    mine = SavedFilter.objects.filter(store=store, user=cast(User, request.user), pk=filter_id).first()
    if mine is None:
        raise Http404
    mine.delete()
    messages.success(request, _("Deleted."))
    return redirect("assessments:suppliers", store.slug)


@in_store()
def products(request: HttpRequest, store: Store) -> HttpResponse:
    """List the products of the store with the supplier that sends them and the backup."""
    today = today_in(store, timezone.now())
    page = Paginator(store_products(store, today), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page_obj": page, "rows": page.object_list}
    return render(request, "assessments/products.html", page_frame(request, "suppliers") | context)
