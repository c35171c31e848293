"""The same-person challenge: one phrase, one answer, one week."""

from datetime import UTC, datetime, timedelta

import pytest

from stores.models import Store, User
from suppliers.actions import add_supplier
from suppliers.actions.challenges import (
    LASTS,
    ChallengeOpen,
    ChallengeOver,
    answer_challenge,
    give_up_challenge,
    is_overdue,
    issue_challenge,
)
from suppliers.actions.contacts import add_contact
from suppliers.models import Challenge, Contact, Supplier, TrailEntry

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=3)


@pytest.fixture
def supplier(store: Store) -> Supplier:
    return add_supplier(store, "Shenzhen Bright")


def contact(supplier: Supplier, owner: User, kind: str = "wechat", value: str = "bright88") -> Contact:
    return add_contact(Contact(supplier=supplier, kind=kind, value=value, known_on=NOW.date()), owner, NOW)


def test_the_phrase_that_comes_back_passes_with_its_moment(supplier: Supplier, owner: User) -> None:
    made = issue_challenge(contact(supplier, owner), owner, NOW)
    assert (made.state, made.expires_at) == ("open", NOW + timedelta(days=7))
    before = Supplier.objects.get().evidence_version
    assert answer_challenge(made, f"  {made.phrase.upper()}!", owner, LATER) is True
    made.refresh_from_db()
    assert (made.state, made.resolved_at, made.resolved_by) == ("passed", LATER, owner)
    assert Supplier.objects.get().evidence_version == before + 1
    kinds = list(TrailEntry.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds[-2:] == ["challenge_issued", "challenge_ended"]


def test_a_wrong_answer_ends_it_and_no_second_one_is_taken(supplier: Supplier, owner: User) -> None:
    made = issue_challenge(contact(supplier, owner), owner, NOW)
    assert answer_challenge(made, "some other words 12", owner, LATER) is False
    made.refresh_from_db()
    assert (made.state, made.answer) == ("failed", "some other words 12")
    with pytest.raises(ChallengeOver):
        answer_challenge(made, made.phrase, owner, LATER)
    made.refresh_from_db()
    assert made.state == "failed"


def test_a_retry_is_a_new_phrase(supplier: Supplier, owner: User) -> None:
    reached = contact(supplier, owner)
    first = issue_challenge(reached, owner, NOW)
    answer_challenge(first, "wrong", owner, LATER)
    second = issue_challenge(reached, owner, LATER)
    assert second.phrase != first.phrase
    assert answer_challenge(second, first.phrase, owner, LATER) is False


def test_a_contact_has_one_open_challenge(supplier: Supplier, owner: User) -> None:
    reached = contact(supplier, owner)
    issue_challenge(reached, owner, NOW)
    with pytest.raises(ChallengeOpen):
        issue_challenge(reached, owner, LATER)
    issue_challenge(contact(supplier, owner, "email", "b@bright.example"), owner, LATER)
    assert Challenge.objects.filter(state="open").count() == 2


@pytest.mark.parametrize(("after", "over"), [(LASTS - timedelta(seconds=1), False), (LASTS, True)])
def test_after_a_week_the_right_phrase_comes_too_late(
    supplier: Supplier, owner: User, after: timedelta, over: bool
) -> None:
    made = issue_challenge(contact(supplier, owner), owner, NOW)
    assert is_overdue(made, NOW + after) is over
    if not over:
        assert answer_challenge(made, made.phrase, owner, NOW + after) is True
        return
    with pytest.raises(ChallengeOver):
        answer_challenge(made, made.phrase, owner, NOW + after)
    made.refresh_from_db()
    assert made.state == "open"


def test_a_new_challenge_ends_the_one_that_ran_out_as_failed(supplier: Supplier, owner: User) -> None:
    reached = contact(supplier, owner)
    old = issue_challenge(reached, owner, NOW)
    issue_challenge(reached, owner, NOW + LASTS)
    old.refresh_from_db()
    assert (old.state, old.answer, old.resolved_by) == ("failed", "", None)


def test_one_that_nobody_answers_can_be_given_up(supplier: Supplier, owner: User) -> None:
    made = issue_challenge(contact(supplier, owner), owner, NOW)
    assert give_up_challenge(made, owner, LATER) is True
    assert give_up_challenge(made, owner, LATER) is False
    assert Challenge.objects.get().state == "failed"


def test_the_platforms_own_chat_is_not_asked_for_its_own_phrase(supplier: Supplier, owner: User) -> None:
    with pytest.raises(ValueError, match="another way"):
        issue_challenge(contact(supplier, owner, "platform", "bright-store"), owner, NOW)
    assert not Challenge.objects.exists()
