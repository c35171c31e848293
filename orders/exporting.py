"""Orders as a file for a spreadsheet: one line at a time, and no cell that a spreadsheet takes for a formula."""

import csv
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from orders.keyset import Listing, everything
from orders.models import SalesOrder, SupplierOrder
from stores.models import Store

AT_A_TIME = 1_000
# What a spreadsheet takes for the beginning of a formula, in any width of letters.
# Source: OWASP, "CSV Injection".
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# So that a spreadsheet reads the file as UTF-8.
_BOM = "\ufeff"


class _Echo:
    """Hand back what is written: the writer of csv wants a file."""

    def write(self, text: str) -> str:
        """Return the line."""
        return text


def plain(value: object) -> str:
    """Return a cell that stays text in a spreadsheet: a mark before what would be read as a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def lines_of(listing: Listing, store: Store) -> Iterator[str]:
    """Return the lines of the file, the header first; they are read from the database as they are sent."""
    columns = _SALES if listing.rows.model is SalesOrder else _PLACED
    zone = ZoneInfo(store.time_zone)
    writer = csv.writer(_Echo())
    header: str = writer.writerow([str(heading) for heading, _cell in columns])
    orders = everything(listing, AT_A_TIME)
    rows = (writer.writerow([plain(cell(order, zone)) for _heading, cell in columns]) for order in orders)
    return chain([_BOM + header], rows)


Cell = Callable[[Any, ZoneInfo], object]


def _field(name: str) -> Cell:
    return lambda order, _zone: getattr(order, name)


def _several(name: str) -> Cell:
    return lambda order, _zone: "; ".join(getattr(order, name))


def _moment(name: str) -> Cell:
    def cell(order: SalesOrder, zone: ZoneInfo) -> str:
        moment = getattr(order, name)
        return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M") if moment else ""

    return cell


def _problems(order: SupplierOrder, _zone: ZoneInfo) -> str:
    """Return what went wrong, in the words of the list."""
    found = (
        (order.late, _("Late")),
        (order.not_as_described, _("Not as described")),
        (order.counterfeit, _("Counterfeit")),
        (order.unattributed, _("Problem, cause not stated")),
    )
    return "; ".join(str(words) for holds, words in found if holds)


def _outcome(order: SupplierOrder, _zone: ZoneInfo) -> object:
    """Return where it is, in the words of the list."""
    return _("Silent, could count") if order.attestable else order.get_arrival_display()


def _supplier(order: SupplierOrder, _zone: ZoneInfo) -> str:
    return order.supplier.name if order.supplier else ""


_PLACED: tuple[tuple[Promise, Cell], ...] = (
    (_("Order number"), _field("external_id")),
    (_("Marketplace"), _field("marketplace")),
    (_("Supplier name"), _supplier),
    (_("Products"), _several("products")),
    (_("Pieces"), _field("quantity")),
    (_("Cost"), _field("cost")),
    (_("Currency"), _field("currency")),
    (_("Ordered"), _field("ordered_on")),
    (_("Promised by"), _field("promised_on")),
    (_("Shipped"), _field("shipped_on")),
    (_("Delivered"), _field("delivered_on")),
    (_("Outcome"), _outcome),
    (_("What went wrong"), _problems),
    (_("Why it counts so"), _field("reason")),
    (_("Refunded"), _field("refunded_amount")),
    (_("Tracking numbers"), _several("tracking_numbers")),
)
_SALES: tuple[tuple[Promise, Cell], ...] = (
    (_("Order"), _field("name")),
    (_("Order id"), _field("external_id")),
    (_("Channel"), _field("channel")),
    (_("Ordered"), _moment("ordered_at")),
    (_("Fulfilled"), _moment("fulfilled_at")),
    (_("Cancelled"), _moment("cancelled_at")),
    (_("Total"), _field("total")),
    (_("Refunded to the customer"), _field("refunded_amount")),
    (_("Currency"), _field("currency")),
)
