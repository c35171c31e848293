"""Sums of orders by day: what a verdict is made from, at the same cost for a hundred orders and a million."""

from django.db import models

from stores.models import Store
from suppliers.models import Supplier


class OrderDay(models.Model):
    """Count the orders of a supplier that share every fact a verdict can see (see `orders.days.DayKey`)."""

    # The row goes with its supplier, who goes with the store: to check both for each would cost more than the row.
    store = models.ForeignKey(
        Store, on_delete=models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False
    )
    # The index of the constraint below begins with it.
    supplier = models.ForeignKey(
        Supplier, on_delete=models.CASCADE, related_name="order_days", db_index=False
    )
    off_platform = models.BooleanField()
    lane = models.CharField(max_length=40)
    arrival = models.CharField(max_length=12)
    late = models.BooleanField(null=True)
    not_as_described = models.BooleanField(null=True)
    counterfeit = models.BooleanField(null=True)
    unattributed = models.BooleanField()
    ordered_on = models.DateField(null=True)
    delivered_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    attestable = models.BooleanField(default=False)
    orders = models.PositiveIntegerField()

    class Meta:
        """Hold each group once."""

        constraints = (
            models.UniqueConstraint(
                fields=(
                    "supplier",
                    "ordered_on",
                    "delivered_on",
                    "due_on",
                    "off_platform",
                    "lane",
                    "arrival",
                    "late",
                    "not_as_described",
                    "counterfeit",
                    "unattributed",
                    "attestable",
                ),
                nulls_distinct=False,
                name="order_day_once",
            ),
            models.CheckConstraint(condition=models.Q(orders__gte=1), name="order_day_counts_something"),
        )

    def __str__(self) -> str:
        """Return the day and the count."""
        return f"{self.ordered_on}: {self.orders}"
