"""Every group of rows of the bench, in the order in which they are measured."""

from collections.abc import Callable, Iterator

from tests.bench import engine
from tests.bench.database import in_database
from tests.bench.measure import Row

GROUPS: tuple[Callable[[], Iterator[Row]], ...] = (
    engine.rows,
    in_database("tests.bench.orders_import"),
    in_database("tests.bench.reading"),
    in_database("tests.bench.webhooks"),
)
"""A new group is one module with a function that yields its rows, named here."""
