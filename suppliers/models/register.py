"""Suppliers: who they are, and the names they go by in files."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from stores.models import Store, User


class StandsForItself(models.Manager["Supplier"]):
    """Find the suppliers that were not merged into another."""

    def get_queryset(self) -> models.QuerySet["Supplier"]:
        """Leave out what was merged away."""
        return super().get_queryset().filter(merged_into=None)


class Supplier(models.Model):
    """Be somebody who ships a store's orders.

    `evidence_version` grows with every change of what is known about the supplier; assessments compare it
    with the version they have seen. The row is the message: it cannot be lost or doubled.
    """

    class Status(models.TextChoices):
        """Say what the owner thinks of a supplier; "blocked" forbids leaving with it."""

        ACTIVE = "active", _("Active")
        PREFERRED = "preferred", _("Preferred")
        WATCH = "watch", _("Watch")
        BLOCKED = "blocked", _("Blocked")

    class Licence(models.TextChoices):
        """Say which register a licence number is of."""

        USCC = "uscc", _("Mainland China: unified social credit code")
        HK_BR = "hk_br", _("Hong Kong: business registration number")
        HK_CR = "hk_cr", _("Hong Kong: company number")
        OTHER = "other", _("Another register")

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="suppliers")
    name = models.CharField(_("name"), max_length=120)
    name_key = models.CharField(max_length=300, editable=False)
    legal_name_zh = models.CharField(_("registered name in Chinese"), max_length=200, blank=True)
    legal_name_en = models.CharField(_("registered name in English"), max_length=200, blank=True)
    trading_name = models.CharField(_("trading name"), max_length=200, blank=True)
    legal_representative = models.CharField(_("legal representative"), max_length=120, blank=True)
    shop_url = models.URLField(_("shop link"), blank=True)
    shop_id = models.CharField(_("shop number on the marketplace"), max_length=40, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    licence_kind = models.CharField(_("register"), max_length=5, choices=Licence.choices, blank=True)
    licence_number = models.CharField(_("licence number"), max_length=40, blank=True)
    tags: "ArrayField[list[str], list[str]]" = ArrayField(
        models.CharField(max_length=30), default=list, blank=True, verbose_name=_("tags")
    )
    status = models.CharField(_("status"), max_length=9, choices=Status.choices, default=Status.ACTIVE)
    notes = models.TextField(_("notes"), blank=True, max_length=4_000)
    # Set where this row was found to be somebody else once more; nothing but the undoing of that reads it.
    merged_into = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="merged", editable=False
    )
    evidence_version = models.BigIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    objects: ClassVar["models.Manager[Supplier]"] = StandsForItself()
    every: ClassVar["models.Manager[Supplier]"] = models.Manager()

    class Meta:
        """Hold one supplier per name and store."""

        # Whatever points here finds its row, also one that was merged away.
        base_manager_name = "every"
        constraints = (
            models.UniqueConstraint(
                fields=("store", "name_key"),
                condition=models.Q(merged_into=None),
                name="supplier_name_once_per_store",
                violation_error_message=_("You have a supplier of this name."),
            ),
            # What rows of other tables name together: a supplier, and the store it is of.
            models.UniqueConstraint(fields=("id", "store"), name="supplier_with_its_store"),
            models.CheckConstraint(
                condition=models.Q(evidence_version__gte=1), name="evidence_version_only_grows"
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["active", "preferred", "watch", "blocked"]),
                name="supplier_status_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(licence_kind__in=["", "uscc", "hk_br", "hk_cr", "other"]),
                name="licence_kind_is_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("id")), name="supplier_not_merged_into_itself"
            ),
        )
        indexes = (GinIndex(fields=("tags",), name="supplier_by_tag"),)

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


class ShopReading(models.Model):
    """Be what the supplier's page on the marketplace said on one day; None is "not read"."""

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="+")
    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="shop_readings")
    read_on = models.DateField(_("read on"))
    opened_on = models.DateField(_("shop open since"), null=True, blank=True)
    positive_share = models.DecimalField(
        _("positive feedback"), max_digits=6, decimal_places=5, null=True, blank=True
    )
    dispute_rate = models.DecimalField(
        _("dispute rate"), max_digits=6, decimal_places=5, null=True, blank=True
    )
    entered_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        """Hold shares from 0 to 1, and no shop that opens after it was read."""

        constraints = (
            *(
                models.CheckConstraint(
                    condition=models.Q(**{f"{name}__range": (0, 1)}) | models.Q(**{name: None}),
                    name=f"shop_{name}_is_a_share",
                )
                for name in ("positive_share", "dispute_rate")
            ),
            models.CheckConstraint(
                condition=models.Q(opened_on__lte=models.F("read_on")) | models.Q(opened_on=None),
                name="shop_opened_before_it_was_read",
            ),
        )
        indexes = (models.Index(fields=("supplier", "-read_on", "-id"), name="shop_reading_newest_first"),)

    def __str__(self) -> str:
        """Return whose shop was read and when."""
        return f"{self.supplier}: {self.read_on}"


class Contact(models.Model):
    """Be one way to reach a supplier; `known_on` is the day from which the owner knew it to be theirs."""

    class Kind(models.TextChoices):
        """Say which way."""

        PLATFORM = "platform", _("Chat of the marketplace")
        EMAIL = "email", _("E-mail")
        PHONE = "phone", _("Telephone")
        WECHAT = "wechat", _("WeChat")
        WHATSAPP = "whatsapp", _("WhatsApp")
        OTHER = "other", _("Another way")

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="+")
    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="contacts")
    kind = models.CharField(_("way"), max_length=8, choices=Kind.choices)
    value = models.CharField(_("address or number"), max_length=200)
    # Without what means nothing: letter case, spaces, the signs of a telephone number.
    value_key = models.CharField(max_length=200, editable=False)
    person = models.CharField(_("who answers"), max_length=120, blank=True)
    known_on = models.DateField(_("known since"))
    ended_on = models.DateField(_("no longer used since"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    added_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        """Hold one row for each way of a supplier."""

        constraints = (
            models.UniqueConstraint(
                fields=("supplier", "kind", "value_key"),
                name="contact_once_per_supplier",
                violation_error_message=_("This contact is there already."),
            ),
            models.UniqueConstraint(fields=("id", "supplier"), name="contact_with_its_supplier"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["platform", "email", "phone", "wechat", "whatsapp", "other"]),
                name="contact_kind_is_known",
            ),
        )
        indexes = (models.Index(fields=("store", "kind", "value_key"), name="contact_by_value"),)

    def __str__(self) -> str:
        """Return the way and where it leads."""
        return f"{self.get_kind_display()}: {self.value}"


class SuppliedProduct(models.Model):
    """Say that a supplier can send a product, and whether it is the one to turn to when the usual one fails."""

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="+")
    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="products")
    name = models.CharField(_("product"), max_length=300)
    name_key = models.CharField(max_length=300, editable=False)
    is_backup = models.BooleanField(_("backup"), default=False)
    note = models.CharField(_("note"), max_length=300, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        """Hold one backup per product of a store."""

        constraints = (
            models.UniqueConstraint(fields=("supplier", "name_key"), name="product_once_per_supplier"),
            models.UniqueConstraint(
                fields=("store", "name_key"),
                condition=models.Q(is_backup=True),
                name="one_backup_per_product",
            ),
        )

    def __str__(self) -> str:
        """Return the product and who sends it."""
        return f"{self.name} · {self.supplier}"


class SavedFilter(models.Model):
    """Be a search over the suppliers that a person wants to find again."""

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=2_000)

    class Meta:
        """Hold one filter per name and person."""

        constraints = (
            models.UniqueConstraint(fields=("store", "user", "name"), name="filter_name_once_per_person"),
        )

    def __str__(self) -> str:
        """Return the name."""
        return self.name
