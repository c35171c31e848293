"""A supplier's orders over time as bars and as a table: told apart by pattern and place, not by colour alone."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from orders.history import FATES, History, Period

LABELS: dict[str, Promise] = {
    "fine": _("Arrived"),
    "late": _("Arrived late"),
    "wrong": _("Arrived, not as described or counterfeit"),
    "lost": _("Lost"),
    "silent": _("Not known to have arrived"),
}
# The drawing is so many units wide and high; the page scales it.
WIDTH, HEIGHT, GAP = 720.0, 200.0, 0.2
# On a narrow page more labels than these would run into each other.
MOST_LABELS = 6


@dataclass(frozen=True, slots=True)
class Piece:
    """Be one part of a bar, from above, in units of the drawing."""

    key: str
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Bar:
    """Be one week or month: a bar of the drawing and a row of the table."""

    label: str
    short: str
    x: float
    width: float
    pieces: tuple[Piece, ...]
    has_mark: bool
    numbers: tuple[int, ...]
    total: int

    @property
    def middle(self) -> float:
        """Return where its label stands."""
        return round(self.x + self.width / 2, 2)


@dataclass(frozen=True, slots=True)
class OrdersChart:
    """Be the drawing and the table; `fates` are the key and the words of each part that occurs."""

    by_week: bool
    bars: tuple[Bar, ...]
    fates: tuple[tuple[str, Promise], ...]
    highest: int
    earlier: int
    undated: int

    @property
    def newest_first(self) -> tuple[Bar, ...]:
        """Return the rows of the table."""
        return self.bars[::-1]


def orders_chart(history: History) -> OrdersChart | None:
    """Return the chart of a supplier's orders; None where no order has a date."""
    if not history.periods:
        return None
    shown = tuple(fate for fate in FATES if any(period.orders[fate] for period in history.periods))
    highest = max(1, *(period.orders.total() for period in history.periods))
    every = -(-len(history.periods) // MOST_LABELS)
    latest = len(history.periods) - 1
    bars = tuple(
        _bar(at, period, shown, highest, history, (latest - at) % every == 0)
        for at, period in enumerate(history.periods)
    )
    fates = tuple((fate, LABELS[fate]) for fate in shown)
    return OrdersChart(history.by_week, bars, fates, highest, history.earlier, history.undated)


def _bar(
    at: int, period: Period, shown: tuple[str, ...], highest: int, history: History, has_mark: bool
) -> Bar:
    step = WIDTH / len(history.periods)
    width = min(step * (1 - GAP), 48.0)
    pieces, above = [], HEIGHT
    for fate in shown:
        height = HEIGHT * period.orders[fate] / highest
        if height:
            above -= height
            pieces.append(Piece(fate, round(above, 2), round(height, 2)))
    return Bar(
        label=date_format(period.first_on, "j M Y" if history.by_week else "M Y"),
        short=date_format(period.first_on, "j M" if history.by_week else "M Y"),
        x=round(at * step + (step - width) / 2, 2),
        width=round(width, 2),
        pieces=tuple(pieces),
        has_mark=has_mark,
        numbers=tuple(period.orders[fate] for fate in shown),
        total=period.orders.total(),
    )
