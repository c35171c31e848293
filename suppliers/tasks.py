"""Doors for the worker: one action each."""

from celery import shared_task
from django.utils import timezone

from suppliers.actions.documents import delete_left_over_documents


@shared_task(name="suppliers.delete_left_over_documents")
def sweep_documents() -> None:
    """Delete files that no document has any more; safe twice and side by side, because what is gone is gone."""
    delete_left_over_documents(timezone.now())
