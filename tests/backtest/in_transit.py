"""Orders on their way: how much of the lateness and loss to come is seen before it is known."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np

from assessments.engine import Arrival, Evidence, OrderGroup
from assessments.engine.policy import Lane, Policy
from assessments.engine.posterior import lost_weight, posterior
from assessments.engine.tally import tally
from tests.backtest.folder import rows_of
from tests.backtest.orders import NEVER

DAYS = 45
"""The orders of so many last days are looked at: most are still on their way or only just came."""

FIRST, LAST, CUTOFFS = date(2017, 4, 1), date(2018, 7, 1), 11

Dates = tuple[int, int, int]
"""Day placed, day due, day arrived (`NEVER` if it never came)."""


@dataclass(frozen=True, slots=True)
class Sight:
    """Shares of the orders of one window that are late or lost."""

    cutoff: int
    orders: int
    true: float
    delivered_only: float
    mixture: float
    engine_late: float


def sights(folder: Path, policy: Policy) -> list[Sight]:
    """Return what each way of looking sees at each cut-off."""
    orders = _orders(folder)
    days = np.linspace(FIRST.toordinal(), LAST.toordinal(), CUTOFFS)
    return [
        sight([o for o in orders if int(day) - DAYS < o[0] <= int(day)], int(day), policy) for day in days
    ]


def sight(orders: list[Dates], cutoff: int, policy: Policy) -> Sight:
    """Return the true share of late or lost among these orders, and what is seen of it at the cut-off."""
    come = [(due, arrived) for _, due, arrived in orders if arrived <= cutoff]
    evidence = Evidence(orders=tuple(_group(order, cutoff) for order in orders))
    late = posterior(tally(evidence, policy), policy)[1]
    lane, expected_loss = policy.lane("unknown"), policy.prior_mean[0]
    return Sight(
        cutoff=cutoff,
        orders=len(orders),
        true=float(np.mean([arrived > due for _, due, arrived in orders])),
        delivered_only=float(np.mean([arrived > due for due, arrived in come])),
        mixture=float(np.mean([chance_of_failure(order, cutoff, lane, expected_loss) for order in orders])),
        engine_late=late.failed / late.known,
    )


def chance_of_failure(order: Dates, cutoff: int, lane: Lane, expected_loss: float) -> float:
    """Return the chance that an order is late or lost, as known at the cut-off: the survival mixture.

    An order under way is lost with the engine's weight, else it arrives along the lane's curve.
    """
    placed, due, arrived = order
    if arrived <= cutoff:
        return float(arrived > due)
    if cutoff > due:
        return 1.0
    alive = lane.survival(cutoff - placed)
    lost = lost_weight(expected_loss, alive)
    return lost + (1.0 - lost) * lane.survival(due + 1 - placed) / alive


def _group(order: Dates, cutoff: int) -> OrderGroup:
    placed, due, arrived = order
    has_come = arrived <= cutoff
    return OrderGroup(
        age_days=cutoff - placed,
        arrival=Arrival.PROVEN if has_come else Arrival.OPEN,
        late=arrived > due if has_come else None,
        delivered_days_ago=cutoff - arrived if has_come else None,
        promised_days=max(0, due - placed),
    )


def _orders(folder: Path) -> list[Dates]:
    made = (_dates(row) for row in rows_of(folder / "olist_sample/orders_20k_random.csv"))
    return [dates for dates in made if dates is not None]


def _dates(row: dict[str, str]) -> Dates | None:
    placed, due = _day(row["order_approved_at"]), _day(row["order_estimated_delivery_date"])
    arrived = _day(row["order_delivered_customer_date"])
    if placed is None or due is None:
        return None
    if row["order_status"] != "delivered":
        return placed, due, NEVER
    # A few were approved after they had come.
    return None if arrived is None else (placed, due, max(placed, arrived))


def _day(text: str) -> int | None:
    if not text:
        return None
    return datetime.strptime(text, "%d-%m-%Y %H:%M").replace(tzinfo=UTC).toordinal()
