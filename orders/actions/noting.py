"""Keep what a slice of an import changed, so that it can be taken back; forget it after a while."""

import json
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection

from orders.models import Import, ImportChange
from orders.models.imports import UNDO_WITHIN

# An import can be taken back for so long from its end; its first slice is older, and taking back lasts, too.
KEPT_FOR = UNDO_WITHIN + timedelta(days=2)


def note_changes(
    the_import: Import,
    kind: ImportChange.Kind,
    source: str,
    *,
    fresh: Sequence[int] = (),
    repeated: Sequence[int] = (),
    changed: dict[str, Any] | None = None,
    learned_on: date | None = None,
) -> None:
    """Keep what a slice did, in the transaction that does it; see `ImportChange` for the three."""
    keys = [*fresh, *repeated, *map(int, changed or {})]
    if keys:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO orders_importchange (store_id, the_import_id, kind, source, learned_on, "
                "fresh, repeated, changed, first, last) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
                (
                    the_import.store_id,
                    the_import.pk,
                    kind.value,
                    source,
                    learned_on,
                    # As texts: thousands of numbers are sent so in a tenth of the time.
                    _array(fresh),
                    _array(repeated),
                    json.dumps(changed or {}),
                    min(keys),
                    max(keys),
                ),
            )


def _array(keys: Sequence[int]) -> str:
    return "{" + ",".join(map(str, keys)) + "}"


def forget_changes(now: datetime) -> None:
    """Forget how to take back what is too old for it."""
    ImportChange.objects.filter(made_at__lt=now - KEPT_FOR).delete()
