"""Two suppliers that are one: nothing is lost when they are put together, and nothing when they part again."""

from random import Random
from typing import Any

import pytest
from django.apps import apps
from django.http import Http404

from assessments.actions import assess_supplier, submit
from assessments.merge_rows import DERIVED, ROWS
from assessments.merging import (
    CannotMerge,
    NameTaken,
    UndoFirst,
    UndoneBefore,
    in_place_of,
    merge,
    undo_merge,
)
from assessments.models import Merge, Proposal
from assessments.sample.suppliers import NOTHING_WRONG, SUPPLIERS, USUAL
from orders.importers.rows import Outcome
from orders.models import SupplierOrder
from stores.models import Store, User
from suppliers.actions import add_supplier, note_checks, raise_evidence
from suppliers.actions.products import add_product
from suppliers.actions.trail import note
from suppliers.models import Alias, Supplier, TrailEntry
from tests.assessments import merging_worlds as worlds
from tests.assessments.merging_worlds import NAMES, NOW, TODAY, confirmed, contact, payee, placed, record

pytestmark = pytest.mark.django_db
TERMS: dict[str, Any] = USUAL | SUPPLIERS[0].offer | {"answers": NOTHING_WRONG}


@pytest.fixture
def pair(store: Store) -> tuple[Supplier, Supplier]:
    return add_supplier(store, NAMES[0]), add_supplier(store, NAMES[1])


def dice_of(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - the same world for the same number is wanted


def test_every_table_that_points_at_suppliers_goes_over_or_is_made_anew() -> None:
    pointing = {
        model
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.concrete and field.related_model is Supplier
    }
    assert pointing == {rows.model for rows in ROWS} | set(DERIVED)


@pytest.mark.parametrize("seed", range(25))
def test_a_merge_loses_nothing_and_its_undoing_restores_everything(
    store: Store, owner: User, seed: int
) -> None:
    kept, gone = worlds.world(store, owner, dice_of(seed))
    # What a later notice would have set right already, so that the comparison is of the merge alone.
    worlds.derived_anew(store)
    before, counts, seen = worlds.state(store), worlds.counts(store), [*map(worlds.inputs, (kept, gone))]

    merged = merge(kept, gone, owner, NOW)
    worlds.hold_now()
    assert worlds.counts(store) == counts
    assert not SupplierOrder.objects.filter(supplier=gone).exists()
    assert not Proposal.objects.filter(supplier=gone).exists()
    assert worlds.sums(store) == worlds.counted_anew(store)
    assert worlds.orders(store) == worlds.derived_anew(store)

    undo_merge(merged, owner, NOW)
    worlds.hold_now()
    assert worlds.state(store) == before
    assert [*map(worlds.inputs, (kept, gone))] == seen
    assert worlds.sums(store) == worlds.counted_anew(store)
    assert worlds.orders(store) == worlds.derived_anew(store)


@pytest.mark.parametrize("seed", range(25, 35))
def test_what_came_in_after_a_merge_stays_where_it_can(store: Store, owner: User, seed: int) -> None:
    dice = dice_of(seed)
    kept, gone = worlds.world(store, owner, dice)
    merged = merge(kept, gone, owner, NOW)
    # Everything that a merged supplier's page lets people do, with what came from either.
    contacts = list(kept.contacts.all())
    for number in ("44", "55"):
        if contacts:
            confirmed(kept, number, dice.choice(contacts))
            payee(kept, f"{number}6", told_by=dice.choice(contacts))
    for offer in kept.proposals.all():
        Proposal.objects.filter(pk=offer.pk).update(payee=dice.choice(kept.payees.all() or [None]))
    Proposal.objects.create(store=store, supplier=kept, payee=kept.payees.first())
    for each in contacts:
        if not each.__class__.objects.filter(pk=each.pk, supplier__challenges__contact=each).exists():
            worlds.challenge(kept, each)
    counts = worlds.counts(store)
    undo_merge(merged, owner, NOW)
    worlds.hold_now()
    # Copies may have been made, so that both know a contact or a payee that both refer to; nothing is gone.
    assert all(worlds.counts(store)[key] >= count for key, count in counts.items())
    assert worlds.sums(store) == worlds.counted_anew(store)
    assert worlds.orders(store) == worlds.derived_anew(store)


def test_a_file_with_the_gone_name_means_the_kept_one_until_the_merge_is_undone(
    store: Store, owner: User, pair: tuple[Supplier, Supplier]
) -> None:
    kept, gone = pair
    record(store, placed(1, NAMES[0], 30), placed(2, NAMES[1], 30))
    merged = merge(kept, gone, owner, NOW)
    record(store, placed(3, NAMES[1], 20), placed(4, NAMES[0], 20))
    assert set(SupplierOrder.objects.values_list("supplier", flat=True)) == {kept.pk}
    undo_merge(merged, owner, NOW)
    owners = dict(SupplierOrder.objects.values_list("external_id", "supplier"))
    assert owners == {"order-1": kept.pk, "order-2": gone.pk, "order-3": gone.pk, "order-4": kept.pk}
    assert not Alias.objects.exists()
    assert worlds.sums(store) == worlds.counted_anew(store)


def test_the_verdict_is_made_from_both_and_after_the_undoing_as_before(
    store: Store, owner: User, pair: tuple[Supplier, Supplier]
) -> None:
    kept, gone = pair
    record(store, *(placed(n, NAMES[n % 2], 20 + n, outcome=Outcome.CLEAN) for n in range(30)))
    mine, theirs = submit(kept, TERMS, owner, NOW), submit(gone, TERMS, owner, NOW)
    first = mine.assessment.inputs if mine.assessment else None
    merged = merge(kept, gone, owner, NOW)
    assess_supplier(kept.pk, NOW)
    both = list(Proposal.objects.filter(supplier=kept).order_by("pk"))
    assert [each.pk for each in both] == [mine.pk, theirs.pk]
    evidence = [each.assessment.inputs["evidence"] for each in both if each.assessment]
    assert evidence[0] == evidence[1] != (first or {})["evidence"]
    undo_merge(merged, owner, NOW)
    for supplier in pair:
        assess_supplier(supplier.pk, NOW)
    mine.refresh_from_db()
    assert mine.assessment is not None
    assert mine.assessment.inputs == first


def test_both_trails_tell_and_the_evidence_of_both_is_new(
    store: Store, owner: User, pair: tuple[Supplier, Supplier]
) -> None:
    kept, gone = pair
    merged = merge(kept, gone, owner, NOW)
    assert Supplier.every.get(pk=kept.pk).evidence_version == 2
    undo_merge(merged, owner, NOW)
    for supplier in pair:
        kinds = TrailEntry.objects.filter(supplier=supplier).order_by("pk").values_list("kind", "by")
        assert list(kinds) == [("merged", owner.pk), ("unmerged", owner.pk)]
    versions = Supplier.objects.order_by("pk").values_list("evidence_version", flat=True)
    assert list(versions) == [3, 2]


def test_merges_are_undone_the_newest_first(
    store: Store, owner: User, pair: tuple[Supplier, Supplier]
) -> None:
    kept, gone = pair
    third = add_supplier(store, "Third")
    record(store, *(placed(n, name, 9) for n, name in enumerate((*NAMES, "Third"))))
    first, second = merge(kept, gone, owner, NOW), merge(third, kept, owner, NOW)
    assert (in_place_of(store, gone.pk), in_place_of(store, kept.pk)) == (third, third)
    assert in_place_of(store, third.pk) is None
    assert SupplierOrder.objects.filter(supplier=third).count() == 3
    with pytest.raises(UndoFirst) as raised:
        undo_merge(first, owner, NOW)
    assert raised.value.later == second
    undo_merge(second, owner, NOW)
    undo_merge(first, owner, NOW)
    assert {supplier.orders.count() for supplier in (kept, gone, third)} == {1}
    with pytest.raises(UndoneBefore):
        undo_merge(first, owner, NOW)


def test_two_merges_into_one_are_undone_the_newest_first_too(
    store: Store, owner: User, pair: tuple[Supplier, Supplier]
) -> None:
    kept, gone = pair
    third = add_supplier(store, "Third")
    contact(gone, "a@example.com")
    account = confirmed(third, "11", contact(third, "a@example.com"))
    first, second = merge(kept, gone, owner, NOW), merge(kept, third, owner, NOW)
    with pytest.raises(UndoFirst):
        undo_merge(first, owner, NOW)
    undo_merge(second, owner, NOW)
    undo_merge(first, owner, NOW)
    worlds.hold_now()
    account.refresh_from_db()
    assert account.confirmed_on is not None
    assert account.confirmed_on.supplier == third


def test_a_name_that_is_taken_meanwhile_keeps_the_merge_as_it_is(
    store: Store, owner: User, pair: tuple[Supplier, Supplier]
) -> None:
    kept, gone = pair
    merged = merge(kept, gone, owner, NOW)
    add_supplier(store, NAMES[1])
    with pytest.raises(NameTaken):
        undo_merge(merged, owner, NOW)
    assert Merge.objects.get().undone_at is None
    assert Supplier.every.get(pk=gone.pk).merged_into == kept


def test_a_supplier_is_merged_with_no_other_stores_and_not_with_itself(
    store: Store, owner: User, stranger: User, pair: tuple[Supplier, Supplier]
) -> None:
    kept, gone = pair
    theirs = add_supplier(stranger.stores.get(), "Theirs")
    for one, other in ((kept, theirs), (theirs, kept)):
        with pytest.raises(Http404):
            merge(one, other, owner, NOW)
    with pytest.raises(CannotMerge):
        merge(kept, kept, owner, NOW)
    merge(kept, gone, owner, NOW)
    with pytest.raises(Http404):
        merge(kept, gone, owner, NOW)
    assert Merge.objects.count() == 1


def test_nothing_is_written_of_a_supplier_that_was_merged_since_the_page_was_shown(
    owner: User, pair: tuple[Supplier, Supplier]
) -> None:
    kept, gone = pair
    merge(kept, gone, owner, NOW)
    with pytest.raises(Http404):
        note(gone, TrailEntry.Kind.STATUS_CHANGED, owner, NOW)
    with pytest.raises(Http404):
        add_product(gone, "Lamp", NOW)
    with pytest.raises(Http404):
        note_checks(gone, {"samples": "done"}, NOW)
    raise_evidence([gone.pk])
    assert Supplier.every.get(pk=gone.pk).evidence_version == 1
    assert NOW.date() == TODAY
