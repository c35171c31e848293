"""The key under which alike orders are counted: all that a verdict can see of an order.

Rows and sums meet here: the database groups by these columns, the command line counts these keys in memory,
and the engine gets the same groups from both.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from orders.claims import Life
from orders.facts import Arrival, Facts
from orders.lanes import lane_of


@dataclass(frozen=True, slots=True)
class DayKey:
    """Name what two orders must share to be one group; days are calendar days, None is unknown."""

    off_platform: bool
    lane: str
    arrival: Arrival
    late: bool | None
    not_as_described: bool | None
    counterfeit: bool | None
    unattributed: bool
    ordered_on: date | None
    delivered_on: date | None
    due_on: date | None
    attestable: bool = False


DAY_FIELDS = tuple(DayKey.__dataclass_fields__)


def day_key(life: Life, facts: Facts) -> DayKey:
    """Return the group that an order belongs to."""
    return DayKey(
        off_platform=bool(life.off_platform),
        lane=lane_of(life.shipping_method),
        arrival=facts.arrival,
        late=facts.late,
        not_as_described=facts.not_as_described,
        counterfeit=facts.counterfeit,
        unattributed=facts.unattributed,
        ordered_on=life.dated_on,
        delivered_on=facts.arrived_on,
        due_on=life.promised_on,
        attestable=facts.attestable,
    )


def day_counts(orders: Iterable[tuple[Life, Facts]]) -> Counter[DayKey]:
    """Count orders by group, leaving out those that ended by nobody's fault."""
    return Counter(day_key(life, facts) for life, facts in orders if facts.is_evidence)
