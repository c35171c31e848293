"""What carriers say of the parcels of one order together; numbers are compared as `number_key` writes them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from orders.claims import Claims, Said
from orders.hearing import statements
from orders.importers.rows import ParcelStatus, Source, SupplierOrderRow, Tracked
from orders.tracking_numbers import number_key

# Their word on an order is derived from its parcels and never written by hand.
TRACKERS = (Source.AFTERSHIP, Source.TRACK17, Source.SHOPIFY_WEBHOOK, Source.WOOCOMMERCE_WEBHOOK)
# The number a parcel has until a carrier takes it over; it gets another one at the border.
_PRE_ALERT = re.compile(r"LP\d{12,14}")

# A sub-status ends in what happened, whatever main status it stands under. Source: docs/orders.md.
_ENDINGS = {
    "lost": Tracked.LOST,
    "destroyed": Tracked.LOST,
    "returned": Tracked.RETURNED,
    "rejected": Tracked.NOT_TAKEN,
    "nobody": Tracked.NOT_TAKEN,
    "invalidaddress": Tracked.NOT_TAKEN,
    "security": Tracked.HELD,
}
# While a carrier still tries, none of these has ended anything.
_ENDED = {ParcelStatus.EXCEPTION, ParcelStatus.RETURNED, ParcelStatus.LOST}
_PLAIN = {
    ParcelStatus.DELIVERED: Tracked.DELIVERED,
    ParcelStatus.LOST: Tracked.LOST,
    ParcelStatus.RETURNED: Tracked.RETURNED,
}
# The worst word of any parcel is that of the order. One that is on its way may yet be late, another's never.
_WORST_FIRST = (
    *(Tracked.LOST, Tracked.NOT_TAKEN, Tracked.HELD, Tracked.RETURNED),
    *(Tracked.OPEN, Tracked.EARLIER),
)
# The day of an order is that of the shop, a scan has that of the carrier or of UTC.
_ZONES = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Tracking:
    """Hold what is known of one parcel; `said_at` is the moment of the newest word."""

    source: str
    fate: Tracked
    delivered_on: date | None
    said_at: datetime


def number_keys(numbers: Iterable[str]) -> list[str]:
    """Return the different tracking numbers, in the form in which they are compared and as they stand."""
    return [key for key in dict.fromkeys(map(number_key, numbers)) if key]


def fate_of(status: ParcelStatus, sub_status: str | None) -> Tracked:
    """Return what a status means for the parcel: on its way unless it says that this has ended."""
    ending = (sub_status or "").rpartition("_")[2].casefold()
    if status in _ENDED and ending in _ENDINGS:
        return _ENDINGS[ending]
    return _PLAIN.get(status, Tracked.OPEN)


def with_tracking(
    claims: Claims, numbers: Sequence[str], parcels: Mapping[str, Tracking], ordered_on: date | None = None
) -> Claims:
    """Return the claims with what carriers say of an order's parcels in the place of what they said before.

    `parcels` is number key -> parcel. The same object comes back where nothing changes.
    """
    told = _said_together(number_keys(numbers), parcels, ordered_on) if numbers and parcels else None
    before = {source: claims[source] for source in TRACKERS if source in claims}
    now = {told[0]: told[1]} if told else {}
    if before == now:
        return claims
    return {source: said for source, said in claims.items() if source not in TRACKERS} | now


def _said_together(
    numbers: list[str], parcels: Mapping[str, Tracking], ordered_on: date | None
) -> tuple[str, Said] | None:
    """Return who says what of these parcels; None where no carrier knows any of them."""
    counted = _counted(numbers)
    known = [parcels[number] for number in counted if number in parcels]
    if not known:
        return None
    newest = max(known, key=lambda parcel: (parcel.said_at, parcel.source))
    fates = {_fate_for(parcel, ordered_on) for parcel in known}
    if len(known) < len(counted) and fates != {Tracked.EARLIER}:
        fates.add(Tracked.OPEN)
    fate = next((each for each in _WORST_FIRST if each in fates), Tracked.DELIVERED)
    days = [parcel.delivered_on for parcel in known if parcel.delivered_on]
    # One day is missing: the order had arrived by the day of the newest word, and nobody says since when.
    arrived = fate is Tracked.DELIVERED
    dated = arrived and len(days) == len(known)
    row = SupplierOrderRow(
        row=0,
        marketplace="",
        order_id="",
        tracked=fate,
        delivered_on=max(days) if dated else None,
        arrived_by=newest.said_at.date() if arrived and not dated else None,
    )
    return newest.source, statements(row, newest.said_at.date())


def _fate_for(parcel: Tracking, ordered_on: date | None) -> Tracked:
    """Return what became of a parcel, seen from an order of this day: one of before it belongs to another order."""
    last_on = parcel.delivered_on or parcel.said_at.date()
    is_earlier = ordered_on is not None and last_on < ordered_on - _ZONES
    return Tracked.EARLIER if is_earlier else parcel.fate


def _counted(numbers: list[str]) -> list[str]:
    """Return the numbers that stand for a parcel each: a number at hand-over goes with the one that follows it."""
    early = sorted(number for number in numbers if _PRE_ALERT.fullmatch(number))
    later = [number for number in numbers if number not in early]
    return later + early[len(later) :]
