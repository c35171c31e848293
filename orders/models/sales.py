"""What a store's customers bought: evidence of the store's volume, never of a supplier's performance."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from orders.importers.rows import SalesLineRow
from stores.models import Store
from suppliers.models import Supplier


class SalesOrder(models.Model):
    """Be one order of a customer; of the person only the country and a keyed hash are kept.

    `parts` keeps what each source said of it (see `orders.sales`); every other fact here is derived from it by
    `orders.sales.sale_of`, and written by `orders.actions` alone.
    """

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="sales_orders")
    channel = models.CharField(max_length=20)
    # By bytes: what is compared so is cheaper to index, and a beginning is found in any database's language.
    external_id = models.CharField(max_length=100, db_collation="C")
    name = models.CharField(_("order"), max_length=100, db_collation="C")
    ordered_at = models.DateTimeField(_("ordered"))
    currency = models.CharField(max_length=3, blank=True)
    subtotal = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    shipping = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    tax = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    discount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    total = models.DecimalField(_("total"), max_digits=14, decimal_places=2, null=True)
    refunded_amount = models.DecimalField(
        _("refunded to the customer"), max_digits=14, decimal_places=2, null=True
    )
    financial_status = models.CharField(max_length=30, blank=True)
    fulfilment_status = models.CharField(max_length=30, blank=True)
    fulfilled_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    country = models.CharField(max_length=2, blank=True)
    buyer_hash = models.CharField(max_length=64, blank=True)
    learned_on = models.DateField()
    parts = models.JSONField(default=dict)
    refunded_at = models.DateTimeField(null=True)
    disputed_at = models.DateTimeField(null=True)
    dispute_status = models.CharField(max_length=30, blank=True)
    dispute_reason = models.CharField(max_length=60, blank=True)
    # As `orders.tracking_numbers.number_key` writes them.
    tracking_numbers = ArrayField(models.CharField(max_length=60), default=list)

    class Meta:
        """Hold each order once per store and channel."""

        constraints = (
            models.UniqueConstraint(
                fields=("store", "channel", "external_id"), name="sales_order_once_per_store"
            ),
        )
        indexes = (
            models.Index(fields=("store", "-ordered_at", "-id"), name="sales_order_newest_first"),
            # To count what the owner has seen through: `orders.queries.fulfilled_orders`.
            models.Index(
                fields=("store", "fulfilled_at"),
                condition=models.Q(fulfilment_status="fulfilled", cancelled_at=None),
                name="sales_order_fulfilled",
            ),
            models.Index(fields=("store", "external_id"), name="sales_order_by_id"),
            models.Index(fields=("store", "name"), name="sales_order_by_name"),
            GinIndex(
                fields=("tracking_numbers",),
                condition=~models.Q(tracking_numbers=[]),
                name="sales_order_by_number",
            ),
        )

    # The lines that are to be written with it; None where they stay as they are.
    lines_now: tuple[SalesLineRow, ...] | None = None

    def __str__(self) -> str:
        """Return the order's name."""
        return self.name


class EarlyParts(models.Model):
    """Keep what was said of parts of an order of which nobody has spoken as a whole yet."""

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="+", db_index=False)
    channel = models.CharField(max_length=20)
    external_id = models.CharField(max_length=100, db_collation="C")
    parts = models.JSONField()

    class Meta:
        """Hold each order once."""

        constraints = (
            models.UniqueConstraint(
                fields=("store", "channel", "external_id"), name="early_parts_once_per_order"
            ),
        )

    def __str__(self) -> str:
        """Return the order's id."""
        return self.external_id


class SalesLine(models.Model):
    """Be one line of a customer's order; it may name the supplier that ships it."""

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="+")
    order = models.ForeignKey(SalesOrder, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=500)
    title_key = models.CharField(max_length=300)
    vendor = models.CharField(max_length=300, blank=True)
    vendor_key = models.CharField(max_length=300, blank=True)
    sku = models.CharField(max_length=300, blank=True)
    quantity = models.IntegerField()
    price = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    discount = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    fulfilment_status = models.CharField(max_length=30, blank=True)
    supplier = models.ForeignKey(Supplier, on_delete=models.SET_NULL, null=True, related_name="sales_lines")

    class Meta:
        """Number the lines of an order."""

        constraints = (
            models.UniqueConstraint(fields=("order", "position"), name="line_position_once_per_order"),
        )
        indexes = (
            models.Index(fields=("store", "vendor_key"), name="sales_line_by_vendor"),
            models.Index(fields=("store", "title_key"), name="sales_line_by_title"),
            # To count the orders that name no supplier yet, which are few once somebody has said whose they are.
            models.Index(
                fields=("store", "order"), condition=models.Q(supplier=None), name="sales_line_to_assign"
            ),
        )

    def __str__(self) -> str:
        """Return what was bought."""
        return self.title
