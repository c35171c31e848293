"""From a change of evidence to a new verdict: the actions that the pages and the worker call."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from assessments import tasks
from assessments.actions import (
    CannotAssess,
    EndedProposal,
    assess_supplier,
    end,
    explanation_of,
    note_failure,
    revise,
    submit,
)
from assessments.engine import assess, evidence_from, proposal_from
from assessments.models import Assessment, Proposal, Reading
from assessments.policy import current_policy
from assessments.queries import aged_suppliers, stale_suppliers, supplier_cards
from assessments.sample.suppliers import NOTHING_WRONG, SUPPLIERS, USUAL
from orders.actions import record_supplier_orders
from orders.importers.rows import Outcome, Source, SupplierOrderRow
from stores.models import Store, User
from suppliers.actions import add_supplier, note_checks, raise_evidence
from suppliers.models import Supplier

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
TODAY = NOW.date()
TERMS: dict[str, Any] = USUAL | SUPPLIERS[0].offer | {"answers": NOTHING_WRONG}


@pytest.fixture
def supplier(store: Store) -> Supplier:
    return add_supplier(store, "Shenzhen Bright")


def orders(
    number: int, days: int, outcome: Outcome = Outcome.CLEAN, first: int = 0
) -> list[SupplierOrderRow]:
    """Return orders spread over the last days, each delivered twelve days after it was placed."""
    return [
        SupplierOrderRow(
            row=2,
            marketplace="aliexpress",
            order_id=f"{outcome}-{first + each}",
            supplier="Shenzhen Bright",
            cost=Decimal("18.40"),
            currency="USD",
            ordered_on=TODAY - timedelta(days=14 + each * days // number),
            promised_on=TODAY + timedelta(days=6 - each * days // number),
            delivered_on=TODAY - timedelta(days=2 + each * days // number)
            if outcome is not Outcome.LOST
            else None,
            outcome=outcome,
            records_complaints=True,
        )
        for each in range(number)
    ]


def record(store: Store, rows: list[SupplierOrderRow]) -> None:
    record_supplier_orders(store, Source.SUPPLIER_ORDERS, rows, learned_on=TODAY)


def done(supplier: Supplier, *keys: str) -> None:
    note_checks(supplier, dict.fromkeys(keys, "done"), NOW)


def test_no_orders_at_all_are_never_better_than_not_yet(supplier: Supplier, owner: User) -> None:
    done(supplier, *SUPPLIERS[0].checks)
    proposal = submit(supplier, TERMS, owner, NOW)
    assert proposal.assessment is not None
    assert proposal.assessment.verdict in ("STAY", "NOT_YET")


def test_an_assessment_is_stored_with_what_makes_it_again(
    store: Store, supplier: Supplier, owner: User
) -> None:
    record(store, orders(40, 100))
    made = submit(supplier, TERMS, owner, NOW).assessment
    assert made is not None
    stored = Assessment.objects.get(pk=made.pk)
    again = assess(
        evidence_from(stored.inputs["evidence"]), proposal_from(stored.inputs["proposal"]), current_policy()
    )
    assert again == stored.result
    assert stored.as_of == TODAY


def test_new_evidence_gives_a_new_verdict_and_the_old_one_stays(
    store: Store, supplier: Supplier, owner: User
) -> None:
    done(supplier, *SUPPLIERS[0].checks)
    proposal = submit(supplier, TERMS, owner, NOW)
    record(store, orders(400, 240))
    assert stale_suppliers() == [supplier.pk]
    assess_supplier(supplier.pk, NOW)
    proposal.refresh_from_db()
    assert proposal.assessment is not None
    assert proposal.assessment.verdict == "READY"
    assert list(Assessment.objects.order_by("pk").values_list("verdict", flat=True)) == ["NOT_YET", "READY"]
    assert stale_suppliers() == []


def test_bad_news_takes_a_verdict_back(store: Store, supplier: Supplier, owner: User) -> None:
    done(supplier, *SUPPLIERS[0].checks)
    record(store, orders(400, 240))
    proposal = submit(supplier, TERMS, owner, NOW)
    record(store, orders(1, 1, Outcome.COUNTERFEIT))
    assess_supplier(supplier.pk, NOW)
    proposal.refresh_from_db()
    assert proposal.assessment is not None
    assert proposal.assessment.verdict == "STAY"


def test_the_same_state_on_the_same_day_is_assessed_once(
    store: Store, supplier: Supplier, owner: User
) -> None:
    submit(supplier, TERMS, owner, NOW)
    for _time in range(3):
        assess_supplier(supplier.pk, NOW)
    assert Assessment.objects.count() == 1


def test_a_new_day_is_a_new_assessment(supplier: Supplier, owner: User) -> None:
    submit(supplier, TERMS, owner, NOW)
    assess_supplier(supplier.pk, NOW)
    tomorrow = NOW + timedelta(days=1)
    assert aged_suppliers(NOW.replace(hour=9)) == []
    assert aged_suppliers(tomorrow) == [supplier.pk]
    assess_supplier(supplier.pk, tomorrow)
    assert list(Assessment.objects.order_by("pk").values_list("as_of", flat=True)) == [TODAY, tomorrow.date()]


def test_an_edit_is_a_new_version_and_the_old_one_stays_as_it_was(supplier: Supplier, owner: User) -> None:
    proposal = submit(supplier, TERMS, owner, NOW)
    revise(proposal, TERMS | {"offered_price": "12.00"}, owner, NOW)
    prices = proposal.versions.order_by("number").values_list("number", "offered_price")
    assert [(number, str(price)) for number, price in prices] == [(1, "13.90"), (2, "12.00")]
    proposal.refresh_from_db()
    assert proposal.version is not None
    assert proposal.assessment is not None
    assert (proposal.version.number, proposal.assessment.version_id) == (2, proposal.version_id)


def test_every_open_proposal_of_a_supplier_is_assessed_and_no_ended_one(
    store: Store, supplier: Supplier, owner: User
) -> None:
    first, second, gone = (submit(supplier, TERMS, owner, NOW) for _time in range(3))
    end(gone, Proposal.State.WITHDRAWN)
    record(store, orders(5, 20))
    assess_supplier(supplier.pk, NOW)
    assert [each.version.assessments.count() for each in (first, second, gone) if each.version] == [2, 2, 1]


def test_a_supplier_shows_the_verdict_of_its_newest_live_proposal(
    store: Store, supplier: Supplier, owner: User
) -> None:
    assert [card.verdict for card in supplier_cards(store, TODAY)] == [None]
    older = submit(supplier, TERMS, owner, NOW)
    newer = submit(supplier, TERMS | {"offered_price": "18.40"}, owner, NOW)
    assert [(card.proposal_id, card.verdict) for card in supplier_cards(store, TODAY)] == [(newer.pk, "STAY")]
    end(newer, Proposal.State.WITHDRAWN)
    assert [card.proposal_id for card in supplier_cards(store, TODAY)] == [older.pk]


def test_orders_in_another_currency_never_help(store: Store, supplier: Supplier, owner: User) -> None:
    done(supplier, *SUPPLIERS[0].checks)
    record(store, orders(400, 240))
    proposal = submit(supplier, TERMS | {"currency": "EUR"}, owner, NOW)
    assert proposal.assessment is not None
    assert proposal.assessment.verdict == "NOT_YET"
    failed = [gate["reason"] for gate in proposal.assessment.result["gates"] if gate["reason"]]
    assert failed != []


def test_what_would_change_is_worked_out_once(supplier: Supplier, owner: User) -> None:
    made = submit(supplier, TERMS, owner, NOW).assessment
    assert made is not None
    assert made.explanation is None
    first = explanation_of(made)
    Assessment.objects.filter(pk=made.pk).update(explanation=first | {"mark": True})
    assert explanation_of(Assessment.objects.get(pk=made.pk))["mark"] is True


def test_a_supplier_that_cannot_be_assessed_is_set_aside_until_its_evidence_changes(
    store: Store, supplier: Supplier, owner: User
) -> None:
    good = add_supplier(store, "Good")
    poisoned = submit(supplier, TERMS, owner, NOW)
    submit(good, TERMS, owner, NOW)
    # No door lets such a term in; a policy that drops a method, or a bug, would look like this.
    poisoned.versions.update(payment_method="shells")
    raise_evidence([supplier.pk, good.pk])
    for each in stale_suppliers():
        tasks.assess_supplier(each)
    assert stale_suppliers() == []
    assert Reading.objects.get(supplier=good).failure == ""
    assert "shells" in Reading.objects.get(supplier=supplier).failure
    poisoned.refresh_from_db()
    assert poisoned.assessment is not None  # the last verdict stays, with its date
    poisoned.versions.update(payment_method="credit_card_link")
    raise_evidence([supplier.pk])
    assert stale_suppliers() == [supplier.pk]


def test_the_day_is_the_day_of_the_stores_own_zone(store: Store, supplier: Supplier, owner: User) -> None:
    Store.objects.filter(pk=store.pk).update(time_zone="Pacific/Auckland")
    supplier = Supplier.objects.get(pk=supplier.pk)
    made = submit(supplier, TERMS, owner, datetime(2026, 6, 1, 20, 0, tzinfo=UTC)).assessment
    assert made is not None
    assert made.as_of == date(2026, 6, 2)


def test_a_new_policy_or_engine_reassesses_everybody(supplier: Supplier, owner: User) -> None:
    submit(supplier, TERMS, owner, NOW)
    assess_supplier(supplier.pk, NOW)
    assert stale_suppliers() == []
    for field in ("policy_version", "engine_version"):
        Reading.objects.update(**{field: "before"})
        assert stale_suppliers() == [supplier.pk]
        assess_supplier(supplier.pk, NOW)
        assert stale_suppliers() == []


def test_what_would_change_a_verdict_of_an_older_policy_is_not_guessed(
    supplier: Supplier, owner: User
) -> None:
    made = submit(supplier, TERMS, owner, NOW).assessment
    assert made is not None
    Assessment.objects.filter(pk=made.pk).update(policy_version="before")
    assert explanation_of(Assessment.objects.get(pk=made.pk)) == {}


def test_fresh_evidence_is_tried_although_the_state_before_it_failed(supplier: Supplier, owner: User) -> None:
    submit(supplier, TERMS, owner, NOW)
    raise_evidence([supplier.pk])
    note_failure(supplier.pk, CannotAssess(1, "2026.1", "why"))
    assert stale_suppliers() == [supplier.pk]


def test_a_day_begins_first_where_clocks_are_ahead(store: Store, supplier: Supplier, owner: User) -> None:
    Store.objects.filter(pk=store.pk).update(time_zone="Asia/Tokyo")
    submit(supplier, TERMS, owner, NOW)
    assess_supplier(supplier.pk, NOW)
    half_past_midnight_in_tokyo = datetime(2026, 6, 1, 15, 30, tzinfo=UTC)
    assert aged_suppliers(half_past_midnight_in_tokyo) == [supplier.pk]
    assess_supplier(supplier.pk, half_past_midnight_in_tokyo)
    assert Assessment.objects.latest("pk").as_of == date(2026, 6, 2)


def test_a_proposal_that_has_ended_is_not_changed(supplier: Supplier, owner: User) -> None:
    proposal = submit(supplier, TERMS, owner, NOW)
    end(proposal, Proposal.State.WITHDRAWN)
    with pytest.raises(EndedProposal):
        revise(proposal, TERMS, owner, NOW)
    assert proposal.versions.count() == 1


def test_a_proposal_that_ends_keeps_its_explanation_whatever_engine_comes(
    supplier: Supplier, owner: User
) -> None:
    proposal = submit(supplier, TERMS, owner, NOW)
    end(proposal, Proposal.State.WITHDRAWN)
    Assessment.objects.update(engine_version="before")
    told = explanation_of(Assessment.objects.get())
    assert told["bill"]["per_orders"] == 100
    assert [row["key"] for row in told["findings"]] != []
    assert "what_would_change" in told
