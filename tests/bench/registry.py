"""Every group of rows of the bench, in the order in which they are measured."""

from collections.abc import Callable, Iterator

from tests.bench import engine
from tests.bench.measure import Row

GROUPS: tuple[Callable[[], Iterator[Row]], ...] = (engine.rows,)
"""A new group is one module with a function that yields its rows, named here."""
