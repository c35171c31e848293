"""Notifications of shops and carriers: signed bytes in; sales, pieces of sales and parcels come out. Pure."""

from orders.webhooks.news import (
    SOURCES,
    WISHES,
    Forget,
    Kind,
    Message,
    News,
    Nothing,
    NotReadable,
    Piece,
    Unreadable,
)
from orders.webhooks.reading import is_ping, key_of, order_named, read
from orders.webhooks.signatures import is_signed

__all__ = [
    "SOURCES",
    "WISHES",
    "Forget",
    "Kind",
    "Message",
    "News",
    "NotReadable",
    "Nothing",
    "Piece",
    "Unreadable",
    "is_ping",
    "is_signed",
    "key_of",
    "order_named",
    "read",
]
