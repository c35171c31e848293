"""What the owner has attested: how non-arrivals are dealt with and recorded."""

from django.db import models

from stores.models import Store, User


class Attestation(models.Model):
    """State that an owner attested, and when it was withdrawn; the one that is not withdrawn is in force.

    Attested is: every customer who reports that nothing came is refunded or sent the goods again, and both are
    recorded here.
    """

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="attestations")
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        """Let one attestation of a store be in force."""

        constraints = (
            models.UniqueConstraint(
                fields=("store",),
                condition=models.Q(withdrawn_at=None),
                name="one_attestation_in_force_per_store",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None) | models.Q(withdrawn_at__gte=models.F("made_at")),
                name="attestation_withdrawn_after_it_was_made",
            ),
        )

    def __str__(self) -> str:
        """Return the moment it was made."""
        return f"{self.made_at:%Y-%m-%d %H:%M}"
