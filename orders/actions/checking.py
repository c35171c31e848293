"""Read all of a file and say what it would change, before anything is written."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from django.db import transaction
from django.db.models import F

from orders.actions.claiming import Alive, Clock, close, heartbeat, keep_lease, mine, opened, share_read
from orders.actions.mapping import can_be_said_again, items_of, mapping_of
from orders.actions.odd_numbers import look_in_store
from orders.actions.recognising import recognise
from orders.actions.refusing import keep_refused_rows, list_problems, refused_rows_end
from orders.actions.sales import check_sales_orders
from orders.actions.slicing import Item, Pace, lines_of, pieces
from orders.actions.supplier_orders import check_supplier_orders
from orders.actions.tally import Tally
from orders.doctor import Doctor
from orders.importers.refused import Rows
from orders.importers.rows import RowError, SalesOrderRow, Source, SupplierOrderRow, channel_of
from orders.models import Import
from stores.models import Store
from stores.queries import today_in


@dataclass
class Seen:
    """Hold what a slice must know of the file before it; gathered again where a worker takes the work up."""

    refused: Rows = field(default_factory=Rows)
    # Customers' orders only, as numbers: a file may repeat one, and the second time it is no news.
    sales: set[int] = field(default_factory=set)
    doctor: Doctor = field(default_factory=Doctor)

    def note(self, item: Item) -> None:
        """Take note of an item."""
        if isinstance(item, RowError):
            if item.is_first_of_order:
                self.refused.add(item)
        elif isinstance(item, SalesOrderRow):
            if not self.is_repeated(item):
                self.doctor.note_sale(item)
            self.sales.add(hash(item.order_id))
        else:
            self.doctor.note(item)

    def is_repeated(self, row: SalesOrderRow) -> bool:
        """Say whether an earlier row of the file is about the same order."""
        return hash(row.order_id) in self.sales


def check(the_import: Import, clock: Clock) -> None:
    """Check an import from where it stands to the end of its file; ends it where there is nothing to put in.

    Whoever takes it up from a worker that died reads past what was checked already: once for each worker that
    dies, about nine seconds for a million rows. Raises: FileError, TakenOver.
    """
    with opened(the_import) as stream:
        alive = heartbeat(the_import, clock, stream)
        if not the_import.source and not recognise(the_import, stream, alive, clock):
            return
        seen = Seen(doctor=Doctor(_guessed_columns(the_import)))
        if not _check_all(the_import, stream, seen, alive, clock):
            return
        if seen.refused:
            keep_refused_rows(the_import, stream, seen.refused, alive)
    _finish(the_import, clock, seen)


def _guessed_columns(the_import: Import) -> tuple[str, ...]:
    """Return the columns of a table whose meaning nobody has confirmed."""
    mapping = mapping_of(the_import)
    return mapping.guessed if mapping else ()


def _check_all(the_import: Import, stream: BinaryIO, seen: Seen, alive: Alive, clock: Clock) -> bool:
    """Check piece by piece; return False where the owner must say first which currency the amounts are in."""
    pace = Pace()
    items = items_of(the_import, stream, alive)
    for piece in pieces(_left(items, the_import.rows_done, seen), pace):
        if not _knows_currency(the_import, piece, clock):
            return False
        began = time.monotonic()
        _check_piece(the_import, piece, seen, share_read(the_import, stream), clock)
        pace.took(lines_of(piece), time.monotonic() - began)
    return True


def _left(items: Iterable[Item], done: int, seen: Seen) -> Iterator[Item]:
    """Yield the items that were not checked yet, and take note of those that were."""
    for number, item in enumerate(items):
        if number < done:
            seen.note(item)
        else:
            yield item


def _knows_currency(the_import: Import, piece: list[Item], clock: Clock) -> bool:
    """Return whether every amount has a currency, or the owner was asked for it; else ask."""
    if the_import.currency_answered or the_import.currency or not any(map(_lacks_currency, piece)):
        return True
    told = _answered_before(the_import.store, Source(the_import.source))
    if told is None:
        keep_lease(the_import, clock(), state=Import.State.ASKING)
        return False
    the_import.currency = told.currency
    keep_lease(the_import, clock(), currency=told.currency, currency_from=told)
    return True


def _lacks_currency(item: Item) -> bool:
    if not isinstance(item, SupplierOrderRow) or item.currency:
        return False
    return item.cost is not None or item.refunded_amount is not None


def _answered_before(store: Store, source: Source) -> Import | None:
    """Return the last import for which the owner named the currency that holds for this one, too.

    Only an AliExpress account has one currency for all its orders; a file of the owner's own may be about any
    shop. Who did not know may know today.
    """
    if source != Source.ALIEXPRESS:
        return None
    told = Import.objects.filter(store=store, source=source, currency_answered=True)
    return told.exclude(currency="").order_by("-pk").first()


@transaction.atomic
def _check_piece(
    the_import: Import, piece: list[Item], seen: Seen, share: float | None, clock: Clock
) -> None:
    """Count what a piece would do, with the position behind it: both or neither."""
    errors = [item for item in piece if isinstance(item, RowError)]
    orders = [item for item in piece if not isinstance(item, RowError)]
    tally = _would_do(the_import, orders, seen, clock)
    list_problems(the_import, errors)
    refused = sum(error.is_first_of_order for error in errors)
    keep_lease(
        the_import,
        clock(),
        share=share,
        # What ends a worker each time is given up; a worker that came this far was not ended by it.
        attempts=1,
        rows_done=F("rows_done") + len(piece),
        orders_new=F("orders_new") + tally.new,
        orders_changed=F("orders_changed") + tally.changed,
        # Every order of the file is in one of the four numbers: one that stands in it twice is here the second time.
        orders_unchanged=F("orders_unchanged") + len(orders) - tally.new - tally.changed,
        orders_refused=F("orders_refused") + refused,
        cells_refused=F("cells_refused") + len(errors),
    )
    the_import.cells_refused += len(errors)
    for item in piece:
        seen.note(item)


def _would_do(
    the_import: Import, orders: list[SalesOrderRow | SupplierOrderRow], seen: Seen, clock: Clock
) -> Tally:
    store, source = the_import.store, Source(the_import.source)
    today = today_in(store, clock())
    sales = [row for row in orders if isinstance(row, SalesOrderRow) and not seen.is_repeated(row)]
    placed = [row for row in orders if isinstance(row, SupplierOrderRow)]
    tally = Tally()
    if sales:
        tally += check_sales_orders(store, channel_of(source), sales, learned_on=today, source=source)
    if placed:
        tally += check_supplier_orders(store, source, placed, learned_on=today, currency=the_import.currency)
    return tally


def _finish(the_import: Import, clock: Clock, seen: Seen) -> None:
    """Show the report and wait for the owner's word; where nothing would change there is nothing to ask.

    Save where the columns may have been understood wrongly: then that is asked, and the file stays.
    """
    now = clock()
    the_import.refresh_from_db(fields=["orders_new", "orders_changed", "orders_unchanged", "orders_refused"])
    if the_import.orders_new or the_import.orders_changed:
        # What is here already, number and all, was looked at when it came.
        look_in_store(the_import.store, seen.doctor.numbers)
    end: dict[str, object] = {
        "rows_total": F("rows_done"),
        "share": None,
        "refused_until": refused_rows_end(now) if seen.refused else None,
        "remarks": [remark.to_json() for remark in seen.doctor.remarks()],
    }
    if the_import.orders_new or the_import.orders_changed:
        keep_lease(the_import, now, state=Import.State.READY, **end)
    elif can_be_said_again(the_import):
        keep_lease(the_import, now, state=Import.State.MAPPING, **end)
    else:
        close(the_import, mine(the_import), end | {"state": Import.State.DONE}, now)
