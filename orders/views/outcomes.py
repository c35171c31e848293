"""Record how several orders ended that were ticked in a list: what will change, how it is known, then the deed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from orders.actions.by_hand import Step
from orders.actions.outcomes import Answer, Plan, plan_outcomes, record_outcomes
from orders.bulk import IN_ONE_GO
from orders.forms.outcomes import OutcomesForm
from orders.hand import What
from orders.hand_words import BULK_LABELS, REFUSALS, advice
from orders.tables import chosen_orders
from orders.views.bulk import way_back
from orders.views.order import hand_of
from stores.access import in_store, page_frame
from stores.models import Role, Store
from stores.queries import today_in

# As many as a page of the list has; more were not ticked on one page.
MOST = 200


@in_store(at_least=Role.HELPER)
def outcomes(request: HttpRequest, store: Store) -> HttpResponse:
    """Show what will change, ask how the owner knows, and then record it."""
    asked = request.POST if request.method == "POST" else request.GET
    what = asked.get("what", "")
    chosen = list(chosen_orders(store, asked.getlist("order")).select_related("supplier")[:MOST])
    if what not in {each.value for each in What} or not chosen:
        messages.error(request, _("Tick the orders first, and choose what to do with them."))
        return redirect("orders:list", store.slug)
    back = way_back(store, asked.get("back", ""))
    form = OutcomesForm(What(what), chosen, today_in(store, timezone.now()), request.POST or None)
    is_valid = request.method == "POST" and form.is_valid()
    hand = hand_of(request, store, form.cleaned_data if is_valid else {"note": "-"})
    plan = plan_outcomes(store, Answer(What(what), form.days()), hand)
    if is_valid and (not plan.no_proof or "anyway" in request.POST):
        _tell(request, record_outcomes(store, Answer(What(what), form.days()), hand))
        return redirect(back)
    context = page_frame(request, "orders") | {
        "form": form,
        "what": what,
        "title": BULK_LABELS[What(what)],
        "plan": plan,
        "refused": [(step.kept.external_id, _why(step)) for step in plan.refused],
        "asks_again": is_valid,
        "in_one_go": IN_ONE_GO,
        "back": back,
    }
    return render(request, "orders/outcomes.html", context, status=422 if request.method == "POST" else 200)


def _why(step: Step) -> str:
    """Return why an order stays as it is."""
    if step.problems:
        return advice(step.problems[0][1])
    return str(REFUSALS[step.refusal]) if step.refusal else ""


def _tell(request: HttpRequest, plan: Plan) -> None:
    written, noted, stay = len(plan.written), len(plan.no_proof), len(plan.same) + len(plan.refused)
    told = []
    if written:
        told.append(
            ngettext("%(n)d order is recorded.", "%(n)d orders are recorded.", written) % {"n": written}
        )
    if noted:
        told.append(
            ngettext(
                "%(n)d order is only noted: it proves nothing.",
                "%(n)d orders are only noted: it proves nothing.",
                noted,
            )
            % {"n": noted}
        )
    if stay:
        told.append(
            ngettext("%(n)d order stays as it was.", "%(n)d orders stay as they were.", stay) % {"n": stay}
        )
    message = messages.success if written else messages.info
    message(request, " ".join(told) or _("This was recorded already."))
