"""A payee is confirmed by its digits alone, read back on a channel that was known before it was told."""

from datetime import timedelta

import pytest
from django.http import Http404
from pytest_django import Settings

from stores.models import Store, User
from suppliers.actions.contacts import end_contact
from suppliers.actions.payees import (
    CannotRead,
    NotPending,
    OtherDigits,
    WrongChannel,
    change_payee,
    confirm_payee,
    judge_name,
    reject_payee,
    reveal_payee,
)
from suppliers.models import Payee, Supplier
from suppliers.paying import payee_of, payees_of
from tests.suppliers.accounts import (
    NOW,
    NUMBER,
    OTHER_NUMBER,
    TOLD_ON,
    bright,
    contact,
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


def asked(supplier: Supplier) -> set[str]:
    return {question.key for line in payees_of(supplier) for question in line.questions}


def test_a_confirmed_account_says_who_and_when_and_where(supplier: Supplier, owner: User) -> None:
    made, known, before = payee(supplier, owner), phone(supplier, owner), version(supplier)
    confirm_payee(made, known, " 6222 0212 3456 7890-123 ", owner, NOW)
    made.refresh_from_db()
    assert (made.state, made.confirmed_by, made.confirmed_at, made.confirmed_on) == (
        "confirmed",
        owner,
        NOW,
        known,
    )
    assert version(supplier) == before + 1
    assert trail(supplier)[-1] == ("payee_confirmed", "Bank account ••••0123: Telephone: +86 755 1234 5678")


@pytest.mark.parametrize("heard", [OTHER_NUMBER, NUMBER[:-1], NUMBER[-4:], NUMBER[:-1] + "4", "••••0123", ""])
def test_other_digits_confirm_nothing_and_are_noted_without_them(
    supplier: Supplier, owner: User, heard: str
) -> None:
    made, known = payee(supplier, owner), phone(supplier, owner)
    before, lines = version(supplier), trail(supplier)
    with pytest.raises(OtherDigits):
        confirm_payee(made, known, heard, owner, NOW)
    made.refresh_from_db()
    assert (made.state, made.confirmed_at, version(supplier), trail(supplier)) == (
        "pending",
        None,
        before,
        [*lines, ("payee_read_differently", "Bank account ••••0123: Telephone: +86 755 1234 5678")],
    )


def test_the_channel_that_told_it_cannot_confirm_it(supplier: Supplier, owner: User) -> None:
    known = phone(supplier, owner)
    refused(payee(supplier, owner, told_by=known), known, "told_it", owner)


@pytest.mark.parametrize("days", [0, 1, 5])
def test_a_channel_known_only_since_that_day_or_later_cannot_confirm_it(
    supplier: Supplier, owner: User, days: int
) -> None:
    late = contact(supplier, owner, "wechat", "li_bright", TOLD_ON + timedelta(days=days))
    refused(payee(supplier, owner), late, "not_known_before", owner)


def test_a_channel_known_since_the_day_before_can(supplier: Supplier, owner: User) -> None:
    early = contact(supplier, owner, "email", "li@bright.com", TOLD_ON - timedelta(days=1))
    made = payee(supplier, owner, told_by=phone(supplier, owner))
    assert confirm_payee(made, early, NUMBER, owner, NOW).state == "confirmed"


def test_a_channel_that_is_no_longer_used_cannot_confirm_it(supplier: Supplier, owner: User) -> None:
    over = end_contact(phone(supplier, owner), NOW.date(), owner, NOW)
    refused(payee(supplier, owner), over, "ended", owner)


def test_a_contact_of_another_supplier_cannot_confirm_it(
    supplier: Supplier, store: Store, owner: User
) -> None:
    foreign = phone(bright(store, "Yiwu Gifts"), owner)
    refused(payee(supplier, owner), foreign, "not_theirs", owner)


def refused(made: Payee, on: object, why: str, owner: User) -> None:
    with pytest.raises(WrongChannel, match=f"^{why}$"):
        confirm_payee(made, on, NUMBER, owner, NOW)  # type: ignore[arg-type]  # a contact
    made.refresh_from_db()
    assert (made.state, made.confirmed_at, made.confirmed_by, made.confirmed_on) == (
        "pending",
        None,
        None,
        None,
    )


def test_an_account_is_confirmed_once_and_a_rejected_one_never(supplier: Supplier, owner: User) -> None:
    known, made = phone(supplier, owner), payee(supplier, owner)
    confirm_payee(made, known, NUMBER, owner, NOW)
    with pytest.raises(NotPending):
        confirm_payee(made, known, NUMBER, owner, NOW)
    reject_payee(made, "not theirs after all", owner, NOW)
    with pytest.raises(NotPending):
        confirm_payee(made, known, NUMBER, owner, NOW)
    with pytest.raises(NotPending):
        reject_payee(made, "twice", owner, NOW)
    with pytest.raises(NotPending):
        change_payee(made, told(OTHER_NUMBER), owner, NOW)
    with pytest.raises(NotPending):
        judge_name(made, Payee.NameMatch.EXACT_CHINESE, owner, NOW)
    assert states(supplier) == {"••••0123": "rejected"}


def test_an_account_whose_key_is_lost_is_not_confirmed_by_anything(
    supplier: Supplier, owner: User, settings: Settings
) -> None:
    made, known = payee(supplier, owner), phone(supplier, owner)
    settings.SECRET_KEY = "another key of forty characters or more, for a test"
    for heard in ("", NUMBER):
        with pytest.raises(CannotRead):
            confirm_payee(made, known, heard, owner, NOW)
    with pytest.raises(CannotRead):
        reveal_payee(made, owner, NOW)
    assert "number_cannot_be_read" in asked(supplier)
    assert [kind for kind, _said in trail(supplier)] == ["payee_added"]


def test_nothing_is_written_to_a_supplier_that_was_merged_meanwhile(supplier: Supplier, owner: User) -> None:
    made, known = payee(supplier, owner), phone(supplier, owner)
    other = bright(supplier.store, "Yiwu Gifts")
    Supplier.objects.filter(pk=supplier.pk).update(merged_into=other)
    with pytest.raises(Http404):
        confirm_payee(made, known, NUMBER, owner, NOW)
    with pytest.raises(Http404):
        payee_of(supplier.store, made.pk)
    made.refresh_from_db()
    assert made.state == "pending"
