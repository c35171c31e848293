"""The five real questions of the backtest."""

from datetime import date
from pathlib import Path

import numpy as np

from tests.backtest.olist import late_orders, low_reviews, undelivered_orders
from tests.backtest.orders import orders_from
from tests.backtest.scms import vendor_deliveries
from tests.backtest.totals import seller_totals
from tests.backtest.windows import Task, task_of

VENDOR_YEARS = date(2008, 6, 1), date(2015, 6, 1), 13
MARKET_YEARS = date(2017, 4, 1), date(2018, 6, 1), 11
"""First cut-off, last cut-off and how many; the last leaves 90 days of orders and time for them to arrive."""


def real_tasks(folder: Path) -> list[Task]:
    """Return the tasks on the real files."""
    return [
        task_of(
            "vendor_late",
            "vendors, lateness",
            "late",
            orders_from(vendor_deliveries(folder)),
            _days(*VENDOR_YEARS),
        ),
        task_of(
            "market_late",
            "marketplace, lateness",
            "late",
            orders_from(late_orders(folder)),
            _days(*MARKET_YEARS),
        ),
        task_of(
            "market_review",
            "marketplace, low reviews",
            "not_as_described",
            orders_from(low_reviews(folder)),
            _days(*MARKET_YEARS),
        ),
        task_of(
            "market_lost",
            "marketplace, never arrived",
            "lost",
            orders_from(undelivered_orders(folder)),
            _days(*MARKET_YEARS),
        ),
        seller_totals(folder),
    ]


def _days(first: date, last: date, number: int) -> list[int]:
    """Return evenly spread days."""
    return [int(day) for day in np.linspace(first.toordinal(), last.toordinal(), number)]
