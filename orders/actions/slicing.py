"""Cut the work on a file into pieces that each take about half a second, whatever they hold."""

from collections.abc import Iterable, Iterator

from orders.importers.rows import RowError, SalesOrderRow, SupplierOrderRow

Item = SupplierOrderRow | SalesOrderRow | RowError

# A piece is one transaction that holds the store: short enough that another import takes its turn within a blink.
AIM_SECONDS = 0.5
# What a piece costs however small it is, as a look at a year of sales, must not make pieces ever smaller for nothing.
MOST_SECONDS = 1.5
# Two pieces tell how much of their time is for every piece alike if one is so many times as large as the other.
APART = 1.4
# In lines, not in orders: an order of a customer may have hundreds. The most bounds the memory, too.
FIRST, LEAST, MOST = 200, 50, 20_000
# A piece may be at most so many times as large as the one before: four times the aim is the longest.
GROWTH = 2.0


class Pace:
    """Learn from each piece how large the next one may be."""

    def __init__(self) -> None:
        """Begin small: nobody knows yet how fast this machine is with this file."""
        self.lines = FIRST
        self._before = (0, 0.0)
        self._alike = 0.0

    def took(self, lines: int, seconds: float) -> None:
        """Take note of how long a piece took."""
        if lines:
            self._learn(lines, seconds)
            aim = min(max(AIM_SECONDS, 2 * self._alike), MOST_SECONDS)
            fitting = lines * (aim - self._alike) / max(seconds - self._alike, 0.001)
            self.lines = int(min(max(fitting, LEAST), max(lines, self.lines) * GROWTH, MOST))

    def _learn(self, lines: int, seconds: float) -> None:
        """Learn what a piece costs however small it is."""
        before, took = self._before
        if before / APART < lines < before * APART:
            return
        self._before = (lines, seconds)
        each = (seconds - took) / (lines - before)
        # Where the smaller one took longer, the machine was busy with something else.
        if before and each > 0:
            self._alike = min(max(took - each * before, 0.0), MOST_SECONDS - AIM_SECONDS)


def pieces(items: Iterable[Item], pace: Pace) -> Iterator[list[Item]]:
    """Yield the items piece by piece, each as large as the pace allows when it is begun."""
    piece: list[Item] = []
    lines = 0
    for item in items:
        piece.append(item)
        lines += weight(item)
        if lines >= pace.lines:
            yield piece
            piece, lines = [], 0
    if piece:
        yield piece


def weight(item: Item) -> int:
    """Return how many lines of a file an item stands for."""
    return max(1, len(item.lines)) if isinstance(item, SalesOrderRow) else 1


def lines_of(piece: Iterable[Item]) -> int:
    """Return how many lines of a file a piece stands for."""
    return sum(map(weight, piece))
