"""A proposal that names a payee rests on that payee alone, and on what was confirmed in its place."""

import pytest

from assessments.actions import assess_supplier, submit
from assessments.models import Assessment, Proposal
from stores.models import Store, User
from suppliers.actions.payees import add_payee, change_payee, reject_payee
from suppliers.models import Payee, Supplier
from tests.assessments.supplier_worlds import (
    NOW,
    TERMS,
    TODAY,
    confirm,
    confirmed_payee,
    facts_of,
    sourced_facts,
    told,
    trusted,
)

pytestmark = pytest.mark.django_db
OLD, NEW, OTHER = "6222 0212 3456 7890", "6222 0298 7654 3210", "6222 0255 5555 5555"
CHANGED = "payee_changed"


@pytest.fixture
def supplier(store: Store, owner: User) -> Supplier:
    return trusted(store, owner)


def offered(supplier: Supplier, user: User, payee: Payee | None) -> Proposal:
    return submit(Supplier.objects.get(pk=supplier.pk), TERMS, user, NOW, payee)


def judged(proposal: Proposal) -> Assessment:
    """Return the newest verdict on a proposal, once the supplier was assessed again."""
    assess_supplier(proposal.supplier_id, NOW)
    proposal.refresh_from_db()
    assert proposal.assessment is not None
    return proposal.assessment


def facts(supplier: Supplier, payee: Payee | None) -> dict[str, bool | None]:
    found = Supplier.objects.get(pk=supplier.pk)
    return facts_of(found, Proposal(supplier=found, payee=payee), TODAY)


def test_a_change_of_the_named_payee_and_its_confirmation_restore_the_same_verdict_at_once(
    supplier: Supplier, owner: User
) -> None:
    old = confirmed_payee(supplier, owner, OLD)
    # What a proposal that names none would be held back by.
    confirmed_payee(supplier, owner, OTHER, name_match=Payee.NameMatch.DIFFERENT_COMPANY.value)
    proposal = offered(supplier, owner, old)
    before = judged(proposal)
    assert before.verdict == "READY"
    new = change_payee(old, told(NEW), owner, NOW)
    assert judged(proposal).verdict == "STAY"
    confirm(new, owner, NEW)
    after = judged(proposal)
    assert (after.verdict, after.result) == (before.verdict, before.result)


def test_the_name_of_what_was_confirmed_in_its_place_counts_and_the_old_name_no_more(
    supplier: Supplier, owner: User
) -> None:
    old = confirmed_payee(supplier, owner, OLD)
    second = change_payee(old, told(NEW), owner, NOW)
    third = change_payee(second, told(OTHER, name_match="other_company"), owner, NOW)
    confirm(third, owner, OTHER)
    assert facts(supplier, old) == {CHANGED: False, "payee_mismatch": True}


def test_a_named_payee_that_was_rejected_is_a_stop_and_no_other_account_takes_its_place(
    supplier: Supplier, owner: User
) -> None:
    named = confirmed_payee(supplier, owner, OLD)
    confirmed_payee(supplier, owner, NEW)
    proposal = offered(supplier, owner, named)
    assert judged(proposal).verdict == "READY"
    reject_payee(named, "Not theirs.", owner, NOW)
    assert facts(supplier, named) == {CHANGED: True}
    found = judged(proposal)
    assert (found.verdict, found.inputs["from_supplier"]) == ("STAY", {CHANGED: "payee_gone"})
    assert facts(supplier, None)[CHANGED] is False


def test_a_named_payee_whose_replacement_was_rejected_is_a_stop(supplier: Supplier, owner: User) -> None:
    named = confirmed_payee(supplier, owner, OLD)
    confirmed_payee(supplier, owner, OTHER)
    new = confirm(change_payee(named, told(NEW), owner, NOW), owner, NEW)
    assert facts(supplier, named)[CHANGED] is False
    reject_payee(new, "They called.", owner, NOW)
    assert facts(supplier, named) == {CHANGED: True}


def test_a_named_payee_that_waits_is_a_stop(supplier: Supplier, owner: User) -> None:
    confirmed_payee(supplier, owner, OLD)
    waiting = add_payee(supplier, told(NEW), owner, NOW)
    assert facts(supplier, waiting)[CHANGED] is True


def test_another_payee_that_waits_freezes_a_proposal_that_names_a_confirmed_one(
    supplier: Supplier, owner: User
) -> None:
    named = confirmed_payee(supplier, owner, OLD)
    add_payee(supplier, told(NEW), owner, NOW)
    assert facts(supplier, named)[CHANGED] is True


def test_where_only_payees_of_the_past_are_left_nothing_may_be_paid(supplier: Supplier, owner: User) -> None:
    Payee.objects.all().delete()
    assert CHANGED not in facts(supplier, None)
    old = confirmed_payee(supplier, owner, OLD)
    new = confirm(change_payee(old, told(NEW), owner, NOW), owner, NEW)
    reject_payee(new, "They called.", owner, NOW)
    found = sourced_facts(supplier, Proposal(supplier=supplier), TODAY)
    assert (found[CHANGED].value, found[CHANGED].source) == (True, "payees_gone")
    confirmed_payee(supplier, owner, OTHER)
    assert facts(supplier, None)[CHANGED] is False
