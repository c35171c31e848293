"""Assess a proposal from files alone: what the command line does, and nothing is stored."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO

from assessments.engine import Evidence, assess, proposal_from
from assessments.engine.limits import number_or_none
from assessments.evidence import complaints_recorded_days, order_groups
from assessments.explaining import explained
from assessments.policy import current_policy
from assessments.terms import split_document
from orders.claims import Life
from orders.days import day_counts
from orders.facts import Facts
from orders.gathering import Gathered, gather
from orders.importers.rows import RowError
from suppliers.naming import name_key

Order = tuple[str, Life, Facts]


class UnknownSupplier(Exception):
    """Say that no order names the supplier; `names` are those that the files name."""

    def __init__(self, names: list[str]) -> None:
        """Keep the names."""
        super().__init__()
        self.names = names


class OtherCurrency(Exception):
    """Say that orders are in another currency than the proposal; `orders` names them."""

    def __init__(self, orders: list[str]) -> None:
        """Keep the orders."""
        super().__init__()
        self.orders = orders


@dataclass(frozen=True, slots=True)
class Made:
    """Hold the engine's two dicts, the refused cells, and how many orders named no supplier and were left out."""

    result: dict[str, Any]
    explanation: dict[str, Any]
    refused: list[RowError]
    left_out: int


def assess_files(
    files: Iterable[BinaryIO],
    supplier: str,
    document: Mapping[str, Any],
    as_of: date,
    *,
    today: date,
    include_unassigned: bool = False,
) -> Made:
    """Assess a proposal document against the orders of some files, for a day that may lie before today.

    Raises: FileError, UnknownSupplier, OtherCurrency, ValueError (a term of the proposal, by name).
    """
    terms, beside = split_document(document)
    proposal = proposal_from(terms)
    gathered = gather(files, as_of)
    theirs, left_out = _orders_of(gathered, supplier, include_unassigned)
    _refuse_other_currency(theirs, beside["currency"])
    counts = day_counts((life, facts) for _id, life, facts in theirs)
    evidence = Evidence(
        orders=order_groups(counts, as_of, today),
        complaints_recorded_days=complaints_recorded_days(counts, as_of),
        owner_orders=gathered.fulfilled(as_of),
        diligence_share=number_or_none("diligence_share", beside["diligence_share"], (0, 1)),
    )
    policy = current_policy()
    result = assess(evidence, proposal, policy)
    return Made(result, explained(evidence, proposal, {}), gathered.refused, left_out)


def _orders_of(gathered: Gathered, supplier: str, include_unassigned: bool) -> tuple[list[Order], int]:
    orders = gathered.orders()
    names = {name_key(life.supplier): life.supplier for _id, life, _facts in orders if life.supplier}
    wanted = name_key(supplier)
    if names and wanted not in names:
        raise UnknownSupplier(sorted(names.values()))
    unnamed = [order for order in orders if not order[1].supplier]
    theirs = [order for order in orders if order[1].supplier and name_key(order[1].supplier) == wanted]
    return (theirs + unnamed, 0) if include_unassigned else (theirs, len(unnamed))


def _refuse_other_currency(orders: list[Order], currency: str) -> None:
    other = [
        f"{key} ({life.currency})"
        for key, life, _facts in orders
        if life.currency not in (None, "", currency)
    ]
    if other:
        raise OtherCurrency(other[:5])
