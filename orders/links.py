"""Which customer's order an order was placed for, and what carriers say of its parcels: derived, never typed.

All of it is a function of what is known: orders, sales and parcels may come in any sequence, and twice.
"""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from orders.claims import Claims, Life
from orders.facts import SaleState
from orders.sold import Sold
from orders.tracking import Tracking, number_keys, with_tracking
from suppliers.naming import name_key

# What the state of a sale is derived from.
STATE = ("cancelled_at", "refunded_amount", "financial_status", "disputed_at", "dispute_status")
_NO_SALE = (None, SaleState.UNKNOWN)
_BY_PRODUCT = (None, SaleState.STANDS_BY_PRODUCT)
# Of several sales that fit, what speaks against an order, the worst first.
_AGAINST = (SaleState.REFUNDED, SaleState.DISPUTED)
# Words for the state of a payment of sources that would tell of a refund, too.
_TOLD = {"paid", "partially_paid", "authorized", "pending", "completed", "processing"}
_REFUNDED = {"refunded", "partially_refunded"}
# An authorization that expired was never paid out.
_CANCELLED = {"voided", "cancelled", "failed", "trash", "expired"}


def sale_key(name: str | None) -> str:
    """Return a sale's name or id in the form in which two of them are compared; empty for none."""
    return (name or "").strip().lstrip("#").strip()[:100]


def sale_state(
    *,
    cancelled_at: datetime | None,
    refunded_amount: Decimal | None,
    financial_status: str,
    disputed_at: datetime | None = None,
    dispute_status: str = "",
) -> SaleState:
    """Return how a customer's order stands; unknown where its source does not tell of refunds."""
    # A shop cancels what it refunds: that the money went back says more than that nothing is owed any more.
    if refunded_amount or financial_status in _REFUNDED:
        return SaleState.REFUNDED
    if disputed_at is not None and dispute_status != "won":
        return SaleState.DISPUTED
    if cancelled_at is not None or financial_status in _CANCELLED:
        return SaleState.CANCELLED
    told = refunded_amount is not None or financial_status in _TOLD
    return SaleState.STANDS if told else SaleState.UNKNOWN


@dataclass(slots=True)
class Beside:
    """Hold the parcels and sales that some orders may belong to.

    `parcels` is number key -> parcel; `named` is sale key -> sales, `carrying` number key -> sales; `states` is
    sale -> how it stands. `sold` is what was sold when, for orders that name none of them.
    """

    parcels: dict[str, Tracking] = field(default_factory=dict)
    named: dict[str, set[int]] = field(default_factory=dict)
    carrying: dict[str, set[int]] = field(default_factory=dict)
    states: dict[int, SaleState] = field(default_factory=dict)
    sold: Sold = field(default_factory=Sold)

    def add_sale(self, sale_id: int, state: SaleState, names: tuple[str, ...], numbers: list[str]) -> None:
        """Let orders find a customer's order by its id, its name, or a tracking number (`number_keys`) of it."""
        self.states[sale_id] = state
        for name in {sale_key(name) for name in names} - {""}:
            self.named.setdefault(name, set()).add(sale_id)
        for number in numbers:
            self.carrying.setdefault(number, set()).add(sale_id)

    def claims(self, claims: Claims, held: Life) -> Claims:
        """Return the claims with what carriers say now; the same object where nothing changes."""
        return with_tracking(claims, held.tracking_numbers, self.parcels, held.ordered_on)

    def sale(self, held: Life, supplier_id: int | None = None) -> tuple[int | None, SaleState]:
        """Return the customer's order that an order was placed for, and how it stands.

        The order that a source names decides alone; without a name the one that shares a tracking number; without
        one of these all that it can have been (`orders.sold`). Where several fit it is none of them, and no better
        than the worst of them.
        """
        if held.sale:
            found = self.named.get(sale_key(held.sale), set())
            return self._of(found) if found else _NO_SALE
        found = set()
        if self.carrying:
            for number in number_keys(held.tracking_numbers):
                found |= self.carrying.get(number, set())
        return self._of(found) if found else self._by_product(held, supplier_id)

    def _of(self, found: set[int]) -> tuple[int | None, SaleState]:
        if len(found) == 1:
            (only,) = found
            return only, self.states[only]
        states = {self.states[each] for each in found}
        return None, next((state for state in _AGAINST if state in states), SaleState.UNKNOWN)

    def _by_product(self, held: Life, supplier_id: int | None) -> tuple[None, SaleState]:
        placed_on = held.ordered_on
        if placed_on is None or not self.sold:
            return _NO_SALE
        stands = self.sold.stand_for(map(name_key, held.products), supplier_id, placed_on)
        return _BY_PRODUCT if stands else _NO_SALE
