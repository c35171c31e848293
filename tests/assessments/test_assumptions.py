"""A store's own values in the place of the policy's assumptions: what they change, and for whom."""

import json
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.actions import CannotAssess, assess_supplier, end, explanation_of, note_failure, submit
from assessments.engine import assess, evidence_from, policy_from, proposal_from
from assessments.explaining import explained
from assessments.models import Assessment, OwnValue, Proposal, Reading
from assessments.own_policy import own_values_of, policy_of
from assessments.policy import current_policy, policy_document, replaceable
from assessments.queries import stale_suppliers
from assessments.sample.making import is_untouched, make_sample, remove_sample, renew_sample
from assessments.settings import keep_assumptions
from assessments.track_record import track_record
from assessments.wording.policy_values import LABELS, THEMES, UNITS, theme_of
from assessments.wording.report import report_view
from assessments.wording.text import report_text
from orders.actions import record_supplier_orders
from orders.importers.rows import Outcome, Source, SupplierOrderRow
from stores.models import Store, User
from suppliers.actions import add_supplier, raise_evidence
from suppliers.models import Supplier
from tests.assessments.own_numbers import DRIFT, NOW, PLAIN, TERMS, raised, set_drift

pytestmark = pytest.mark.django_db
OFFER: dict[str, Any] = {
    "on_platform_price": 20,
    "offered_price": 15,
    "orders_per_month": 30,
    "payment_method": "escrow",
}


@pytest.fixture
def supplier(store: Store) -> Supplier:
    return add_supplier(store, "Shenzhen Bright")


def test_every_assumption_has_words_a_theme_and_a_unit() -> None:
    for key, about in replaceable().items():
        assert about.unit in UNITS, key
        assert [theme for theme in THEMES if theme_of(key) is theme], key
        assert key.startswith("methods.") or key in LABELS, key
    assert {key for key in LABELS if key not in replaceable()} == set()


def test_a_change_is_kept_with_who_and_when_and_raises_every_supplier_of_this_store_alone(
    store: Store, supplier: Supplier, owner: User, stranger: User
) -> None:
    second = add_supplier(store, "Second")
    theirs = add_supplier(Store.objects.get(members=stranger), "Theirs")
    assert keep_assumptions(store, {DRIFT: 3, "vanish.floor": 0.002}, owner, NOW, "our own pilots") == 2
    assert own_values_of(store) == {DRIFT: 3.0, "vanish.floor": 0.002}
    assert [raised(each) for each in (supplier, second, theirs)] == [1, 1, 0]
    held = OwnValue.objects.get(store=store, key=DRIFT)
    assert (held.value, held.note) == (Decimal(3), "our own pilots")
    assert (held.set_by, held.set_at) == (owner, NOW)
    assert policy_of(Store.objects.get(members=stranger)) is current_policy()


def test_what_changes_nothing_raises_nothing(store: Store, supplier: Supplier, owner: User) -> None:
    assert set_drift(store, owner, 1.5) == 0  # the same as ours
    assert set_drift(store, owner, None) == 0
    assert set_drift(store, owner) == 1
    assert set_drift(store, owner) == 0
    assert (raised(supplier), OwnValue.objects.count()) == (1, 1)


def test_a_number_out_of_bounds_changes_nothing_at_all(store: Store, supplier: Supplier, owner: User) -> None:
    for wrong in ({DRIFT: 0.5}, {DRIFT: 5.0}, {"channels.lost.mean": 0.1}, {"gates.clean_orders.ready": 1.0}):
        with pytest.raises(ValueError, match="policy"):
            keep_assumptions(store, {"vanish.floor": 0.002, **wrong}, owner, NOW)
    assert (raised(supplier), OwnValue.objects.count()) == (0, 0)


def test_ours_again_keeps_what_was_before(store: Store, supplier: Supplier, owner: User) -> None:
    set_drift(store, owner)
    set_drift(store, owner, 2.5)
    set_drift(store, owner, None)
    assert own_values_of(store) == {}
    assert policy_of(store) is current_policy()
    assert raised(supplier) == 3
    rows = OwnValue.objects.order_by("pk").values_list("value", "is_newest")
    assert list(rows) == [(Decimal(3), False), (Decimal("2.5"), False), (None, True)]


def test_a_value_that_a_newer_policy_file_no_longer_allows_is_left_aside(store: Store, owner: User) -> None:
    for key, value in (("channels.lost.mean", 0.1), ("gone.with.it", 1), (DRIFT, 99)):
        OwnValue.objects.create(store=store, key=key, value=value, set_by=owner, set_at=NOW)
    assert policy_of(store) is current_policy()


def test_a_report_is_made_with_the_stores_own_values_and_comes_out_the_same_again(
    store: Store, supplier: Supplier, owner: User
) -> None:
    ours = submit(supplier, TERMS, owner, NOW).assessment
    set_drift(store, owner)
    assess_supplier(supplier.pk, NOW)
    made = Assessment.objects.latest("pk")
    assert ours is not None
    assert (ours.policy_version, ours.inputs["policy"]) == (PLAIN, {})
    assert made.policy_version == policy_of(store).version != PLAIN
    assert made.result["net_per_month"] < ours.result["net_per_month"]
    inputs = made.inputs
    again = assess(
        evidence_from(inputs["evidence"]),
        proposal_from(inputs["proposal"]),
        policy_from(policy_document(), inputs["policy"]),
    )
    assert json.dumps(again, sort_keys=True) == json.dumps(made.result, sort_keys=True)


def test_a_store_with_values_of_its_own_is_not_assessed_for_ever(
    store: Store, supplier: Supplier, owner: User, stranger: User
) -> None:
    theirs = add_supplier(Store.objects.get(members=stranger), "Theirs")
    for each in (supplier, theirs):
        submit(each, TERMS, owner, NOW)
        assess_supplier(each.pk, NOW)
    assert stale_suppliers() == []
    for value in (3.0, 2.0, None):
        set_drift(store, owner, value)
        assert stale_suppliers() == [supplier.pk]
        assess_supplier(supplier.pk, NOW)
        assert stale_suppliers() == []


def test_a_reading_made_with_another_stores_policy_is_stale(
    store: Store, supplier: Supplier, owner: User, stranger: User
) -> None:
    theirs = add_supplier(Store.objects.get(members=stranger), "Theirs")
    set_drift(store, owner)
    for each in (supplier, theirs):
        submit(each, TERMS, owner, NOW)
        assess_supplier(each.pk, NOW)
    Reading.objects.filter(supplier=theirs).update(policy_version=policy_of(store).version)
    assert stale_suppliers() == [theirs.pk]
    Reading.objects.filter(supplier=supplier).update(policy_version=PLAIN)
    assert stale_suppliers() == [supplier.pk, theirs.pk]


def test_looking_for_stale_suppliers_costs_two_queries_however_many_stores_have_values(
    store: Store, supplier: Supplier, owner: User, stranger: User
) -> None:
    with CaptureQueriesContext(
        connection,
    ) as before:
        stale_suppliers()
    for each, value in ((store, 3.0), (Store.objects.get(members=stranger), 2.0)):
        set_drift(each, owner, value)
    with CaptureQueriesContext(connection) as after:
        stale_suppliers()
    assert (len(before), len(after)) == (2, 2)


def test_a_success_is_not_taken_for_the_failure_before_it(
    store: Store, supplier: Supplier, owner: User
) -> None:
    submit(supplier, TERMS, owner, NOW)
    version = Supplier.objects.get(pk=supplier.pk).evidence_version
    note_failure(supplier.pk, CannotAssess(version, PLAIN, "why"))
    assess_supplier(supplier.pk, NOW)
    assert Reading.objects.get(supplier=supplier).failed_version == 0
    for field in ("policy_version", "engine_version"):
        Reading.objects.update(**{field: "before"})
        assert stale_suppliers() == [supplier.pk]


def test_what_failed_is_tried_again_under_another_policy_or_engine(
    store: Store, supplier: Supplier, owner: User
) -> None:
    submit(supplier, TERMS, owner, NOW)
    raise_evidence([supplier.pk])
    version = Supplier.objects.get(pk=supplier.pk).evidence_version
    failed = CannotAssess(version, PLAIN, "why")
    note_failure(supplier.pk, failed)
    assert stale_suppliers() == []
    for field in ("policy_version", "engine_version"):
        Reading.objects.update(**{field: "before"})
        assert stale_suppliers() == [supplier.pk]
        note_failure(supplier.pk, failed)
        assert stale_suppliers() == []


def test_the_explanation_of_a_report_rests_on_the_values_that_the_report_rests_on(
    store: Store, supplier: Supplier, owner: User
) -> None:
    set_drift(store, owner)
    proposal = submit(supplier, TERMS, owner, NOW)
    made = proposal.assessment
    assert made is not None
    end(proposal, Proposal.State.DECLINED)
    set_drift(store, owner, None)
    told = {row["key"]: row for row in explanation_of(made)["policy_assumptions"]}
    assert (told[DRIFT]["value"], told[DRIFT]["ours"], told[DRIFT]["is_own"]) == (3.0, 1.5, True)


def test_what_other_values_would_have_told_is_not_guessed(
    store: Store, supplier: Supplier, owner: User
) -> None:
    made = submit(supplier, TERMS, owner, NOW).assessment
    assert made is not None
    Assessment.objects.filter(pk=made.pk).update(policy_version=f"{PLAIN}+00000000")
    assert explanation_of(Assessment.objects.get(pk=made.pk)) == {}


def test_the_track_record_counts_by_the_stores_own_policy(
    store: Store, supplier: Supplier, owner: User
) -> None:
    today = NOW.date()
    rows = [
        SupplierOrderRow(
            row=2,
            marketplace="aliexpress",
            order_id=str(each),
            supplier="Shenzhen Bright",
            cost=Decimal("18.40"),
            currency="USD",
            ordered_on=today - timedelta(days=40),
            delivered_on=today - timedelta(days=20),
            outcome=Outcome.CLEAN,
            records_complaints=True,
        )
        for each in range(30)
    ]
    record_supplier_orders(store, Source.SUPPLIER_ORDERS, rows, learned_on=today)

    def mean() -> float:
        rates = {rate.key: rate.mean for rate in track_record(supplier, today).rates}
        return rates["not_as_described"]

    ours = mean()
    keep_assumptions(store, {"evidence.complaint_delay": 45.0}, owner, NOW)
    assert mean() > ours


def test_a_report_in_plain_text_lists_them_too() -> None:
    evidence, proposal = evidence_from({"orders": []}), proposal_from(OFFER)
    own = {DRIFT: 3.0}
    result = assess(evidence, proposal, policy_from(policy_document(), own))
    made = explained(evidence, proposal, own)
    view = report_view(result, made, supplier="Shenzhen Bright", currency="USD", as_of=NOW.date())
    text = " ".join(report_text(view).partition("OUR ASSUMPTIONS BEHIND THIS VERDICT")[2].split())
    assert "Lost parcels on direct orders: 3 times as often (yours; could be 1 to 4;" in text
    assert "Licensed escrow: 87.5 % of the loss (assumption; could be 80 to 95 %;" in text


def test_the_values_of_a_sample_store_are_its_owners_and_go_with_it(owner: User) -> None:
    sample = make_sample(owner, timezone.now())
    assert is_untouched(sample)
    for leave in (partial(renew_sample, owner=owner, now=timezone.now()), remove_sample):
        set_drift(sample, owner)
        assert not is_untouched(sample)
        leave(sample)
        assert OwnValue.objects.count() == 0
