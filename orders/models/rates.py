"""Reference rates of currencies: public facts, the same for every store."""

from django.db import models


class ReferenceRate(models.Model):
    """Be one rate of the European Central Bank: units of the currency for one euro on a working day."""

    day = models.DateField()
    currency = models.CharField(max_length=3)
    per_euro = models.DecimalField(max_digits=18, decimal_places=8)

    class Meta:
        """Hold one rate per currency and day."""

        constraints = (
            models.UniqueConstraint(fields=("currency", "day"), name="rate_once_per_day"),
            models.CheckConstraint(condition=models.Q(per_euro__gt=0), name="rate_above_zero"),
        )

    def __str__(self) -> str:
        """Return the rate in words."""
        return f"{self.day}: 1 EUR = {self.per_euro} {self.currency}"
