"""What a notification may say, whoever sent it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from orders.importers.rows import ParcelRow, SalesOrderRow, Source


class Kind(StrEnum):
    """Name who sends notifications."""

    SHOPIFY = "shopify"
    WOOCOMMERCE = "woocommerce"
    AFTERSHIP = "aftership"
    TRACK17 = "17track"


# The topics by which a shop asks that buyers be forgotten.
WISHES = ("customers/redact", "shop/redact")
# As who each of them speaks of orders.
SOURCES = {
    Kind.SHOPIFY: Source.SHOPIFY_WEBHOOK,
    Kind.WOOCOMMERCE: Source.WOOCOMMERCE_WEBHOOK,
    Kind.AFTERSHIP: Source.AFTERSHIP,
    Kind.TRACK17: Source.TRACK17,
}


@dataclass(frozen=True, slots=True)
class Message:
    """Hold a notification whose signature fits, as it came; `sent_at` is when its sender wrote it, else it came in."""

    topic: str
    body: bytes = field(repr=False)
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Piece:
    """Hold what is said of one part of a customer's order: a shipment, a refund, a dispute.

    `key` names the part within its order, `at` tells its newer state from its older one, and `facts` are
    of JSON: texts, whole numbers, lists and objects of them.
    """

    order_id: str
    key: str
    at: datetime
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Forget:
    """Ask that buyers be forgotten: those of these orders and of this address, or all of the shop."""

    order_ids: tuple[str, ...] = ()
    buyer: str = field(default="", repr=False)
    everybody: bool = False


class Nothing(StrEnum):
    """Say why a notification changes nothing; a key of `orders.wording`."""

    TEST = "test"
    TEST_ORDER = "test_order"
    TOPIC = "topic"
    DRAFT = "draft"
    NO_ORDER = "no_order"
    NO_NEWS = "no_news"
    PING = "ping"


@dataclass(frozen=True, slots=True)
class News:
    """Hold all that one notification says; `about` names its order or parcel for the owner."""

    sales: tuple[SalesOrderRow, ...] = ()
    pieces: tuple[Piece, ...] = ()
    parcels: tuple[ParcelRow, ...] = ()
    forget: Forget | None = None
    nothing: Nothing | None = None
    about: str = ""


class Unreadable(StrEnum):
    """Say what is wrong with a notification; a key of `orders.wording`."""

    NOT_JSON = "not_json"
    MISSING = "missing"
    TEXT = "text"
    NUMBER = "number"
    MOMENT = "moment"
    STATUS = "status"
    NOT_STORABLE = "not_storable"
    GIVEN_UP = "given_up"


class NotReadable(Exception):
    """Say which field of a notification cannot be read, and why; the value itself may be about a person."""

    def __init__(self, problem: Unreadable, name: str = "") -> None:
        """Keep the rule and the field."""
        super().__init__(problem, name)
        self.problem = problem
        self.name = name
