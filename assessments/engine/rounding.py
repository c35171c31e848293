"""Round what is compared and reported, so that stored reports come out byte for byte the same."""

from collections.abc import Mapping
from typing import Any

DIGITS = 10


def rounded(value: float) -> float:
    """Return the number at ten significant digits."""
    return float(f"{value:.{DIGITS}g}") + 0.0


def rounded_report(report: Mapping[str, Any]) -> dict[str, Any]:
    """Return a report of plain values with every float in it rounded and every sequence a list."""
    return {key: _rounded_value(value) for key, value in report.items()}


def _rounded_value(value: object) -> object:
    kind = type(value)
    if kind is float:
        return float(f"{value:.{DIGITS}g}") + 0.0
    if kind is dict:
        return {key: _rounded_value(item) for key, item in value.items()}  # type: ignore[attr-defined]  # a dict
    if kind is list or kind is tuple:
        return [_rounded_value(item) for item in value]  # type: ignore[attr-defined]  # a sequence
    return value
