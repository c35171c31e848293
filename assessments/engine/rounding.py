"""Round what is compared and reported, so that stored reports come out byte for byte the same."""

DIGITS = 10


def rounded(value: float) -> float:
    """Return the number at ten significant digits."""
    return float(f"{value:.{DIGITS}g}") + 0.0


def rounded_all(value: object) -> object:
    """Return a report with every float in it rounded."""
    if isinstance(value, float):
        return rounded(value)
    if isinstance(value, dict):
        return {key: rounded_all(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [rounded_all(item) for item in value]
    return value
