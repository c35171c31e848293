"""What tracking says of parcels, kept also while no order has the number yet."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from orders.importers.rows import ParcelStatus, Tracked
from stores.models import Store

STATUSES = (
    (ParcelStatus.NOT_FOUND.value, _("Not found")),
    (ParcelStatus.INFO_RECEIVED.value, _("Announced")),
    (ParcelStatus.IN_TRANSIT.value, _("On its way")),
    (ParcelStatus.OUT_FOR_DELIVERY.value, _("Out for delivery")),
    (ParcelStatus.ATTEMPT_FAILED.value, _("Delivery tried in vain")),
    (ParcelStatus.AVAILABLE_FOR_PICKUP.value, _("Waits to be picked up")),
    (ParcelStatus.DELIVERED.value, _("Delivered")),
    (ParcelStatus.EXCEPTION.value, _("Something is wrong")),
    (ParcelStatus.EXPIRED.value, _("No news for long")),
    (ParcelStatus.RETURNED.value, _("Sent back")),
    (ParcelStatus.LOST.value, _("Lost")),
)


class Parcel(models.Model):
    """Be one parcel of a store, known by its number; written by `orders.actions.parcels` alone.

    `fate` is what the status means for the order (see `orders.tracking.fate_of`).
    """

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="parcels")
    number_key = models.CharField(max_length=60)
    number = models.CharField(_("tracking number"), max_length=60)
    source = models.CharField(max_length=30)
    carrier = models.CharField(_("carrier"), max_length=60, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    status = models.CharField(max_length=20, choices=STATUSES)
    sub_status = models.CharField(max_length=60, blank=True)
    fate = models.CharField(max_length=10)
    first_seen_on = models.DateField(null=True)
    delivered_on = models.DateField(null=True)
    said_at = models.DateTimeField()

    class Meta:
        """Hold each parcel once, with words that are known."""

        constraints = (
            models.UniqueConstraint(fields=("store", "number_key"), name="parcel_once_per_store"),
            models.CheckConstraint(
                condition=models.Q(status__in=[each.value for each in ParcelStatus]),
                name="parcel_status_is_known_word",
            ),
            models.CheckConstraint(
                condition=models.Q(fate__in=[each.value for each in Tracked if each is not Tracked.EARLIER]),
                name="parcel_fate_is_known_word",
            ),
        )

    def __str__(self) -> str:
        """Return the number."""
        return self.number
