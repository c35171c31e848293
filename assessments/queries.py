"""What can be asked of proposals and verdicts."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils.translation import gettext as _

from assessments.engine import ENGINE_VERSION
from assessments.models import VERDICTS, Assessment, Proposal
from assessments.own_policy import own_versions
from assessments.policy import current_policy
from assessments.verdict_now import Offer, Present, VerdictNow, offers_now, present_of
from assessments.wording.verdict import verdict_sentence
from orders.models import DayCount
from stores.models import Store
from suppliers.models import Supplier

NEEDED = ("supplier__store", "store", "version", "assessment")


def live_proposals(supplier: Supplier) -> QuerySet[Proposal]:
    """Return the live proposals of a supplier, newest first."""
    found = Proposal.objects.filter(supplier=supplier, state=Proposal.State.LIVE)
    return found.select_related(*NEEDED).order_by("-pk")


def live_proposals_of(store: Store) -> QuerySet[Proposal]:
    """Return the live proposals of a store, newest first."""
    return proposals_of(store).filter(state=Proposal.State.LIVE)


def proposals_of(store: Store) -> QuerySet[Proposal]:
    """Return the proposals of a store, newest first."""
    return Proposal.objects.filter(store=store).select_related(*NEEDED).order_by("-pk")


def proposal_of(store: Store, proposal_id: int) -> Proposal:
    """Return a proposal of this store; Http404 for one of another store, as for one that does not exist."""
    found = Proposal.objects.filter(store=store, pk=proposal_id).select_related(*NEEDED).first()
    if found is None:
        raise Http404
    return found


def stale_suppliers() -> list[int]:
    """Return suppliers whose live proposals have not seen their newest evidence, their policy or the engine.

    What failed is tried again only when one of the three has changed.
    """
    behind = Q(reading__assessed_version__lt=F("evidence_version"))
    failed = Q(reading__failed_version=F("evidence_version"))
    unseen = (
        Q(reading=None) | (behind & ~failed) | ~_seen_policy() | ~Q(reading__engine_version=ENGINE_VERSION)
    )
    return _ids(Supplier.objects.filter(unseen))


def _seen_policy() -> Q:
    """Return the suppliers that were assessed with the policy of their own store."""
    own = own_versions()
    stores = [store for ids in own.values() for store in ids]
    seen = Q(reading__policy_version=current_policy().version) & ~Q(store__in=stores)
    for version, ids in own.items():
        seen |= Q(reading__policy_version=version, store__in=ids)
    return seen


def aged_suppliers(now: datetime) -> list[int]:
    """Return suppliers whose live proposals were last assessed on another day: time alone changes verdicts.

    It is a new day first where clocks are 14 hours ahead of UTC; where it is not one yet, assessing does nothing.
    """
    newest_day = (now + timedelta(hours=14)).date()
    return _ids(Supplier.objects.filter(reading__assessed_on__lt=newest_day))


def _ids(suppliers: QuerySet[Supplier]) -> list[int]:
    with_offer = suppliers.filter(proposals__state=Proposal.State.LIVE)
    return list(with_offer.order_by("pk").values_list("pk", flat=True).distinct())


@dataclass(frozen=True, slots=True)
class SupplierCard:
    """Show a supplier with the verdict of its newest live proposal; None is "no proposal"."""

    supplier: Supplier
    proposal_id: int | None
    verdict: str | None
    sentence: str
    as_of: date | None
    computed_at: datetime | None
    orders_total: int
    is_late: bool
    is_frozen: bool = False
    """Whether paying is forbidden now, and the verdict that was reached before said otherwise."""


def supplier_cards(store: Store, today: date, found: QuerySet[Supplier] | None = None) -> list[SupplierCard]:
    """Return the suppliers of a store with the verdicts that hold now, the freest first, in three queries.

    Two more where a verdict waits for its update. `found` narrows them; it holds suppliers of this store alone.
    """
    rank = {verdict: number for number, verdict in enumerate(reversed(VERDICTS))}
    asked = (Supplier.objects.all() if found is None else found).filter(store=store)
    cards = _cards(asked, present_of(store, today))
    return sorted(cards, key=lambda card: (rank.get(card.verdict or "", len(rank)), card.supplier.name_key))


def supplier_card(store: Store, supplier_id: int, today: date) -> SupplierCard:
    """Return one supplier with the verdict that holds now."""
    asked = Supplier.objects.filter(store=store, pk=supplier_id)
    found = next(iter(_cards(asked, present_of(store, today))), None)
    if found is None:
        raise Http404
    return found


def _cards(suppliers: QuerySet[Supplier], present: Present) -> list[SupplierCard]:
    live = (
        Proposal.objects.filter(state=Proposal.State.LIVE)
        .select_related("version", "assessment__version")
        .order_by("-pk")
    )
    days = (
        DayCount.objects.filter(store=OuterRef("store"), supplier=OuterRef("pk"))
        .order_by()
        .values("supplier")
    )
    found = list(
        suppliers.select_related("store")
        .annotate(orders_total=Coalesce(Subquery(days.annotate(n=Sum("counted")).values("n")), 0))
        .prefetch_related(Prefetch("proposals", queryset=live, to_attr="live"))
    )
    newest = [each.live[0] for each in found if each.live]
    offers = {offer.proposal.supplier_id: offer for offer in offers_now(newest, present)}
    return [_card(each, offers.get(each.pk)) for each in found]


def _card(supplier: Supplier, offer: Offer | None) -> SupplierCard:
    made = offer.proposal.assessment if offer else None
    now = offer.now if offer else VerdictNow(None)
    sentence = _sentence(made, supplier) if made else ""
    return SupplierCard(
        supplier=supplier,
        proposal_id=offer.proposal.pk if offer else None,
        verdict=now.verdict,
        sentence=_("Frozen. Do not pay; see why on the supplier’s page.") if now.is_frozen else sentence,
        as_of=made.as_of if made else None,
        computed_at=made.computed_at if made else None,
        orders_total=supplier.orders_total,  # type: ignore[attr-defined]  # annotated above
        is_late=now.is_late,
        is_frozen=now.is_frozen,
    )


def _sentence(made: Assessment, supplier: Supplier) -> str:
    return verdict_sentence(made.result, {}, supplier.name, made.version.currency)


def verdict_counts(cards: list[SupplierCard]) -> dict[str, int]:
    """Return verdict -> number of suppliers that have it."""
    return {verdict: sum(card.verdict == verdict for card in cards) for verdict in VERDICTS}
