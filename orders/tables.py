"""The lists behind the order tables: which index finds the rows, and what is then asked of each of them.

Each filter alone has an index. Where several are chosen, the one that leaves fewest rows leads, and the others
are asked row by row (`orders.keyset` says how far).
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from orders.explaining import overdue
from orders.facts import Arrival
from orders.filters import CHEAPEST, DEAREST, NO_SUPPLIER, OLDEST, OVERDUE, TO_ANSWER
from orders.keyset import Listing, Sort
from orders.models import SalesOrder, SupplierOrder
from orders.searching import found_sales_orders, found_supplier_orders
from stores.models import Store

Wanted = Mapping[str, Any]
"""What was chosen in a form of `orders.filters`, without what was left open."""


def amount(text: str) -> Decimal:
    """Return the amount that an address names. Raises: ValueError for one that no order can have."""
    number = Decimal(text)
    if not number.is_finite() or abs(number) >= 10**12:
        raise ValueError(text)
    return number


BY_DATE = Sort("dated_on", date.fromisoformat)
BY_PROMISE = Sort("promised_on", date.fromisoformat)
BY_COST = Sort("cost", amount)
BY_MOMENT = Sort("ordered_at", datetime.fromisoformat)
# Where most orders of a store stand: a supplier leaves fewer of them than such an outcome does.
_COMMON = (Arrival.PROVEN, Arrival.NOT_OBSERVED)


def supplier_listing(store: Store, wanted: Wanted, today: date) -> Listing:
    """Return the orders placed with suppliers that were asked for, in their sort."""
    conditions = _conditions(wanted, today)
    sort = _sort(wanted)
    rows = SupplierOrder.objects.filter(store=store).select_related("supplier").defer("claims")
    if "q" in wanted:
        # So few that nothing else has to lead.
        found = found_supplier_orders(store, rows, wanted["q"])
        return Listing(found.filter(*conditions.values()), sort)
    leads = _leading(wanted, sort)
    if leads and _part_of_to_answer(wanted):
        rows = rows.filter(_TO_ANSWER)
        leads = ("days",)
    leading = [conditions.pop(name) for name in leads if name in conditions]
    return Listing(rows.filter(*leading), sort, _all(conditions.values()))


_TO_ANSWER = Q(supplier=None) | Q(unattributed=True) | Q(kind_not_stated=True)


def _part_of_to_answer(wanted: Wanted) -> bool:
    """Return whether the orders to answer lead, of which those that were asked for may be few."""
    return wanted.get("outcome") == "unattributed" or (
        wanted.get("supplier") == NO_SUPPLIER and wanted.get("outcome") in (None, *_COMMON)
    )


def _conditions(wanted: Wanted, today: date) -> dict[str, Q]:
    found: dict[str, Q] = {}
    if supplier := wanted.get("supplier"):
        found["supplier"] = Q(supplier=None) if supplier == NO_SUPPLIER else Q(supplier=int(supplier))
    if outcome := wanted.get("outcome"):
        found["outcome"] = _outcome(outcome, today)
    if days := _days(wanted):
        found["days"] = days
    if source := wanted.get("source"):
        # The key of a source among the claims; within them a quotation mark has a backslash before it.
        found["source"] = Q(claims__contains=f'"{source}":{{"')
    return found


def _outcome(outcome: str, today: date) -> Q:
    if outcome == OVERDUE:
        return overdue(today)
    if outcome == TO_ANSWER:
        return _TO_ANSWER
    if outcome in {each.value for each in Arrival}:
        return Q(arrival=outcome)
    return Q(**{outcome: True})


def _days(wanted: Wanted) -> Q:
    found = Q()
    if "since" in wanted:
        found &= Q(dated_on__gte=wanted["since"])
    return found & Q(dated_on__lte=wanted["until"]) if "until" in wanted else found


def _sort(wanted: Wanted) -> Sort:
    if wanted.get("outcome") == OVERDUE:
        # Its index is sorted so: the longest overdue first is what a person who asks for them wants to see.
        return BY_PROMISE.backwards()
    asked = wanted.get("sort")
    sort = BY_COST if asked in (DEAREST, CHEAPEST) else BY_DATE
    return sort.backwards() if asked in (OLDEST, CHEAPEST) else sort


def _leading(wanted: Wanted, sort: Sort) -> tuple[str, ...]:
    """Return the conditions that the index of this sort can answer."""
    if sort.column == BY_PROMISE.column:
        return ("outcome",)
    if sort.column == BY_COST.column:
        return ()
    outcome = wanted.get("outcome")
    if "supplier" in wanted and (outcome is None or outcome in _COMMON):
        return "supplier", "days"
    return "outcome", "days"


def _all(conditions: Iterable[Q]) -> Q:
    found = Q()
    for each in conditions:
        found &= each
    return found


def sales_listing(store: Store, wanted: Wanted) -> Listing:
    """Return the orders of customers that were asked for, in their sort."""
    rows = SalesOrder.objects.filter(store=store).filter(_moments(store, wanted))
    sort = BY_MOMENT.backwards() if wanted.get("sort") == OLDEST else BY_MOMENT
    asked = _all(_STATES[state] for state in [wanted.get("state")] if state)
    if "channel" in wanted:
        asked &= Q(channel=wanted["channel"])
    if "q" in wanted:
        return Listing(found_sales_orders(rows, wanted["q"]).filter(asked), sort)
    return Listing(rows, sort, asked)


_STATES = {
    "fulfilled": Q(fulfilment_status="fulfilled", cancelled_at=None),
    "waiting": ~Q(fulfilment_status="fulfilled") & Q(cancelled_at=None),
    "cancelled": Q(cancelled_at__isnull=False),
    "refunded": Q(refunded_amount__gt=0),
}


def _moments(store: Store, wanted: Wanted) -> Q:
    """Return the days that were asked for as moments: a customer's order has its hour, the store its zone."""
    zone = ZoneInfo(store.time_zone)
    found = Q()
    if "since" in wanted:
        found &= Q(ordered_at__gte=datetime.combine(wanted["since"], time(), zone).astimezone(UTC))
    if "until" in wanted:
        after = wanted["until"] + timedelta(days=1)
        found &= Q(ordered_at__lt=datetime.combine(after, time(), zone).astimezone(UTC))
    return found


def chosen_orders(store: Store, ticked: Iterable[str]) -> QuerySet[SupplierOrder]:
    """Return the orders of a store whose boxes were ticked; what is none of its orders is left out."""
    ids = [int(each) for each in ticked if each.isascii() and each.isdecimal() and len(each) < 19]
    return SupplierOrder.objects.filter(store=store, pk__in=ids).order_by("pk")
