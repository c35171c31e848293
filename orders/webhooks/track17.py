"""Read 17TRACK's notifications: one parcel with all its events each time."""

from datetime import date, datetime

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

_STATUSES = {
    "NotFound": ParcelStatus.NOT_FOUND,
    "InfoReceived": ParcelStatus.INFO_RECEIVED,
    "InTransit": ParcelStatus.IN_TRANSIT,
    "Expired": ParcelStatus.EXPIRED,
    "AvailableForPickup": ParcelStatus.AVAILABLE_FOR_PICKUP,
    "OutForDelivery": ParcelStatus.OUT_FOR_DELIVERY,
    "DeliveryFailure": ParcelStatus.ATTEMPT_FAILED,
    "Delivered": ParcelStatus.DELIVERED,
    "Exception": ParcelStatus.EXCEPTION,
}
_SUB_STATUSES = {
    "Exception_Returned": ParcelStatus.RETURNED,
    "Exception_Lost": ParcelStatus.LOST,
}
# Stages in which the carrier does not have the parcel in its hands yet.
_BEFORE_HANDOVER = ("", "NotFound", "InfoReceived")


def read(message: Message) -> News:
    """Return what a notification says. Raises: NotReadable."""
    payload = opened(message.body)
    if text(payload, "event") != "TRACKING_UPDATED":
        return News(nothing=Nothing.TOPIC)
    parcel = inner(payload, "data")
    track = inner(parcel, "track_info")
    number = tracking_number(needed(text, parcel, "number"))
    if not number:
        raise NotReadable(Unreadable.TEXT, "number")
    latest = inner(track, "latest_status")
    status = _status(latest)
    events = _events(track)
    recipient = inner(inner(track, "shipping_info"), "recipient_address")
    row = ParcelRow(
        number=number,
        status=status,
        said_at=_said_at(track, events, message.sent_at),
        carrier=_carrier(track),
        sub_status=text(latest, "sub_status")[:60] or None,
        first_seen_on=min((_day(each) for each in events if _is_in_hands(each)), default=None),
        delivered_on=_delivered(track, events) if status is ParcelStatus.DELIVERED else None,
        country=country(recipient, "country") or None,
    )
    return News(parcels=(row,), about=number)


def _status(latest: Fields) -> ParcelStatus:
    status, sub_status = text(latest, "status"), text(latest, "sub_status")
    if sub_status in _SUB_STATUSES:
        return _SUB_STATUSES[sub_status]
    if status not in _STATUSES:
        raise NotReadable(Unreadable.STATUS, "status")
    return _STATUSES[status]


def _providers(track: Fields) -> list[Fields]:
    return listed(inner(track, "tracking"), "providers")


def _carrier(track: Fields) -> str | None:
    """Return who had it last: a parcel from China changes hands at the border."""
    names = [text(inner(each, "provider"), "name") for each in _providers(track)]
    return next((name[:60] for name in reversed(names) if name), None)


def _events(track: Fields) -> list[Fields]:
    """Return the events that name their time."""
    events = [event for each in _providers(track) for event in listed(each, "events")]
    return [event for event in events if _at(event)]


def _at(event: Fields) -> datetime | None:
    """Return when it happened, as the clock there showed, else in UTC."""
    return moment(event, "time_iso") or moment(event, "time_utc")


def _day(event: Fields) -> date:
    at = _at(event)
    if at is None:
        raise NotReadable(Unreadable.MOMENT, "time_iso")
    return at.date()


def _is_in_hands(event: Fields) -> bool:
    stage = text(event, "stage") or text(event, "sub_status").partition("_")[0]
    return stage not in _BEFORE_HANDOVER


def _said_at(track: Fields, events: list[Fields], sent_at: datetime) -> datetime:
    """Return when 17TRACK last looked, else when the last thing happened; it names no moment of sending."""
    looked = [moment(each, "latest_sync_time") for each in _providers(track)]
    happened = [_at(each) for each in events]
    known = [each for each in looked if each] or [each for each in happened if each]
    return max(known, default=sent_at)


def _delivered(track: Fields, events: list[Fields]) -> date | None:
    """Return the day of delivery; None where only the status says so."""
    reached = [each for each in listed(track, "milestone") if text(each, "key_stage") == "Delivered"]
    reached += [each for each in events if text(each, "sub_status").startswith("Delivered")]
    return max((at.date() for each in reached if (at := _at(each))), default=None)
