"""Every import comes to an end, whatever happens to its worker, and its file ends with it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import DataError, IntegrityError
from pytest_django.fixtures import Settings

from orders.actions import confirm, refused_rows_of, unfinished, work, writing
from orders.models import Import, SupplierOrder
from stores.models import Store, User
from tests.orders.handing_in import (
    BAD,
    GOOD,
    HEADER,
    NOW,
    checked,
    done,
    hand,
    in_slices_of,
    kept_files,
    shopify_rows,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def uploads(tmp_path: Path, settings: Settings) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def test_the_file_is_gone_when_the_work_is_over(store: Store, owner: User) -> None:
    for content in (HEADER + GOOD, "no table at all"):
        the_import = hand(store, owner, content)
        assert kept_files() != []
        done(the_import)
        assert kept_files() == []


class Died(BaseException):
    """End a worker as a signal does: nothing below catches it."""


def confirmed(the_import: Import) -> Import:
    """Have it checked and the report confirmed, so that it waits to be written."""
    assert checked(the_import).state == "ready"
    assert confirm(the_import)
    return the_import


def test_a_worker_that_died_while_writing_is_taken_over_where_it_stood(
    store: Store, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_slices_of(3, monkeypatch)
    the_import = confirmed(hand(store, owner, HEADER + GOOD))

    def dying() -> datetime:
        if SupplierOrder.objects.count() >= 3:
            raise Died
        return NOW

    with pytest.raises(Died):
        work(the_import.pk, dying)
    the_import.refresh_from_db()
    assert (the_import.state, SupplierOrder.objects.count() % 3) == ("working", 0)
    assert done(the_import).state == "working"  # its lease has not run out
    assert unfinished(NOW + timedelta(minutes=2)) == [the_import.pk]
    work(the_import.pk, lambda: NOW + timedelta(minutes=2))
    the_import.refresh_from_db()
    assert (the_import.state, the_import.orders_new, the_import.rows_done) == ("done", 7, 7)
    assert SupplierOrder.objects.count() == 7


def test_a_worker_that_died_while_checking_is_taken_over_and_nothing_is_counted_twice(
    store: Store, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_slices_of(2, monkeypatch)
    the_import = hand(store, owner, HEADER + BAD + GOOD + BAD.replace("8,", "9,", 1))

    def dying() -> datetime:
        if Import.objects.get().rows_done >= 4:
            raise Died
        return NOW

    with pytest.raises(Died):
        work(the_import.pk, dying)
    work(the_import.pk, lambda: NOW + timedelta(minutes=2))
    the_import.refresh_from_db()
    assert (the_import.state, the_import.rows_done, the_import.rows_total) == ("ready", 9, 9)
    assert (the_import.orders_new, the_import.orders_refused, the_import.problems.count()) == (7, 2, 2)
    # The rows that the first worker saw are in it, too.
    assert refused_rows_of(the_import).read_text("utf-8-sig").count("31/13/2026") == 2


def test_a_worker_that_lost_its_lease_writes_nothing_more(
    store: Store, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_slices_of(3, monkeypatch)
    the_import = confirmed(hand(store, owner, HEADER + GOOD))

    def overtaken() -> datetime:
        if SupplierOrder.objects.count() == 6:
            Import.objects.update(worked_at=NOW + timedelta(minutes=5))
        return NOW

    work(the_import.pk, overtaken)
    the_import.refresh_from_db()
    assert (the_import.state, SupplierOrder.objects.count()) == ("working", 3)


def test_an_import_that_is_over_is_not_worked_on_again(store: Store, owner: User) -> None:
    the_import = done(hand(store, owner, HEADER + GOOD))
    assert done(the_import).orders_new == 7
    assert unfinished(NOW + timedelta(days=1)) == []


def test_a_message_that_was_lost_is_found_by_the_sweep(store: Store, owner: User) -> None:
    the_import = hand(store, owner, HEADER + GOOD)
    Import.objects.update(created_at=NOW)
    assert unfinished(NOW + timedelta(seconds=5)) == []
    assert unfinished(NOW + timedelta(seconds=15)) == [the_import.pk]


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Callable[[Exception], None]:
    """Have the writing of every slice fail."""

    def fail_with(error: Exception) -> None:
        def broken(*_args: object, **_named: object) -> None:
            raise error

        monkeypatch.setattr(writing, "record_supplier_orders", broken)

    return fail_with


def test_a_worker_that_comes_further_is_not_counted_as_a_failed_attempt(
    store: Store, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_slices_of(1, monkeypatch)
    the_import = confirmed(hand(store, owner, HEADER + GOOD))
    for attempt in range(6):

        def dying(late: int = attempt) -> datetime:
            if SupplierOrder.objects.count() > late:
                raise Died
            return NOW + timedelta(minutes=2 * late)

        with pytest.raises(Died):
            work(the_import.pk, dying)
    work(the_import.pk, lambda: NOW + timedelta(hours=1))
    assert (Import.objects.get().state, SupplierOrder.objects.count()) == ("done", 7)


def test_what_ends_every_worker_is_tried_three_times_and_then_given_up(
    store: Store, owner: User, failing: Callable[[Exception], None]
) -> None:
    the_import = confirmed(hand(store, owner, HEADER + GOOD))
    failing(MemoryError())
    for attempt in range(3):
        with pytest.raises(MemoryError):
            work(the_import.pk, lambda late=attempt: NOW + timedelta(minutes=2 * late))  # type: ignore[misc]
    work(the_import.pk, lambda: NOW + timedelta(minutes=6))
    the_import.refresh_from_db()
    assert (the_import.state, the_import.problem["problem"]) == ("failed", "given_up")
    assert unfinished(NOW + timedelta(days=1)) == []
    assert kept_files() == []


@pytest.mark.parametrize("error", [DataError("Ada Lovelace"), IntegrityError("Ada Lovelace")])
def test_what_the_database_refuses_fails_at_once_and_is_not_written_to_the_log(
    store: Store,
    owner: User,
    failing: Callable[[Exception], None],
    caplog: pytest.LogCaptureFixture,
    error: Exception,
) -> None:
    failing(error)
    the_import = done(hand(store, owner, HEADER + GOOD))
    assert (the_import.state, the_import.problem["problem"], the_import.attempts) == (
        "failed",
        "not_storable",
        1,
    )
    assert "Ada" not in caplog.text
    assert kept_files() == []


def test_a_file_that_is_gone_fails_at_once(store: Store, owner: User) -> None:
    the_import = hand(store, owner, HEADER + GOOD)
    Path(the_import.file.path).unlink()
    the_import = done(the_import)
    assert (the_import.state, the_import.problem["problem"]) == ("failed", "file_gone")


def test_a_worker_that_lost_its_lease_neither_ends_the_import_nor_deletes_its_file(
    store: Store, owner: User
) -> None:
    the_import = hand(store, owner, "no table at all")

    def overtaken() -> datetime:
        Import.objects.filter(state="working").update(worked_at=NOW + timedelta(minutes=5))
        return NOW

    work(the_import.pk, overtaken)
    the_import.refresh_from_db()
    assert (the_import.state, len(kept_files())) == ("working", 1)


@pytest.mark.parametrize("content", [HEADER + GOOD * 600, shopify_rows(3_000)], ids=["own", "shopify"])
def test_the_lease_is_kept_while_a_long_file_is_read(store: Store, owner: User, content: str) -> None:
    the_import = hand(store, owner, content)
    seen = []

    def slow() -> datetime:
        """Every time somebody looks at the clock twenty seconds are over."""
        seen.append(Import.objects.values_list("rows_done", flat=True).get())
        assert unfinished(NOW + timedelta(seconds=20) * len(seen)) == []
        return NOW + timedelta(seconds=20) * len(seen)

    work(the_import.pk, slow)
    assert Import.objects.get().state == "ready"
    # Some of it before anything of the file was checked.
    assert seen.count(0) > 4
    confirm(the_import)
    work(the_import.pk, slow)
    assert Import.objects.get().state == "done"


def test_a_worker_that_was_overtaken_stops_reading(store: Store, owner: User) -> None:
    the_import = hand(store, owner, HEADER + GOOD * 1_000)
    looks = 0

    def overtaken() -> datetime:
        nonlocal looks
        looks += 1
        Import.objects.filter(attempts=1).update(worked_at=NOW + timedelta(hours=1), attempts=2)
        return NOW + timedelta(seconds=20) * looks

    work(the_import.pk, overtaken)
    assert (Import.objects.get().rows_done, SupplierOrder.objects.count()) == (0, 0)
    assert looks < 5
