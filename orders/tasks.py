"""Doors for the worker: ids in, one action each."""

import logging

from celery import shared_task
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from orders.actions import delete_left_over_files, unfinished, work

log = logging.getLogger(__name__)


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

    Files that no import needs any more are deleted, whatever ended before it could do so.
    """
    now = timezone.now()
    delete_left_over_files(now)
    for import_id in unfinished(now):
        work_import.delay(import_id)
