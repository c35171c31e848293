"""Work off a file in short slices; the row keeps the position, so any worker can take up what another left."""

import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from django.core.files.base import File
from django.db import DataError, IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django.utils.crypto import get_random_string

from orders.actions.sales import record_sales_orders
from orders.actions.supplier_orders import record_supplier_orders
from orders.actions.tally import Tally
from orders.importers import FileProblem, look_at, read
from orders.importers.rows import FileError, RowError, SalesOrderRow, Source, SupplierOrderRow
from orders.models import Import, ImportProblem
from stores.models import Store, User
from stores.queries import today_in

# A slice is one transaction: short enough that another import of the same store takes its turn within a blink.
SLICE = 400
# A worker that has not written for so long is taken to be dead; a slice takes a fraction of a second.
LEASE = timedelta(seconds=60)
# A question that nobody answers does not keep a file with customers' addresses for ever.
ANSWER_WITHIN = timedelta(days=7)
# So often a worker may take an import up; what ends a worker each time would be begun again for ever.
ATTEMPTS = 3
Clock = Callable[[], datetime]
Alive = Callable[[], None]
Item = SupplierOrderRow | SalesOrderRow | RowError


log = logging.getLogger(__name__)


class TakenOver(Exception):
    """Say that another worker has this import now."""


def hand_in(store: Store, user: User, upload: File) -> Import:  # type: ignore[type-arg]  # bytes, at run time
    """Keep a file that was handed in; the work on it is for a worker."""
    return Import.objects.create(
        store=store,
        made_by=user,
        token=get_random_string(32),
        file=upload,
        filename=(upload.name or "")[-200:],
        size=upload.size or 0,
    )


def answer_currency(the_import: Import, currency: str) -> None:
    """Keep what the owner says the amounts are in; an empty answer is "I don't know", and is never asked again."""
    Import.objects.filter(pk=the_import.pk, state=Import.State.ASKING).update(
        currency=currency, currency_answered=True, state=Import.State.WAITING, worked_at=None, attempts=0
    )


def unfinished(now: datetime) -> list[int]:
    """Return the imports that nobody works on, and close those whose question was never answered."""
    expired = Import.objects.filter(state=Import.State.ASKING, created_at__lt=now - ANSWER_WITHIN)
    for each in expired:
        # The answer may come at this very moment: only what is still asking is closed.
        _close(each, expired.filter(pk=each.pk), _failure(FileError(FileProblem.NOT_ANSWERED)), now)
    abandoned = Q(worked_at=None, created_at__lt=now - timedelta(seconds=10)) | Q(worked_at__lt=now - LEASE)
    open_states = (Import.State.WAITING, Import.State.WORKING)
    return list(Import.objects.filter(abandoned, state__in=open_states).values_list("pk", flat=True))


def work(import_id: int, clock: Clock) -> None:
    """Work off an import to its end; does nothing where another worker has it, or where it is over."""
    the_import = _claim(import_id, clock())
    if the_import is None:
        return
    if the_import.attempts > ATTEMPTS:
        _fail(the_import, FileError(FileProblem.GIVEN_UP), clock())
        return
    try:
        _work(the_import, clock)
    except FileError as error:
        _fail(the_import, error, clock())
    except (DataError, IntegrityError) as error:
        # Its text may quote what was read; its kind is enough to look for the cause.
        log.error("The database refused what import %d says: %s.", the_import.pk, type(error).__name__)  # noqa: TRY400
        _fail(the_import, FileError(FileProblem.NOT_STORABLE), clock())
    except TakenOver:
        return


def _work(the_import: Import, clock: Clock) -> None:
    alive = _heartbeat(the_import, clock)
    if not the_import.source and not _prepare(the_import, clock, alive):
        return
    with _stream(the_import) as stream:
        items = read(stream, Source(the_import.source), alive)
        for piece in _pieces(islice(items, the_import.rows_done, None)):
            _write(the_import, piece, clock)
    _close(the_import, _mine(the_import), {"state": Import.State.DONE}, clock())


def _claim(import_id: int, now: datetime) -> Import | None:
    """Take an import that waits, or whose worker is gone; None where somebody else got there first."""
    free = Q(worked_at=None) | Q(worked_at__lt=now - LEASE)
    open_states = (Import.State.WAITING, Import.State.WORKING)
    taken = Import.objects.filter(free, pk=import_id, state__in=open_states)
    if not taken.update(state=Import.State.WORKING, worked_at=now, attempts=F("attempts") + 1):
        return None
    return Import.objects.select_related("store").get(pk=import_id)


def _mine(the_import: Import) -> QuerySet[Import]:
    """Return the import as long as nobody else has taken it."""
    return Import.objects.filter(pk=the_import.pk, state=Import.State.WORKING, worked_at=the_import.worked_at)


def _keep_lease(the_import: Import, now: datetime, **changes: object) -> None:
    """Say that this worker is alive, with whatever else has changed. Raises TakenOver where it is too late."""
    if not _mine(the_import).update(worked_at=now, **changes):
        raise TakenOver
    the_import.worked_at = now


def _heartbeat(the_import: Import, clock: Clock) -> Alive:
    """Return what keeps the lease of a long reading, as often as it may be called."""

    def alive() -> None:
        now = clock()
        if the_import.worked_at is None or now - the_import.worked_at >= LEASE / 6:
            _keep_lease(the_import, now)

    return alive


def _prepare(the_import: Import, clock: Clock, alive: Alive) -> bool:
    """Recognise the file and read it once without writing; return False where the owner must answer first.

    What is wrong with the file as a whole is found here, before anything is written.
    """
    total, lacks_currency = 0, False
    with _stream(the_import) as stream:
        kind = look_at(stream, alive)
        for item in read(stream, kind.source, alive):
            total += 1
            lacks_currency = lacks_currency or _lacks_currency(item)
    seen: dict[str, object] = {"rows_total": total}
    if kind.source == Source.SUPPLIER_ORDERS:
        # Of our own file a heading that is not read is a typing error; an export has dozens of them.
        seen["unread_columns"] = list(kind.unread)
    told = None
    if lacks_currency and not the_import.currency_answered:
        told = _answered_before(the_import.store, kind.source)
        if told is None:
            _keep_lease(the_import, clock(), state=Import.State.ASKING, **seen)
            return False
    the_import.source = kind.source
    the_import.currency = told.currency if told else the_import.currency
    _keep_lease(
        the_import,
        clock(),
        source=kind.source,
        currency=the_import.currency,
        currency_from=told,
        **seen,
    )
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


def _stream(the_import: Import) -> BinaryIO:
    """Open the file of an import as plain bytes. Raises: FileError."""
    try:
        return Path(the_import.file.path).open("rb")
    except FileNotFoundError:
        raise FileError(FileProblem.FILE_GONE) from None


def _pieces(items: Iterable[Item]) -> Iterator[list[Item]]:
    line = iter(items)
    while piece := list(islice(line, SLICE)):
        yield piece


@transaction.atomic
def _write(the_import: Import, piece: list[Item], clock: Clock) -> None:
    """Write one slice with the position behind it: both or neither."""
    store = the_import.store
    today = today_in(store, clock())
    errors = [item for item in piece if isinstance(item, RowError)]
    sales = [item for item in piece if isinstance(item, SalesOrderRow)]
    placed = [item for item in piece if isinstance(item, SupplierOrderRow)]
    tally = Tally()
    if sales:
        tally += record_sales_orders(store, the_import.source, sales, learned_on=today)
    if placed:
        tally += record_supplier_orders(
            store, Source(the_import.source), placed, learned_on=today, currency=the_import.currency
        )
    ImportProblem.objects.bulk_create(
        [
            ImportProblem(
                store=store,
                the_import=the_import,
                row=error.row,
                column=error.column[:100],
                value=error.value[:100],
                problem=error.problem,
            )
            for error in errors
        ],
        ignore_conflicts=True,
    )
    _keep_lease(
        the_import,
        clock(),
        rows_done=F("rows_done") + len(piece),
        orders_new=F("orders_new") + tally.new,
        orders_changed=F("orders_changed") + tally.changed,
        # Every order of the file is in one of the four numbers: one that stands in it twice is here the second time.
        orders_unchanged=F("orders_unchanged") + len(sales) + len(placed) - tally.new - tally.changed,
        orders_refused=F("orders_refused") + sum(error.is_first_of_order for error in errors),
    )


def _fail(the_import: Import, error: FileError, now: datetime) -> None:
    _close(the_import, _mine(the_import), _failure(error), now)


def _failure(error: FileError) -> dict[str, object]:
    problem = {"problem": error.problem, "details": error.details}
    return {"state": Import.State.FAILED, "problem": problem}


def _close(the_import: Import, still: QuerySet[Import], end: dict[str, object], now: datetime) -> None:
    """Close an import if it is still as expected, and delete its file: it holds names and addresses."""
    if still.update(**end, finished_at=now):
        the_import.file.delete(save=False)
