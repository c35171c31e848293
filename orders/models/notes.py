"""What people wrote by hand about orders placed with suppliers: who, when, why, and what it changed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from stores.models import Store, User


class OrderNote(models.Model):
    """Be one entry in the history of an order; it is written beside the change and never altered.

    It belongs to the order by its name, so that it is still there when an import is taken back and made again.
    `changes` holds [what, before, after] for each fact that became another, as texts; empty is "not known".
    """

    class Kind(models.TextChoices):
        """Say what was done."""

        ADDED = "added", _("Added by hand")
        CORRECTED = "corrected", _("Corrected")
        TAKEN_BACK = "taken_back", _("Own words taken back")
        OUTCOME = "outcome", _("Outcome recorded")
        # Noted, and counted as nothing: it was assumed, or said of many in one go.
        NO_PROOF = "no_proof", _("Noted; it proves nothing")
        ASKED = "asked", _("Asked about; not known yet")

    class How(models.TextChoices):
        """Say how a person knows."""

        CUSTOMER = "customer", _("The customers said so")
        CARRIER = "carrier", _("The carrier’s page shows it")
        ASSUMED = "assumed", _("I assume so")

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="order_notes", db_index=False)
    marketplace = models.CharField(max_length=40)
    external_id = models.CharField(max_length=100, db_collation="C")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    how = models.CharField(max_length=10, choices=How.choices, blank=True)
    text = models.CharField(max_length=500, blank=True)
    changes = models.JSONField(default=list)
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    # An arrival that was said without its day: many of these within a minute prove nothing.
    is_click = models.BooleanField(default=False)
    # A form that is sent twice has the same one.
    token = models.CharField(max_length=40, blank=True)

    class Meta:
        """Find the entries of an order, and those of a form that was sent before."""

        constraints = (
            models.CheckConstraint(
                condition=models.Q(
                    kind__in=["added", "corrected", "taken_back", "outcome", "no_proof", "asked"]
                ),
                name="order_note_kind_is_known",
            ),
            models.UniqueConstraint(
                fields=("store", "token", "external_id", "marketplace"),
                condition=~models.Q(token=""),
                name="order_note_once_per_form",
            ),
        )
        indexes = (
            models.Index(fields=("store", "external_id", "marketplace"), name="order_note_of_order"),
            models.Index(fields=("store", "-made_at"), name="order_note_newest_first"),
        )

    def __str__(self) -> str:
        """Return what was done with which order."""
        return f"{self.external_id}: {self.kind}"
