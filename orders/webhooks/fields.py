"""Read one field of a notification: what the sender promises, or the name of the field that breaks the promise."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from orders.importers import cells
from orders.importers.currencies import CURRENCIES
from orders.webhooks.news import NotReadable, Unreadable

Fields = dict[str, Any]
Value = TypeVar("Value")

# What the columns of an order hold.
LARGEST_AMOUNT = Decimal("999999999999.99")
CENT = Decimal("0.01")
ZERO = Decimal("0.00")
# Of the largest amount, and some more.
_MOST_DIGITS = 30
_LONGEST_IDENTITY = 100
_LONGEST_NUMBER = 60
_COUNTRY = re.compile(r"[A-Za-z]{2}")


def opened(body: bytes) -> Fields:
    """Return the object that a body is; ids stay whole numbers, money stays exact. Raises: NotReadable."""
    try:
        payload = json.loads(body, parse_float=Decimal)
    except (ValueError, RecursionError, InvalidOperation):
        raise NotReadable(Unreadable.NOT_JSON) from None
    if not isinstance(payload, dict):
        raise NotReadable(Unreadable.NOT_JSON)
    return payload


def inner(fields: Fields, name: str) -> Fields:
    """Return an object within, empty where there is none. Raises: NotReadable."""
    found = fields.get(name)
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise NotReadable(Unreadable.TEXT, name)
    return found


def listed(fields: Fields, name: str) -> list[Fields]:
    """Return a list of objects, empty where there is none. Raises: NotReadable."""
    found = fields.get(name)
    if found is None:
        return []
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise NotReadable(Unreadable.TEXT, name)
    return found


def text(fields: Fields, name: str) -> str:
    """Return one line of visible text, empty where there is none. Raises: NotReadable."""
    found = fields.get(name)
    if found is None:
        return ""
    if isinstance(found, bool) or not isinstance(found, str | int | Decimal):
        raise NotReadable(Unreadable.TEXT, name)
    return cells.plain(found if isinstance(found, str) else str(found))


def identity(fields: Fields, name: str) -> str:
    """Return an id, digit by digit; empty where there is none. Raises: NotReadable."""
    if isinstance(fields.get(name), Decimal):
        raise NotReadable(Unreadable.NUMBER, name)
    found = text(fields, name)
    if len(found) > _LONGEST_IDENTITY:
        raise NotReadable(Unreadable.TEXT, name)
    return found


def needed(read: Callable[[Fields, str], Value | None], fields: Fields, name: str) -> Value:
    """Return a field that must be there and filled. Raises: NotReadable."""
    found = read(fields, name)
    if found is None or found == "":
        raise NotReadable(Unreadable.MISSING, name)
    return found


def amount(fields: Fields, name: str) -> Decimal | None:
    """Return money to the cent, None where there is none. Raises: NotReadable."""
    found = fields.get(name)
    if found is None or found == "":
        return None
    if isinstance(found, bool) or not isinstance(found, str | int | Decimal):
        raise NotReadable(Unreadable.NUMBER, name)
    try:
        value = Decimal(found)
    except InvalidOperation:
        raise NotReadable(Unreadable.NUMBER, name) from None
    if not _is_small(value) or abs(value) > LARGEST_AMOUNT:
        raise NotReadable(Unreadable.NUMBER, name)
    return value.quantize(CENT)


def _is_small(value: Decimal) -> bool:
    """Return whether a number can be reckoned with: 1e1000000 is short to write and takes minutes to write out."""
    return value.is_finite() and abs(value.adjusted()) <= _MOST_DIGITS


def count(fields: Fields, name: str) -> int:
    """Return a number of pieces, 0 where there is none. Raises: NotReadable."""
    found = fields.get(name)
    if found is None:
        return 0
    if isinstance(found, Decimal) and _is_small(found) and found == found.to_integral_value():
        found = int(found)
    if isinstance(found, bool) or not isinstance(found, int) or not 0 <= found <= cells.QUANTITY_LIMIT:
        raise NotReadable(Unreadable.NUMBER, name)
    return found


def moment(fields: Fields, name: str) -> datetime | None:
    """Return a moment with the offset it is written with; one without an offset is UTC. Raises: NotReadable."""
    found = text(fields, name)
    if not found:
        return None
    try:
        read = datetime.fromisoformat(found)
        read = read if read.tzinfo else read.replace(tzinfo=UTC)
        read.astimezone(UTC)
    except (ValueError, OverflowError):
        raise NotReadable(Unreadable.MOMENT, name) from None
    if not 1995 <= read.year <= 2099:
        raise NotReadable(Unreadable.MOMENT, name)
    return read


def currency(fields: Fields, name: str) -> str | None:
    """Return an ISO 4217 code; what is none is not kept. Raises: NotReadable."""
    found = text(fields, name).upper()
    return found if found in CURRENCIES else None


def country(fields: Fields, name: str) -> str:
    """Return the two letters of a country; what is none is not kept. Raises: NotReadable."""
    found = text(fields, name)
    return found.upper() if _COUNTRY.fullmatch(found) else ""


def tracking_number(value: str) -> str:
    """Return a tracking number as it is kept: no spaces, of bounded length; empty where it is none."""
    found = "".join(value.split())
    return found if len(found) <= _LONGEST_NUMBER else ""


def numbers(fields: Fields, name: str) -> tuple[str, ...]:
    """Return a list of tracking numbers, each once. Raises: NotReadable."""
    found = fields.get(name)
    if found is None:
        return ()
    if not isinstance(found, list):
        raise NotReadable(Unreadable.TEXT, name)
    read = [tracking_number(text({name: each}, name)) for each in found[: cells.TRACKING_LIMIT]]
    return tuple(dict.fromkeys(number for number in read if number))
