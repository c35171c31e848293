"""Ask about a few silent orders, the newest first."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from orders.actions.by_hand import Step
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
AT_ONCE = 10


@in_store()
@require_GET
def confirm(request: HttpRequest, store: Store) -> HttpResponse:
    """Show up to ten orders of which nobody said how they ended, each with its fields in one form."""
    return _page(request, store, _supplier(store, request.GET.get("supplier", "")))


@in_store(at_least=Role.HELPER)
@require_POST
def confirm_answers(request: HttpRequest, store: Store) -> HttpResponse:
    """Record what became of them, all answers in one go or none, and go on with the others."""
    supplier = _supplier(store, request.POST.get("supplier", ""))
    forms = _filled_in(request, store)
    is_valid = all(form.is_valid() for form in forms)
    if not is_valid or not _recorded(request, store, [form for form in forms if form.answer_given]):
        return _page(request, store, supplier, forms)
    query = f"?supplier={supplier.pk}" if supplier else ""
    return redirect(f"{reverse('orders:confirm', args=[store.slug])}{query}")


def _filled_in(request: HttpRequest, store: Store) -> list[ConfirmForm]:
    """Return the rows of the page as they were filled in, in its sequence."""
    asked = [int(key) for key in request.POST.getlist("order") if key.isascii() and key.isdecimal()]
    known = SupplierOrder.objects.filter(store=store, pk__in=[key for key in asked if key < 2**63][:AT_ONCE])
    here = known.select_related("supplier").in_bulk()
    today = today_in(store, timezone.now())
    return [ConfirmForm(here[key], today, request.POST) for key in dict.fromkeys(asked) if key in here]


def _supplier(store: Store, asked: str) -> Supplier | None:
    """Return the supplier of an address; none where it names none. Raises: Http404."""
    if not asked:
        return None
    is_number = asked.isascii() and asked.isdecimal() and len(asked) < 19
    return supplier_of(store, int(asked) if is_number else 0)


def _recorded(request: HttpRequest, store: Store, forms: Sequence[ConfirmForm]) -> bool:
    """Write the answers and tell what they did; False where one cannot be so, with the reason at its field."""
    hand = hand_of(request, store, {})
    answers: dict[str, list[ConfirmForm]] = {}
    for form in forms:
        answers.setdefault(form.answer_given, []).append(form)
    with transaction.atomic():
        for form in answers.pop(UNKNOWN, ()):
            note_asked(store, form.order, hand)
        plans = [
            (rows, record_outcomes(store, Answer(What(word), _days(rows)), hand))
            for word, rows in answers.items()
        ]
        refused = [(rows, step) for rows, plan in plans for step in plan.refused]
        if refused:
            transaction.set_rollback(True)
    for rows, step in refused:
        _refuse(rows, step)
    if not refused:
        _tell(request, len(forms), sum(len(plan.no_proof) for _rows, plan in plans))
    return not refused


def _days(forms: Sequence[ConfirmForm]) -> dict[int, date | None]:
    return {form.order.pk: form.cleaned_data["day"] for form in forms}


def _refuse(forms: Sequence[ConfirmForm], step: Step) -> None:
    why = advice(step.problems[0][1]) if step.problems else ""
    for form in forms:
        if form.order.pk == step.kept.pk:
            form.add_error("answer", why or (str(REFUSALS[step.refusal]) if step.refusal else ""))


def _tell(request: HttpRequest, answered: int, no_proof: int) -> None:
    if no_proof:
        messages.warning(
            request,
            _(
                "%(n)d or more arrivals without a day within a minute prove nothing, and are only noted. Give the day."
            )
            % {"n": IN_ONE_GO},
        )
    if answered > no_proof:
        said = ngettext("%(n)d answer is saved.", "%(n)d answers are saved.", answered - no_proof)
        messages.success(request, said % {"n": answered - no_proof})


def _page(
    request: HttpRequest, store: Store, supplier: Supplier | None, filled_in: Sequence[ConfirmForm] = ()
) -> HttpResponse:
    now = timezone.now()
    today = today_in(store, now)
    forms = list(filled_in)
    if not forms:
        orders = orders_to_confirm(store, today, supplier, AT_ONCE, now - ASK_AGAIN)
        forms = [ConfirmForm(order, today) for order in orders]
    context = page_frame(request, "orders") | {
        "forms": forms,
        "supplier": supplier,
        "form": next((form for form in filled_in if form.errors), None),
        "in_one_go": IN_ONE_GO,
    }
    return render(request, "orders/confirm.html", context, status=422 if filled_in else 200)
