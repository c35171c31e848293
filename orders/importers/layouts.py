"""The kinds of file by their columns: what tells each one, what it must have, what is read of it."""

from collections.abc import Collection
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
    # Beside the signature at least one of these, where there are any.
    one_of: frozenset[str] = frozenset()
    # Between tabs, a quotation mark in such a file is a mere character.
    is_unquoted: bool = False

    def fits(self, names: Collection[str]) -> bool:
        """Say whether these headings are the header of this kind of file."""
        present = {self.also.get(name, name) for name in names}
        return self.signature <= present and (not self.one_of or not self.one_of.isdisjoint(present))

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
        *("refunded amount", "refunded on", "sale"),
    ),
    also={
        "sales order": "sale",
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

ALIEXPRESS_INVENTORY = Layout(
    source=Source.ALIEXPRESS_INVENTORY,
    signature=frozenset({"order id", "store", "price info"}),
    required=("order id", "order date", "title", "qty", "store"),
    optional=("price", "currency", "status"),
)

WOOCOMMERCE = Layout(
    source=Source.WOOCOMMERCE,
    signature=frozenset({"order #", "net sales"}),
    required=("order #", "date", "net sales"),
    optional=("status", "n. revenue (formatted)"),
)

WOOCOMMERCE_EXPORT = Layout(
    source=Source.WOOCOMMERCE_EXPORT,
    signature=frozenset({"order number"}),
    one_of=frozenset({"item cost", "order line total", "order total amount"}),
    required=("order number", "order date"),
    optional=(
        *("order status", "item #", "sku", "name", "quantity", "item cost", "order line (w/o tax)"),
        *("order subtotal amount", "order tax amount", "order total tax amount", "order shipping amount"),
        *("order refund amount", "order total amount", "cart discount amount"),
        *("country code (shipping)", "country code (billing)", "email (billing)"),
    ),
    also={"item name": "name"},
)

EBAY = Layout(
    source=Source.EBAY,
    signature=frozenset({"sales record number", "item number"}),
    required=("sales record number", "order number", "item number", "item title", "quantity", "sale date"),
    optional=(
        *("sold for", "custom label", "shipping and handling", "seller collected tax", "total price"),
        *("maximum estimated delivery date", "shipped on date"),
        *("tracking number", "ship to country", "buyer country", "buyer username"),
    ),
    also={
        "postage and handling": "shipping and handling",
        "postage and packaging": "shipping and handling",
        "posted on date": "shipped on date",
        "dispatched on date": "shipped on date",
        "post to country": "ship to country",
    },
)

ETSY_ITEMS = Layout(
    source=Source.ETSY_ITEMS,
    signature=frozenset({"transaction id", "listing id"}),
    required=("transaction id", "order id", "sale date", "item name", "quantity"),
    optional=(
        *("price", "item total", "order shipping", "order sales tax", "currency"),
        *("date shipped", "ship country", "buyer", "sku"),
    ),
)

ETSY_ORDERS = Layout(
    source=Source.ETSY_ORDERS,
    signature=frozenset({"order id", "adjusted order total"}),
    required=("order id", "sale date", "order total", "adjusted order total"),
    optional=(
        *("currency", "order value", "discount amount", "shipping", "sales tax", "status"),
        *("date shipped", "ship country", "buyer", "buyer user id"),
    ),
)

AMAZON_NEW = Layout(
    source=Source.AMAZON_NEW,
    signature=frozenset({"order-id", "order-item-id"}),
    required=("order-id", "order-item-id", "purchase-date", "product-name", "quantity-purchased"),
    optional=(
        *("delivery-end-date", "sku", "currency", "item-price", "item-tax"),
        *("shipping-price", "shipping-tax", "item-promotion-discount", "ship-country", "buyer-email"),
    ),
    is_unquoted=True,
)

AMAZON_ALL = Layout(
    source=Source.AMAZON_ALL,
    signature=frozenset({"amazon-order-id", "purchase-date"}),
    required=("amazon-order-id", "purchase-date", "order-status", "product-name", "quantity"),
    optional=(
        *("last-updated-date", "item-status", "sku", "currency", "item-price", "item-tax", "shipping-price"),
        *("shipping-tax", "item-promotion-discount", "ship-country"),
    ),
    is_unquoted=True,
)

ZENDROP = Layout(
    source=Source.ZENDROP,
    signature=frozenset({"order id", "store order id", "zendrop payment"}),
    required=("order id", "store order id", "order date", "zendrop payment"),
    optional=("order number", "order fulfillment date", "order status", "supplier names"),
)

DSERS = Layout(
    source=Source.DSERS,
    signature=frozenset({"order number", "product id", "product count"}),
    required=("order number", "date", "product id", "product count"),
    optional=("country", "country (full name)", "sku", "email", "contact person", "zip"),
)

# What has more in its signature comes first: several kinds have an order id.
LAYOUTS = (
    *(SHOPIFY, ALIEXPRESS, ALIEXPRESS_INVENTORY, ZENDROP, DSERS, EBAY, ETSY_ITEMS, ETSY_ORDERS),
    *(AMAZON_NEW, AMAZON_ALL, WOOCOMMERCE, WOOCOMMERCE_EXPORT, SUPPLIER_ORDERS),
)
# Every heading that is read from some kind of file: what may be repeated of a row that is no known header.
HEADINGS = frozenset().union(*(layout.columns | set(layout.also) for layout in LAYOUTS))


def heading(text: str) -> str:
    """Return a heading in the one form in which headings are compared: lower case, single spaces."""
    return " ".join(text.replace("\ufeff", "").replace("_", " ").split()).casefold()
