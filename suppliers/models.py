"""Suppliers, the names they go by in files, and what has been checked about them."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from stores.models import Store


class Supplier(models.Model):
    """Be somebody who ships a store's orders.

    `evidence_version` grows with every change of what is known about the supplier; assessments compare it
    with the version they have seen. The row is the message: it cannot be lost or doubled.
    """

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="suppliers")
    name = models.CharField(_("name"), max_length=120)
    name_key = models.CharField(max_length=300, editable=False)
    shop_url = models.URLField(_("shop link"), blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    notes = models.TextField(_("notes"), blank=True, max_length=4_000)
    evidence_version = models.BigIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Hold one supplier per name and store."""

        constraints = (
            models.UniqueConstraint(
                fields=("store", "name_key"),
                name="supplier_name_once_per_store",
                violation_error_message=_("You have a supplier of this name."),
            ),
            models.CheckConstraint(
                condition=models.Q(evidence_version__gte=1), name="evidence_version_only_grows"
            ),
        )

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the supplier's page."""
        return reverse("assessments:supplier", args=[self.store.slug, self.pk])


class Alias(models.Model):
    """Remember what a file calls a supplier: its shop, a vendor name, or a product that only it sends."""

    class Kind(models.TextChoices):
        """Say which column of a file the text stands in."""

        SHOP = "shop", _("Supplier")
        VENDOR = "vendor", _("Vendor")
        PRODUCT = "product", _("Product")

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="aliases")
    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="aliases")
    kind = models.CharField(max_length=7, choices=Kind.choices)
    text = models.CharField(max_length=300)
    text_key = models.CharField(max_length=300)

    class Meta:
        """Let a text mean one supplier."""

        constraints = (
            models.UniqueConstraint(fields=("store", "kind", "text_key"), name="alias_means_one_supplier"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["shop", "vendor", "product"]), name="alias_kind_is_known"
            ),
        )

    def __str__(self) -> str:
        """Return the text and whom it means."""
        return f"{self.text} → {self.supplier}"


class Check(models.Model):
    """State how far one point of due diligence on a supplier has come; a missing row is "not started"."""

    class State(models.TextChoices):
        """Say how far the point has come."""

        DONE = "done", _("Done")
        INCOMPLETE = "incomplete", _("Looked at, something missing")
        NOT_STARTED = "not_started", _("Not started")

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="checks")
    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="checks")
    key = models.CharField(max_length=40)
    state = models.CharField(max_length=11, choices=State.choices)
    noted_at = models.DateTimeField()

    class Meta:
        """Hold one state per point and supplier."""

        constraints = (
            models.UniqueConstraint(fields=("supplier", "key"), name="check_once_per_supplier"),
            models.CheckConstraint(
                condition=models.Q(state__in=["done", "incomplete", "not_started"]),
                name="check_state_is_known",
            ),
        )

    def __str__(self) -> str:
        """Return the point and its state."""
        return f"{self.key}: {self.state}"
