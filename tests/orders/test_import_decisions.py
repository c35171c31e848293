"""Putting in, calling off and taking back: each decided once, whoever does what at the same moment."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from orders.actions import (
    cancel,
    checking,
    confirm,
    delete_left_over_files,
    record_supplier_orders,
    undo,
    unfinished,
    work,
    writing,
)
from orders.actions.slicing import Item, Pace, pieces
from orders.importers.rows import Source, SupplierOrderRow
from orders.models import Import, OrderDay, SalesOrder, SupplierOrder
from stores.models import Store, User
from suppliers.models import Supplier
from tests.orders.handing_in import (
    BAD,
    GOOD,
    HEADER,
    NOW,
    checked,
    done,
    hand,
    in_slices_of,
    kept_files,
    shopify_rows,
)
from tests.people import Login

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def uploads(tmp_path: Path, settings: Settings) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def state(the_import: Import) -> str:
    return str(Import.objects.values_list("state", flat=True).get(pk=the_import.pk))


def worked(the_import: Import, now: datetime = NOW) -> str:
    work(the_import.pk, lambda: now)
    return state(the_import)


def test_only_a_checked_file_is_put_in_and_only_once(store: Store, owner: User) -> None:
    the_import = hand(store, owner, HEADER + GOOD)
    assert not confirm(the_import)
    checked(the_import)
    assert confirm(the_import)
    assert not confirm(the_import)
    assert worked(the_import) == "done"
    assert not confirm(the_import)
    assert SupplierOrder.objects.count() == 7


@pytest.mark.parametrize("before", ["waiting", "asking", "mapping", "ready"])
def test_what_is_called_off_before_it_is_put_in_ends_at_once_with_its_file(
    store: Store, owner: User, before: str
) -> None:
    the_import = hand(store, owner, HEADER + GOOD + BAD)
    if before == "ready":
        checked(the_import)
    Import.objects.update(state=before)
    assert cancel(the_import, NOW)
    assert (state(the_import), kept_files()) == ("cancelled", [])
    assert worked(the_import) == "cancelled"
    assert not cancel(the_import, NOW)
    assert SupplierOrder.objects.count() == 0


def after_two_slices(module: ModuleType, monkeypatch: pytest.MonkeyPatch, then: Callable[[], bool]) -> None:
    """Have something happen between the second slice and the third, outside of any transaction."""

    def interrupted(items: Iterable[Item], pace: Pace) -> Iterator[list[Item]]:
        for number, piece in enumerate(pieces(items, pace)):
            if number == 2:
                assert then()
            yield piece

    monkeypatch.setattr(module, "pieces", interrupted)


def test_a_check_that_is_called_off_while_it_runs_stops(
    store: Store, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_slices_of(2, monkeypatch)
    the_import = hand(store, owner, HEADER + GOOD)
    after_two_slices(checking, monkeypatch, lambda: cancel(the_import, NOW))
    worked(the_import)
    assert (state(the_import), Import.objects.get().rows_done) == ("cancelled", 4)


def test_what_was_written_before_it_was_called_off_is_taken_back(
    store: Store, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    done(hand(store, owner, HEADER + "1,Shenzhen Bright,Lamp,5,12.50,USD,2026-03-01,2026-03-12,clean\n"))
    before = orders_and_sums()
    in_slices_of(2, monkeypatch)
    the_import = checked(hand(store, owner, HEADER + GOOD))
    confirm(the_import)
    after_two_slices(writing, monkeypatch, lambda: cancel(the_import, NOW))
    worked(the_import)
    # The slice in hand was not written: the worker had lost the import.
    assert (state(the_import), SupplierOrder.objects.count()) == ("waiting", 4)
    assert worked(the_import) == "cancelled"
    assert (orders_and_sums(), len(kept_files())) == (before, 0)


def orders_and_sums() -> list[object]:
    facts = ("external_id", "quantity", "cost", "arrival", "supplier__name", "claims")
    sums = OrderDay.objects.order_by("pk").exclude(orders=0)
    return [
        *SupplierOrder.objects.order_by("external_id").values_list(*facts),
        *SalesOrder.objects.order_by("external_id").values_list("external_id", "total"),
        sum(sums.values_list("orders", flat=True)),
    ]


def test_what_an_import_brought_and_changed_can_be_taken_back(store: Store, owner: User) -> None:
    done(hand(store, owner, HEADER + "1,Shenzhen Bright,Lamp,5,12.50,USD,2026-03-01,2026-03-12,clean\n"))
    before = orders_and_sums()
    version = Supplier.objects.get().evidence_version
    the_import = done(hand(store, owner, HEADER + GOOD))
    assert (the_import.orders_new, the_import.orders_changed) == (6, 1)
    assert undo(the_import, NOW)
    assert not undo(the_import, NOW)
    assert worked(the_import) == "undone"
    assert orders_and_sums() == before
    assert Supplier.objects.get().evidence_version > version
    # And can come in again.
    assert done(hand(store, owner, HEADER + GOOD)).orders_new == 6


def test_sales_can_be_taken_back_too(store: Store, owner: User) -> None:
    the_import = done(hand(store, owner, shopify_rows(5)))
    assert SalesOrder.objects.count() == 5
    undo(the_import, NOW)
    assert (worked(the_import), SalesOrder.objects.count()) == ("undone", 0)


def test_what_somebody_said_later_stays(store: Store, owner: User) -> None:
    the_import = done(hand(store, owner, HEADER + GOOD))
    row = SupplierOrderRow(row=2, marketplace="aliexpress", order_id="3", products=("Strip",))
    record_supplier_orders(store, Source.ALIEXPRESS, [row], learned_on=NOW.date())
    undo(the_import, NOW)
    worked(the_import)
    order = SupplierOrder.objects.get()
    assert (order.external_id, set(order.claims)) == ("3", {"aliexpress_orders"})


def test_an_import_can_be_taken_back_for_thirty_days(store: Store, owner: User) -> None:
    the_import = done(hand(store, owner, HEADER + GOOD))
    assert the_import.can_be_undone(NOW + timedelta(days=29))
    assert not the_import.can_be_undone(NOW + timedelta(days=30))
    assert not undo(the_import, NOW + timedelta(days=30))
    assert state(the_import) == "done"


def test_an_import_that_wrote_nothing_cannot_be_taken_back(store: Store, owner: User) -> None:
    nothing = done(hand(store, owner, HEADER + BAD))
    broken = done(hand(store, owner, "no table at all"))
    for the_import in (nothing, broken):
        assert not the_import.can_be_undone(NOW)
        assert not undo(the_import, NOW)


def test_one_that_stopped_half_way_can_be_taken_back(
    store: Store, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_slices_of(2, monkeypatch)
    the_import = checked(hand(store, owner, HEADER + GOOD))
    confirm(the_import)

    def lost() -> bool:
        return bool(Import.objects.update(attempts=4, worked_at=None))

    after_two_slices(writing, monkeypatch, lost)
    worked(the_import)
    assert worked(the_import) == "failed"
    assert undo(the_import, NOW)
    assert (worked(the_import), SupplierOrder.objects.count()) == ("undone", 0)


def test_a_worker_that_died_while_taking_back_is_taken_over(store: Store, owner: User) -> None:
    the_import = done(hand(store, owner, HEADER + GOOD))
    undo(the_import, NOW)
    Import.objects.update(state="working", worked_at=NOW)
    assert worked(the_import) == "working"
    assert worked(the_import, NOW + timedelta(minutes=2)) == "undone"
    assert SupplierOrder.objects.count() == 0


def test_the_sweep_leaves_the_file_of_a_report_that_waits(store: Store, owner: User) -> None:
    checked(hand(store, owner, HEADER + GOOD))
    delete_left_over_files(datetime(2100, 1, 1, tzinfo=UTC))
    assert len(kept_files()) == 1


def post(browser: Client, store: Store, the_import: Import, what: str) -> int:
    return browser.post(f"/stores/{store.slug}/imports/{the_import.pk}/{what}/").status_code


@pytest.mark.parametrize("what", ["confirm", "cancel"])
def test_who_may_decide_about_a_report(
    store: Store, owner: User, helper: User, viewer: User, stranger: User, login: Login, what: str
) -> None:
    the_import = checked(hand(store, owner, HEADER + GOOD))
    refused = [post(login(person), store, the_import, what) for person in (viewer, stranger)]
    assert (refused, state(the_import)) == ([403, 404], "ready")
    assert post(login(helper), store, the_import, what) == 302
    assert state(the_import) == {"confirm": "waiting", "cancel": "cancelled"}[what]
    # A second click, or somebody else's: nothing more happens.
    assert post(login(owner), store, the_import, what) == 302


def test_who_may_take_an_import_back(
    store: Store, owner: User, helper: User, viewer: User, stranger: User, login: Login
) -> None:
    the_import = done(hand(store, owner, HEADER + GOOD))
    Import.objects.update(finished_at=datetime.now(UTC))
    refused = [post(login(person), store, the_import, "undo") for person in (viewer, stranger)]
    assert (refused, state(the_import)) == ([403, 404], "done")
    assert post(login(helper), store, the_import, "undo") == 302
    assert state(the_import) == "waiting"


def test_who_may_have_the_refused_rows(
    store: Store, owner: User, helper: User, viewer: User, stranger: User, login: Login
) -> None:
    the_import = checked(hand(store, owner, HEADER + GOOD + BAD))
    Import.objects.update(refused_until=datetime.now(UTC) + timedelta(days=1))
    path = f"/stores/{store.slug}/imports/{the_import.pk}/refused/"
    assert [login(person).get(path).status_code for person in (viewer, stranger)] == [403, 404]
    answer = login(helper).get(path)
    assert answer["Content-Disposition"] == 'attachment; filename="orders-refused.csv"'
    assert b"31/13/2026" in b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # a file
    Import.objects.update(refused_until=datetime.now(UTC))
    assert login(owner).get(path).status_code == 404


def test_a_report_that_nobody_confirms_is_closed_after_a_week(store: Store, owner: User) -> None:
    the_import = checked(hand(store, owner, HEADER + GOOD))
    assert unfinished(NOW + timedelta(days=6)) == []
    assert state(the_import) == "ready"
    unfinished(NOW + timedelta(days=8))
    the_import.refresh_from_db()
    assert (the_import.state, the_import.problem["problem"], kept_files()) == ("failed", "not_answered", [])
    assert (the_import.can_be_undone(NOW + timedelta(days=8)), SupplierOrder.objects.count()) == (False, 0)


def test_the_list_counts_no_orders_of_what_did_not_go_in(store: Store, owner: User, login: Login) -> None:
    the_import = checked(hand(store, owner, HEADER + GOOD))
    cancel(the_import, NOW)
    for path in ("imports/", f"imports/{the_import.pk}/"):
        page = login(owner).get(f"/stores/{store.slug}/{path}").content.decode()
        assert "Cancelled" in page
        assert ">7<" not in page
