"""What is known about a supplier counts in its proposals: at once, the worse of two, and never as good by silence."""

import time
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.actions import assess_supplier, submit
from assessments.engine import assess, evidence_from, proposal_from
from assessments.engine.words import BLOCKER_QUESTIONS, OTHER_QUESTIONS, RED_FLAGS
from assessments.models import Assessment, Proposal
from assessments.policy import current_policy
from assessments.red_flags import flag_rules
from stores.models import Store, User
from suppliers.actions import add_supplier, raise_evidence
from suppliers.actions.flags import clear_flag, raise_flag
from suppliers.actions.payees import add_payee, change_payee, judge_name, reject_payee
from suppliers.checks.uscc import UsccResult, read_uscc
from suppliers.models import Payee, RedFlag, Supplier
from tests.assessments.supplier_worlds import (
    NOW,
    TERMS,
    TODAY,
    confirm,
    confirmed_payee,
    facts_of,
    sole_trader_licence,
    sourced_facts,
    told,
    trusted,
)

pytestmark = pytest.mark.django_db
OLD, NEW = "6222 0212 3456 7890", "6222 0298 7654 3210"
GOOD_LICENCE = "91440300708461136T"
ANSWERS = (*BLOCKER_QUESTIONS, *OTHER_QUESTIONS, *RED_FLAGS)


@pytest.fixture
def supplier(store: Store, owner: User) -> Supplier:
    return trusted(store, owner)


@pytest.fixture
def plain(store: Store) -> Supplier:
    """A supplier of which nothing is known."""
    return add_supplier(store, "Shenzhen Bright")


def offered(supplier: Supplier, user: User, **more: Any) -> Proposal:
    return submit(supplier, TERMS | more, user, NOW)


def judged(proposal: Proposal) -> Assessment:
    """Return the newest verdict on a proposal, once the supplier was assessed again."""
    assess_supplier(proposal.supplier_id, NOW)
    proposal.refresh_from_db()
    assert proposal.assessment is not None
    return proposal.assessment


def facts(supplier: Supplier) -> dict[str, bool | None]:
    """Return the facts as they stand now, for a proposal that names no payee."""
    return facts_of(Supplier.objects.get(pk=supplier.pk), Proposal(supplier=supplier), TODAY)


def test_a_changed_payee_means_stay_and_its_confirmation_restores_the_very_same_verdict(
    supplier: Supplier, owner: User
) -> None:
    old = confirmed_payee(supplier, owner, OLD)
    first, second = offered(supplier, owner), offered(supplier, owner, offered_price="12.90")
    before = [judged(each) for each in (first, second)]
    assert [each.verdict for each in before] == ["READY", "READY"]

    new = change_payee(old, told(NEW), owner, NOW)
    frozen = [judged(each) for each in (first, second)]
    assert [each.verdict for each in frozen] == ["STAY", "STAY"]
    assert {"key": "payee_changed", "answer": True, "source": "answer"} in frozen[0].result["blockers"]
    assert frozen[0].inputs["from_supplier"]["payee_changed"] == "payee_pending"

    confirm(new, owner, NEW)
    after = [judged(each) for each in (first, second)]
    assert [(each.verdict, each.result) for each in after] == [(each.verdict, each.result) for each in before]
    assert Payee.objects.get(pk=old.pk).state == Payee.State.REPLACED


def test_a_first_payee_freezes_too_until_it_is_confirmed(supplier: Supplier, owner: User) -> None:
    proposal = offered(supplier, owner)
    before = judged(proposal)
    payee = add_payee(supplier, told(NEW), owner, NOW)
    assert (before.verdict, judged(proposal).verdict) == ("READY", "STAY")
    confirm(payee, owner, NEW)
    # Not the same result: the point of due diligence that only a payee can fulfil is done now.
    assert judged(proposal).verdict == before.verdict


def test_a_false_account_that_is_rejected_thaws_the_verdict(supplier: Supplier, owner: User) -> None:
    old = confirmed_payee(supplier, owner, OLD)
    proposal = offered(supplier, owner)
    before = judged(proposal)
    new = change_payee(old, told(NEW), owner, NOW)
    assert judged(proposal).verdict == "STAY"
    reject_payee(new, "The supplier knows nothing of it.", owner, NOW)
    assert judged(proposal).result == before.result


def test_a_proposal_handed_in_while_a_payee_waits_is_frozen_at_once(supplier: Supplier, owner: User) -> None:
    add_payee(supplier, told(NEW), owner, NOW)
    made = offered(Supplier.objects.get(pk=supplier.pk), owner).assessment
    assert made is not None
    assert made.verdict == "STAY"


def test_what_was_stored_makes_the_frozen_verdict_again(supplier: Supplier, owner: User) -> None:
    proposal = offered(supplier, owner)
    add_payee(supplier, told(NEW), owner, NOW)
    stored = judged(proposal)
    again = assess(
        evidence_from(stored.inputs["evidence"]), proposal_from(stored.inputs["proposal"]), current_policy()
    )
    assert again == stored.result


def test_a_confirmed_payee_answers_the_question_that_nobody_did(supplier: Supplier, owner: User) -> None:
    Payee.objects.all().delete()
    unanswered = TERMS["answers"] | {"payee_changed": None, "payee_mismatch": None, "personal_account": None}
    proposal = offered(supplier, owner, answers=unanswered)
    assert judged(proposal).verdict == "NOT_YET"
    confirmed_payee(supplier, owner, OLD)
    found = judged(proposal)
    assert found.verdict == "READY"
    assert found.inputs["from_supplier"] == {
        "payee_changed": "payees_confirmed",
        "payee_mismatch": "payee_name",
        "personal_account": "payee_name",
    }


def test_a_sole_traders_own_account_is_no_stop_and_another_persons_beside_it_is(
    supplier: Supplier, owner: User
) -> None:
    licence = sole_trader_licence()
    assert read_uscc(licence).result == UsccResult.VALID_FORMAT
    known = {"licence_kind": "uscc", "licence_number": licence, "legal_representative": "李小龙"}
    Supplier.objects.filter(pk=supplier.pk).update(**known)
    chosen = Payee.NameMatch.LEGAL_REPRESENTATIVE.value
    own = confirmed_payee(supplier, owner, OLD, holder="李小龙", name_match=chosen)
    proposal = offered(Supplier.objects.get(pk=supplier.pk), owner)
    assert judged(proposal).verdict == "READY"
    assert facts(supplier)["sole_trader_own_account"] is True

    other = confirmed_payee(supplier, owner, NEW)
    judge_name(other, Payee.NameMatch.OTHER_PERSON, owner, NOW)
    assert facts(supplier)["sole_trader_own_account"] is False
    assert judged(proposal).verdict == "STAY"
    assert own.state == Payee.State.CONFIRMED


def test_no_word_of_the_owner_makes_another_persons_account_a_sole_traders(
    supplier: Supplier, owner: User
) -> None:
    proposal = offered(supplier, owner, answers=TERMS["answers"] | {"sole_trader_own_account": True})
    confirmed_payee(supplier, owner, OLD, name_match=Payee.NameMatch.OTHER_PERSON.value)
    assert judged(proposal).verdict == "STAY"


def test_a_blocked_supplier_is_a_stop(supplier: Supplier, owner: User) -> None:
    proposal = offered(supplier, owner)
    Supplier.objects.filter(pk=supplier.pk).update(status=Supplier.Status.BLOCKED)
    raise_evidence([supplier.pk])
    found = judged(proposal)
    assert (found.verdict, found.inputs["from_supplier"]) == ("STAY", {"supplier_blocked": "status"})


def test_a_stop_means_stay_until_it_is_cleared_and_no_other_flag_changes_a_verdict(
    supplier: Supplier, owner: User
) -> None:
    proposal = offered(supplier, owner)
    before = judged(proposal)
    for key, rule in flag_rules().items():
        raise_flag(supplier, key, TODAY, owner, NOW)
        during, is_stop = judged(proposal), rule.severity == "stop"
        assert (key, during.verdict) == (key, "STAY" if is_stop else "READY")
        assert (during.result == before.result) is not is_stop
        clear_flag(RedFlag.objects.get(key=key), "It was a mistake.", owner, NOW)
    assert judged(proposal).result == before.result


def test_brand_goods_without_permission_feed_the_pattern_of_fakes(supplier: Supplier, owner: User) -> None:
    proposal = offered(supplier, owner, answers=TERMS["answers"] | {"brand_authorised": True})
    raise_flag(supplier, "branded_without_authorisation", TODAY, owner, NOW)
    answers = judged(proposal).inputs["proposal"]["answers"]
    assert (answers["branded_goods"], answers["brand_authorised"]) == (True, False)


def test_the_owners_own_yes_is_told_as_the_owners(supplier: Supplier, owner: User) -> None:
    add_payee(supplier, told(NEW), owner, NOW)
    proposal = offered(
        Supplier.objects.get(pk=supplier.pk), owner, answers=TERMS["answers"] | {"payee_changed": True}
    )
    assert "payee_changed" not in judged(proposal).inputs["from_supplier"]


def test_the_number_of_queries_does_not_grow_with_payees_and_flags(plain: Supplier, owner: User) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            facts_of(plain, Proposal(supplier=plain), TODAY)
        return len(seen)

    confirmed_payee(plain, owner, OLD)
    few = queries()
    for each in range(5):
        add_payee(plain, told(f"6222 0000 1111 000{each}"), owner, NOW)
    for key in flag_rules():
        raise_flag(plain, key, TODAY, owner, NOW)
    assert queries() == few


def test_what_is_known_of_a_supplier_is_read_once_for_all_of_its_offers(
    supplier: Supplier, owner: User
) -> None:
    def asked() -> int:
        raise_evidence([supplier.pk])
        with CaptureQueriesContext(connection) as seen:
            assess_supplier(supplier.pk, NOW)
        return sum('FROM "suppliers_' in each["sql"] or 'FROM "orders_' in each["sql"] for each in seen)

    offered(supplier, owner)
    one = asked()
    for price in ("12.80", "12.70", "12.60"):
        offered(supplier, owner, offered_price=price)
    assert asked() == one


def test_facts_of_another_supplier_say_nothing(store: Store, plain: Supplier, owner: User) -> None:
    other = Supplier.objects.create(store=store, name="Other", name_key="other", status="blocked")
    add_payee(other, told(NEW), owner, NOW)
    raise_flag(other, "close_dispute_asked", TODAY, owner, NOW)
    assert sourced_facts(plain, Proposal(supplier=plain), TODAY) == {}


@pytest.mark.django_db(transaction=True)
def test_the_worker_freezes_and_thaws_a_verdict_by_itself(store: Store, owner: User, worker: object) -> None:
    now = timezone.now()
    supplier = trusted(store, owner, now)
    old = confirmed_payee(supplier, owner, OLD, now)
    proposal = submit(Supplier.objects.get(pk=supplier.pk), TERMS, owner, now)
    assert until(lambda: verdict_of(proposal), ["READY"]) == "READY"
    new = change_payee(old, told(NEW, now), owner, now)
    assert until(lambda: verdict_of(proposal), ["STAY"]) == "STAY"
    confirm(new, owner, NEW, now)
    assert until(lambda: verdict_of(proposal), ["READY"]) == "READY"


def verdict_of(proposal: Proposal) -> str:
    """Return the verdict that the pages show."""
    return str(Proposal.objects.values_list("assessment__verdict", flat=True).get(pk=proposal.pk))


def until(read: Callable[[], str], wanted: Iterable[str]) -> str:
    """Return what is read once it is one of those wanted, or after ten seconds."""
    end = time.monotonic() + 10
    while (found := read()) not in wanted and time.monotonic() < end:
        time.sleep(0.05)
    return found
