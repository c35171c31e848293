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
    # Most of a report is words and answers, which are passed by without a call.
    return {
        key: value
        if (kind := type(value)) in _LEFT_ALONE
        else rounded(value)
        if kind is float
        else rounded_report(value)
        if kind is dict
        else _rounded_value(value)
        for key, value in report.items()
    }


def _rounded_value(value: object) -> object:
    if isinstance(value, _SEQUENCES):
        return [item if type(item) in _LEFT_ALONE else _rounded_value(item) for item in value]
    if isinstance(value, dict):
        return rounded_report(value)
    return rounded(value) if isinstance(value, float) else value


_SEQUENCES = (list, tuple)
_LEFT_ALONE = frozenset((str, int, bool, type(None)))
