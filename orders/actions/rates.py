"""Keep the reference rates of currencies; a second time the same file changes nothing."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import islice

from django.db import transaction
from django.db.models import Max

from orders.importers.ecb import RateRow
from orders.models import ReferenceRate

_AT_ONCE = 5_000
# The bank may correct what it has published; a week back is looked at again.
_AGAIN = timedelta(days=7)


def newer_rates(rows: Iterable[RateRow]) -> Iterable[RateRow]:
    """Return the rates that are not here yet, and those of the week before them."""
    newest: date | None = ReferenceRate.objects.aggregate(day=Max("day"))["day"]
    return (row for row in rows if newest is None or row.day > newest - _AGAIN)


@transaction.atomic
def keep_rates(rows: Iterable[RateRow]) -> int:
    """Write these rates, all or none; a rate that is here already is brought up to date. Returns how many were read."""
    line, read = iter(rows), 0
    while piece := list(islice(line, _AT_ONCE)):
        # A file that names a day twice means its last word; the database takes one row once a statement.
        latest = {(row.currency, row.day): row for row in piece}
        ReferenceRate.objects.bulk_create(
            [
                ReferenceRate(day=row.day, currency=row.currency, per_euro=row.per_euro)
                for row in latest.values()
            ],
            update_conflicts=True,
            unique_fields=["currency", "day"],
            update_fields=["per_euro"],
        )
        read += len(piece)
    return read
