"""Merging while orders come in and people write, each with a connection of its own to the real database."""

from collections.abc import Callable

import pytest
from django.http import Http404

from assessments.merging import merge, undo_merge
from assessments.models import Merge
from orders.models import SupplierOrder
from stores.models import Store, User
from suppliers.actions import add_supplier
from suppliers.actions.products import add_product
from suppliers.actions.shops import keep_reading
from suppliers.models import ShopReading, SuppliedProduct, Supplier
from tests.assessments import merging_worlds as worlds
from tests.assessments.merging_worlds import NAMES, NOW, TODAY, placed, record
from tests.orders.test_side_by_side import together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def pair(store: Store) -> tuple[Supplier, Supplier]:
    return add_supplier(store, NAMES[0]), add_supplier(store, NAMES[1])


def importing(store: Store, first: int) -> Callable[[], None]:
    """Orders of both suppliers, a few at a time."""

    def write() -> None:
        for start in range(first, first + 60, 6):
            record(store, *(placed(n, NAMES[n % 2], n % 9) for n in range(start, start + 6)))

    return write


def test_orders_that_come_in_beside_a_merge_and_its_undoing_are_where_they_belong(
    store: Store, owner: User, pair: tuple[Supplier, Supplier]
) -> None:
    kept, gone = pair
    importing(store, 0)()
    together(importing(store, 100), lambda: merge(kept, gone, owner, NOW), importing(store, 200))
    assert set(SupplierOrder.objects.values_list("supplier", flat=True)) == {kept.pk}
    assert worlds.sums(store) == worlds.counted_anew(store)
    merged = Merge.objects.get()
    together(importing(store, 300), lambda: undo_merge(merged, owner, NOW), importing(store, 400))
    assert SupplierOrder.objects.count() == 300
    assert {each.orders.count() for each in pair} == {150}
    assert worlds.sums(store) == worlds.counted_anew(store)
    assert worlds.orders(store) == worlds.derived_anew(store)


def test_nothing_that_is_written_at_this_moment_stays_with_the_one_that_is_gone(
    store: Store, owner: User, pair: tuple[Supplier, Supplier]
) -> None:
    kept, gone = pair
    written: list[str] = []

    def write() -> None:
        for number in range(200):
            try:
                add_product(gone, f"p{number}", NOW)
                keep_reading(gone, {"read_on": TODAY, "positive_share": "0.9"}, owner, NOW)
            except Http404:
                return
            written.append(f"p{number}")

    together(write, lambda: merge(kept, gone, owner, NOW))
    assert len(written) < 200
    names = set(SuppliedProduct.objects.filter(supplier=kept).values_list("name", flat=True))
    assert set(written) <= names
    assert not SuppliedProduct.objects.filter(supplier=gone).exists()
    assert not ShopReading.objects.filter(supplier=gone).exists()


def test_two_who_merge_the_same_pair_both_ways_make_one_merge(
    store: Store, owner: User, pair: tuple[Supplier, Supplier]
) -> None:
    kept, gone = pair
    refused: list[Http404] = []

    def put(one: Supplier, other: Supplier) -> None:
        try:
            merge(one, other, owner, NOW)
        except Http404 as error:
            refused.append(error)

    together(lambda: put(kept, gone), lambda: put(gone, kept))
    assert (len(refused), Merge.objects.count(), Supplier.objects.count()) == (1, 1, 1)
