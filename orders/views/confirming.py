"""Ask about a few silent orders, the ones whose answers would most likely move a verdict."""

from datetime import datetime, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from orders.actions.outcomes import Answer, note_asked, record_outcomes
from orders.bulk import IN_ONE_GO
from orders.confirming import orders_to_confirm
from orders.forms.outcomes import UNKNOWN, ConfirmForm
from orders.hand import What
from orders.hand_words import REFUSALS, advice
from orders.models import SupplierOrder
from orders.views.order import hand_of
from stores.access import in_store, page_frame
from stores.models import Role, Store
from stores.queries import today_in
from suppliers.models import Supplier
from suppliers.queries import supplier_of

# Who did not know is asked again after so long.
ASK_AGAIN = timedelta(days=7)


@in_store()
@require_GET
def confirm(request: HttpRequest, store: Store) -> HttpResponse:
    """Show up to ten orders of which nobody said how they ended, each with a small form."""
    return _page(request, store, _supplier(store, request.GET.get("supplier", "")))


@in_store(at_least=Role.HELPER)
@require_POST
def confirm_answer(request: HttpRequest, store: Store, order_id: int) -> HttpResponse:
    """Record what became of one of them, and go on with the others."""
    order = get_object_or_404(SupplierOrder, store=store, pk=order_id)
    supplier = _supplier(store, request.POST.get("supplier", ""))
    now = timezone.now()
    form = ConfirmForm(order, today_in(store, now), request.POST)
    if not form.is_valid() or not _recorded(request, store, form):
        return _page(request, store, supplier, form)
    query = f"?supplier={supplier.pk}" if supplier else ""
    return redirect(f"{reverse('orders:confirm', args=[store.slug])}{query}")


def _supplier(store: Store, asked: str) -> Supplier | None:
    """Return the supplier of an address; none where it names none. Raises: Http404."""
    if not asked:
        return None
    is_number = asked.isascii() and asked.isdecimal() and len(asked) < 19
    return supplier_of(store, int(asked) if is_number else 0)


def _recorded(request: HttpRequest, store: Store, form: ConfirmForm) -> bool:
    """Write an answer and tell what it did; False where it cannot be so, with the reason at the field."""
    order, hand = form.order, hand_of(request, store, {})
    if form.cleaned_data["answer"] == UNKNOWN:
        note_asked(store, order, hand)
        messages.info(request, _("%(order)s: you are asked again in a week.") % {"order": order})
        return True
    answer = Answer(What(form.cleaned_data["answer"]), {order.pk: form.cleaned_data["day"]})
    plan = record_outcomes(store, answer, hand)
    for step in plan.refused:
        why = advice(step.problems[0][1]) if step.problems else ""
        form.add_error("answer", why or (str(REFUSALS[step.refusal]) if step.refusal else ""))
    if plan.no_proof:
        messages.warning(
            request,
            _(
                "%(n)d or more arrivals without a day within a minute prove nothing, and are only noted. Give the day."
            )
            % {"n": IN_ONE_GO},
        )
    elif not plan.refused:
        messages.success(request, _("%(order)s is recorded.") % {"order": order})
    return not plan.refused


def _page(
    request: HttpRequest, store: Store, supplier: Supplier | None, wrong: ConfirmForm | None = None
) -> HttpResponse:
    now: datetime = timezone.now()
    today = today_in(store, now)
    orders = orders_to_confirm(store, today, supplier, not_asked_since=now - ASK_AGAIN)
    known = wrong.order.pk if wrong else None
    forms = [wrong if wrong and order.pk == known else ConfirmForm(order, today) for order in orders]
    context = page_frame(request, "orders") | {
        "forms": forms,
        "supplier": supplier,
        "form": wrong,
        "in_one_go": IN_ONE_GO,
    }
    return render(request, "orders/confirm.html", context, status=422 if wrong else 200)
