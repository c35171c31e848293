"""What silence may hide: verdicts as if every order nobody spoke of had come in time, late, or never."""

from dataclasses import replace

import pytest

from assessments.actions import submit
from assessments.sample.suppliers import SUPPLIERS
from assessments.unknowns import if_silent_spoke
from orders.importers.rows import Outcome
from stores.models import Store, User
from suppliers.actions import add_supplier
from suppliers.models import Supplier
from tests.assessments.test_assessing import NOW, TERMS, done, orders, record
from tests.people import Login

pytestmark = pytest.mark.django_db
VERDICTS = ["STAY", "NOT_YET", "PILOT", "READY"]


@pytest.fixture
def supplier(store: Store) -> Supplier:
    return add_supplier(store, "Shenzhen Bright")


def with_silent(store: Store, supplier: Supplier, owner: User, silent: int) -> None:
    """A good record, and so many orders of which nobody said how they ended."""
    done(supplier, *SUPPLIERS[0].checks)
    record(store, orders(400, 300))
    quiet = [
        replace(row, order_id=f"quiet-{row.order_id}", delivered_on=None, outcome=None)
        for row in orders(silent, 300, Outcome.IN_TRANSIT, first=1_000)
    ]
    record(store, quiet)
    submit(supplier, TERMS, owner, NOW)


def test_enough_silent_orders_would_change_the_verdict(store: Store, supplier: Supplier, owner: User) -> None:
    with_silent(store, supplier, owner, 400)
    (offer,) = if_silent_spoke(store)
    assert offer.silent == 400
    assert offer.changes
    # Late orders arrived, so they open a gate that silence keeps shut; lost ones end the matter.
    assert (offer.verdict, offer.if_late, offer.if_lost) == ("NOT_YET", "PILOT", "STAY")
    assert VERDICTS.index(offer.if_in_time) >= VERDICTS.index(offer.if_late)
    assert offer.if_in_time == "READY"


def test_a_store_without_silent_orders_or_offers_has_nothing_to_show(
    store: Store, supplier: Supplier, owner: User
) -> None:
    assert if_silent_spoke(store) == []
    record(store, orders(40, 200))
    submit(supplier, TERMS, owner, NOW)
    assert if_silent_spoke(store) == []


def test_the_page_shows_the_verdicts_to_a_viewer_and_nothing_to_a_stranger(
    store: Store, supplier: Supplier, owner: User, viewer: User, stranger: User, login: Login
) -> None:
    with_silent(store, supplier, owner, 400)
    path = f"/stores/{store.slug}/unknowns/"
    page = login(viewer).get(path).content.decode()
    assert "Shenzhen Bright" in page
    assert "400" in page
    assert "If all came in time" in page
    assert login(stranger).get(path).status_code == 404
