"""A supplier's orders over time: what became of those that were placed in each week or month."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Sum

from orders.models import DayCount
from suppliers.models import Supplier

FATES = ("fine", "late", "wrong", "lost", "silent")
"""What an order came to, each of them one; `silent`: nobody knows that it arrived (see `DayCount`)."""
MOST_PERIODS = 24
WEEKS_UNTIL = timedelta(weeks=MOST_PERIODS)
"""Orders within so long a time are shown by week, those of a longer one by month."""


@dataclass(frozen=True, slots=True)
class Period:
    """Count the orders placed in one week or month by what became of them; keys are FATES."""

    first_on: date
    orders: Counter[str]


@dataclass(frozen=True, slots=True)
class History:
    """Hold the latest weeks or months, without gaps, and how many orders lie before them or have no date."""

    by_week: bool
    periods: tuple[Period, ...]
    earlier: int
    undated: int


def history_of(supplier: Supplier) -> History:
    """Return what became of a supplier's orders over time, in one query of its days."""
    days = DayCount.objects.filter(store=supplier.store_id, supplier=supplier)
    parts = (
        days.order_by()
        .values_list("day")
        .annotate(
            fine=Sum("fine"), late=Sum("late"), wrong=Sum("wrong"), lost=Sum("lost"), counted=Sum("counted")
        )
    )
    by_day: dict[date | None, Counter[str]] = {}
    for day, fine, late, wrong, lost, counted in parts:
        numbers = (fine, late, wrong, lost, counted - fine - late - wrong - lost)
        by_day[day] = Counter(dict(zip(FATES, numbers, strict=True)))
    undated = by_day.pop(None, Counter()).total()
    return _by_period({day: orders for day, orders in by_day.items() if day}, undated)


def _by_period(by_day: dict[date, Counter[str]], undated: int) -> History:
    if not by_day:
        return History(True, (), 0, undated)
    first, last = min(by_day), max(by_day)
    by_week = last - first < WEEKS_UNTIL - timedelta(weeks=1)
    start: Callable[[date], date] = _monday if by_week else _first_of_month
    orders: dict[date, Counter[str]] = {day: Counter() for day in _starts(start(last), start, first)}
    earlier = 0
    for day, counted in by_day.items():
        if start(day) in orders:
            orders[start(day)] += counted
        else:
            earlier += counted.total()
    return History(by_week, tuple(Period(day, orders[day]) for day in sorted(orders)), earlier, undated)


def _starts(latest: date, start: Callable[[date], date], first: date) -> Iterable[date]:
    """Yield the first days of periods, the latest first, as far as there are orders and as many as are shown."""
    for _ in range(MOST_PERIODS):
        yield latest
        if latest <= first:
            return
        latest = start(latest - timedelta(days=1))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _first_of_month(day: date) -> date:
    return day.replace(day=1)
