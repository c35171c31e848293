"""The evidence that the engine would have had on a day."""

from collections import defaultdict

import numpy as np

from assessments.engine import Arrival, Evidence, OrderGroup
from tests.backtest.orders import NEVER, Ints, Orders


def evidence_at(orders: Orders, channel: str, cutoff: int, suppliers: Ints) -> tuple[Evidence, ...]:
    """Return each supplier's evidence, as far as it was known at the cut-off."""
    groups: dict[int, list[OrderGroup]] = defaultdict(list)
    for at in np.flatnonzero(orders.placed <= cutoff):
        groups[int(orders.supplier[at])].append(_group(orders, channel, cutoff, int(at)))
    return tuple(Evidence(orders=tuple(groups[int(supplier)])) for supplier in suppliers)


def _group(orders: Orders, channel: str, cutoff: int, at: int) -> OrderGroup:
    placed, due, arrived = int(orders.placed[at]), int(orders.due[at]), int(orders.arrived[at])
    has_come = arrived <= cutoff
    fact = bool(orders.failed[at]) if orders.known[at] <= cutoff and has_come else None
    return OrderGroup(
        age_days=cutoff - placed,
        # The files never say when an order was given up: until it comes it is under way.
        arrival=Arrival.PROVEN if has_come else Arrival.OPEN,
        late=fact if channel == "late" else None,
        not_as_described=fact if channel == "not_as_described" else None,
        delivered_days_ago=cutoff - arrived if has_come else None,
        promised_days=None if channel != "late" or due == NEVER else due - placed,
        lane=orders.lanes[int(orders.lane[at])],
    )
