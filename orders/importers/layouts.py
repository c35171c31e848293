"""The kinds of file by their columns: what tells each one, what it must have, what is read of it."""

from dataclasses import dataclass, field

from orders.importers.rows import Source


@dataclass(frozen=True, slots=True)
class Layout:
    """Hold the columns of one kind of file, named as `heading` writes them."""

    source: Source
    signature: frozenset[str]
    required: tuple[str, ...]
    optional: tuple[str, ...]
    # Other ways to write a heading -> the column that is meant.
    also: dict[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> frozenset[str]:
        """Return every column that is read."""
        return frozenset(self.required + self.optional)


SHOPIFY = Layout(
    source=Source.SHOPIFY,
    signature=frozenset({"name", "lineitem name"}),
    required=("name", "created at", "lineitem quantity", "lineitem name", "lineitem price"),
    optional=(
        *("id", "email", "currency", "subtotal", "shipping", "taxes", "total", "discount amount"),
        *("refunded amount", "financial status", "fulfillment status", "fulfilled at", "cancelled at"),
        *("shipping country", "billing country", "shipping name", "shipping zip", "vendor"),
        *("lineitem sku", "lineitem discount", "lineitem fulfillment status", "lineitem requires shipping"),
    ),
)

ALIEXPRESS = Layout(
    source=Source.ALIEXPRESS,
    signature=frozenset({"order id", "parent orderid"}),
    required=("order id", "parent orderid", "gmt create order time", "item name", "payable amt"),
    optional=("gmt trade end time", "end reason", "order status", "is success pay"),
)

SUPPLIER_ORDERS = Layout(
    source=Source.SUPPLIER_ORDERS,
    signature=frozenset({"order id", "supplier"}),
    required=("order id", "supplier", "product", "quantity"),
    optional=(
        *("cost", "currency", "marketplace", "placed via", "paid by", "ordered", "promised by", "shipped"),
        *("delivered", "shipping method", "tracking number", "outcome", "dispute opened"),
        *("refunded amount", "refunded on"),
    ),
    also={
        "ordered on": "ordered",
        "promised": "promised by",
        "promised on": "promised by",
        "shipped on": "shipped",
        "delivered on": "delivered",
        "tracking numbers": "tracking number",
        "dispute opened on": "dispute opened",
        "refunded": "refunded on",
        "refunded date": "refunded on",
    },
)

# AliExpress before our own: both have an order id.
LAYOUTS = (SHOPIFY, ALIEXPRESS, SUPPLIER_ORDERS)
# Every heading that is read from some kind of file: what may be repeated of a row that is no known header.
HEADINGS = frozenset().union(*(layout.columns | set(layout.also) for layout in LAYOUTS))


def heading(text: str) -> str:
    """Return a heading in the one form in which headings are compared: lower case, single spaces."""
    return " ".join(text.replace("\ufeff", "").replace("_", " ").split()).casefold()
