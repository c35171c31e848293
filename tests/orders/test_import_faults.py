"""Imports while things break, with real workers and the real broker: nothing lost, nothing doubled, and it is said."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Sum
from django.test import Client
from django.utils import timezone

from config.launch import valkey
from orders.actions import cancel, confirm, undo
from orders.actions.locking import lock_store
from orders.models import Import, OrderDay, SupplierOrder
from orders.tasks import enqueue_work, resume_imports, work_import
from stores.models import Store, User
from tests.orders.handing_in import HEADER, hand
from tests.people import Login
from tests.plugins.servers import SERVERS, VAR
from tests.plugins.worker import CeleryProcess

pytestmark = pytest.mark.django_db(transaction=True)
NUMBER = 8_000
WITHIN_SECONDS = 120.0
Start = Callable[[], CeleryProcess]


@pytest.fixture
def browser(owner: User, login: Login) -> Client:
    return login(owner)


def rows(number: int) -> str:
    return HEADER + "".join(
        f"{each},Shenzhen Bright,Lamp,1,12.50,USD,2026-03-{each % 28 + 1:02},2026-04-02,clean\n"
        for each in range(number)
    )


def until(what: Callable[[], bool]) -> None:
    """Wait for something that a worker does."""
    end = time.monotonic() + WITHIN_SECONDS
    while not what():
        assert time.monotonic() < end, list(Import.objects.values("state", "stage", "rows_done", "problem"))
        time.sleep(0.02)


def reaches(the_import: Import, *states: str) -> None:
    until(lambda: Import.objects.values_list("state", flat=True).get(pk=the_import.pk) in states)
    the_import.refresh_from_db()


def waiting_to_be_written(store: Store, owner: User, number: int = NUMBER) -> Import:
    """Hand a file in and have the real worker check it."""
    the_import = hand(store, owner, rows(number))
    work_import.delay(the_import.pk)
    reaches(the_import, "ready")
    assert the_import.orders_new == number
    assert confirm(the_import)
    return the_import


@contextmanager
def held_up(store: Store, the_import: Import) -> Iterator[None]:
    """Have the writing begin, and then wait in the middle of a slice for as long as this lasts."""
    work_import.delay(the_import.pk)
    until(lambda: Import.objects.get(pk=the_import.pk).rows_done > 0)
    with transaction.atomic():
        lock_store(store)
        yield
    the_import.refresh_from_db()


def fallen_silent() -> None:
    """Have it be two minutes later."""
    Import.objects.filter(state="working").update(worked_at=timezone.now() - timedelta(minutes=2))


def everything_is_there_once(number: int = NUMBER) -> None:
    assert SupplierOrder.objects.count() == number
    assert OrderDay.objects.aggregate(all=Sum("orders"))["all"] == number


def said(browser: Client, store: Store, the_import: Import) -> str:
    page = browser.get(f"/stores/{store.slug}/imports/{the_import.pk}/").content.decode()
    return " ".join(page.split())


def test_a_worker_that_is_killed_while_it_writes_is_taken_over_where_it_stood(
    store: Store, owner: User, start_worker: Start, browser: Client
) -> None:
    first = start_worker()
    the_import = waiting_to_be_written(store, owner)
    with held_up(store, the_import):
        first.kill()
    assert (the_import.state, 0 < the_import.rows_done < NUMBER) == ("working", True)
    fallen_silent()
    assert "has fallen silent" in said(browser, store, the_import)
    start_worker()
    resume_imports.delay()
    reaches(the_import, "done", "failed")
    assert (the_import.state, the_import.orders_new, the_import.rows_done) == ("done", NUMBER, NUMBER)
    everything_is_there_once()
    assert not default_storage.exists(the_import.file.name or "")


def test_a_worker_that_is_killed_while_it_checks_is_taken_over_and_nothing_counts_twice(
    store: Store, owner: User, start_worker: Start
) -> None:
    first = start_worker()
    the_import = hand(store, owner, rows(NUMBER) + "x,,,,,,,,\n")
    work_import.delay(the_import.pk)
    until(lambda: Import.objects.get().rows_done > 0)
    first.kill()
    the_import.refresh_from_db()
    assert the_import.state == "working"
    fallen_silent()
    start_worker()
    resume_imports.delay()
    reaches(the_import, "ready", "failed")
    assert (the_import.orders_new, the_import.orders_refused, the_import.rows_total) == (
        NUMBER,
        1,
        NUMBER + the_import.cells_refused,
    )
    assert SupplierOrder.objects.count() == 0


def test_the_same_file_twice_at_once_with_two_workers_is_there_once(
    store: Store, owner: User, start_worker: Start, browser: Client
) -> None:
    start_worker()
    start_worker()
    both = [hand(store, owner, rows(4_000)) for _time in range(2)]
    for the_import in both:
        work_import.delay(the_import.pk)
    for the_import in both:
        reaches(the_import, "ready")
    assert "the same file</a> at" in said(browser, store, both[1])
    for the_import in both:
        confirm(the_import)
        work_import.delay(the_import.pk)
        # A message that is delivered twice, to the other worker as well.
        work_import.delay(the_import.pk)
    for the_import in both:
        reaches(the_import, "done", "failed")
    everything_is_there_once(4_000)
    assert sum(the_import.orders_new for the_import in both) == 4_000
    assert sum(the_import.orders_unchanged for the_import in both) == 4_000


def test_an_import_that_is_called_off_while_it_is_written_leaves_nothing(
    store: Store, owner: User, start_worker: Start
) -> None:
    start_worker()
    the_import = waiting_to_be_written(store, owner)
    work_import.delay(the_import.pk)
    until(lambda: Import.objects.get().rows_done > 0)
    assert cancel(the_import, timezone.now())
    until(lambda: Import.objects.get().worked_at is None or Import.objects.get().state == "cancelled")
    work_import.delay(the_import.pk)
    reaches(the_import, "cancelled", "failed")
    assert (the_import.state, SupplierOrder.objects.count()) == ("cancelled", 0)
    assert not OrderDay.objects.filter(orders__gt=0).exists()
    assert not default_storage.exists(the_import.file.name or "")


def test_an_import_is_taken_back_by_the_worker(store: Store, owner: User, start_worker: Start) -> None:
    start_worker()
    the_import = waiting_to_be_written(store, owner, 3_000)
    work_import.delay(the_import.pk)
    reaches(the_import, "done")
    assert undo(the_import, timezone.now())
    work_import.delay(the_import.pk)
    reaches(the_import, "undone", "failed")
    assert (the_import.state, SupplierOrder.objects.count()) == ("undone", 0)


@pytest.fixture
def broker() -> Iterator[Callable[[bool], None]]:
    """Stop the broker, and start it again without anything that it knew."""
    if "valkey" not in SERVERS.ours or SERVERS.sockets is None:
        pytest.skip("the broker is not ours to stop (REDIS_URL names one)")
    sockets = SERVERS.sockets
    running = True

    def switch(on: bool) -> None:
        nonlocal running
        if on and not running:
            SERVERS.ours["valkey"] = valkey.start(
                VAR / "valkey", sockets, VAR / "log" / "valkey.log", lasting=False
            )
        elif running and not on:
            SERVERS.ours["valkey"].stop()
        running = on

    yield switch
    switch(True)


def test_a_broker_that_is_started_anew_loses_no_import(
    store: Store, owner: User, start_worker: Start, broker: Callable[[bool], None], browser: Client
) -> None:
    start_worker()
    written = waiting_to_be_written(store, owner)
    with held_up(store, written):
        broker(False)
        # Handed in while nobody can be told of it: the row is the message.
        late = hand(store, owner, rows(100))
        enqueue_work(late.pk)
    Import.objects.filter(pk=late.pk).update(created_at=timezone.now() - timedelta(minutes=1))
    assert "nobody is working on it yet" in said(browser, store, late)
    broker(True)
    # The one in hand goes on: it needs no broker.
    reaches(written, "done", "failed")
    assert (written.state, written.orders_new) == ("done", NUMBER)
    resume_imports.delay()
    reaches(late, "done", "ready")
    assert (late.state, late.orders_unchanged) == ("done", 100)
    everything_is_there_once()
