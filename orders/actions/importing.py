"""Work off a file in short slices; the row keeps the position, so any worker can take up what another left."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from django.core.files.base import File
from django.db import transaction
from django.db.models import F, Q
from django.utils.crypto import get_random_string

from orders.actions.sales import record_sales_orders
from orders.actions.supplier_orders import record_supplier_orders
from orders.actions.tally import Tally
from orders.importers import count, read, recognise
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
Clock = Callable[[], datetime]
Item = SupplierOrderRow | SalesOrderRow | RowError


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
        currency=currency, currency_answered=True, state=Import.State.WAITING, worked_at=None
    )


def unfinished(now: datetime) -> list[int]:
    """Return the imports that nobody works on, and close those whose question was never answered."""
    for each in Import.objects.filter(state=Import.State.ASKING, created_at__lt=now - ANSWER_WITHIN):
        _fail(each, FileError("not_answered"), now)
    abandoned = Q(worked_at=None, created_at__lt=now - timedelta(seconds=10)) | Q(worked_at__lt=now - LEASE)
    open_states = (Import.State.WAITING, Import.State.WORKING)
    return list(Import.objects.filter(abandoned, state__in=open_states).values_list("pk", flat=True))


def work(import_id: int, clock: Clock) -> None:
    """Work off an import to its end; does nothing where another worker has it, or where it is over."""
    the_import = _claim(import_id, clock())
    if the_import is None:
        return
    try:
        if not the_import.source and not _prepare(the_import, clock):
            return
        with _opened(the_import) as items:
            for piece in _pieces(islice(items, the_import.rows_done, None)):
                _write(the_import, piece, clock)
        _finish(the_import, Import.State.DONE, {}, clock())
    except FileError as error:
        _fail(the_import, error, clock())
    except TakenOver:
        return


def _claim(import_id: int, now: datetime) -> Import | None:
    """Take an import that waits, or whose worker is gone; None where somebody else got there first."""
    free = Q(worked_at=None) | Q(worked_at__lt=now - LEASE)
    open_states = (Import.State.WAITING, Import.State.WORKING)
    taken = Import.objects.filter(free, pk=import_id, state__in=open_states)
    if not taken.update(state=Import.State.WORKING, worked_at=now):
        return None
    return Import.objects.select_related("store").get(pk=import_id)


def _keep_lease(the_import: Import, now: datetime, **changes: object) -> None:
    """Say that this worker is alive, with whatever else has changed. Raises TakenOver where it is too late."""
    mine = Import.objects.filter(pk=the_import.pk, state=Import.State.WORKING, worked_at=the_import.worked_at)
    if not mine.update(worked_at=now, **changes):
        raise TakenOver
    the_import.worked_at = now


def _prepare(the_import: Import, clock: Clock) -> bool:
    """Recognise the file and read it once without writing; return False where the owner must answer first.

    What is wrong with the file as a whole is found here, before anything is written.
    """
    with _stream(the_import) as stream:
        source = recognise(stream)
        stream.seek(0)
        total = 0
        lacks_currency = False
        _keep_lease(the_import, clock(), rows_total=count(stream, source))
        stream.seek(0)
        for total, item in enumerate(read(stream, source), start=1):
            lacks_currency = lacks_currency or _lacks_currency(item)
            if total % 5_000 == 0:
                _keep_lease(the_import, clock())
    answer = _answered_before(the_import.store, source) if lacks_currency else None
    if not lacks_currency or answer is not None or the_import.currency_answered:
        currency = the_import.currency or (answer or "")
        the_import.source, the_import.currency = source, currency
        _keep_lease(the_import, clock(), source=source, rows_total=total, currency=currency)
        return True
    _keep_lease(the_import, clock(), rows_total=total, state=Import.State.ASKING)
    return False


def _lacks_currency(item: Item) -> bool:
    if not isinstance(item, SupplierOrderRow) or item.currency:
        return False
    return item.cost is not None or item.refunded_amount is not None


def _answered_before(store: Store, source: Source) -> str | None:
    """Return what the owner said about the last file of this kind; the question is asked once, not every time."""
    told = Import.objects.filter(store=store, source=source, currency_answered=True).order_by("-pk").first()
    return told.currency if told else None


@contextmanager
def _opened(the_import: Import) -> Iterator[Iterator[Item]]:
    with _stream(the_import) as stream:
        yield read(stream, Source(the_import.source))


def _stream(the_import: Import) -> BinaryIO:
    """Open the file of an import as plain bytes."""
    return Path(the_import.file.path).open("rb")


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
        orders_unchanged=F("orders_unchanged") + tally.unchanged,
        orders_refused=F("orders_refused") + len({error.row for error in errors}),
    )


def _fail(the_import: Import, error: FileError, now: datetime) -> None:
    problem: dict[str, object] = {"problem": error.problem, "details": error.details}
    _finish(the_import, Import.State.FAILED, problem, now)


def _finish(the_import: Import, state: Import.State, problem: dict[str, object], now: datetime) -> None:
    """Close an import and delete its file: it holds names and addresses that nobody here may keep."""
    Import.objects.filter(pk=the_import.pk).update(state=state, problem=problem, finished_at=now)
    the_import.file.delete(save=False)
