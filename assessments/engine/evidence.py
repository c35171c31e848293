"""What is known about one supplier: groups of like orders, and the owner's own experience."""

from dataclasses import dataclass
from typing import Any, NamedTuple, Self

from assessments.engine.limits import Bounds, answer, number_or_none, refuse, whole_or_none
from assessments.engine.words import CHANNELS, THROUGHOUT, Arrival

DAYS: Bounds = (0, THROUGHOUT)
COUNT: Bounds = (1, 100_000)
ORDERS_IN_ALL = 10_000_000
"""More orders than this in one case is a mistake in the caller, not a supplier of a shop."""
MOST_GROUPS = 200_000
"""Orders of some years in day sums are far fewer entries than this."""
CLAIMED: Bounds = (0, 1_000_000)

BAD_FACTS = CHANNELS[1:]
PROVEN, ATTESTED, OPEN, LOST, NOT_OBSERVED = Arrival
"""The arrivals by names of their own, for what is asked of every order: asking the class takes ten times as long."""


def _is_flag(field: str, value: object) -> None:
    if type(value) is not bool:
        raise refuse(field, value, "true or false")


def _is_whole(field: str, value: object, bounds: Bounds) -> None:
    """Refuse what is not already a whole number: nothing is read into the orders here. Raises: ValueError."""
    if type(value) is not int or not bounds[0] <= value <= bounds[1]:
        raise refuse(field, value, f"a whole number from {bounds[0]:g} to {bounds[1]:g}")


class _Facts(NamedTuple):
    """The fields of a group of orders, in the order in which they are stored."""

    age_days: int
    arrival: Arrival
    late: bool | None
    not_as_described: bool | None
    counterfeit: bool | None
    unattributed: bool
    delivered_days_ago: int | None
    promised_days: int | None
    count: int  # type: ignore[assignment]  # in the place of tuple.count, which is of no use here
    lane: str
    off_platform: bool


class OrderGroup(_Facts):
    """Some orders (`count`) that share every fact; None is unknown. Raises: ValueError.

    A tuple, because thousands are read and walked through for every report; `_make` takes what was checked already.
    """

    __slots__ = ()

    def __new__(  # noqa: PLR0913, PLR0917 - one argument for each field
        cls,
        age_days: int,
        arrival: Arrival,
        late: bool | None = None,
        not_as_described: bool | None = None,
        counterfeit: bool | None = None,
        unattributed: bool = False,
        delivered_days_ago: int | None = None,
        promised_days: int | None = None,
        count: int = 1,
        lane: str = "unknown",
        off_platform: bool = False,
    ) -> Self:
        """Refuse days and counts that cannot be."""
        _is_whole("age_days", age_days, DAYS)
        _is_whole("count", count, COUNT)
        if delivered_days_ago is not None:
            _is_whole("delivered_days_ago", delivered_days_ago, (0, age_days))
        if promised_days is not None:
            _is_whole("promised_days", promised_days, DAYS)
        if not isinstance(arrival, Arrival):
            raise refuse("arrival", arrival, ", ".join(Arrival))
        _is_flag("unattributed", unattributed)
        _is_flag("off_platform", off_platform)
        answer("late", late)
        answer("not_as_described", not_as_described)
        answer("counterfeit", counterfeit)
        return super().__new__(
            cls,
            age_days,
            arrival,
            late,
            not_as_described,
            counterfeit,
            unattributed,
            delivered_days_ago,
            promised_days,
            count,
            lane,
            off_platform,
        )

    def but(self, **changes: Any) -> Self:
        """Return these orders with some facts changed, checked as any others. Raises: ValueError."""
        return type(self)(*self._replace(**changes))

    @property
    def has_arrived(self) -> bool:
        """Return whether the arrival is proven or attested."""
        return self.arrival is PROVEN or self.arrival is ATTESTED

    @property
    def is_bad(self) -> bool:
        """Return whether any bad fact is known."""
        return self.arrival is LOST or True in (self.late, self.not_as_described, self.counterfeit)

    @property
    def is_clean(self) -> bool:
        """Return whether it arrived, no fact is bad and no problem is unattributed."""
        return self.has_arrived and not self.unattributed and not self.is_bad

    @property
    def is_past_due(self) -> bool:
        """Return whether its promised day has gone by."""
        return self.promised_days is not None and self.age_days > self.promised_days

    @property
    def is_overdue(self) -> bool:
        """Return whether its promised day has gone by without it."""
        return (self.arrival is OPEN or self.arrival is LOST) and self.is_past_due


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that speaks about one supplier; `complaints_recorded_days` None means never recorded.

    Claimed orders are numbers that the owner typed from memory; they stand for orders on the platform.
    Raises: ValueError.
    """

    orders: tuple[OrderGroup, ...] = ()
    owner_orders: int | None = None
    diligence_share: float | None = None
    clean_off_platform: float | None = None
    distinct_weeks: int | None = None
    complaints_recorded_days: int | None = THROUGHOUT
    problems: tuple[str, ...] = ()
    claimed_fine: int | None = None
    claimed_wrong: int | None = None

    def __post_init__(self) -> None:
        """Refuse sums that cannot be."""
        whole_or_none("owner_orders", self.owner_orders, (0, 100_000_000))
        number_or_none("diligence_share", self.diligence_share, (0, 1))
        number_or_none("clean_off_platform", self.clean_off_platform, (0, 1_000_000))
        whole_or_none("distinct_weeks", self.distinct_weeks, (0, 10_000))
        whole_or_none("complaints_recorded_days", self.complaints_recorded_days, DAYS)
        whole_or_none("claimed_fine", self.claimed_fine, CLAIMED)
        whole_or_none("claimed_wrong", self.claimed_wrong, CLAIMED)
        refuse_too_many(len(self.orders))
        total = sum(order.count for order in self.orders)
        if total > ORDERS_IN_ALL:
            raise refuse("orders", total, f"at most {ORDERS_IN_ALL} orders in all")

    @property
    def is_claimed(self) -> bool:
        """Return whether any number was typed from memory; a typed 0 is a claim too."""
        return self.claimed_fine is not None or self.claimed_wrong is not None


def refuse_too_many(groups: int) -> None:
    """Refuse a list of orders with so many entries, before the time is spent to read it. Raises: ValueError."""
    if groups > MOST_GROUPS:
        raise ValueError(
            f"orders: read {groups} groups; allowed is at most {MOST_GROUPS} groups of like orders"
        )
