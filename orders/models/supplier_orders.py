"""What was placed with a supplier: the only evidence of its performance."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from orders.facts import Arrival
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

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="supplier_orders")
    marketplace = models.CharField(max_length=40)
    external_id = models.CharField(_("order id"), max_length=100)
    supplier = models.ForeignKey(Supplier, on_delete=models.SET_NULL, null=True, related_name="orders")
    claims = models.JSONField()
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

    class Meta:
        """Hold each order once, with facts that can be true together."""

        constraints = (
            models.UniqueConstraint(
                fields=("store", "marketplace", "external_id"), name="supplier_order_once_per_store"
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
            GinIndex(
                fields=("product_keys",), condition=models.Q(supplier=None), name="unassigned_by_product"
            ),
        )

    def __str__(self) -> str:
        """Return the order's id on its marketplace."""
        return self.external_id

    @property
    def reason(self) -> str:
        """Return why it counts as it does, in the reader's language."""
        return reason_sentence(self.because)
