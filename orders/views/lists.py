"""Pages that list orders."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from orders.forms import FilterForm
from orders.queries import sales_orders, supplier_orders, totals, unassigned_count
from orders.views.paging import page_of
from stores.access import in_store, page_frame
from stores.models import Store


@in_store()
def order_list(request: HttpRequest, store: Store) -> HttpResponse:
    """List the orders placed with suppliers, or those of customers."""
    kind = "sales" if request.GET.get("kind") == "sales" else "supplier"
    filters = FilterForm(store, request.GET)
    rows: QuerySet[Any] = sales_orders(store)
    if kind == "supplier":
        wanted = filters.cleaned_data if filters.is_valid() else {}
        rows = supplier_orders(store).filter(**{name: value for name, value in wanted.items() if value})
    context = {
        "page_obj": page_of(request, rows),
        "kind": kind,
        "filters": filters,
        "totals": totals(store),
        "unassigned": unassigned_count(store),
    }
    return render(request, "orders/list.html", page_frame(request, "orders") | context)
