"""Refuse a number that cannot be: each refusal names the field, what was read and what is allowed."""

import math
from decimal import Decimal, InvalidOperation

Bounds = tuple[float, float]
"""The least and the greatest value allowed, both included."""

_PLAIN = (float, int)


def refuse(field: str, read: object, allowed: str) -> ValueError:
    """Return the error that says where, what was read and what is allowed."""
    shown = repr(read) if len(repr(read)) <= 60 else repr(read)[:57] + "..."
    return ValueError(f"{field}: read {shown}; allowed is {allowed}")


def number(field: str, value: object, bounds: Bounds) -> float:
    """Return the value as a finite float within bounds; decimal strings are read too. Raises: ValueError."""
    low, high = bounds
    # Nearly all that is read is already such a number: the sentence of a refusal is not made for it.
    if type(value) in _PLAIN and low <= value <= high:  # type: ignore[operator]  # an int or a float
        return float(value)  # type: ignore[arg-type]  # an int or a float
    allowed = f"a number from {low:g} to {high:g}"
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        raise refuse(field, value, allowed)
    try:
        read = float(Decimal(value.strip())) if isinstance(value, str) else float(value)
    except (InvalidOperation, OverflowError, ValueError) as error:
        raise refuse(field, value, allowed) from error
    if not math.isfinite(read) or not low <= read <= high:
        raise refuse(field, value, allowed)
    return read


def whole(field: str, value: object, bounds: Bounds) -> int:
    """Return the value as a whole number within bounds. Raises: ValueError."""
    if type(value) is int and bounds[0] <= value <= bounds[1]:
        return value
    read = number(field, value, bounds)
    if read != int(read):
        raise refuse(field, value, f"a whole number from {bounds[0]:g} to {bounds[1]:g}")
    return int(read)


def number_or_none(field: str, value: object, bounds: Bounds) -> float | None:
    """Return None for None, else the number. Raises: ValueError."""
    return None if value is None else number(field, value, bounds)


def whole_or_none(field: str, value: object, bounds: Bounds) -> int | None:
    """Return None for None, else the whole number. Raises: ValueError."""
    return None if value is None else whole(field, value, bounds)


def answer(field: str, value: object) -> bool | None:
    """Return the value when it is true, false or null. Raises: ValueError."""
    if value is None or isinstance(value, bool):
        return value
    raise refuse(field, value, "true, false or null")
