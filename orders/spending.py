"""What a store paid its suppliers and got back, by month, in its own currency."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.db.models import Sum
from django.db.models.functions import Coalesce

from orders.models import ReferenceRate, SupplierOrder
from orders.money import HOLDS_FOR, Amount, Rates, Sums, sums
from stores.models import Store

_NONE = Decimal(0)


def spending(store: Store, since: date) -> Sums:
    """Return the sums from a day on, each amount at the rate of its own day; undated amounts are among the gaps.

    What was paid counts on the day of the order, what came back on the day it came back, or else on that of the
    order.
    """
    amounts = [*_paid(store, since), *_refunded(store, since)]
    currencies = {amount.currency for amount in amounts} | {store.currency}
    held = ReferenceRate.objects.filter(currency__in=currencies, day__gte=since - HOLDS_FOR)
    return sums(amounts, store.currency, Rates(held.values_list("currency", "day", "per_euro")))


def _paid(store: Store, since: date) -> Iterator[Amount]:
    orders = SupplierOrder.objects.filter(store=store, cost__gt=0).exclude(dated_on__lt=since).order_by()
    days = orders.values_list("dated_on", "currency").annotate(amount=Sum("cost"))
    for day, currency, amount in days:
        yield Amount(day, currency, amount)


def _refunded(store: Store, since: date) -> Iterator[Amount]:
    orders = SupplierOrder.objects.filter(store=store, refunded_amount__gt=0).order_by()
    dated = orders.annotate(day=Coalesce("refunded_on", "dated_on")).exclude(day__lt=since)
    for day, currency, amount in dated.values_list("day", "currency").annotate(amount=Sum("refunded_amount")):
        yield Amount(day, currency, _NONE, amount)
