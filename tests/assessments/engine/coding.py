"""Draw many values by one number: in a property it is the number of draws that takes the time."""

import math
from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

MOST = 2**24
"""Above this Hypothesis prefers small numbers, and the values last named would hardly vary."""


def coded(**parts: Sequence[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Draw one value for each name; the first of each is what a failure shrinks to."""
    size = math.prod(len(values) for values in parts.values())
    if size >= MOST:
        raise ValueError(f"coded: {size} combinations; allowed are fewer than {MOST}")

    codes = st.integers(0, size - 1)

    # A composite strategy shows the values of a failure, a mapped one only the number.
    @st.composite
    def decoded(draw: st.DrawFn) -> dict[str, Any]:
        code, found = draw(codes), {}
        for name, values in parts.items():
            code, at = divmod(code, len(values))
            found[name] = values[at]
        return found

    return decoded()
