"""Read a file in every way there is: orders and errors may come out, and nothing else is ever raised."""

import io
import tracemalloc
from datetime import UTC

from orders import importers
from orders.importers import (
    FileError,
    FileProblem,
    Mapping,
    RowError,
    RowProblem,
    SalesOrderRow,
    Source,
    SupplierOrderRow,
    guess_mapping,
    outline,
)
from orders.importers.quoting import quotable


def swallow(content: bytes) -> None:
    """Read a file as its own kind, as others, and as a table whose columns are guessed."""
    stream = io.BytesIO(content)
    for source in (None, Source.SHOPIFY, Source.SUPPLIER_ORDERS, Source.TABLE, Source.OWNER):
        try:
            kind = importers.look_at(stream)
            assert not any("@" in heading for heading in kind.unread)
            for row in importers.read(stream, source or kind.source):
                check(row)
        except FileError as error:
            FileProblem(error.problem)
    swallow_as_table(stream)


def swallow_as_table(stream: io.BytesIO) -> None:
    """Outline a file, guess its columns, read and show it by them."""
    try:
        seen = outline(stream)
        assert all(len(row) <= len(seen.header) for row in seen.sample)
        mapping = guess_mapping(seen.header, seen.sample)
        assert Mapping.from_json(mapping.to_json()) == mapping
        for row in importers.read(stream, Source.TABLE, mapping=mapping):
            check(row)
        assert len(importers.preview(stream, Source.TABLE, mapping, rows=3).rows) <= 3
    except FileError as error:
        FileProblem(error.problem)


def check(row: SupplierOrderRow | SalesOrderRow | RowError) -> None:
    assert row.row >= 1
    assert "\x00" not in repr(row)
    match row:
        case RowError():
            RowProblem(row.problem)
            assert row.value == quotable(row.value)
        case SupplierOrderRow():
            assert row.order_id
        case SalesOrderRow():
            assert row.order_id
            assert row.ordered_at.astimezone(UTC).tzinfo is UTC


def peak(content: bytes) -> int:
    """The most memory that a file takes while everything is asked of it, beside its own bytes."""
    stream = io.BytesIO(content)
    tracemalloc.start()
    try:
        try:
            for row in importers.read(stream, importers.recognise(stream)):
                check(row)
        except FileError as error:
            FileProblem(error.problem)
        swallow_as_table(stream)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
