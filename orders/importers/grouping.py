"""Gather the lines of one order, wherever they stand in the file."""

from array import array
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from itertools import chain, islice

from orders.importers.lines import Line

# Four bytes each, whatever the size of the file. A million orders fill an eighth of them.
_SLOTS = 1 << 23
# As long as there are no more rows than these, they are told apart exactly.
_FEW = 20_000


class Repeats:
    """Remember which rows share their order with another row, and where the last row of such an order stands.

    It is exact where it is asked for an order's end; a single row may be taken for one that shares.
    """

    def __init__(self, keyed: Iterable[tuple[int, Hashable | None]]) -> None:
        """Go through all rows with their keys, None for a row that belongs to no order."""
        self.shared: set[int] = set()
        self.ends: dict[int, int] = {}
        rows = iter(keyed)
        # Of each order its first row, by its hash alone: keys of a million orders would fill the memory.
        known: dict[int, int] = {}
        for row, key in islice(rows, _FEW):
            if key is not None and (seen := known.setdefault(hash(key), row)) != row:
                self._note(hash(key), seen, row)
        self._go_on(known, rows)

    def _note(self, mark: int, seen: int, row: int) -> None:
        self.shared.update((seen, row))
        self.ends[mark] = row

    def _go_on(self, known: dict[int, int], rows: Iterator[tuple[int, Hashable | None]]) -> None:
        """Go through the rows that are too many for an exact index."""
        more = next(rows, None)
        if more is None:
            return
        first = array("I", [0]) * _SLOTS
        for mark, row in known.items():
            # Two orders that share a slot: the rows of both are looked at closely.
            if first[mark % _SLOTS]:
                self.shared.update((first[mark % _SLOTS], row))
            first[mark % _SLOTS] = row
        known.clear()
        for row, key in chain([more], rows):
            if key is None:
                continue
            mark = hash(key)
            slot = mark % _SLOTS
            seen = first[slot]
            if seen:
                self._note(mark, seen, row)
            else:
                first[slot] = row

    def end(self, key: Hashable) -> int | None:
        """Return where the last row of an order stands; None where it surely has one row only, or no key."""
        return None if key is None else self.ends.get(hash(key))


def scattered(opened: Callable[[], Iterator[Line]], key: Callable[[Line], Hashable]) -> Iterator[list[Line]]:
    """Yield the lines of each order as its last line is read; a line whose key is None stands alone.

    Reads the file twice, so that only orders whose lines are still to come are held in memory.
    """
    repeats = Repeats((line.row, key(line)) for line in opened())
    waiting: defaultdict[Hashable, list[Line]] = defaultdict(list)
    for line in opened():
        order = key(line) if line.row in repeats.shared else None
        end = None if order is None else repeats.end(order)
        if end is None:
            yield [line]
            continue
        waiting[order].append(line)
        if end == line.row:
            yield waiting.pop(order)
    # Two orders of one hash: what is told of the end of one is the end of the other.
    yield from waiting.values()


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
