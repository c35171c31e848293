"""Confirmations by hand that were given in one go, and so prove nothing about a single parcel."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import datetime, timedelta

# Five or more within a minute is somebody clearing a list, not somebody looking at parcels. Assumption.
IN_ONE_GO = 5
WINDOW = timedelta(minutes=1)


def in_one_go(moments: Iterable[datetime]) -> set[datetime]:
    """Return the moments that lie with at least four others within a minute."""
    line = sorted(moments)
    found: set[datetime] = set()
    for start in line:
        burst = line[bisect_left(line, start) : bisect_right(line, start + WINDOW)]
        if len(burst) >= IN_ONE_GO:
            found.update(burst)
    return found
