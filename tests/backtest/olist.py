"""Orders of a marketplace's sellers (Olist sample): lateness, low reviews, and parcels that never come."""

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from tests.backtest.folder import day_of, rows_of
from tests.backtest.orders import NEVER, Row

KEPT_OF_UNDELIVERED = 0.054
"""The sample holds every undelivered order and this share of the delivered ones: thinned to the same share."""

LOW_SCORE = 2
"""One or two stars of five."""

GIVEN_UP_AFTER = 60
"""Without the engine, an order that has not come after so many days is counted as lost."""

Order = dict[str, str]
"""A row of the file of orders; `seller_state` is added to it."""

Make = Callable[[Order, str], Row | None]


def late_orders(folder: Path) -> list[Row]:
    """Return the delivered orders; late if they came after the promised day, known when that day is over."""
    return _rows(folder, _late_row)


def low_reviews(folder: Path) -> list[Row]:
    """Return the delivered and reviewed orders; failed with one or two stars, known when the buyer answered."""
    reviews: dict[str, tuple[int, int]] = {}
    for review in rows_of(folder / "olist_sample/olist_order_reviews_dataset.csv"):
        answered = day_of(review["review_answer_timestamp"])
        if answered is not None:
            said = answered, int(review["review_score"])
            reviews[review["order_id"]] = min(said, reviews.get(review["order_id"], said))

    def reviewed(order: Order, seller: str) -> Row | None:
        row, review = _late_row(order, seller), reviews.get(order["order_id"])
        if row is None or review is None:
            return None
        known = max(review[0], row.arrived)
        return Row(
            seller, row.placed, row.due, row.arrived, known, failed=review[1] <= LOW_SCORE, lane=row.lane
        )

    return _rows(folder, reviewed)


def undelivered_orders(folder: Path) -> list[Row]:
    """Return all orders; failed if they never came. No file says when an order was lost."""
    return _rows(folder, _lost_row)


def _rows(folder: Path, make: Make) -> list[Row]:
    sellers: dict[str, set[str]] = defaultdict(set)
    for item in rows_of(folder / "olist_sample/olist_order_items_dataset.csv"):
        sellers[item["order_id"]].add(item["seller_id"])
    state = {
        row["seller_id"]: row["seller_state"]
        for row in rows_of(folder / "olist_sample/olist_sellers_dataset.csv")
    }
    made = (
        make({**order, "seller_state": state.get(seller, "unknown")}, seller)
        for order in rows_of(folder / "olist_sample/olist_orders_dataset.csv")
        for seller in sellers[order["order_id"]]
    )
    return [row for row in made if row is not None]


def _late_row(order: Order, seller: str) -> Row | None:
    placed = day_of(order["order_purchase_timestamp"])
    due = day_of(order["order_estimated_delivery_date"])
    arrived = day_of(order["order_delivered_customer_date"])
    if order["order_status"] != "delivered" or placed is None or due is None or arrived is None:
        return None
    late = arrived > due
    known = due + 1 if late else arrived
    return Row(seller, placed, due, arrived, known, failed=late, lane=order["seller_state"])


def _lost_row(order: Order, seller: str) -> Row | None:
    placed = day_of(order["order_purchase_timestamp"])
    due = day_of(order["order_estimated_delivery_date"])
    arrived = day_of(order["order_delivered_customer_date"])
    if placed is None or due is None:
        return None
    if order["order_status"] == "delivered":
        return None if arrived is None else Row(seller, placed, due, arrived, known=arrived, failed=False)
    if not _is_kept(order["order_id"]):
        return None
    return Row(seller, placed, due, NEVER, known=placed + GIVEN_UP_AFTER + 1, failed=True)


def _is_kept(order_id: str) -> bool:
    """Return whether an undelivered order belongs to the thinned sample: the ids are random digits."""
    return int(order_id[:8], 16) / 2**32 < KEPT_OF_UNDELIVERED
