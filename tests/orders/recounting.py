"""The sums of a supplier's orders, counted from the orders themselves."""

from collections import Counter

from orders.claims import life
from orders.days import day_counts
from orders.facts import facts_of
from orders.models import SupplierOrder
from suppliers.models import Supplier


def recount(supplier: Supplier) -> Counter[object]:
    """Count a supplier's orders from their rows, past every sum."""
    rows = SupplierOrder.objects.filter(supplier=supplier)
    lives = [(life(each.claims), each.confirmed_in_bulk) for each in rows]
    return Counter(day_counts((held, facts_of(held, confirmed_in_bulk=bulk)) for held, bulk in lives))
