"""A supplier's page: its verdict, its track record, its due diligence, its offers and orders."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assessments.diligence import diligence_share
from assessments.forms import DiligenceForm
from assessments.orders_chart import orders_chart
from assessments.queries import proposals_of, supplier_card, supplier_cards
from assessments.track_record import track_record
from orders.history import history_of
from orders.queries import supplier_orders
from stores.access import in_store, page_frame
from stores.models import Role, Store
from stores.queries import today_in
from suppliers.actions import note_checks
from suppliers.queries import supplier_of

PER_PAGE = 50
LATEST = 20


@in_store()
def supplier_list(request: HttpRequest, store: Store) -> HttpResponse:
    """List the suppliers with their verdicts."""
    page = Paginator(supplier_cards(store), PER_PAGE).get_page(request.GET.get("page"))
    context = page_frame(request, "suppliers") | {"page_obj": page, "cards": page.object_list}
    return render(request, "assessments/suppliers.html", context)


@in_store()
def supplier_page(request: HttpRequest, store: Store, supplier_id: int) -> HttpResponse:
    """Show all that is known about a supplier."""
    return _page(request, store, supplier_id, None)


@in_store(at_least=Role.HELPER)
@require_POST
def diligence(request: HttpRequest, store: Store, supplier_id: int) -> HttpResponse:
    """Keep how far the due diligence has come."""
    supplier = supplier_of(store, supplier_id)
    form = DiligenceForm(supplier, request.POST)
    if not form.is_valid():
        return _page(request, store, supplier_id, form)
    if note_checks(supplier, form.cleaned_data, timezone.now()):
        messages.success(request, _("Saved. Open reports are being updated."))
    return redirect(supplier)


def _page(request: HttpRequest, store: Store, supplier_id: int, form: DiligenceForm | None) -> HttpResponse:
    supplier = supplier_of(store, supplier_id)
    frame, today = page_frame(request, "suppliers"), today_in(store, timezone.now())
    if form is None and frame["may_write"]:
        form = DiligenceForm(supplier)
    context = {
        "supplier": supplier,
        "card": supplier_card(store, supplier_id),
        "today": today,
        "track": track_record(supplier, today),
        "diligence_form": form,
        "diligence_share": diligence_share(supplier),
        "history": orders_chart(history_of(supplier)),
        "proposals": proposals_of(store).filter(supplier=supplier)[:LATEST],
        "orders": supplier_orders(store).filter(supplier=supplier)[:LATEST],
    }
    status = 422 if form is not None and form.is_bound else 200
    return render(request, "assessments/supplier.html", frame | context, status=status)
