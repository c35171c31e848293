"""How a supplier's verdict came about."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.actions import assess_supplier, revise, submit
from assessments.models import Assessment, Proposal
from assessments.sample.suppliers import NOTHING_WRONG, SUPPLIERS, USUAL
from assessments.verdict_history import verdict_changes
from stores.models import Store, User
from suppliers.actions import add_supplier, raise_evidence
from suppliers.models import Supplier

pytestmark = pytest.mark.django_db
TERMS: dict[str, Any] = USUAL | SUPPLIERS[0].offer | {"answers": NOTHING_WRONG}
BAD = TERMS | {"answers": NOTHING_WRONG | {"close_dispute": True}}


@pytest.fixture
def supplier(store: Store) -> Supplier:
    return add_supplier(store, "Shenzhen Bright")


@pytest.fixture
def proposal(supplier: Supplier, owner: User) -> Proposal:
    return submit(supplier, TERMS, owner, timezone.now())


def test_the_first_verdict_is_a_change(supplier: Supplier, proposal: Proposal) -> None:
    assert [(each.verdict, each.before, each.version) for each in verdict_changes(supplier)] == [
        ("NOT_YET", None, 1)
    ]


def test_a_verdict_that_stays_is_no_change(supplier: Supplier, proposal: Proposal) -> None:
    raise_evidence([supplier.pk])
    assess_supplier(supplier.pk, timezone.now() + timedelta(minutes=1))
    assert Assessment.objects.count() == 2
    assert len(verdict_changes(supplier)) == 1


def test_a_change_is_told_with_what_it_was_before(
    supplier: Supplier, proposal: Proposal, owner: User
) -> None:
    revise(proposal, BAD, owner, timezone.now() + timedelta(minutes=1))
    newest = verdict_changes(supplier)[0]
    assert (newest.verdict, newest.before, newest.version) == ("STAY", "NOT_YET", 2)


def test_two_offers_have_each_their_own_history(supplier: Supplier, proposal: Proposal, owner: User) -> None:
    other = submit(supplier, BAD, owner, timezone.now() + timedelta(minutes=1))
    found = {(each.proposal_id, each.verdict, each.before) for each in verdict_changes(supplier)}
    assert found == {(proposal.pk, "NOT_YET", None), (other.pk, "STAY", None)}


def test_another_suppliers_verdicts_stay_out(store: Store, proposal: Proposal) -> None:
    assert verdict_changes(add_supplier(store, "Yiwu Toys")) == []


def test_the_history_takes_one_query(supplier: Supplier, proposal: Proposal, owner: User) -> None:
    for number in range(5):
        revise(proposal, BAD if number % 2 else TERMS, owner, timezone.now() + timedelta(minutes=number))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        verdict_changes(supplier)
    assert len(asked) == 1
