"""A supplier's page: who it is, what proves it, whom the money goes to, how it performed, what it offers."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assessments.merging import in_place_of
from assessments.supplier_page import supplier_parts
from assessments.views.asking import links_section
from assessments.views.diligence import diligence_section
from assessments.views.documents import documents_section
from stores.access import in_store, page_frame
from stores.models import Store
from stores.queries import today_in
from suppliers.queries import supplier_of


@in_store()
def supplier_page(request: HttpRequest, store: Store, supplier_id: int) -> HttpResponse:
    """Show all that is known about a supplier; one that was merged leads to the one that it is now."""
    try:
        supplier, now = supplier_of(store, supplier_id), timezone.now()
    except Http404:
        part_of = in_place_of(store, supplier_id)
        if part_of is None:
            raise
        return redirect(part_of)
    frame, today = page_frame(request, "suppliers"), today_in(store, now)
    context = supplier_parts(supplier, now)
    context |= diligence_section(supplier, today, may_write=bool(frame["may_write"]))
    context |= documents_section(supplier, today) | links_section(supplier, now)
    return render(request, "assessments/supplier.html", frame | context)
