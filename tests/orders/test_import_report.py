"""The report before anything is written: what a file would do, what stays out, and the file to mend."""

import csv
import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from orders.actions import cancel, delete_left_over_files, refused_rows_of, refusing
from orders.models import Import, ImportProblem, OrderDay, SalesOrder, SupplierOrder
from stores.models import Store, User
from suppliers.models import Supplier
from tests.orders.handing_in import (
    BAD,
    GOOD,
    HEADER,
    LINE,
    NOW,
    aliexpress,
    checked,
    done,
    hand,
    in_slices_of,
    kept_files,
    shopify_rows,
)
from tests.orders.importers.files import SHOPIFY_HEADER, shopify_line, shopify_order, table
from tests.people import Login

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def uploads(tmp_path: Path, settings: Settings) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def numbers(the_import: Import) -> tuple[int, int, int, int]:
    return (
        the_import.orders_new,
        the_import.orders_changed,
        the_import.orders_unchanged,
        the_import.orders_refused,
    )


def test_the_check_says_what_would_happen_and_writes_nothing(store: Store, owner: User) -> None:
    done(hand(store, owner, HEADER + "".join(GOOD.splitlines(keepends=True)[:3])))
    before = (list(SupplierOrder.objects.values()), list(OrderDay.objects.values()))
    version = Supplier.objects.get().evidence_version
    changed = GOOD.replace("1,Shenzhen Bright,Lamp,1,12.50", "1,Shenzhen Bright,Lamp,2,12.50", 1)
    report = checked(hand(store, owner, HEADER + changed + BAD))
    assert (report.state, numbers(report), report.rows_total) == ("ready", (4, 1, 2, 1), 8)
    assert (list(SupplierOrder.objects.values()), list(OrderDay.objects.values())) == before
    assert Supplier.objects.get().evidence_version == version
    # What was foretold is what happens.
    assert numbers(done(report)) == (4, 1, 2, 1)


def test_a_check_makes_no_supplier(store: Store, owner: User) -> None:
    assert checked(hand(store, owner, HEADER + GOOD)).state == "ready"
    assert (Supplier.objects.count(), SupplierOrder.objects.count()) == (0, 0)


@pytest.mark.parametrize("size", [1, 2, 400])
def test_an_order_that_a_file_repeats_is_foretold_once_as_new(
    store: Store, owner: User, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    in_slices_of(size, monkeypatch)
    header, *rows = shopify_rows(3).splitlines(keepends=True)
    assert numbers(checked(hand(store, owner, header + "".join(rows + rows)))) == (3, 0, 3, 0)


def test_where_nothing_would_change_nothing_is_asked(store: Store, owner: User) -> None:
    done(hand(store, owner, HEADER + GOOD))
    again = checked(hand(store, owner, HEADER + GOOD))
    assert (again.state, numbers(again)) == ("done", (0, 0, 7, 0))
    with_bad = checked(hand(store, owner, HEADER + GOOD + BAD))
    assert (with_bad.state, numbers(with_bad)) == ("done", (0, 0, 7, 1))
    assert [path for path in kept_files() if "refused" not in path.name] == []


def refused(the_import: Import) -> list[list[str]]:
    return list(csv.reader(io.StringIO(refused_rows_of(the_import).read_text("utf-8-sig"))))


def test_the_refused_rows_come_back_as_they_were_and_go_in_once_they_are_mended(
    store: Store, owner: User
) -> None:
    odd = '9,"=HYPERLINK(1)","Lamp, \n ""large""",x,12.50,USD,2026-03-01,,\n'
    report = done(hand(store, owner, HEADER + BAD + GOOD + odd))
    header, first, second = refused(report)
    assert ",".join(header) + "\n" == HEADER
    assert ",".join(first) + "\n" == BAD
    assert second[:4] == ["9", "=HYPERLINK(1)", 'Lamp, \n "large"', "x"]
    mended = refused_rows_of(report).read_bytes().replace(b"31/13/2026", b"2026-03-13")
    again = done(hand(store, owner, mended.replace(b",x,", b",3,"), "refused.csv"))
    assert numbers(again) == (2, 0, 0, 0)
    assert SupplierOrder.objects.count() == 9


def test_every_row_of_a_refused_order_comes_back(store: Store, owner: User) -> None:
    rows = [
        shopify_order("#1", "1", **{"Lineitem price": "x"}),
        shopify_line("#1"),
        shopify_order("#2", "2"),
    ]
    report = checked(hand(store, owner, table(SHOPIFY_HEADER, rows)))
    assert [row[0] for row in refused(report)] == ["Name", "#1", "#1"]


def test_the_refused_rows_of_a_workbook_come_back_as_a_table(store: Store, owner: User) -> None:
    bad = (LINE[0], "8190000000000002", *LINE[2:6], "much", *LINE[7:])
    report = checked(hand(store, owner, aliexpress(LINE, bad), "data.xlsx"))
    assert report.state == "asking"
    Import.objects.update(state="waiting", currency="USD", currency_answered=True, worked_at=None)
    report = checked(report)
    assert (report.state, len(refused(report))) == ("ready", 2)
    mended = refused_rows_of(report).read_bytes().replace(b"much", b"15115")
    again = checked(hand(store, owner, mended, "refused.csv"))
    assert (again.source, numbers(again)) == ("aliexpress_orders", (1, 0, 0, 0))


def test_a_row_that_is_too_long_is_refused_again_until_it_is_mended(store: Store, owner: User) -> None:
    long = f"8,Shenzhen Bright,{'x' * 140_000},1,,,,,\n"
    report = checked(hand(store, owner, HEADER + GOOD + long))
    assert len(refused(report)) == 2
    again = checked(hand(store, owner, refused_rows_of(report).read_bytes()))
    assert numbers(again) == (0, 0, 0, 1)


def test_problems_are_listed_up_to_a_bound_and_all_counted(
    store: Store, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_slices_of(2, monkeypatch)
    monkeypatch.setattr(refusing, "LISTED", 3)
    bad = "".join(BAD.replace("8,", f"{number},", 1) for number in range(8, 15))
    report = checked(hand(store, owner, HEADER + GOOD + bad))
    assert (report.orders_refused, report.cells_refused, ImportProblem.objects.count()) == (7, 7, 3)
    assert len(refused(report)) == 8


def page_of(browser: Client, the_import: Import) -> str:
    path = f"/stores/{the_import.store.slug}/imports/{the_import.pk}/"
    return " ".join(browser.get(path).content.decode().split())


def test_who_downloads_refused_rows_is_warned_of_formulas(
    store: Store, owner: User, viewer: User, login: Login
) -> None:
    report = checked(hand(store, owner, HEADER + GOOD + BAD))
    Import.objects.update(refused_until=timezone.now() + timedelta(days=1))
    warning = "a spreadsheet may run those that begin with = + - or @"
    assert warning in page_of(login(owner), report)
    # Whoever cannot have the file needs no warning.
    assert warning not in page_of(login(viewer), report)


def test_what_is_said_of_the_same_file_handed_in_before_is_true(
    store: Store, owner: User, login: Login
) -> None:
    browser = login(owner)
    first, other = HEADER + GOOD, HEADER + GOOD.replace(",12.50,", ",13.50,")
    done(hand(store, owner, other))
    again = hand(store, owner, other)
    assert ", and it went in. A second time it changes only what was said otherwise since" in page_of(
        browser, again
    )
    done(hand(store, owner, first))
    # Another file has spoken of the same orders, so the second time does change something.
    assert (checked(again).orders_changed, again.state) == (7, "ready")


def test_of_the_same_file_it_is_said_what_did_not_go_in(store: Store, owner: User, login: Login) -> None:
    browser = login(owner)
    partly = HEADER + GOOD + BAD
    for content, said in (
        (partly, "and what was not refused went in."),
        (partly, "and what could be read of it was here already."),
        (shop_order_without_price(), "and no order of it went in."),
    ):
        done(hand(store, owner, content))
        twin = hand(store, owner, content)
        assert said in page_of(browser, twin)
        cancel(twin, NOW)


def shop_order_without_price() -> str:
    return table(SHOPIFY_HEADER, [shopify_order("#1", "1", **{"Lineitem price": "x"})])


def test_what_silent_orders_would_do_to_the_verdict_is_offered_once_they_are_in(
    store: Store, owner: User, login: Login
) -> None:
    browser = login(owner)
    silent = GOOD.replace(",2026-03-12,clean", ",,")
    report = checked(hand(store, owner, HEADER + silent))
    link, later = f"/stores/{store.slug}/unknowns/", "Once these orders are in, you can see"
    page = page_of(browser, report)
    assert (link in page, later in page) == (False, True)
    page = page_of(browser, done(report))
    assert (link in page, later in page) == (True, False)


def test_of_customers_orders_the_page_says_that_they_show_volume(
    store: Store, owner: User, login: Login
) -> None:
    report = checked(hand(store, owner, shopify_rows(2)))
    assert "they show your volume, not how a supplier performs" in page_of(login(owner), report)
    # A row that stands there twice is one order.
    header, *rows = shopify_rows(2).splitlines(keepends=True)
    twice = checked(hand(store, owner, header + "".join(rows + rows)))
    assert [(each["finding"], each["count"]) for each in twice.remarks] == [("sales_only", 2)]


def test_the_refused_rows_are_deleted_after_a_week(store: Store, owner: User) -> None:
    report = done(hand(store, owner, HEADER + GOOD + BAD))
    place = refused_rows_of(report)
    assert place.stat().st_mode & 0o777 == 0o600
    made = place.stat().st_mtime
    assert made > 0
    delete_left_over_files(report.refused_until - timedelta(minutes=1) if report.refused_until else NOW)
    # Younger than an hour by its own clock, or still to be had: either way it stays.
    assert place.exists()
    later = max(report.refused_until or NOW, NOW) + timedelta(days=3_650)
    delete_left_over_files(later)
    assert not place.exists()


def test_the_same_file_has_the_same_digest_and_another_has_not(store: Store, owner: User) -> None:
    first, second, other = (hand(store, owner, HEADER + text) for text in (GOOD, GOOD, BAD))
    assert first.digest == second.digest != other.digest
    assert SalesOrder.objects.count() == 0
