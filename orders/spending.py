"""What a store paid its suppliers and got back, by month, in its own currency."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
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
    amounts = [*(amount for _supplier, amount in _paid(store, since)), *_refunded(store, since)]
    return sums(amounts, store.currency, _rates(store, since, amounts))


def paid_by_supplier(store: Store, since: date) -> dict[int | None, Sums]:
    """Return what `spending` has as paid, parted by supplier; None is "nobody said whose order it is"."""
    parted: defaultdict[int | None, list[Amount]] = defaultdict(list)
    for supplier, amount in _paid(store, since):
        parted[supplier].append(amount)
    rates = _rates(store, since, [amount for amounts in parted.values() for amount in amounts])
    return {supplier: sums(amounts, store.currency, rates) for supplier, amounts in parted.items()}


def _rates(store: Store, since: date, amounts: Iterable[Amount]) -> Rates:
    currencies = {amount.currency for amount in amounts} | {store.currency}
    held = ReferenceRate.objects.filter(currency__in=currencies, day__gte=since - HOLDS_FOR)
    return Rates(held.values_list("currency", "day", "per_euro"))


def _paid(store: Store, since: date) -> Iterator[tuple[int | None, Amount]]:
    orders = SupplierOrder.objects.filter(store=store, cost__gt=0).exclude(dated_on__lt=since).order_by()
    days = orders.values_list("supplier", "dated_on", "currency").annotate(amount=Sum("cost"))
    for supplier, day, currency, amount in days:
        yield supplier, Amount(day, currency, amount)


def _refunded(store: Store, since: date) -> Iterator[Amount]:
    orders = SupplierOrder.objects.filter(store=store, refunded_amount__gt=0).order_by()
    dated = orders.annotate(day=Coalesce("refunded_on", "dated_on")).exclude(day__lt=since)
    for day, currency, amount in dated.values_list("day", "currency").annotate(amount=Sum("refunded_amount")):
        yield Amount(day, currency, _NONE, amount)
