"""Make the row of an order from what is held to be true of it: for a new order and a changed one alike."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from json import loads
from typing import NamedTuple

from orders.actions.day_sums import Touched
from orders.actions.linking import Beside, beside, sale_key
from orders.claims import Life, life, text_of
from orders.copying import PLACE, Kept, Values, literal
from orders.facts import CONFIRMED, Arrival, facts_of
from orders.lanes import lane_of
from orders.tracking import number_keys
from stores.models import Store
from suppliers.actions import suppliers_named
from suppliers.models import Alias
from suppliers.naming import name_key

_SUPPLIER, _DATED, _ENDED, _REASON, _ARRIVAL, _EVIDENCE = (
    PLACE[name] for name in ("supplier_id", "dated_on", "ended_at", "end_reason", "arrival", "is_evidence")
)
_PROVEN = Arrival.PROVEN.value
# A file has few different names, methods and products.
_name = lru_cache(maxsize=16_384)(name_key)
_lane = lru_cache(maxsize=4_096)(lane_of)


class Draft(NamedTuple):
    """Hold an order on its way into the database; `claims` as they are kept, `held` is their life."""

    pk: int
    marketplace: str
    external_id: str
    claims: str
    held: Life
    confirmed_in_bulk: bool = False


@dataclass(slots=True)
class Effect:
    """Gather what a piece of writing touches: days, confirmations, and how many arrivals more are proven."""

    touched: Touched = field(default_factory=set)
    confirmed: set[datetime] = field(default_factory=set)
    arrived: int = 0

    def left(self, order: Kept) -> None:
        """Take note of an order as it was."""
        self.touched.add((order.supplier_id, order.dated_on))
        self.arrived -= order.has_arrived
        if order.is_confirmed and order.ended_at:
            self.confirmed.add(order.ended_at)

    def entered(self, row: Values) -> None:
        """Take note of an order as it is now."""
        self.touched.add((row[_SUPPLIER], row[_DATED]))
        self.arrived += row[_ARRIVAL] == _PROVEN and row[_EVIDENCE]
        if row[_REASON] == CONFIRMED and row[_ENDED]:
            self.confirmed.add(row[_ENDED])


@dataclass(slots=True)
class Owners:
    """Hold whose orders are whose: by the name that a file gives a supplier, and by product."""

    named: dict[str, int]
    products: dict[str, int]

    def of(self, held: Life) -> int | None:
        """Return whose order it is: the supplier that a file names, else the one that all its products belong to."""
        if held.supplier:
            return self.named.get(_name(held.supplier))
        if not self.products:
            return None
        owners = {self.products.get(_name(title)) for title in held.products}
        return owners.pop() if len(owners) == 1 else None


def owners_of(store: Store, lives: Iterable[Life], *, make: bool) -> Owners:
    """Return whose these orders are, in three queries; `make` suppliers that are named for the first time."""
    names: dict[str, None] = {}
    products: set[str] = set()
    for held in lives:
        if held.supplier:
            names[held.supplier] = None
        else:
            products.update(map(_name, held.products))
    named = suppliers_named(store, names, make=make) if names else {}
    told = Alias.objects.filter(store=store, kind=Alias.Kind.PRODUCT, text_key__in=products)
    return Owners(named, dict(told.values_list("text_key", "supplier_id")) if products else {})


def derived(store: Store, drafts: Sequence[Draft], effect: Effect, *, make: bool) -> Iterator[Values]:
    """Yield the rows of orders, and take note of them; every query is made before the first row."""
    lives = [draft.held for draft in drafts]
    owners = owners_of(store, lives, make=make)
    around = beside(store, lives, owners.of)
    return _rows(store, drafts, effect, owners, around)


def _rows(
    store: Store, drafts: Sequence[Draft], effect: Effect, owners: Owners, around: Beside
) -> Iterator[Values]:
    for draft in drafts:
        claims, held = draft.claims, draft.held
        # What carriers said and say no more is taken out as well.
        if held.tracked is not None or (around.parcels and held.tracking_numbers):
            now = around.claims(loads(claims), held)
            claims, held = text_of(now), life(now)
        row = _row(store.pk, draft, claims, held, owners.of(held), around)
        effect.entered(row)
        yield row


def _row(
    store_id: int, draft: Draft, claims: str, held: Life, supplier_id: int | None, around: Beside
) -> Values:
    """Return every column of an order, in their sequence."""
    sale_id, sale = around.sale(held, supplier_id)
    # An order that is confirmed no longer, because that was taken back, was not confirmed with others either.
    in_bulk = draft.confirmed_in_bulk and held.end_reason == CONFIRMED and held.ended_at is not None
    facts = facts_of(held, confirmed_in_bulk=in_bulk, sale=sale)
    products, product_keys = _products(held.products)
    return (
        draft.pk,
        store_id,
        draft.marketplace,
        draft.external_id,
        supplier_id,
        claims,
        products,
        product_keys,
        held.quantity,
        held.cost,
        (held.currency or "")[:3],
        bool(held.off_platform),
        (held.paid_by or "")[:60],
        held.dated_on,
        held.ordered_on,
        held.promised_on,
        held.shipped_on,
        held.delivered_on,
        held.dispute_opened_on,
        held.refunded_on,
        held.refunded_amount,
        held.ended_at,
        (held.end_reason or "")[:60],
        in_bulk,
        (held.shipping_method or "")[:120],
        _lane(held.shipping_method),
        _numbers(held.tracking_numbers),
        facts.arrival.value,
        facts.arrived_on,
        facts.late,
        facts.not_as_described,
        facts.counterfeit,
        facts.unattributed,
        facts.kind_not_stated,
        facts.is_evidence,
        facts.because,
        facts.attestable,
        sale_key(held.sale) if held.sale else "",
        sale_id,
    )


@lru_cache(maxsize=8_192)
def _products(titles: tuple[str, ...]) -> tuple[str, str]:
    """Return the titles of an order and their keys as arrays."""
    return literal(title[:500] for title in titles), literal(map(name_key, titles))


def _numbers(numbers: tuple[str, ...]) -> str:
    return literal(number_keys(numbers)) if numbers else "{}"
