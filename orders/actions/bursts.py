"""Find the orders of which it has to be said anew whether they were confirmed in one go with others."""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import datetime, timedelta

from orders.bulk import WINDOW, in_one_go
from orders.copying import Kept, confirmed_between
from stores.models import Store

Spans = list[tuple[datetime, datetime]]


def turned(store: Store, moments: Iterable[datetime]) -> list[Kept]:
    """Return the orders for which it is no longer as it was, after confirmations of these moments came or went."""
    touched = sorted(moments)
    if not touched:
        return []
    # A burst may reach a minute to either side, and what is a burst there a minute further.
    beside = confirmed_between(store, _spans(touched, 2 * WINDOW))
    bursts = in_one_go(order.ended_at for order in beside if order.ended_at)
    reach = _spans(touched, WINDOW)
    return [
        order
        for order in beside
        if order.ended_at
        and order.confirmed_in_bulk != (order.ended_at in bursts)
        and _is_in(order.ended_at, reach)
    ]


def _spans(moments: Iterable[datetime], around: timedelta) -> Spans:
    """Return the spans of time so far around some sorted moments, those that meet as one."""
    spans: Spans = []
    for moment in moments:
        since, until = moment - around, moment + around
        if spans and since <= spans[-1][1]:
            spans[-1] = (spans[-1][0], until)
        else:
            spans.append((since, until))
    return spans


def _is_in(moment: datetime, spans: Spans) -> bool:
    place = bisect_right(spans, moment, key=lambda span: span[0]) - 1
    return place >= 0 and moment <= spans[place][1]
