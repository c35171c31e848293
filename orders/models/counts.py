"""How many orders there are, by day: what pages count, at the same cost for a hundred orders and a million."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from stores.models import Store
from suppliers.models import Supplier


class DayCount(models.Model):
    """Count the orders of a store by supplier (or none) and day (or unknown), all of them.

    `orders` are all, `counted` those that speak for or against anybody; these are parted into `fine`, `late`,
    `wrong` (not as described or counterfeit) and `lost`, the first that holds from the right, and the rest, of
    which nobody knows that they arrived. `proven` are the counted ones whose arrival is proven.
    `currencies` are those that the counted ones name.
    """

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="day_counts", db_index=False)
    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, null=True, related_name="day_counts")
    day = models.DateField(null=True)
    orders = models.PositiveIntegerField()
    counted = models.PositiveIntegerField()
    proven = models.PositiveIntegerField()
    fine = models.PositiveIntegerField()
    late = models.PositiveIntegerField()
    wrong = models.PositiveIntegerField()
    lost = models.PositiveIntegerField()
    currencies = ArrayField(models.CharField(max_length=3), default=list)

    class Meta:
        """Hold each day once per supplier."""

        constraints = (
            # The sums of a store are read from its index alone.
            models.UniqueConstraint(
                fields=("store", "supplier", "day"),
                include=("orders", "counted", "proven"),
                nulls_distinct=False,
                name="day_count_once",
            ),
            models.CheckConstraint(condition=models.Q(orders__gte=1), name="day_count_counts_something"),
        )

    def __str__(self) -> str:
        """Return the day and the count."""
        return f"{self.day}: {self.orders}"
