"""Put files together in memory, as the one writer does in the database: nothing is stored."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date
from typing import BinaryIO

from orders.bulk import in_one_go
from orders.claims import Claims, Life, add, life, statements
from orders.facts import CONFIRMED, Arrival, Facts, facts_of
from orders.importers import read, recognise
from orders.importers.rows import RowError, SalesOrderRow, SupplierOrderRow


@dataclass(slots=True)
class Gathered:
    """Hold what some files say together; `refused` are the cells that kept rows out."""

    claims: dict[tuple[str, str], Claims] = field(default_factory=dict)
    sales: dict[str, SalesOrderRow] = field(default_factory=dict)
    refused: list[RowError] = field(default_factory=list)

    def orders(self) -> list[tuple[str, Life, Facts]]:
        """Return every order placed with a supplier: its id, its life and its facts."""
        lives = {key: life(claims) for key, claims in self.claims.items()}
        confirmed = (
            each.ended_at for each in lives.values() if each.ended_at and each.end_reason == CONFIRMED
        )
        bursts = in_one_go(confirmed)
        return [
            (
                order_id,
                held,
                facts_of(held, confirmed_in_bulk=held.end_reason == CONFIRMED and held.ended_at in bursts),
            )
            for (_marketplace, order_id), held in lives.items()
        ]

    def fulfilled(self, as_of: date) -> int:
        """Return how many orders the owner had seen through; the count of `orders.queries.fulfilled_orders`."""
        sold = sum(
            row.fulfilment_status == "fulfilled"
            and row.cancelled_at is None
            and (row.fulfilled_at or row.ordered_at).astimezone(UTC).date() <= as_of
            for row in self.sales.values()
        )
        arrived = sum(
            facts.arrival is Arrival.PROVEN
            and facts.is_evidence
            and (facts.arrived_on or held.dated_on or as_of) <= as_of
            for _id, held, facts in self.orders()
        )
        return max(sold, arrived)


def gather(files: Iterable[BinaryIO], learned_on: date) -> Gathered:
    """Read files of any known kind, in any sequence. Raises: FileError about a file as a whole."""
    gathered = Gathered()
    for stream in files:
        source = recognise(stream)
        stream.seek(0)
        for item in read(stream, source):
            if isinstance(item, SupplierOrderRow):
                key = (item.marketplace, item.order_id)
                gathered.claims[key] = add(gathered.claims.get(key, {}), source, statements(item, learned_on))
            elif isinstance(item, SalesOrderRow):
                gathered.sales[item.order_id] = item
            else:
                gathered.refused.append(item)
    return gathered
