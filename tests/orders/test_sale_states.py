"""How a customer's order stands: what goes before what, and several disputes about one."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import permutations

import pytest

from orders.facts import SaleState
from orders.links import STATE, sale_state
from orders.sale_parts import Parts
from orders.sales import sale_of
from stores.models import Store
from tests.orders.test_linking import NOW, ORDER, SOLD, facts, place, sell


def disputed(*statuses: str | None) -> dict[str, object]:
    """Return the columns of a sale with one dispute of each status, the first of them the oldest."""
    parts: Parts = {"order": {"at": NOW.isoformat(), "said": {}, "lines": [], "learned_on": "2026-06-01"}}
    for age, status in enumerate(statuses):
        at = (NOW + timedelta(days=age)).isoformat()
        parts[f"dispute:{age}"] = {"at": at, "on": at} | ({"status": status} if status else {})
    return sale_of(parts).columns


@pytest.mark.parametrize(
    ("statuses", "worst", "state"),
    [
        (["won"], "won", SaleState.STANDS),
        (["won", "won"], "won", SaleState.STANDS),
        (["needs_response", "won"], "needs_response", SaleState.DISPUTED),
        (["under_review", "lost", "won"], "lost", SaleState.DISPUTED),
        (["accepted", "under_review"], "accepted", SaleState.DISPUTED),
        ([None, "won"], "", SaleState.DISPUTED),
    ],
)
def test_a_sale_stands_only_when_every_dispute_about_it_is_won(
    statuses: list[str | None], worst: str, state: SaleState
) -> None:
    for sequence in set(permutations(statuses)):
        told = disputed(*sequence) | {"financial_status": "paid"}
        assert (told["dispute_status"], told["disputed_at"]) == (worst, NOW)
        assert sale_state(**{name: told[name] for name in STATE}) is state  # type: ignore[arg-type]


NOTHING = {"cancelled_at": None, "refunded_amount": None, "financial_status": ""}


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ({"cancelled_at": NOW}, SaleState.CANCELLED),
        ({"cancelled_at": NOW, "refunded_amount": Decimal(0)}, SaleState.CANCELLED),
        ({"cancelled_at": NOW, "refunded_amount": Decimal(5)}, SaleState.REFUNDED),
        ({"cancelled_at": NOW, "financial_status": "refunded"}, SaleState.REFUNDED),
        ({"financial_status": "cancelled", "refunded_amount": Decimal(5)}, SaleState.REFUNDED),
        ({"cancelled_at": NOW, "disputed_at": NOW}, SaleState.DISPUTED),
        ({"financial_status": "expired", "refunded_amount": Decimal(0)}, SaleState.CANCELLED),
        ({"financial_status": "paid", "refunded_amount": Decimal(0)}, SaleState.STANDS),
        ({}, SaleState.UNKNOWN),
    ],
)
def test_how_a_sale_stands(told: dict[str, object], state: SaleState) -> None:
    assert sale_state(**(NOTHING | told)) is state  # type: ignore[arg-type]


@pytest.mark.django_db
def test_a_sale_that_was_cancelled_and_paid_back_is_a_question_about_its_order(store: Store) -> None:
    place(store, replace(ORDER, sale="1001"))
    sell(store, replace(SOLD, refunded_amount=Decimal(5), cancelled_at=NOW))
    [order] = facts(store)
    assert (order["unattributed"], order["because"]) == (True, "customer_refunded")
