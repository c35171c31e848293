"""Pages that list orders: narrowed, sorted, page by page, and as a file."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone

from orders.attestations import is_attested
from orders.exporting import lines_of
from orders.filters import SalesOrderFilter, SupplierOrderFilter
from orders.keyset import Listing, page
from orders.queries import sizes
from orders.tables import sales_listing, supplier_listing
from orders.views.bulk import BULK_ACTIONS
from stores.access import in_store, page_frame
from stores.models import Store
from stores.queries import today_in

PER_PAGE = 50
Narrowing = SupplierOrderFilter | SalesOrderFilter


@in_store()
def order_list(request: HttpRequest, store: Store) -> HttpResponse:
    """List the orders placed with suppliers, or those of customers."""
    filters, listing = _asked(request, store)
    shown = page(listing, PER_PAGE, request.GET.get("after", ""), request.GET.get("before", ""))
    frame = page_frame(request, "orders")
    is_supplier = filters.kind_of_order == "supplier"
    context = {
        "page": shown,
        "kind": filters.kind_of_order,
        "filters": filters,
        "is_narrow": filters.is_narrow,
        "sizes": sizes(store),
        "today": today_in(store, timezone.now()),
        "bulk_actions": BULK_ACTIONS if is_supplier and frame["may_write"] else {},
        "all_ticked": "ticked" in request.GET,
        "attested": is_attested(store),
    }
    return render(request, "orders/list.html", frame | context)


@in_store()
def order_export(request: HttpRequest, store: Store) -> StreamingHttpResponse:
    """Send the same orders as a file, row by row: it begins at once, however many there are."""
    filters, listing = _asked(request, store)
    kind = filters.kind_of_order
    answer = StreamingHttpResponse(lines_of(listing, store), content_type="text/csv; charset=utf-8")
    name = f"{store.slug}-{kind}-orders-{today_in(store, timezone.now()).isoformat()}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer


def _asked(request: HttpRequest, store: Store) -> tuple[Narrowing, Listing]:
    if request.GET.get("kind") == "sales":
        sales = SalesOrderFilter(store, request.GET)
        return sales, sales_listing(store, sales.wanted())
    placed = SupplierOrderFilter(store, request.GET)
    return placed, supplier_listing(store, placed.wanted(), today_in(store, timezone.now()))
