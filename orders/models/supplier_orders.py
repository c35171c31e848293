"""What was placed with a supplier: the only evidence of its performance."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from orders.facts import Arrival
from orders.models.kept_claims import ClaimsField
from orders.models.sales import SalesOrder
from orders.wording import reason_sentence
from stores.models import Store
from suppliers.models import Supplier

ARRIVALS = (
    (Arrival.PROVEN.value, _("Arrived")),
    (Arrival.ATTESTED.value, _("Arrived, attested")),
    (Arrival.OPEN.value, _("On its way")),
    (Arrival.LOST.value, _("Lost")),
    (Arrival.NOT_OBSERVED.value, _("Not observed")),
)


class SupplierOrder(models.Model):
    """Be one order placed with a supplier, known by (store, marketplace, parent order id).

    `claims` keeps what each source said and when it was learned; every other fact here is derived from it
    by `orders.claims.life` and `orders.facts.facts_of`, and written by `orders.actions` alone.
    """

    # The indexes below begin with these two.
    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="supplier_orders", db_index=False)
    marketplace = models.CharField(max_length=40)
    # By bytes: what is compared so is cheaper to index, and a beginning is found in any database's language.
    external_id = models.CharField(_("order id"), max_length=100, db_collation="C")
    supplier = models.ForeignKey(
        Supplier, on_delete=models.SET_NULL, null=True, related_name="orders", db_index=False
    )
    claims = ClaimsField()
    products = ArrayField(models.CharField(max_length=500), default=list)
    product_keys = ArrayField(models.CharField(max_length=300), default=list)
    quantity = models.IntegerField(null=True)
    cost = models.DecimalField(_("cost"), max_digits=14, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, blank=True)
    off_platform = models.BooleanField(default=False)
    paid_by = models.CharField(max_length=60, blank=True)
    dated_on = models.DateField(null=True)
    ordered_on = models.DateField(_("ordered"), null=True)
    promised_on = models.DateField(_("promised by"), null=True)
    shipped_on = models.DateField(_("shipped"), null=True)
    delivered_on = models.DateField(_("delivered"), null=True)
    dispute_opened_on = models.DateField(_("dispute opened"), null=True)
    refunded_on = models.DateField(_("refunded"), null=True)
    refunded_amount = models.DecimalField(_("refunded amount"), max_digits=14, decimal_places=2, null=True)
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=60, blank=True)
    confirmed_in_bulk = models.BooleanField(default=False)
    shipping_method = models.CharField(max_length=120, blank=True)
    lane = models.CharField(max_length=40)
    tracking_numbers = ArrayField(models.CharField(max_length=60), default=list)
    arrival = models.CharField(max_length=12, choices=ARRIVALS)
    arrived_on = models.DateField(null=True)
    late = models.BooleanField(null=True)
    not_as_described = models.BooleanField(null=True)
    counterfeit = models.BooleanField(null=True)
    unattributed = models.BooleanField(default=False)
    kind_not_stated = models.BooleanField(default=False)
    is_evidence = models.BooleanField(default=True)
    because = models.CharField(max_length=30)
    attestable = models.BooleanField(default=False)
    # The customer's order it was placed for: `sale_key` is what a source calls it, `sale` the one that is meant.
    sale_key = models.CharField(max_length=100, blank=True)
    sale = models.ForeignKey(
        SalesOrder, on_delete=models.SET_NULL, null=True, related_name="placed_orders", db_index=False
    )

    class Meta:
        """Hold each order once, with facts that can be true together."""

        constraints = (
            # In this sequence its index also finds an order by its id, or the beginning of it, alone.
            models.UniqueConstraint(
                fields=("store", "external_id", "marketplace"), name="supplier_order_once_per_store"
            ),
            models.CheckConstraint(
                condition=models.Q(arrival__in=[each.value for each in Arrival]), name="arrival_is_known_word"
            ),
            models.CheckConstraint(
                condition=models.Q(arrival="proven") | models.Q(arrived_on=None),
                name="only_arrived_orders_have_arrived_on",
            ),
            models.CheckConstraint(
                condition=models.Q(cost__gte=0) | models.Q(cost=None), name="supplier_order_cost_not_negative"
            ),
        )
        indexes = (
            models.Index(fields=("store", "-dated_on", "-id"), name="supplier_order_newest_first"),
            models.Index(fields=("supplier", "-dated_on", "-id"), name="supplier_order_by_supplier"),
            models.Index(
                fields=("store", "ended_at"),
                condition=models.Q(end_reason="buyer_accept_goods"),
                name="confirmed_by_moment",
            ),
            models.Index(
                fields=("store", "sale_key"), condition=~models.Q(sale_key=""), name="placed_for_sale_named"
            ),
            models.Index(fields=("sale",), condition=~models.Q(sale=None), name="placed_for_sale"),
            GinIndex(
                fields=("tracking_numbers",),
                condition=~models.Q(tracking_numbers=[]),
                name="supplier_order_by_number",
            ),
            # Assigning a product and searching for one ask for its orders, whoever's they are.
            GinIndex(fields=("product_keys",), name="supplier_order_by_product"),
            # What a list is narrowed by or sorted by has its index (`orders.tables`). Those of a few orders in a
            # hundred hold these alone, and cost the other rows of an import a look at the condition.
            models.Index(fields=("store", "arrival", "-dated_on", "-id"), name="supplier_order_by_arrival"),
            models.Index(fields=("store", "-cost", "-id"), name="supplier_order_by_cost"),
            models.Index(
                fields=("store", "-dated_on", "-id"),
                condition=models.Q(late=True),
                name="supplier_order_late",
            ),
            models.Index(
                fields=("store", "-dated_on", "-id"),
                condition=models.Q(not_as_described=True),
                name="supplier_order_not_described",
            ),
            models.Index(
                fields=("store", "-dated_on", "-id"),
                condition=models.Q(counterfeit=True),
                name="supplier_order_counterfeit",
            ),
            models.Index(
                fields=("store", "-dated_on", "-id"),
                condition=models.Q(supplier=None)
                | models.Q(unattributed=True)
                | models.Q(kind_not_stated=True),
                name="supplier_order_to_answer",
            ),
            models.Index(
                fields=("store", "-dated_on", "-id"),
                condition=models.Q(attestable=True),
                name="supplier_order_attestable",
            ),
            models.Index(
                fields=("store", "promised_on", "id"),
                condition=models.Q(arrival="open"),
                name="supplier_order_awaited",
            ),
        )

    def __str__(self) -> str:
        """Return the order's id on its marketplace."""
        return self.external_id

    @property
    def reason(self) -> str:
        """Return why it counts as it does, in the reader's language."""
        return reason_sentence(self.because)
