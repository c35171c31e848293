"""Doors for the worker: ids in, one action each."""

import logging
import time
from datetime import timedelta

from celery import shared_task
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from orders.actions import delete_left_over_files, unfinished, work
from orders.actions.day_sums import settle_sums, stores_to_settle
from orders.actions.draining import waits_since, work_off_deliveries
from orders.actions.forgetting import forget_old_deliveries
from orders.actions.noting import forget_changes
from orders.actions.rates import keep_rates, newer_rates
from orders.fetching import HISTORY, Unreachable, fetched
from orders.importers.ecb import RatesError, read_rates
from orders.waking import Waker

log = logging.getLogger(__name__)

# Less than the time between two sweeps.
_SETTLING_SECONDS = 5.0


@shared_task(name="orders.work_import")
def work_import(import_id: int) -> None:
    """Work off one import; safe twice and side by side, because the action claims it with a lease."""
    work(import_id, timezone.now)


def enqueue_work(import_id: int) -> None:
    """Tell the worker of an import once this transaction is committed; the sweep finds it if the broker is away."""
    transaction.on_commit(lambda: _send(import_id))


def _send(import_id: int) -> None:
    try:
        work_import.apply_async(args=(import_id,), retry=False)
    except OperationalError:
        log.warning("The broker did not take the message about import %d; the sweep will find it.", import_id)


@shared_task(name="orders.resume_imports")
def resume_imports() -> None:
    """Find imports whose message or worker was lost; safe twice, because the rows say what is left to do.

    Files that no import needs any more are deleted, whatever ended before it could do so, and so is what was
    kept to take imports back that are too old for it.
    """
    now = timezone.now()
    delete_left_over_files(now)
    forget_changes(now)
    for import_id in unfinished(now):
        work_import.delay(import_id)
    _settle_sums()


def _settle_sums() -> None:
    """Count days that a worker left uncounted; what is too much for now waits for the next sweep."""
    until = time.monotonic() + _SETTLING_SECONDS
    for store in stores_to_settle():
        while settle_sums(store) and time.monotonic() < until:
            pass


@shared_task(name="orders.load_rates")
def load_rates() -> None:
    """Fetch the reference rates that are not here yet; safe twice, because a rate is written over itself."""
    try:
        with fetched(HISTORY) as stream:
            keep_rates(newer_rates(read_rates(stream)))
    except (Unreachable, RatesError) as error:
        log.warning("Reference rates were not loaded: %s", error)


# One message wakes the worker, however many notifications come in meanwhile; it holds no longer than this.
_AWAKE, _AWAKE_SECONDS = "orders.deliveries.awake", 15
# A web server asks no more often than this whether the worker is to be woken.
_PAUSE_SECONDS = 0.1
# A worker that has so much to do makes room for other tasks in between.
_AT_A_STRETCH_SECONDS = 30.0


# One slice takes a tenth of a second. What holds a worker is ended, counted as an attempt, and given up in the end;
# what heeds no signal is killed.
_STUCK_SECONDS = 90


@shared_task(name="orders.work_deliveries", soft_time_limit=_STUCK_SECONDS, time_limit=_STUCK_SECONDS + 30)
def work_deliveries() -> None:
    """Work off every notification that waits; safe twice and side by side, because rows in hand are locked."""
    # Before it looks: what is stored after this line wakes the next worker; what is stored before it is found here.
    cache.delete(_AWAKE)
    until = time.monotonic() + _AT_A_STRETCH_SECONDS
    while work_off_deliveries(timezone.now):
        if time.monotonic() > until:
            wake_for_deliveries()
            return


def enqueue_deliveries() -> None:
    """Have a worker woken for notifications once they are committed; whoever sent them does not wait for it."""
    transaction.on_commit(_waker.wish)


def wake_for_deliveries() -> None:
    """Wake a worker, unless a message is on its way already: who reads that one looks later than this."""
    try:
        if cache.add(_AWAKE, 1, timeout=_AWAKE_SECONDS):
            work_deliveries.apply_async(retry=False)
    except (OperationalError, RedisError):
        log.warning("The broker did not take the message about notifications; the sweep will find them.")


_waker = Waker(wake_for_deliveries, _PAUSE_SECONDS)


@shared_task(name="orders.resume_deliveries")
def resume_deliveries() -> None:
    """Find notifications whose message or worker was lost; safe twice, because the rows say what is left to do."""
    if waits_since(timezone.now() - timedelta(seconds=5)):
        wake_for_deliveries()


@shared_task(name="orders.forget_deliveries")
def forget_deliveries() -> None:
    """Delete notifications after their time; safe twice, because what is gone is gone."""
    forget_old_deliveries(timezone.now())
