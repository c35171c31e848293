"""What a column of a table may hold, in the reader's language; the keys are those of `orders.importers.mapping`."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

COLUMN_NAMES: dict[str, Promise] = {
    "order id": _("Order number"),
    "name": _("Name of the order"),
    "marketplace": _("Marketplace"),
    "supplier": _("Supplier"),
    "product": _("Product"),
    "quantity": _("Quantity"),
    "cost": _("What you paid"),
    "price": _("Price of one piece"),
    "currency": _("Currency"),
    "placed via": _("Platform or off platform"),
    "paid by": _("Paid by"),
    "ordered": _("Day of the order"),
    "promised by": _("Promised by"),
    "shipped": _("Day of shipping"),
    "delivered": _("Day of delivery"),
    "shipping method": _("Shipping method"),
    "tracking number": _("Tracking number"),
    "outcome": _("How it ended"),
    "dispute opened": _("Day of the dispute"),
    "refunded on": _("Day of the refund"),
    "refunded amount": _("Amount refunded"),
    "sale": _("Customer’s order it was placed for"),
    "note": _("Note"),
    "sku": _("SKU"),
    "vendor": _("Vendor"),
    "subtotal": _("Subtotal"),
    "shipping": _("Shipping charged"),
    "tax": _("Tax"),
    "discount": _("Discount"),
    "total": _("Total"),
    "payment status": _("Payment status"),
    "fulfilment status": _("Fulfilment status"),
    "fulfilled": _("Day of fulfilment"),
    "cancelled": _("Day of cancellation"),
    "country": _("Country"),
    "buyer": _("Buyer (kept as a code only)"),
}

# What is understood of a row; the keys are fields of the classes in `orders.importers.rows`.
UNDERSTOOD: dict[str, Promise] = {
    "order_id": COLUMN_NAMES["order id"],
    "products": COLUMN_NAMES["product"],
    "off_platform": _("Off the platform"),
    "paid_by": COLUMN_NAMES["paid by"],
    "ordered_on": COLUMN_NAMES["ordered"],
    "promised_on": COLUMN_NAMES["promised by"],
    "shipped_on": COLUMN_NAMES["shipped"],
    "delivered_on": COLUMN_NAMES["delivered"],
    "shipping_method": COLUMN_NAMES["shipping method"],
    "tracking_numbers": COLUMN_NAMES["tracking number"],
    "dispute_opened_on": COLUMN_NAMES["dispute opened"],
    "refunded_on": COLUMN_NAMES["refunded on"],
    "refunded_amount": COLUMN_NAMES["refunded amount"],
    "order_status": _("Status of the order"),
    "end_reason": _("Reason of its end"),
    "ended_at": _("Ended"),
    "is_paid": _("Paid"),
    "settled": _("Settled"),
    "ordered_at": COLUMN_NAMES["ordered"],
    "lines": COLUMN_NAMES["product"],
    "financial_status": COLUMN_NAMES["payment status"],
    "fulfilment_status": COLUMN_NAMES["fulfilment status"],
    "fulfilled_at": COLUMN_NAMES["fulfilled"],
    "cancelled_at": COLUMN_NAMES["cancelled"],
    "updated_at": _("Last changed"),
}

# What an answer lacks; the keys are those of `Mapping.lacking`.
LACKING: dict[str, Promise] = {
    "order id": _("Say which column holds the order number."),
    "ordered": _("Say which column holds the day of the order."),
    "event": _(
        "Say which column holds at least one of: the day of the order, of shipping, of delivery, how it ended, "
        "a dispute or a refund. Without any of them the file says nothing of the supplier."
    ),
}
