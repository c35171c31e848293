"""Read the cells of a column that repeats itself, each of them once."""

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")

# Bounds of what a column may keep: a column of a million different cells must not hold a million of them.
KEPT_CELLS = 20_000
KEPT_LENGTH = 200


class Memo(dict[str, T], Generic[T]):
    """Hold what cells were read as: `memo[cell]` is `read(cell)`, and raises what it raises."""

    def __init__(self, read: Callable[[str], T]) -> None:
        """Begin with nothing read."""
        super().__init__()
        self.read = read

    def __missing__(self, cell: str) -> T:
        value = self.read(cell)
        if len(self) >= KEPT_CELLS:
            self.clear()
        if len(cell) <= KEPT_LENGTH:
            self[cell] = value
        return value
