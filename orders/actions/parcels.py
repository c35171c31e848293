"""Write what tracking says of parcels, and bring the orders in line that they belong to."""

from collections.abc import Iterable, Sequence

from django.db import transaction

from orders.actions.experience import experience, tell_all_if_changed
from orders.actions.linking import with_a_number
from orders.actions.locking import lock_store
from orders.actions.supplier_orders import rewrite
from orders.importers.rows import ParcelRow, ParcelStatus, Source, Tracked
from orders.models import Parcel, SupplierOrder
from orders.tracking import fate_of
from orders.tracking_numbers import number_key
from stores.models import Store

# Definite words: no other one takes them back however late it comes. What is held, or was not taken, may go on.
_DEFINITE = {Tracked.DELIVERED.value, Tracked.LOST.value, Tracked.RETURNED.value}
# Nobody saw the parcel: such a word takes the place of no scan.
_NO_SCAN = {ParcelStatus.NOT_FOUND.value, ParcelStatus.INFO_RECEIVED.value, ParcelStatus.EXPIRED.value}
_HELD = ("number", "source", "carrier", "country", "status", "sub_status", "fate", "delivered_on", "said_at")
_WRITTEN = [*_HELD, "first_seen_on"]


@transaction.atomic
def record_parcels(store: Store, source: Source, rows: Sequence[ParcelRow]) -> None:
    """Write what a source says of these parcels; words may come twice, late and in any sequence."""
    told = [_parcel(store, source, row) for row in rows if number_key(row.number)]
    if not told:
        return
    lock_store(store)
    known = {
        each.number_key: each
        for each in Parcel.objects.filter(store=store, number_key__in={each.number_key for each in told})
    }
    before = {key: _values(parcel) for key, parcel in known.items()}
    for parcel in told:
        here = known.setdefault(parcel.number_key, parcel)
        if here is not parcel:
            _merge(here, parcel)
    fresh = [parcel for key, parcel in known.items() if key not in before]
    changed = [known[key] for key, values in before.items() if _values(known[key]) != values]
    Parcel.objects.bulk_create(fresh)
    Parcel.objects.bulk_update(changed, _WRITTEN, batch_size=500)
    _tell_orders(store, [parcel.number_key for parcel in (*fresh, *changed)])


def _tell_orders(store: Store, numbers: Iterable[str]) -> None:
    keys = list(numbers)
    if not keys:
        return
    carrying = with_a_number(SupplierOrder.objects.filter(store=store), keys)
    orders = list(carrying.values_list("pk", flat=True))
    if orders:
        seen_through = experience(store)
        rewrite(store, orders)
        tell_all_if_changed(store, seen_through)


def _parcel(store: Store, source: Source, row: ParcelRow) -> Parcel:
    fate = fate_of(ParcelStatus(row.status), row.sub_status)
    return Parcel(
        store=store,
        number_key=number_key(row.number),
        number=row.number.strip()[:60],
        source=source.value,
        carrier=(row.carrier or "")[:60],
        country=(row.country or "")[:2],
        status=ParcelStatus(row.status).value,
        sub_status=(row.sub_status or "")[:60],
        fate=fate.value,
        first_seen_on=row.first_seen_on,
        delivered_on=row.delivered_on if fate is Tracked.DELIVERED else None,
        said_at=row.said_at,
    )


def _merge(here: Parcel, now: Parcel) -> None:
    """Let the word stand that weighs more, whichever of the two came first."""
    days = [day for day in (here.first_seen_on, now.first_seen_on) if day]
    first_seen_on = min(days, default=None)
    if _weight(now) > _weight(here):
        for name in _HELD:
            setattr(here, name, getattr(now, name))
    here.first_seen_on = first_seen_on


def _weight(parcel: Parcel) -> tuple[object, ...]:
    """Return what makes one word of a parcel stand before another: definite, a scan, newer; the rest breaks ties."""
    texts = (parcel.fate, parcel.status, parcel.sub_status, parcel.source, parcel.carrier, parcel.country)
    dated = str(parcel.delivered_on or "")
    weight = 2 if parcel.fate in _DEFINITE else int(parcel.status not in _NO_SCAN)
    return (weight, parcel.said_at, bool(dated), dated, *texts, parcel.number)


def _values(parcel: Parcel) -> tuple[object, ...]:
    return tuple(getattr(parcel, name) for name in _WRITTEN)
