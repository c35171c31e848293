"""The page of one order placed with a supplier, and the forms that add and correct one by hand."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from orders.actions.by_hand import CannotSay, Hand, OrderIsHere, add_order, correct_order, take_back_words
from orders.attestations import is_attested
from orders.claims import life
from orders.forms.by_hand import CorrectForm, NewOrderForm
from orders.hand_words import REFUSALS
from orders.models import OrderNote, SupplierOrder
from orders.order_page import page_of
from stores.access import in_store, page_frame
from stores.models import Role, Store, User
from stores.queries import today_in


@in_store()
def order_page(request: HttpRequest, store: Store, order_id: int) -> HttpResponse:
    """Show what is known of an order, why, from whom and since when."""
    order = _order(store, order_id)
    context = page_frame(request, "orders") | {
        "shown": page_of(order, today_in(store, timezone.now())),
        "attested": order.attestable and is_attested(store),
        "take": request.GET.get("take", ""),
    }
    return render(request, "orders/order.html", context)


def _order(store: Store, order_id: int) -> SupplierOrder:
    found = SupplierOrder.objects.select_related("supplier", "sale")
    return get_object_or_404(found, store=store, pk=order_id)


@in_store(at_least=Role.HELPER)
def order_new(request: HttpRequest, store: Store) -> HttpResponse:
    """Add one order by hand."""
    now = timezone.now()
    today = today_in(store, now)
    form = NewOrderForm(store, today, request.POST or None)
    here_already: SupplierOrder | None = None
    status = 200
    if request.method == "POST":
        if form.is_valid():
            hand = hand_of(request, store, form.cleaned_data)
            try:
                order = add_order(store, form.row(now), hand)
            except CannotSay as why:
                form.refuse(why.refusal, why.problems)
            except OrderIsHere as here:
                form.add_error("order_id", _("This order is here already: open it and correct it there."))
                here_already = here.order
            else:
                messages.success(request, _("The order is added."))
                return redirect("orders:order", store.slug, order.pk)
        status = 422
    context = page_frame(request, "orders") | {"form": form, "here": here_already}
    return render(request, "orders/order_new.html", context, status=status)


@in_store(at_least=Role.HELPER)
def order_correct(request: HttpRequest, store: Store, order_id: int) -> HttpResponse:
    """Correct what is held to be true of an order."""
    order = _order(store, order_id)
    claims = order.claims
    today = today_in(store, timezone.now())
    form = CorrectForm(store, today, order.supplier_id, life(claims), claims, request.POST or None)
    status = 200
    if request.method == "POST":
        if is_sent_before(store, request.POST.get("token", "")):
            return redirect("orders:order", store.slug, order.pk)
        if form.is_valid():
            hand = hand_of(request, store, form.cleaned_data)
            try:
                is_news = correct_order(store, order.pk, form.spoken(), hand, seen=claims)
            except CannotSay as why:
                form.refuse(why.refusal, why.problems)
            else:
                messages.success(
                    request, _("The order is corrected.") if is_news else _("Nothing was changed.")
                )
                return redirect("orders:order", store.slug, order.pk)
        status = 422
    context = page_frame(request, "orders") | {"form": form, "order": order}
    return render(request, "orders/order_correct.html", context, status=status)


@in_store(at_least=Role.HELPER)
@require_POST
def order_take_back(request: HttpRequest, store: Store, order_id: int) -> HttpResponse:
    """Take back one word of the owner, or all of them; an order nobody speaks of any more is gone."""
    order = _order(store, order_id)
    field = request.POST.get("field", "")
    note = request.POST.get("note", "").replace("\0", "").strip()[:500]
    try:
        take_back_words(store, order, [field] if field else None, hand_of(request, store, {"note": note}))
    except CannotSay as why:
        messages.error(request, str(REFUSALS[why.refusal]))
        return redirect("orders:order", store.slug, order.pk)
    if SupplierOrder.objects.filter(pk=order.pk).exists():
        messages.success(request, _("Your words are taken back; what others say stands."))
        return redirect("orders:order", store.slug, order.pk)
    messages.success(request, _("Nobody speaks of this order any more; it is taken out."))
    return redirect("orders:list", store.slug)


def hand_of(request: HttpRequest, store: Store, said: dict[str, object]) -> Hand:
    """Return who writes, now, with the note and the token of a form."""
    now = timezone.now()
    token = said.get("token")
    return Hand(
        user=cast(User, request.user),
        now=now,
        today=today_in(store, now),
        note=str(said.get("note") or ""),
        token=getattr(token, "hex", ""),
        how=str(said.get("how") or ""),
    )


def is_sent_before(store: Store, token: str) -> bool:
    """Return whether a form of this token was written already."""
    plain = token.replace("-", "").replace("\0", "")[:40]
    return bool(plain) and OrderNote.objects.filter(store=store, token=plain).exists()
