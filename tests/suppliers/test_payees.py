"""Payees: entered, changed, rejected and looked at; each deed is evidence and a line of the trail."""

import pytest
from pytest_django import Settings

from stores.models import Store, User
from suppliers.actions.payees import (
    AccountThere,
    OtherDigits,
    change_payee,
    confirm_payee,
    reject_payee,
    reveal_payee,
)
from suppliers.models import Supplier, TrailEntry
from tests.suppliers.accounts import (
    NOW,
    NUMBER,
    OTHER_NUMBER,
    bright,
    checked,
    payee,
    phone,
    told,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def supplier(store: Store) -> Supplier:
    return bright(store)


def version(supplier: Supplier) -> int:
    return Supplier.objects.get(pk=supplier.pk).evidence_version


def trail(supplier: Supplier) -> list[tuple[str, str]]:
    """Return what the trail tells of payees."""
    found = supplier.trail.filter(kind__startswith="payee").order_by("pk")
    return [(entry.kind, entry.said) for entry in found]


def states(supplier: Supplier) -> dict[str, str]:
    return dict(supplier.payees.values_list("masked_account", "state"))


def test_a_new_account_waits_and_is_evidence(supplier: Supplier, owner: User) -> None:
    before = version(supplier)
    made = payee(supplier, owner)
    assert (made.state, made.masked_account, made.added_by) == ("pending", "••••0123", owner)
    assert version(supplier) == before + 1
    assert trail(supplier) == [
        ("payee_added", "Bank account ••••0123: Shenzhen Bright Lighting Co Ltd"),
    ]


def test_an_account_that_is_there_is_not_entered_twice(supplier: Supplier, owner: User) -> None:
    payee(supplier, owner)
    with pytest.raises(AccountThere):
        payee(supplier, owner, "6222-0212 3456 7890 123")
    assert supplier.payees.count() == 1
    assert len(trail(supplier)) == 1


def test_a_changed_account_waits_and_the_old_one_stands_until_it_is_confirmed(
    supplier: Supplier, owner: User
) -> None:
    old, known = payee(supplier, owner), phone(supplier, owner)
    confirm_payee(old, known, NUMBER, owner, NOW)
    before = version(supplier)
    new = change_payee(old, told(OTHER_NUMBER), owner, NOW)
    assert states(supplier) == {"••••0123": "confirmed", "••••0987": "pending"}
    assert version(supplier) == before + 1
    assert new.replaces == old
    confirm_payee(new, known, OTHER_NUMBER, owner, NOW)
    assert states(supplier) == {"••••0123": "replaced", "••••0987": "confirmed"}
    assert trail(supplier)[-2:] == [
        ("payee_changed", "Bank account ••••0987: ••••0123 → ••••0987"),
        ("payee_confirmed", "Bank account ••••0987: Telephone: +86 755 1234 5678"),
    ]


def test_a_change_that_is_rejected_leaves_the_old_account_as_it_was(supplier: Supplier, owner: User) -> None:
    old, known = payee(supplier, owner), phone(supplier, owner)
    confirm_payee(old, known, NUMBER, owner, NOW)
    new = change_payee(old, told(OTHER_NUMBER), owner, NOW)
    reject_payee(new, "they sent no new details", owner, NOW)
    assert states(supplier) == {"••••0123": "confirmed", "••••0987": "rejected"}


def test_what_a_change_of_a_change_confirms_replaces_them_all(supplier: Supplier, owner: User) -> None:
    first, known = payee(supplier, owner), phone(supplier, owner)
    confirm_payee(first, known, NUMBER, owner, NOW)
    second = change_payee(first, told(OTHER_NUMBER), owner, NOW)
    third = change_payee(second, told("6228480402564890018"), owner, NOW)
    confirm_payee(third, known, "6228480402564890018", owner, NOW)
    assert states(supplier) == {"••••0123": "replaced", "••••0987": "replaced", "••••0018": "confirmed"}


def test_another_holder_of_the_same_number_has_to_be_confirmed_anew(supplier: Supplier, owner: User) -> None:
    old, known = payee(supplier, owner), phone(supplier, owner)
    confirm_payee(old, known, NUMBER, owner, NOW)
    new = change_payee(old, told(holder="Wang Wei"), owner, NOW)
    assert [*supplier.payees.order_by("pk").values_list("pk", "state")] == [
        (old.pk, "replaced"),
        (new.pk, "pending"),
    ]


def test_a_rejected_change_of_the_holder_gives_back_the_account_that_was_confirmed(
    supplier: Supplier, owner: User, settings: Settings
) -> None:
    old, known = payee(supplier, owner), phone(supplier, owner)
    confirm_payee(old, known, NUMBER, owner, NOW)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key of forty characters or more, for a test"
    new = change_payee(old, told(holder="Wang Wei"), owner, NOW)
    newer = change_payee(new, told(holder="Wang Wei", bank_name="ICBC"), owner, NOW)
    reject_payee(newer, "they changed nothing", owner, NOW)
    found = {each.pk: each for each in supplier.payees.all()}
    assert {pk: each.state for pk, each in found.items()} == {
        old.pk: "confirmed",
        new.pk: "replaced",
        newer.pk: "rejected",
    }
    assert (found[old.pk].confirmed_by, found[old.pk].confirmed_on, found[old.pk].confirmed_at) == (
        owner,
        known,
        NOW,
    )
    assert trail(supplier)[-2:] == [
        ("payee_changed", "Bank account ••••0123: Confirmed"),
        ("payee_rejected", "Bank account ••••0123: they changed nothing"),
    ]
    checked()


def test_a_rejected_change_of_the_holder_confirms_nothing_that_never_was(
    supplier: Supplier, owner: User
) -> None:
    first = payee(supplier, owner)
    reject_payee(change_payee(first, told(holder="Wang Wei"), owner, NOW), "not theirs", owner, NOW)
    assert set(supplier.payees.values_list("state", flat=True)) == {"replaced", "rejected"}


def test_a_number_that_was_confirmed_with_its_new_holder_and_rejected_later_gives_nothing_back(
    supplier: Supplier, owner: User
) -> None:
    old, known = payee(supplier, owner), phone(supplier, owner)
    confirm_payee(old, known, NUMBER, owner, NOW)
    new = change_payee(old, told(holder="Wang Wei"), owner, NOW)
    confirm_payee(new, known, NUMBER, owner, NOW)
    reject_payee(new, "not theirs", owner, NOW)
    assert set(supplier.payees.values_list("state", flat=True)) == {"replaced", "rejected"}


def test_a_rejected_change_to_another_number_gives_back_nothing_that_was_replaced_meanwhile(
    supplier: Supplier, owner: User
) -> None:
    old, known = payee(supplier, owner), phone(supplier, owner)
    confirm_payee(old, known, NUMBER, owner, NOW)
    one = change_payee(old, told(OTHER_NUMBER), owner, NOW)
    other = change_payee(old, told("6228480402564890018"), owner, NOW)
    confirm_payee(one, known, OTHER_NUMBER, owner, NOW)
    reject_payee(other, "not theirs", owner, NOW)
    assert states(supplier) == {"••••0123": "replaced", "••••0987": "confirmed", "••••0018": "rejected"}


def test_a_change_that_changes_nothing_is_none(supplier: Supplier, owner: User) -> None:
    old = payee(supplier, owner)
    with pytest.raises(AccountThere):
        change_payee(old, told(), owner, NOW)
    assert (states(supplier), len(trail(supplier))) == ({"••••0123": "pending"}, 1)


def test_a_confirmed_account_can_turn_out_not_to_be_theirs(supplier: Supplier, owner: User) -> None:
    made = payee(supplier, owner)
    confirm_payee(made, phone(supplier, owner), NUMBER, owner, NOW)
    before = version(supplier)
    reject_payee(made, "they called", owner, NOW)
    made.refresh_from_db()
    assert (made.state, made.rejected_because, made.confirmed_at) == ("rejected", "they called", None)
    assert version(supplier) == before + 1
    assert [kind for kind, _said in trail(supplier)] == ["payee_added", "payee_confirmed", "payee_rejected"]
    assert trail(supplier)[-1][1] == "Bank account ••••0123: they called"


def test_whoever_looks_at_a_number_stands_in_the_trail_without_it(supplier: Supplier, owner: User) -> None:
    made = payee(supplier, owner)
    assert reveal_payee(made, owner, NOW) == NUMBER
    entry = TrailEntry.objects.latest("pk")
    assert (entry.kind, entry.by, entry.at, entry.said) == (
        "payee_revealed",
        owner,
        NOW,
        "Bank account ••••0123",
    )


def test_a_number_that_was_read_back_differently_does_not_stand_again_by_a_rejection(
    supplier: Supplier, owner: User
) -> None:
    old, known = payee(supplier, owner), phone(supplier, owner)
    confirm_payee(old, known, NUMBER, owner, NOW)
    new = change_payee(old, told(holder="Wang Wei"), owner, NOW)
    with pytest.raises(OtherDigits):
        confirm_payee(new, known, OTHER_NUMBER, owner, NOW)
    reject_payee(new, "other digits were read to me", owner, NOW)
    assert set(supplier.payees.values_list("state", flat=True)) == {"replaced", "rejected"}
