"""Record how several orders ended, in one go and one transaction; docs/decisions/0016 says what that proves."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from django.db import transaction

from orders import copying
from orders.actions.by_hand import Hand, Step, note_only, steps, write_steps
from orders.actions.locking import lock_store
from orders.bulk import IN_ONE_GO, WINDOW
from orders.copying import Kept
from orders.hand import Spoken, What, spoken_of
from orders.models import OrderNote, SupplierOrder
from stores.models import Store


@dataclass(frozen=True, slots=True)
class Answer:
    """Hold what is said of some orders: order -> the day of its arrival, None where that is not known."""

    what: What
    days: Mapping[int, date | None]


@dataclass(slots=True)
class Plan:
    """Hold what becomes of each order: written, left as it is for a reason, or only noted because it proves nothing."""

    written: list[Step] = field(default_factory=list)
    same: list[Step] = field(default_factory=list)
    refused: list[Step] = field(default_factory=list)
    no_proof: list[Kept] = field(default_factory=list)

    @property
    def turned(self) -> int:
        """Count the orders of which it was known how they ended and that count otherwise from now on."""
        return sum(step.turns for step in self.written)


def plan_outcomes(store: Store, answer: Answer, hand: Hand) -> Plan:
    """Return what would become of these orders; nothing is written."""
    plan, news = Plan(), []
    for step in steps(store, _spoken(answer, hand), hand):
        if step.refusal:
            plan.refused.append(step)
        elif not step.is_news or (step.facts == step.facts_before and answer.what is not What.TAKEN_BACK):
            plan.same.append(step)
        else:
            news.append(step)
    clicked = [step for step in news if _is_click(answer, step.kept.pk)]
    in_one_go = len(clicked) + len(_before(store, answer, hand)) >= IN_ONE_GO
    for step in news:
        proves_nothing = hand.how == OrderNote.How.ASSUMED or (in_one_go and step in clicked)
        if proves_nothing:
            plan.no_proof.append(step.kept)
        else:
            plan.written.append(step)
    return plan


def _is_click(answer: Answer, order_id: int) -> bool:
    return answer.what is What.ARRIVED and answer.days[order_id] is None


def _clicks(answer: Answer) -> list[int]:
    return [order_id for order_id in answer.days if _is_click(answer, order_id)]


def _spoken(answer: Answer, hand: Hand) -> dict[int, Spoken]:
    return {pk: spoken_of(answer.what, day, hand.today) for pk, day in answer.days.items()}


@transaction.atomic
def record_outcomes(store: Store, answer: Answer, hand: Hand) -> Plan:
    """Write what is said of these orders, and return what became of each; a form sent twice does it once."""
    lock_store(store)
    if hand.token and OrderNote.objects.filter(store=store, token=hand.token).exists():
        return Plan()
    plan = plan_outcomes(store, answer, hand)
    is_assumed = hand.how == OrderNote.How.ASSUMED
    if plan.no_proof and not is_assumed:
        _count_as_clicks(store, _before(store, answer, hand), hand)
    takes_back = answer.what is What.TAKEN_BACK
    kind = OrderNote.Kind.TAKEN_BACK if takes_back else OrderNote.Kind.OUTCOME
    write_steps(store, plan.written, hand, kind, frozenset(_clicks(answer)))
    note_only(store, plan.no_proof, hand, OrderNote.Kind.NO_PROOF, click=not is_assumed)
    return plan


def _before(store: Store, answer: Answer, hand: Hand) -> list[SupplierOrder]:
    """Return the other orders that were said to have arrived, without a day, within the minute before."""
    if not _clicks(answer):
        return []
    notes = OrderNote.objects.filter(
        store=store, is_click=True, made_at__gt=hand.now - WINDOW, made_at__lte=hand.now
    )
    names = set(notes.values_list("external_id", "marketplace"))
    here = SupplierOrder.objects.filter(store=store, external_id__in=[name for name, _market in names])
    return [
        order for order in here.exclude(pk__in=answer.days) if (order.external_id, order.marketplace) in names
    ]


def _count_as_clicks(store: Store, before: list[SupplierOrder], hand: Hand) -> None:
    """Take back the arrivals that turn out to have been clicked through with these."""
    taken = {order.pk: Spoken({}, frozenset({"arrived_by"})) for order in before}
    clicked = [step for step in steps(store, taken, hand) if step.is_news]
    # Their own form had another token.
    write_steps(store, clicked, replace(hand, token=""), OrderNote.Kind.NO_PROOF)


@transaction.atomic
def note_asked(store: Store, order: SupplierOrder, hand: Hand) -> None:
    """Keep that somebody was asked about an order and does not know yet; it counts as it did."""
    lock_store(store)
    note_only(store, copying.kept_by_key(store, [order.pk]), hand, OrderNote.Kind.ASKED, click=False)
