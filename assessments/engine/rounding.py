"""Round what is compared and reported, so that stored reports come out byte for byte the same."""

from collections.abc import Mapping
from typing import Any

DIGITS = 10
FEW_DIGITS = 1e9
"""A whole number below this has no digit to lose."""


def rounded(value: float) -> float:
    """Return the number at ten significant digits."""
    # Half of a report are small whole numbers, which need no text. Adding zero turns -0 into 0.
    if value % 1.0 == 0.0 and -FEW_DIGITS < value < FEW_DIGITS:
        return value + 0.0
    return float(f"{value:.{DIGITS}g}") + 0.0


def rounded_report(report: Mapping[str, Any]) -> dict[str, Any]:
    """Return a report of plain values with every float in it rounded and every sequence a list."""
    return {key: _rounded_value(value) for key, value in report.items()}


def _rounded_value(value: object) -> object:
    if isinstance(value, float):
        return rounded(value)
    if isinstance(value, dict):
        return {key: _rounded_value(item) for key, item in value.items()}
    if isinstance(value, _SEQUENCES):
        return [_rounded_value(item) for item in value]
    return value


_SEQUENCES = (list, tuple)
