"""Read tables of orders placed with suppliers: one row per product of an order."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from orders.importers import cells
from orders.importers.cells import CellError
from orders.importers.grouping import Repeats
from orders.importers.lines import Columns, Line, errors_of
from orders.importers.memo import Memo
from orders.importers.merging import agree, compare, merged
from orders.importers.quick import quick_reader
from orders.importers.reading import OWN, Reading, row_of
from orders.importers.rows import RowError, SupplierOrderRow
from orders.importers.tables import Table
from orders.importers.text import Record

Item = SupplierOrderRow | RowError
# Marketplace and order id; None for a row of which it cannot be known.
Key = tuple[str, str] | None


def read(opened: Callable[[], Table], reading: Reading = OWN) -> Iterator[Item]:
    """Yield each order as its last row is read; one bad row refuses its whole order.

    Reads the file twice, so that only orders whose rows are still to come are held in memory.
    """
    repeats = _repeats(opened(), reading)
    shared = repeats.shared
    table = opened()
    key = _keys(table.columns, reading)
    orders = _Orders(table, reading)
    quick = orders.quick
    waiting: defaultdict[Key, list[Record]] = defaultdict(list)
    for record in table.records:
        number, written, problem = record
        if number in shared and (end := repeats.end(order := key(written))) is not None:
            if end != number:
                waiting[order].append(record)
                continue
            if order in waiting:
                yield from orders.of([*waiting.pop(order), record])
                continue
        row = quick(number, written) if problem is None else None
        if row is not None:
            yield row
        else:
            yield from orders.of([record])
    for records in waiting.values():
        yield from orders.of(records)


def _repeats(table: Table, reading: Reading) -> Repeats:
    key = _keys(table.columns, reading)
    places = table.columns.places
    records = table.keys_only(places[column][0] for column in ("order id", "marketplace") if column in places)
    return Repeats((row, key(written)) for row, written, _ in records)


class _Orders:
    """Read the rows of one order each, and say what is wrong with them."""

    def __init__(self, table: Table, reading: Reading) -> None:
        self.table = table
        self.readers = reading.readers()
        self.needed = reading.needed
        self.quick = quick_reader(table.columns, self.readers, reading.needed)

    def of(self, records: list[Record]) -> Iterator[Item]:
        """Yield the order of some rows, or each error in them; rows that say nothing are passed over."""
        if len(records) > 1 and (order := self._in_order(records)) is not None:
            yield order
            return
        lines = [Line(self.table.columns, record) for record in records if self.table.says(record)]
        if not lines:
            return
        rows = [row_of(line, self.readers, self.needed) for line in lines]
        if len(rows) > 1:
            compare(lines, rows)
        errors = list(errors_of(lines))
        if errors:
            yield from errors
        else:
            yield merged(rows)

    def _in_order(self, records: list[Record]) -> SupplierOrderRow | None:
        """Return the order of rows with which nothing is wrong; None where one of them needs a closer look."""
        rows = [self.quick(row, written) for row, written, problem in records if problem is None]
        sound = [row for row in rows if row is not None]
        return merged(sound) if len(sound) == len(records) and agree(sound) else None


def _keys(columns: Columns, reading: Reading) -> Callable[[Sequence[str]], Key]:
    """Return what tells to which order a row belongs."""
    place = columns.places["order id"][0]
    market_place = columns.places.get("marketplace", (columns.width, ""))[0]
    # Its own row is refused when it is read; which order it belongs to cannot be known.
    markets = Memo(_or_none(reading.marketplace))

    def key(written: Sequence[str]) -> Key:
        try:
            order_id = written[place]
        except IndexError:
            return None
        if not (order_id.isalnum() and order_id.isascii()):
            order_id = cells.plain(order_id)
        market = markets[written[market_place] if market_place < len(written) else ""]
        return (market, order_id) if order_id and market is not None else None

    return key


def _or_none(read: Callable[[str], str]) -> Callable[[str], str | None]:
    def tried(cell: str) -> str | None:
        try:
            return read(cell)
        except CellError:
            return None

    return tried
