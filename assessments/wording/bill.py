"""The bill per 100 orders on and off the platform: a table, and two bars that draw it."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assessments.wording.amounts import money, money_range, signed_money
from assessments.wording.view import BarView, BillPartView, BillView, SegmentView

PARTS: Final[dict[str, Promise]] = {
    "price": gettext_lazy("Goods and shipping"),
    "fees": gettext_lazy("Payment fees"),
    "labour": gettext_lazy("Your own work"),
    "failures": gettext_lazy("Orders that go wrong"),
    "vanish": gettext_lazy("The supplier disappears"),
}
# The drawing is this many units wide; the page scales it.
WIDTH = 400


@dataclass(frozen=True, slots=True)
class Spread:
    """A cost with its range; a cost that is certain has no width."""

    low: float
    mean: float
    high: float

    @property
    def is_certain(self) -> bool:
        """Return whether the cost is one number."""
        return self.low == self.high

    def plus(self, other: "Spread") -> "Spread":
        """Return both costs together; the ends are added, which is a little wider than the true range."""
        return Spread(self.low + other.low, self.mean + other.mean, self.high + other.high)


def spread(value: object) -> Spread | None:
    """Read a number or a mapping of low, mean and high; None where it is not known."""
    if isinstance(value, Mapping):
        mean = value.get("mean")
        if mean is None:
            return None
        low, high = value.get("low"), value.get("high")
        return Spread(float(mean if low is None else low), float(mean), float(mean if high is None else high))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Spread(float(value), float(value), float(value))
    return None


NO_BILL: Final[Mapping[str, Any]] = {"on": {}, "off": {}}
"""The bill of a report without its details: every cost not known."""


def bill_view(bill: Mapping[str, Any], currency: str) -> BillView:
    """Put the bill into words and bars."""
    count = int(bill.get("per_orders", 100))
    on, off = bill["on"], bill["off"]
    keys = [key for key in PARTS if key in on or key in off]
    scale = max((total.high for side in (on, off) if (total := spread(side.get("total")))), default=0.0)
    caption = ngettext("The bill for %(count)s order", "The bill for %(count)s orders", count) % {
        "count": count
    }
    return BillView(
        caption=caption,
        summary=_summary(spread(on.get("total")), spread(off.get("total")), currency),
        bars=(
            _bar("on", _("On AliExpress"), on, keys, scale, currency),
            _bar("off", _("Direct"), off, keys, scale, currency),
        ),
        parts=tuple(_part(key, str(PARTS[key]), on.get(key, 0), off.get(key, 0), currency) for key in keys),
        total=_part("total", _("Total"), on.get("total"), off.get("total"), currency),
    )


def _summary(on: Spread | None, off: Spread | None, currency: str) -> str:
    if on is None or off is None:
        return _("The bill could not be worked out.")
    gap = on.mean - off.mean
    words = {"amount": money(abs(gap), currency), "range": money_range(off.low, off.high, currency)}
    if gap > 0:
        return _("Leaving is expected to cost %(amount)s less; the direct bill would be %(range)s.") % words
    return _("Leaving is expected to cost %(amount)s more; the direct bill would be %(range)s.") % words


def _part(key: str, label: str, on: object, off: object, currency: str) -> BillPartView:
    first, second = spread(on), spread(off)
    gap = second.mean - first.mean if first and second else None
    return BillPartView(
        key=key,
        label=label,
        on=money(first.mean if first else None, currency),
        on_range=_range(first, currency),
        off=money(second.mean if second else None, currency),
        off_range=_range(second, currency),
        difference=signed_money(gap, currency),
    )


def _range(cost: Spread | None, currency: str) -> str:
    """Write the range of a cost; nothing where there is none."""
    return "" if cost is None or cost.is_certain else money_range(cost.low, cost.high, currency)


def _written(cost: Spread | None, currency: str) -> str:
    mean, ends = money(cost.mean if cost else None, currency), _range(cost, currency)
    return _("%(mean)s (%(range)s)") % {"mean": mean, "range": ends} if ends else mean


def _bar(
    key: str, label: str, side: Mapping[str, Any], keys: list[str], scale: float, currency: str
) -> BarView:
    unit = WIDTH / scale if scale > 0 else 0.0
    total = spread(side.get("total"))
    widths = [max(0.0, cost.mean) * unit if (cost := spread(side.get(name))) else 0.0 for name in keys]
    starts = list(accumulate(widths, initial=0.0))[:-1]
    segments = (
        SegmentView(name, round(x, 2), round(width, 2))
        for name, x, width in zip(keys, starts, widths, strict=True)
    )
    return BarView(
        key=key,
        label=f"{label}: {_written(total, currency)}",
        text=f"{label}: {_written(total, currency)}.",
        segments=tuple(segment for segment in segments if segment.width > 0),
        low_x=round(total.low * unit, 2) if total else 0.0,
        high_x=round(total.high * unit, 2) if total else 0.0,
    )
