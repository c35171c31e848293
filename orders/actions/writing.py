"""Put the orders of a file in that was checked and confirmed."""

import time
from collections.abc import Sequence
from itertools import islice

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from orders.actions.claiming import Clock, close, heartbeat, keep_lease, mine, opened
from orders.actions.day_sums import settle_sums
from orders.actions.made_suppliers import suppliers_made
from orders.actions.mapping import items_of
from orders.actions.sales import record_sales_orders
from orders.actions.slicing import Item, Pace, lines_of, pieces
from orders.actions.supplier_orders import record_supplier_orders
from orders.actions.tally import Tally
from orders.importers.rows import SalesOrderRow, Source, SupplierOrderRow, channel_of
from orders.models import Import
from stores.queries import today_in


def write(the_import: Import, clock: Clock) -> None:
    """Write an import from where it stands to the end of its file. Raises: FileError, TakenOver."""
    with opened(the_import) as stream:
        alive = heartbeat(the_import, clock, stream)
        pace = Pace()
        items = items_of(the_import, stream, alive)
        for piece in pieces(islice(items, the_import.rows_done, None), pace):
            began = time.monotonic()
            _write_piece(the_import, piece, clock)
            pace.took(lines_of(piece), time.monotonic() - began)
        while settle_sums(the_import.store):
            alive()
    close(the_import, mine(the_import), {"state": Import.State.DONE, "share": None}, clock())


@transaction.atomic
def _write_piece(the_import: Import, piece: list[Item], clock: Clock) -> None:
    """Write one slice with the position behind it: both or neither."""
    sales = [item for item in piece if isinstance(item, SalesOrderRow)]
    placed = [item for item in piece if isinstance(item, SupplierOrderRow)]
    # By the same clock as `Supplier.created_at`.
    began = timezone.now()
    tally = _record(the_import, sales, placed, clock)
    the_import.made_suppliers += suppliers_made(
        the_import.store, (row.supplier for row in placed if row.supplier), began
    )
    keep_lease(
        the_import,
        clock(),
        # What ends a worker each time is given up; a worker that came this far was not ended by it.
        attempts=1,
        made_suppliers=the_import.made_suppliers,
        rows_done=F("rows_done") + len(piece),
        orders_new=F("orders_new") + tally.new,
        orders_changed=F("orders_changed") + tally.changed,
        orders_unchanged=F("orders_unchanged") + len(sales) + len(placed) - tally.new - tally.changed,
    )


def _record(
    the_import: Import, sales: Sequence[SalesOrderRow], placed: Sequence[SupplierOrderRow], clock: Clock
) -> Tally:
    store, source = the_import.store, Source(the_import.source)
    today = today_in(store, clock())
    tally = Tally()
    if sales:
        tally += record_sales_orders(
            store, channel_of(source), sales, learned_on=today, source=source, the_import=the_import
        )
    if placed:
        tally += record_supplier_orders(
            store,
            source,
            placed,
            learned_on=today,
            currency=the_import.currency,
            the_import=the_import,
        )
    return tally
