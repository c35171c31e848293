"""The dashboard: suppliers by verdict, what rests on what, and what to do next."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.queries import SupplierCard, supplier_cards, verdict_counts
from orders.models import Import
from orders.queries import Counted, Totals, totals, unassigned_count
from stores.access import in_store, page_frame
from stores.models import Store
from stores.queries import today_in

LATEST = 3


@dataclass(frozen=True, slots=True)
class Step:
    """Name one thing to do on the way to a first report."""

    text: Promise
    url: str
    done: bool


@in_store()
def dashboard(request: HttpRequest, store: Store) -> HttpResponse:
    """Show where a store stands."""
    cards = supplier_cards(store, today_in(store, timezone.now()))
    facts = totals(store)
    unassigned = unassigned_count(store)
    context = {
        "cards": cards,
        "counts": verdict_counts(cards),
        "unassigned": unassigned,
        "facts": facts,
        "steps": _steps(store, cards, facts, unassigned),
        "latest_imports": Import.objects.filter(store=store).order_by("-pk")[:LATEST],
    }
    return render(request, "assessments/dashboard.html", page_frame(request, "dashboard") | context)


def _steps(store: Store, cards: list[SupplierCard], facts: Totals, unassigned: Counted) -> list[Step]:
    """Return the way to a first report, or nothing once there is one."""
    if any(card.verdict for card in cards):
        return []
    has_orders = bool(facts.supplier_orders or facts.sales_orders)
    return [
        Step(_("Import your orders"), reverse("orders:imports", args=[store.slug]), has_orders),
        Step(
            _("Say which supplier ships which"),
            reverse("orders:assign", args=[store.slug]),
            bool(cards) and not unassigned,
        ),
        Step(
            _("Enter what a supplier offers you"),
            reverse("assessments:proposal_new", args=[store.slug]),
            False,
        ),
    ]
