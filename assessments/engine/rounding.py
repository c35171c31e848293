"""Round what is compared and reported, so that stored reports come out byte for byte the same."""

from typing import Any

FEW_DIGITS = 1e9
"""A whole number below this has no digit to lose."""


def rounded(value: float) -> float:
    """Return the number at ten significant digits."""
    # Half of a report are small whole numbers, which need no text. Adding zero turns -0 into 0.
    if value % 1.0 == 0.0 and -FEW_DIGITS < value < FEW_DIGITS:
        return value + 0.0
    return float(f"{value:.10g}") + 0.0


def rounded_report(report: dict[str, Any]) -> dict[str, Any]:
    """Return the report of plain values, each float in it rounded in place and each tuple made a list.

    A report is made anew for every case and mostly words: a second one of its size would take twice as long.
    """
    for key, value in report.items():
        kind = type(value)
        if kind is float:
            report[key] = rounded(value)
        elif kind is dict:
            rounded_report(value)
        elif kind not in _LEFT_ALONE:
            report[key] = _rounded_value(value)
    return report


def _rounded_value(value: object) -> object:
    if isinstance(value, dict):
        return rounded_report(value)
    if isinstance(value, list | tuple):
        return [item if type(item) in _LEFT_ALONE else _rounded_value(item) for item in value]
    return rounded(value) if isinstance(value, float) else value


_LEFT_ALONE = frozenset((str, int, bool, type(None)))
