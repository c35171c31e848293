"""Put files together in memory, as the one writer does in the database: nothing is stored."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date
from typing import Any, BinaryIO

from orders.bounds import MANY
from orders.bulk import in_one_go
from orders.claims import Claims, Life, add, life
from orders.facts import CONFIRMED, Arrival, Facts, SaleState, facts_of
from orders.hearing import statements
from orders.importers import read, recognise
from orders.importers.rows import RowError, SalesOrderRow, Source, SupplierOrderRow, channel_of
from orders.links import STATE, Beside, sale_key, sale_state
from orders.sale_parts import Parts, part_name, row_part
from orders.sale_parts import add as add_part
from orders.sales import sale_of
from suppliers.naming import name_key


@dataclass(slots=True)
class Gathered:
    """Hold what some files say together; `refused` are the cells that kept rows out.

    `sales` is (channel, order id) -> what was said of that customer's order, `ids` (channel, name) -> its key there.
    """

    claims: dict[tuple[str, str], Claims] = field(default_factory=dict)
    sales: dict[tuple[str, str], Parts] = field(default_factory=dict)
    refused: list[RowError] = field(default_factory=list)
    ids: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)

    def orders(self) -> list[tuple[str, Life, Facts]]:
        """Return every order placed with a supplier: its id, its life and its facts."""
        lives = {key: life(claims) for key, claims in self.claims.items()}
        confirmed = (
            each.ended_at for each in lives.values() if each.ended_at and each.end_reason == CONFIRMED
        )
        bursts = in_one_go(confirmed)
        around = self._beside()
        return [
            (
                order_id,
                held,
                facts_of(
                    held,
                    confirmed_in_bulk=held.end_reason == CONFIRMED and held.ended_at in bursts,
                    sale=around.sale(held)[1],
                ),
            )
            for (_marketplace, order_id), held in lives.items()
        ]

    def _beside(self) -> Beside:
        around = Beside()
        for number, ((_channel, order_id), parts) in enumerate(self.sales.items()):
            whole = sale_of(parts)
            sale = whole.columns
            state = sale_state(**{name: sale[name] for name in STATE})
            around.add_sale(number, state, (order_id, sale["name"]), sale["tracking_numbers"])
            sold_on = sale["ordered_at"].astimezone(UTC).date()
            for line in whole.lines:
                around.sold.add_title(name_key(line.title), sold_on, stands=state is SaleState.STANDS)
        return around

    def _sold(self) -> dict[tuple[str, str], dict[str, Any]]:
        """Return what is held to be true of each customer's order."""
        return {key: sale_of(parts).columns for key, parts in self.sales.items()}

    def fulfilled(self, as_of: date) -> int:
        """Return how many orders the owner had seen through: what `orders.queries.fulfilled_orders` counts."""
        sold: int = sum(
            sale["fulfilment_status"] == "fulfilled"
            and sale["cancelled_at"] is None
            and (sale["fulfilled_at"] or sale["ordered_at"]).astimezone(UTC).date() <= as_of
            for sale in self._sold().values()
        )
        arrived = sum(
            facts.arrival is Arrival.PROVEN
            and facts.is_evidence
            and (facts.arrived_on or held.dated_on or as_of) <= as_of
            for _id, held, facts in self.orders()
        )
        return min(MANY, max(sold, arrived))

    def add_order(self, source: Source, row: SupplierOrderRow, learned_on: date) -> None:
        """Take in what a file says of an order placed with a supplier."""
        key = (row.marketplace, row.order_id)
        self.claims[key] = add(self.claims.get(key, {}), source, statements(row, learned_on))

    def add_sale(self, source: Source, row: SalesOrderRow, learned_on: date) -> None:
        """Take in what a file says of a customer's order; a time without a zone is read as UTC.

        Old exports, and what is handed to apps, have no ids: by its name such an order meets that of a newer export.
        """
        channel = channel_of(source)
        named = (channel, f"#{sale_key(row.name)}")
        key = (channel, row.order_id)
        if row.order_id == row.name:
            key = self.ids.get(named, named)
        elif named in self.sales:
            self.sales.setdefault(key, self.sales.pop(named))
        self.ids[named] = key
        part = row_part(row, "", UTC) | {"learned_on": learned_on.isoformat()}
        self.sales[key] = add_part(self.sales.get(key, {}), part_name(source), part)


def gather(files: Iterable[BinaryIO], learned_on: date) -> Gathered:
    """Read files of any known kind, in any sequence. Raises: FileError about a file as a whole."""
    gathered = Gathered()
    for stream in files:
        source = recognise(stream)
        stream.seek(0)
        for item in read(stream, source):
            if isinstance(item, SupplierOrderRow):
                gathered.add_order(source, item, learned_on)
            elif isinstance(item, SalesOrderRow):
                gathered.add_sale(source, item, learned_on)
            else:
                gathered.refused.append(item)
    return gathered
