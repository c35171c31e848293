"""How the worker learns at once that evidence changed; a lost message costs seconds, never a verdict."""

import logging
from collections.abc import Iterable

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

log = logging.getLogger(__name__)
# The name of a task of the app above, which this one may not import.
ASSESS = "assessments.assess_supplier"


def wake_on_commit(supplier_ids: Iterable[int]) -> None:
    """Tell the worker, once this transaction is committed, which suppliers to look at."""
    ids = sorted(supplier_ids)
    transaction.on_commit(lambda: _send(ids))


def _send(supplier_ids: list[int]) -> None:
    try:
        for supplier_id in supplier_ids:
            current_app.send_task(ASSESS, args=[supplier_id], retry=False)
    except OperationalError:
        # The broker is away: the sweep of the beat compares the versions and finds these suppliers.
        log.warning(
            "The broker did not take the message to reassess %d suppliers; the sweep will.", len(supplier_ids)
        )
