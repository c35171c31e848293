"""What a shop itself says of the parcels of an order: its shipments, and where they were seen."""

from datetime import date, datetime

from orders.importers.rows import ParcelRow, ParcelStatus
from orders.sale_parts import Part, Parts

_SHIPMENT, _EVENT = "fulfillment:", "event:"
_GONE = ("cancelled", "error", "failure")
# Shopify's words. Source: docs/formats.md.
_STATUSES = {
    "label_printed": ParcelStatus.INFO_RECEIVED,
    "label_purchased": ParcelStatus.INFO_RECEIVED,
    "confirmed": ParcelStatus.INFO_RECEIVED,
    "in_transit": ParcelStatus.IN_TRANSIT,
    "carrier_picked_up": ParcelStatus.IN_TRANSIT,
    "delayed": ParcelStatus.IN_TRANSIT,
    "out_for_delivery": ParcelStatus.OUT_FOR_DELIVERY,
    "attempted_delivery": ParcelStatus.ATTEMPT_FAILED,
    "ready_for_pickup": ParcelStatus.AVAILABLE_FOR_PICKUP,
    "picked_up": ParcelStatus.DELIVERED,
    "delivered": ParcelStatus.DELIVERED,
    "failure": ParcelStatus.EXCEPTION,
}
_BEFORE_HANDOVER = (ParcelStatus.INFO_RECEIVED, ParcelStatus.NOT_FOUND)
_Word = tuple[datetime, ParcelStatus, date | None]


def tells_of_parcels(name: str) -> bool:
    """Return whether a part of this name can say something of a parcel."""
    return name.startswith((_SHIPMENT, _EVENT))


def parcels_of(parts: Parts) -> list[ParcelRow]:
    """Return what the parts of an order say of its parcels.

    A shipment of several numbers has one status for all of them, which proves nothing of any: it is left out.
    """
    found = []
    for name, part in sorted(parts.items()):
        numbers = part.get("numbers", ())
        if not name.startswith(_SHIPMENT) or len(numbers) != 1 or part.get("status") in _GONE:
            continue
        words = _words(parts, name.removeprefix(_SHIPMENT), part)
        if words:
            found.append(_parcel(numbers[0], part, words))
    return found


def _words(parts: Parts, shipment_id: str, shipment: Part) -> list[_Word]:
    """Return what was said of a shipment; only a sighting names its day."""
    words: list[_Word] = []
    status = _STATUSES.get(shipment.get("shipment", ""))
    if status:
        words.append((datetime.fromisoformat(shipment["at"]), status, None))
    for name, event in parts.items():
        seen = _STATUSES.get(event.get("status", ""))
        if name.startswith(_EVENT) and event["fulfillment"] == shipment_id and seen:
            happened_at = datetime.fromisoformat(event["happened_at"])
            words.append((happened_at, seen, happened_at.date()))
    return words


def _parcel(number: str, shipment: Part, words: list[_Word]) -> ParcelRow:
    said_at, status, _day = max(words, key=lambda word: (word[0], word[2] is not None, word[1]))
    delivered = [day for _at, word, day in words if word is ParcelStatus.DELIVERED and day]
    seen = [day for _at, word, day in words if word not in _BEFORE_HANDOVER and day]
    return ParcelRow(
        number=number,
        status=status,
        said_at=said_at,
        carrier=shipment.get("carrier"),
        delivered_on=max(delivered, default=None) if status is ParcelStatus.DELIVERED else None,
        first_seen_on=min(seen, default=None),
    )
