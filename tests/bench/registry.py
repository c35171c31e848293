"""Every group of rows of the bench, in the order in which they are measured."""

from collections.abc import Callable, Iterator

from tests.bench import engine
from tests.bench.database import in_database
from tests.bench.measure import Row

GROUPS: dict[str, Callable[[], Iterator[Row]]] = {
    "engine": engine.rows,
    "orders_import": in_database("tests.bench.orders_import"),
    "reading": in_database("tests.bench.reading"),
    "webhooks": in_database("tests.bench.webhooks"),
    "uploads": in_database("tests.bench.uploads"),
}
"""A new group is one module with a function that yields its rows, named here."""
