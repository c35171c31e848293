"""What one file says about one order, before anything is stored."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum


class Source(StrEnum):
    """Name whatever speaks of orders: kinds of file, connections, and the owner."""

    SHOPIFY = "shopify_orders"
    WOOCOMMERCE = "woocommerce_analytics"
    WOOCOMMERCE_EXPORT = "woocommerce_export"
    EBAY = "ebay_orders"
    ETSY_ITEMS = "etsy_items"
    ETSY_ORDERS = "etsy_orders"
    AMAZON_NEW = "amazon_new_orders"
    AMAZON_ALL = "amazon_all_orders"
    ALIEXPRESS = "aliexpress_orders"
    ALIEXPRESS_INVENTORY = "aliexpress_inventory"
    ZENDROP = "zendrop_orders"
    DSERS = "dsers_orders"
    SUPPLIER_ORDERS = "supplier_orders"
    # Any other table, by a mapping of its columns.
    TABLE = "other_table"
    OWNER = "owner"
    SHOPIFY_WEBHOOK = "shopify_webhook"
    WOOCOMMERCE_WEBHOOK = "woocommerce_webhook"
    AFTERSHIP = "aftership"
    TRACK17 = "17track"


_CHANNELS = {
    Source.SHOPIFY_WEBHOOK: Source.SHOPIFY.value,
    # It names a shop's orders as the shop does.
    Source.DSERS: Source.SHOPIFY.value,
    Source.WOOCOMMERCE: "woocommerce",
    Source.WOOCOMMERCE_EXPORT: "woocommerce",
    Source.WOOCOMMERCE_WEBHOOK: "woocommerce",
    Source.EBAY: "ebay",
    Source.ETSY_ITEMS: "etsy",
    Source.ETSY_ORDERS: "etsy",
    Source.AMAZON_NEW: "amazon",
    Source.AMAZON_ALL: "amazon",
}


def channel_of(source: Source) -> str:
    """Return the channel under which sales of one shop meet, whichever way they come in."""
    return _CHANNELS.get(source, source.value)


class Outcome(StrEnum):
    """Name the words that a file or an owner may use for how an order ended."""

    CLEAN = "clean"
    LATE = "late"
    LOST = "lost"
    NOT_AS_DESCRIBED = "not_as_described"
    COUNTERFEIT = "counterfeit"
    IN_TRANSIT = "in_transit"
    NOT_OBSERVED = "not_observed"


class Tracked(StrEnum):
    """Name what carriers say of all the parcels of one order together."""

    DELIVERED = "delivered"
    OPEN = "open"
    LOST = "lost"
    # These will not come, and nobody said by whose fault: it went back, the buyer did not take it, customs kept it.
    RETURNED = "returned"
    NOT_TAKEN = "not_taken"
    HELD = "held"
    # Its last scan was before the order: the number is that of another parcel.
    EARLIER = "earlier"


@dataclass(frozen=True, slots=True)
class SupplierOrderRow:
    """Hold what a file states of one order placed with a supplier; None is "not stated"."""

    row: int
    marketplace: str
    order_id: str
    supplier: str | None = None
    products: tuple[str, ...] = ()
    quantity: int | None = None
    cost: Decimal | None = None
    currency: str | None = None
    off_platform: bool | None = None
    paid_by: str | None = None
    ordered_on: date | None = None
    promised_on: date | None = None
    shipped_on: date | None = None
    delivered_on: date | None = None
    shipping_method: str | None = None
    tracking_numbers: tuple[str, ...] = ()
    outcome: Outcome | None = None
    dispute_opened_on: date | None = None
    refunded_on: date | None = None
    refunded_amount: Decimal | None = None
    order_status: str | None = None
    end_reason: str | None = None
    ended_at: datetime | None = None
    is_paid: bool | None = None
    # Whether the file would show a complaint about this order if there were one; where it would not,
    # its silence says nothing about quality.
    records_complaints: bool = False
    # The name or the id of the customer's order that it was placed for.
    sale: str | None = None
    # The owner's answer to an open question: nothing was the supplier's fault.
    settled: bool | None = None
    note: str | None = None
    # What carriers say of all its parcels together, and a day by which they had all arrived where none names one.
    tracked: Tracked | None = None
    arrived_by: date | None = None
    # When the source says that it said so; None for a file, whose word counts from the day it came in.
    said_at: datetime | None = None


class ParcelStatus(StrEnum):
    """Name what a tracking service says of a parcel."""

    NOT_FOUND = "not_found"
    INFO_RECEIVED = "info_received"
    IN_TRANSIT = "in_transit"
    OUT_FOR_DELIVERY = "out_for_delivery"
    ATTEMPT_FAILED = "attempt_failed"
    AVAILABLE_FOR_PICKUP = "available_for_pickup"
    DELIVERED = "delivered"
    EXCEPTION = "exception"
    EXPIRED = "expired"
    RETURNED = "returned"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class ParcelRow:
    """Hold what a tracking service says of one parcel; None is "not stated"."""

    number: str
    status: ParcelStatus
    said_at: datetime
    carrier: str | None = None
    sub_status: str | None = None
    first_seen_on: date | None = None
    delivered_on: date | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class SalesLineRow:
    """Hold one line of a customer's order."""

    position: int
    title: str
    quantity: int
    # Of one piece; None where the file names no price.
    price: Decimal | None
    sku: str = ""
    vendor: str = ""
    discount: Decimal = Decimal(0)
    fulfilment_status: str = ""


@dataclass(frozen=True, slots=True)
class SalesOrderRow:
    """Hold what a file states of one customer's order; None and an empty text are "not stated".

    A moment is naive where the file names no zone: it is one in the store's own. `lines` is empty where the
    file names no products. `financial_status` and `fulfilment_status` are in Shopify's words; the first is
    "cancelled" where an order was called off, and empty where the file would not show a refund. `buyer` is
    hashed by the caller, never stored.
    """

    row: int
    order_id: str
    name: str
    ordered_at: datetime
    currency: str | None
    lines: tuple[SalesLineRow, ...]
    subtotal: Decimal | None = None
    shipping: Decimal | None = None
    tax: Decimal | None = None
    discount: Decimal | None = None
    total: Decimal | None = None
    refunded_amount: Decimal | None = None
    financial_status: str = ""
    fulfilment_status: str = ""
    fulfilled_at: datetime | None = None
    cancelled_at: datetime | None = None
    country: str = ""
    tracking_numbers: tuple[str, ...] = ()
    # The last day of the delivery that the customer was promised: by the shop, not by a supplier.
    promised_on: date | None = None
    updated_at: datetime | None = None
    buyer: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class RowError:
    """Name the cell that kept its order out: where, what was read, and which rule it broke.

    `value` is empty where the cell is, and where it may be about a person (`orders.importers.quoting`).
    `problem` is a key of `orders.wording`, which turns it into a sentence in the reader's language.
    """

    row: int
    column: str
    value: str
    problem: str
    # One order may have many errors; those that are the first of theirs count the orders that stayed out.
    is_first_of_order: bool = field(default=True, compare=False)
    # Every row of the order, with the first of its errors; empty where the order is this one row.
    rows: tuple[int, ...] = field(default=(), compare=False)


class FileError(Exception):
    """Say that a file as a whole cannot be read; `problem` is a key of `orders.wording`."""

    def __init__(self, problem: str, **details: str) -> None:
        """Keep the key of the problem and the words that its sentence needs."""
        super().__init__(problem)
        self.problem = problem
        self.details = details
