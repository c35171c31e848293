"""Doors for the worker: ids in, one action each."""

from celery import shared_task
from django.utils import timezone

from orders.actions import unfinished, work


@shared_task(name="orders.work_import")
def work_import(import_id: int) -> None:
    """Work off one import; safe twice and side by side, because the action claims it with a lease."""
    work(import_id, timezone.now)


@shared_task(name="orders.resume_imports")
def resume_imports() -> None:
    """Find imports whose message or worker was lost; safe twice, because the rows say what is left to do."""
    for import_id in unfinished(timezone.now()):
        work_import.delay(import_id)
