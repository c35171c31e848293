"""Links by which a supplier hands in what is missing, without an account."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from stores.models import Store, User
from suppliers.models.register import Supplier


class AskLink(models.Model):
    """Let who knows the address hand in files and answers on some points, until a day; it shows nothing else.

    Only a digest of the address is kept: it is shown once, when it is made.
    """

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="+")
    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="ask_links")
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    points: "ArrayField[list[str], list[str]]" = ArrayField(models.CharField(max_length=40))
    message = models.CharField(_("your words to the supplier"), max_length=1_000, blank=True)
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Hold no link without an end, and none that asks nothing."""

        constraints = (
            # What documents name together: a link, and the supplier it was made for.
            models.UniqueConstraint(fields=("id", "supplier"), name="ask_link_with_its_supplier"),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("made_at")), name="ask_link_ends_after_it_was_made"
            ),
            models.CheckConstraint(condition=~models.Q(points=[]), name="ask_link_asks_something"),
        )

    def __str__(self) -> str:
        """Return whom it is for and until when."""
        return f"{self.supplier}: {self.expires_at:%Y-%m-%d}"
