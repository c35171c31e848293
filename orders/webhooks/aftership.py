"""Read AfterShip's notifications: the whole tracking each time."""

from datetime import UTC, date, datetime

from orders.importers.rows import ParcelRow, ParcelStatus
from orders.webhooks.fields import (
    Fields,
    country,
    inner,
    listed,
    moment,
    needed,
    opened,
    text,
    tracking_number,
)
from orders.webhooks.news import Message, News, Nothing, NotReadable, Unreadable

_TAGS = {
    "pending": ParcelStatus.NOT_FOUND,
    "inforeceived": ParcelStatus.INFO_RECEIVED,
    "intransit": ParcelStatus.IN_TRANSIT,
    "outfordelivery": ParcelStatus.OUT_FOR_DELIVERY,
    "attemptfail": ParcelStatus.ATTEMPT_FAILED,
    "delivered": ParcelStatus.DELIVERED,
    "availableforpickup": ParcelStatus.AVAILABLE_FOR_PICKUP,
    "exception": ParcelStatus.EXCEPTION,
    "expired": ParcelStatus.EXPIRED,
}
# Source: AfterShip, "Delivery sub-statuses". The codes say nothing; the word behind tells what has happened.
_SUBTAGS = {
    "Exception_002": (ParcelStatus.EXCEPTION, "InvalidAddress"),
    "Exception_003": (ParcelStatus.EXCEPTION, "Rejected"),
    "Exception_007": (ParcelStatus.EXCEPTION, "InvalidAddress"),
    "Exception_008": (ParcelStatus.EXCEPTION, "NoBody"),
    "Exception_011": (ParcelStatus.RETURNED, "Returned"),
    "Exception_013": (ParcelStatus.LOST, "Lost"),
}
# Tags of a carrier that has not had the parcel in its hands.
_BEFORE_HANDOVER = ("pending", "inforeceived")


def read(message: Message) -> News:
    """Return what a notification says. Raises: NotReadable."""
    payload = opened(message.body)
    if text(payload, "event") != "tracking_update":
        return News(nothing=Nothing.TOPIC)
    tracking = inner(payload, "msg")
    number = tracking_number(needed(text, tracking, "tracking_number"))
    if not number:
        raise NotReadable(Unreadable.TEXT, "tracking_number")
    status, sub_status = _status(tracking)
    row = ParcelRow(
        number=number,
        status=status,
        said_at=_said_at(payload, tracking, message.sent_at),
        carrier=text(tracking, "slug")[:60] or None,
        sub_status=sub_status,
        first_seen_on=_first_seen(tracking),
        delivered_on=_delivered(tracking),
        country=country(tracking, "destination_country_region") or None,
    )
    return News(parcels=(row,), about=number)


def _status(tracking: Fields) -> tuple[ParcelStatus, str | None]:
    subtag, tag = text(tracking, "subtag")[:40], text(tracking, "tag").casefold()
    if tag == "exception" and subtag in _SUBTAGS:
        status, word = _SUBTAGS[subtag]
        return status, f"{subtag}_{word}"
    if tag not in _TAGS:
        raise NotReadable(Unreadable.STATUS, "tag")
    return _TAGS[tag], subtag or None


def _said_at(payload: Fields, tracking: Fields, sent_at: datetime) -> datetime:
    updated_at = moment(tracking, "updated_at")
    seconds = payload.get("ts")
    if updated_at is None and isinstance(seconds, int) and 0 < seconds < 4_000_000_000:
        return datetime.fromtimestamp(seconds, UTC)
    return updated_at or sent_at


def _seen(tracking: Fields, *, only_delivered: bool) -> list[datetime]:
    """Return when the parcel was seen, as the clocks there showed; a sighting without a time is left out."""
    found = []
    for each in listed(tracking, "checkpoints"):
        tag = text(each, "tag").casefold()
        wanted = tag == "delivered" if only_delivered else tag not in _BEFORE_HANDOVER
        at = moment(each, "checkpoint_time")
        if wanted and at:
            found.append(at)
    return found


def _first_seen(tracking: Fields) -> date | None:
    """Return the day on which the carrier first had it in its hands."""
    return min((at.date() for at in _seen(tracking, only_delivered=False)), default=None)


def _delivered(tracking: Fields) -> date | None:
    """Return the day of delivery; None where only the status says so."""
    if text(tracking, "tag").casefold() != "delivered":
        return None
    stated = moment(tracking, "shipment_delivery_date")
    if stated:
        return stated.date()
    return max((at.date() for at in _seen(tracking, only_delivered=True)), default=None)
