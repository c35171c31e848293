"""Keep the sums of orders by day: the touched days are counted anew, so sums cannot drift from rows.

A single change is counted at once. A file touches most days of most suppliers with every slice: its slices only
mark what they touched, and the days are counted when it is in.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from django.db import transaction
from django.db.models import QuerySet

from orders.actions.counting import count_days
from orders.actions.locking import lock_store
from orders.models import DayMark, Import
from stores.models import Store
from suppliers.actions import raise_evidence

# Pairs of supplier and day whose orders changed; an order without a supplier is in no sum of a supplier.
Touched = set[tuple[int | None, date | None]]

# Days of suppliers that are counted in one transaction, and marks that are put in sequence in one.
PIECE, FOLD = 500, 500
_day = lru_cache(maxsize=8_192)(date.fromisoformat)


def settle(store: Store, touched: Touched) -> None:
    """Count the touched days anew and say whose evidence changed."""
    count_days(store, touched)
    raise_evidence(supplier for supplier, _day in touched if supplier)


def mark(store: Store, touched: Touched) -> None:
    """Leave word of which days are to be counted anew, in the transaction that touched them."""
    if touched:
        DayMark.objects.create(store=store, touched=_plain(touched))


@transaction.atomic
def settle_sums(store: Store) -> bool:
    """Count some of the marked days anew; return whether more are left. One short transaction, safe at any time."""
    lock_store(store)
    loose = DayMark.objects.filter(store=store, is_folded=False).order_by("pk")
    keys = list(loose.values_list("pk", flat=True)[:FOLD])
    if keys:
        return _fold(store, loose.filter(pk__in=keys))
    piece = DayMark.objects.filter(store=store, is_folded=True).order_by("pk").first()
    if piece:
        settle(store, _read(piece.touched))
        piece.delete()
    return DayMark.objects.filter(store=store).exists()


def stores_to_settle() -> list[Store]:
    """Return the stores with days that wait and no import at work, which would count them at its end."""
    at_work = Import.objects.filter(state=Import.State.WORKING).values("store")
    marked = Store.objects.filter(pk__in=DayMark.objects.values("store"))
    return list(marked.exclude(pk__in=at_work).order_by("pk"))


def _fold(store: Store, marks: QuerySet[DayMark]) -> bool:
    """Put marks together, each day once, in pieces; count them at once where that is one piece."""
    touched: Touched = set()
    # Few at a time: a thousand slices may each have touched every day of every supplier.
    for pairs in marks.values_list("touched", flat=True).iterator(chunk_size=10):
        touched |= _read(pairs)
    marks.delete()
    if len(touched) <= PIECE:
        settle(store, touched)
        return DayMark.objects.filter(store=store).exists()
    # Neighbours beside each other: they are counted together.
    written = sorted(_plain(touched), key=lambda pair: (pair[0] or 0, pair[1] or ""))
    DayMark.objects.bulk_create(
        DayMark(store=store, touched=written[start : start + PIECE], is_folded=True)
        for start in range(0, len(written), PIECE)
    )
    return True


def _plain(touched: Touched) -> list[tuple[int | None, str | None]]:
    """Return supplier and day as a mark keeps them."""
    return [(supplier, day.isoformat() if day else None) for supplier, day in touched]


def _read(pairs: Iterable[list[object]]) -> Touched:
    return {(supplier, _day(day) if day else None) for supplier, day in pairs}  # type: ignore[misc]  # as `_plain` wrote them
