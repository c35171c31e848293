"""Row by row: what becomes of two rows that say the same when their suppliers become one, and when they part."""

import pytest

from assessments.merging import merge, undo_merge
from assessments.models import Proposal
from stores.models import Store, User
from suppliers.actions import add_supplier, note_checks, remember_alias
from suppliers.actions.products import add_product
from suppliers.models import LOOK_UP, Alias, Check, Contact, Payee, RedFlag, SuppliedProduct, Supplier
from tests.assessments import merging_worlds as worlds
from tests.assessments.merging_worlds import NAMES, NOW, TODAY, confirmed, contact, payee

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(store: Store) -> tuple[Supplier, Supplier]:
    return add_supplier(store, NAMES[0]), add_supplier(store, NAMES[1])


def test_a_name_in_files_that_meant_a_third_one_means_it_again(
    store: Store, owner: User, pair: tuple[Supplier, Supplier]
) -> None:
    kept, gone = pair
    third = add_supplier(store, "Third")
    alias = remember_alias(third, Alias.Kind.SHOP, NAMES[1])
    merged = merge(kept, gone, owner, NOW)
    alias.refresh_from_db()
    assert alias.supplier == kept
    undo_merge(merged, owner, NOW)
    alias.refresh_from_db()
    assert alias.supplier == third


def test_the_same_account_is_kept_once_with_the_state_it_has_where_it_stays(
    store: Store, owner: User, pair: tuple[Supplier, Supplier]
) -> None:
    kept, gone = pair
    theirs = confirmed(gone, "11", contact(gone, "a@example.com"))
    mine = payee(kept, "11")
    offer = Proposal.objects.create(store=store, supplier=gone, payee=theirs)
    merged = merge(kept, gone, owner, NOW)
    worlds.hold_now()
    offer.refresh_from_db()
    # Where one of the two waits for its confirmation, money still goes nowhere.
    assert (offer.payee, offer.supplier) == (mine, kept)
    assert set(Payee.objects.values_list("supplier", "state")) == {
        (kept.pk, "pending"),
        (kept.pk, "replaced"),
    }
    undo_merge(merged, owner, NOW)
    offer.refresh_from_db()
    theirs.refresh_from_db()
    assert (offer.payee, theirs.state, theirs.supplier) == (theirs, "confirmed", gone)


def test_an_account_that_was_rejected_meanwhile_stays_rejected(
    store: Store, owner: User, pair: tuple[Supplier, Supplier]
) -> None:
    kept, gone = pair
    theirs = confirmed(gone, "11", contact(gone, "a@example.com"))
    mine = payee(kept, "11")
    merged = merge(kept, gone, owner, NOW)
    Payee.objects.filter(pk=mine.pk).update(state="rejected", rejected_because="not theirs")
    undo_merge(merged, owner, NOW)
    theirs.refresh_from_db()
    assert (theirs.state, theirs.rejected_because) == ("rejected", "not theirs")


def test_a_contact_of_both_is_one_and_each_has_its_own_again(
    owner: User, pair: tuple[Supplier, Supplier]
) -> None:
    kept, gone = pair
    mine, theirs = contact(kept, "a@example.com"), contact(gone, "A@example.com", person="Li")
    account = confirmed(gone, "11", theirs)
    merged = merge(kept, gone, owner, NOW)
    worlds.hold_now()
    account.refresh_from_db()
    assert account.confirmed_on == mine
    assert list(kept.contacts.all()) == [mine]
    undo_merge(merged, owner, NOW)
    account.refresh_from_db()
    assert account.confirmed_on == theirs
    assert Contact.objects.count() == 2


def test_the_state_of_a_check_stays_that_of_the_kept_one_and_no_flag_is_lost(
    owner: User, pair: tuple[Supplier, Supplier]
) -> None:
    kept, gone = pair
    note_checks(kept, {"samples": "incomplete"}, NOW)
    note_checks(gone, {"samples": "done", "references": "done"}, NOW)
    worlds.flag(kept, "hurry")
    worlds.flag(gone, "hurry")
    worlds.flag(gone, "new_account")
    merged = merge(kept, gone, owner, NOW)
    states = dict(Check.objects.filter(supplier=kept).values_list("key", "state"))
    assert states == {"samples": "incomplete", "references": "done"}
    flags = RedFlag.objects.filter(supplier=kept).order_by("key").values_list("key", flat=True)
    assert list(flags) == ["hurry", "new_account"]
    undo_merge(merged, owner, NOW)
    assert set(RedFlag.objects.filter(supplier=gone).values_list("key", flat=True)) == set(flags) | {
        "hurry",
        "new_account",
    }


def test_the_kept_one_becomes_the_backup_where_the_gone_one_was(
    owner: User, pair: tuple[Supplier, Supplier]
) -> None:
    kept, gone = pair
    add_product(kept, "Lamp", NOW)
    add_product(gone, "Lamp", NOW, is_backup=True)
    merged = merge(kept, gone, owner, NOW)
    assert SuppliedProduct.objects.get(supplier=kept).is_backup
    undo_merge(merged, owner, NOW)
    assert SuppliedProduct.objects.get(is_backup=True).supplier == gone


def test_a_block_holds_for_both_and_what_is_lacking_is_filled_in_until_the_undoing(
    owner: User, pair: tuple[Supplier, Supplier]
) -> None:
    kept, gone = pair
    Supplier.objects.filter(pk=kept.pk).update(country="HK", status="preferred", tags=["lamps"])
    Supplier.objects.filter(pk=gone.pk).update(
        country="CN", status="blocked", tags=["Lamps", "fast"], licence_kind="uscc", licence_number="9"
    )
    before = list(Supplier.objects.order_by("pk").values("country", "status", "tags", "licence_number"))
    merged = merge(kept, gone, owner, NOW)
    now = Supplier.objects.get(pk=kept.pk)
    assert (now.country, now.status, now.tags) == ("HK", "blocked", ["lamps", "fast"])
    assert (now.licence_kind, now.licence_number) == ("uscc", "9")
    undo_merge(merged, owner, NOW)
    after = list(Supplier.objects.order_by("pk").values("country", "status", "tags", "licence_number"))
    assert after == before


def test_what_ended_or_was_misread_at_either_is_so_at_both_until_it_is_undone(
    store: Store, owner: User, pair: tuple[Supplier, Supplier]
) -> None:
    kept, gone = pair
    mine, theirs = (worlds.contact(each, "a@bright.example") for each in pair)
    Contact.objects.filter(pk=theirs.pk).update(ended_on=TODAY)
    account, other = (worlds.payee(each, "11") for each in pair)
    Payee.objects.filter(pk=other.pk).update(read_differently=3)
    merged = merge(kept, gone, owner, NOW)
    assert (Contact.objects.get(pk=mine.pk).ended_on, Payee.objects.get(pk=account.pk).read_differently) == (
        TODAY,
        3,
    )
    undo_merge(merged, owner, NOW)
    assert (Contact.objects.get(pk=mine.pk).ended_on, Payee.objects.get(pk=account.pk).read_differently) == (
        None,
        0,
    )


def test_a_look_up_of_nobodys_number_vouches_for_none_that_comes_by_a_merge(
    store: Store, owner: User, pair: tuple[Supplier, Supplier]
) -> None:
    kept, gone = pair
    note_checks(kept, {LOOK_UP: "done"}, NOW, owner)
    Supplier.objects.filter(pk=gone.pk).update(licence_kind="uscc", licence_number="91440300708461136T")
    gone.refresh_from_db()
    merged = merge(kept, gone, owner, NOW)
    assert kept.checks.get(key=LOOK_UP).state == "incomplete"
    undo_merge(merged, owner, NOW)
    assert kept.checks.get(key=LOOK_UP).state == "done"
