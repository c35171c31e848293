"""Red flags as facts: raised once, cleared with a reason, kept for ever, and told to the assessments."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from stores.models import Store, User
from suppliers.actions import add_supplier
from suppliers.actions.flags import clear_flag, raise_flag
from suppliers.models import RedFlag, Supplier, TrailEntry

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture
def supplier(store: Store) -> Supplier:
    return add_supplier(store, "Shenzhen Bright")


def version(supplier: Supplier) -> int:
    return Supplier.objects.get(pk=supplier.pk).evidence_version


def trail(supplier: Supplier) -> list[tuple[str, str]]:
    return list(TrailEntry.objects.filter(supplier=supplier).order_by("pk").values_list("kind", "said"))


def test_a_flag_is_kept_with_who_saw_it_and_is_evidence(supplier: Supplier, owner: User) -> None:
    assert raise_flag(supplier, "close_dispute_asked", TODAY, owner, NOW, "in the chat") is True
    flag = RedFlag.objects.get()
    assert (flag.store, flag.seen_by, flag.seen_on, flag.note) == (
        supplier.store,
        owner,
        TODAY,
        "in the chat",
    )
    assert version(supplier) == supplier.evidence_version + 1
    assert trail(supplier) == [("flag_raised", "close_dispute_asked: in the chat")]


def test_a_flag_that_stands_stays_as_it_was_noted_first(supplier: Supplier, owner: User) -> None:
    raise_flag(supplier, "close_dispute_asked", TODAY, owner, NOW, "first")
    assert raise_flag(supplier, "close_dispute_asked", TODAY, owner, NOW, "second") is False
    assert RedFlag.objects.get().note == "first"
    assert (version(supplier), len(trail(supplier))) == (supplier.evidence_version + 1, 1)


def test_a_cleared_flag_stays_on_record_and_can_be_raised_again(
    supplier: Supplier, owner: User, helper: User
) -> None:
    raise_flag(supplier, "close_dispute_asked", TODAY, owner, NOW)
    flag = RedFlag.objects.get()
    assert clear_flag(flag, "  It was another supplier. ", helper, NOW) is True
    assert clear_flag(flag, "Again.", owner, NOW) is False
    flag.refresh_from_db()
    assert (flag.cleared_by, flag.cleared_because) == (helper, "It was another supplier.")
    assert version(supplier) == supplier.evidence_version + 2
    assert trail(supplier)[1:] == [("flag_cleared", "close_dispute_asked: It was another supplier.")]
    assert raise_flag(supplier, "close_dispute_asked", TODAY, owner, NOW) is True
    assert RedFlag.objects.count() == 2


def test_a_flag_is_never_cleared_without_a_reason(supplier: Supplier, owner: User) -> None:
    raise_flag(supplier, "close_dispute_asked", TODAY, owner, NOW)
    with pytest.raises(ValueError, match="with a reason"):
        clear_flag(RedFlag.objects.get(), "  ", owner, NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        RedFlag.objects.update(cleared_at=NOW)
    assert RedFlag.objects.get().cleared_at is None


def test_a_supplier_that_was_merged_away_takes_no_flag(store: Store, supplier: Supplier, owner: User) -> None:
    kept = add_supplier(store, "Kept")
    Supplier.every.filter(pk=supplier.pk).update(merged_into=kept)
    with pytest.raises(Http404):
        raise_flag(supplier, "close_dispute_asked", TODAY, owner, NOW)
    assert not RedFlag.objects.exists()
