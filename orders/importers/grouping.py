"""Gather the lines of one order, wherever they stand in the file."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator

from orders.importers.lines import Line


def scattered(opened: Callable[[], Iterator[Line]], key: Callable[[Line], Hashable]) -> Iterator[list[Line]]:
    """Yield the lines of each order as its last line is read; a line whose key is None stands alone.

    Reads the file twice, so that only orders whose lines are still to come are held in memory.
    """
    ends = {key(line): line.row for line in opened()}
    waiting: defaultdict[Hashable, list[Line]] = defaultdict(list)
    for line in opened():
        order = key(line)
        if order is None:
            yield [line]
            continue
        waiting[order].append(line)
        if ends[order] == line.row:
            yield waiting.pop(order)


def contiguous(
    lines: Iterator[Line], begins: Callable[[Line, Line], bool]
) -> Iterator[tuple[list[Line], bool]]:
    """Yield the lines of each order, and whether it is the last.

    `begins(first, line)` says whether `line` starts another order than the one of `first`.
    """
    order: list[Line] = []
    for line in lines:
        if order and begins(order[0], line):
            yield order, False
            order = []
        order.append(line)
    if order:
        yield order, True
