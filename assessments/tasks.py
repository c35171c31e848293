"""Doors for the worker: ids in, one action each."""

import logging

from celery import shared_task
from django.utils import timezone

from assessments import actions
from assessments.queries import aged_suppliers, stale_suppliers
from suppliers.models import Supplier

log = logging.getLogger(__name__)


@shared_task(name="assessments.assess_supplier")
def assess_supplier(supplier_id: int) -> None:
    """Assess one supplier; safe twice and side by side, because the action locks its row and skips what is done.

    A supplier that cannot be assessed is set aside until its evidence, the policy or the engine changes: its last
    verdict stays, with its date, and it never keeps the others waiting.
    """
    try:
        actions.assess_supplier(supplier_id, timezone.now())
    except Supplier.DoesNotExist:
        log.info("Supplier %d is gone; nothing to assess.", supplier_id)
    except actions.CannotAssess as error:
        log.exception("Supplier %d cannot be assessed as it stands.", supplier_id)
        actions.note_failure(supplier_id, error)


@shared_task(name="assessments.assess_stale")
def assess_stale() -> None:
    """Find what no message told of; safe twice, because the versions say what is left to do."""
    for supplier_id in stale_suppliers():
        assess_supplier.delay(supplier_id)


@shared_task(name="assessments.assess_aged")
def assess_aged() -> None:
    """Find what a new day has changed; safe twice, because the day of the last assessment says what is left."""
    for supplier_id in aged_suppliers(timezone.now()):
        assess_supplier.delay(supplier_id)
