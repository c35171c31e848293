"""What has to be kept of a change: how to take an import back, and which days are not counted anew yet."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from orders.models.imports import Import
from stores.models import Store


class ImportChange(models.Model):
    """Hold what one slice of an import changed: a row a slice, not a row an order.

    `kind` says which orders the numbers mean. `fresh` are the orders it made; `repeated` those that were here
    and of which it says what its source said before; `changed` is id -> [what its source said before or null,
    what it says now]. Taking it back means: as if it had never been (`orders.actions.undoing`).
    """

    class Kind(models.TextChoices):
        """Say which orders a row is about."""

        SUPPLIER_ORDERS = "supplier_orders"
        SALES = "sales"

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="+", db_index=False)
    the_import = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="changes", db_index=False)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    # The source of supplier orders, the channel of sales.
    source = models.CharField(max_length=30)
    # The day of supplier orders' words; sales keep their own.
    learned_on = models.DateField(null=True)
    fresh = ArrayField(models.BigIntegerField(), default=list)
    repeated = ArrayField(models.BigIntegerField(), default=list)
    changed = models.JSONField(default=dict)
    # The smallest and the largest id it speaks of: later slices that cannot be about the same are not read.
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        """Find the last slice of an import, the later ones of a store, and the old ones."""

        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind__in=["supplier_orders", "sales"]), name="import_change_kind_is_known"
            ),
        )
        indexes = (
            models.Index(fields=("the_import", "-id"), name="import_change_newest_first"),
            models.Index(fields=("store", "kind", "source", "id"), name="import_change_of_source"),
            models.Index(fields=("made_at",), name="import_change_oldest_first"),
        )

    def __str__(self) -> str:
        """Return which slice it is."""
        return f"{self.the_import_id}: {self.first}-{self.last}"


class DayMark(models.Model):
    """Name days whose orders changed and are not counted anew yet: written with the change, gone with the count.

    `touched` is a list of [supplier or null, day or null]. `is_folded` marks a piece small enough to be counted
    in one go.
    """

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="+", db_index=False)
    touched = models.JSONField()
    is_folded = models.BooleanField(default=False)

    class Meta:
        """Find the marks of a store."""

        indexes = (models.Index(fields=("store", "is_folded", "id"), name="day_mark_of_store"),)

    def __str__(self) -> str:
        """Return how many days it names."""
        return str(len(self.touched))
