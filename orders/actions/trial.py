"""Say what writing these orders would do, by writing them and taking it back in one transaction."""

from collections.abc import Callable, Sequence
from datetime import date

from django.db import transaction

from orders.actions.sales import record_sales_orders
from orders.actions.tally import Tally
from orders.importers.rows import SalesOrderRow
from stores.models import Store


def check_sales_orders(
    store: Store, channel: str, rows: Sequence[SalesOrderRow], *, learned_on: date, source: str = ""
) -> Tally:
    """Return what `record_sales_orders` would do; nothing is written."""
    return _tried(lambda: record_sales_orders(store, channel, rows, learned_on=learned_on, source=source))


def _tried(write: Callable[[], Tally]) -> Tally:
    with transaction.atomic():
        tally = write()
        transaction.set_rollback(True)
    return tally
