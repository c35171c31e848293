"""Suppliers that a file named for the first time: they go with it, unless somebody said more of them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from orders.actions import cancel, confirm, undo
from orders.models import Import, SupplierOrder
from stores.models import Store, User
from suppliers.actions import add_supplier, note_checks, remember_alias
from suppliers.models import Alias, Supplier
from tests.orders.handing_in import GOOD, HEADER, NOW, checked, done, hand, in_slices_of

pytestmark = pytest.mark.django_db
SLIPPED = HEADER + "".join(
    f"{number},Customer {number},Lamp,1,12.50,USD,2026-03-01,2026-03-12,clean\n" for number in range(1, 8)
)


@pytest.fixture(autouse=True)
def uploads(tmp_path: Path, settings: Settings) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def taken_back(the_import: Import) -> None:
    assert undo(the_import, NOW)
    assert checked(the_import).state == "undone"


def names() -> list[str]:
    return sorted(Supplier.objects.values_list("name", flat=True))


@pytest.mark.parametrize("size", [2, 400])
def test_a_slip_leaves_no_supplier_behind(
    store: Store, owner: User, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    in_slices_of(size, monkeypatch)
    the_import = done(hand(store, owner, SLIPPED))
    assert len(the_import.made_suppliers) == len(names()) == 7
    taken_back(the_import)
    assert (names(), SupplierOrder.objects.count()) == ([], 0)


def test_what_was_called_off_on_its_way_leaves_none_either(store: Store, owner: User) -> None:
    the_import = done(hand(store, owner, SLIPPED))
    Import.objects.update(state="working", stage="write", finished_at=None)
    assert cancel(the_import, NOW)
    assert checked(the_import).state == "cancelled"
    assert names() == []


def test_a_supplier_that_was_here_before_stays_without_an_order(store: Store, owner: User) -> None:
    add_supplier(store, "Shenzhen Bright")
    the_import = done(hand(store, owner, HEADER + GOOD))
    assert the_import.made_suppliers == []
    taken_back(the_import)
    assert names() == ["Shenzhen Bright"]


def test_a_supplier_of_whom_another_file_speaks_stays(store: Store, owner: User) -> None:
    the_import = done(hand(store, owner, HEADER + GOOD))
    done(hand(store, owner, HEADER + GOOD.splitlines(keepends=True)[0].replace("1,", "70,", 1)))
    taken_back(the_import)
    assert names() == ["Shenzhen Bright"]
    assert SupplierOrder.objects.get().supplier == Supplier.objects.get()


def noted(supplier: Supplier) -> None:
    supplier.notes = "Met them at the fair."
    supplier.save()


def checked_by_hand(supplier: Supplier) -> None:
    note_checks(supplier, {"samples": "done"}, NOW)


def called_so(supplier: Supplier) -> None:
    remember_alias(supplier, Alias.Kind.PRODUCT, "Lamp")


@pytest.mark.parametrize("said", [noted, checked_by_hand, called_so])
def test_a_supplier_of_whom_somebody_said_more_stays(
    store: Store, owner: User, said: Callable[[Supplier], None]
) -> None:
    the_import = done(hand(store, owner, SLIPPED))
    said(Supplier.objects.get(name="Customer 3"))
    taken_back(the_import)
    assert names() == ["Customer 3"]


def test_a_file_that_is_put_in_again_makes_its_suppliers_again(store: Store, owner: User) -> None:
    taken_back(done(hand(store, owner, SLIPPED)))
    waiting = checked(hand(store, owner, SLIPPED))
    assert confirm(waiting)
    assert len(checked(waiting).made_suppliers) == len(names()) == 7
