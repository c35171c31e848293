"""A table of no known kind: its columns are asked once, kept for the next file, and can be said again."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from orders.actions import cancel
from orders.models import Import, MappingProfile, SalesOrder, SupplierOrder
from stores.models import Store, User
from tests.orders.handing_in import NOW, checked, done, hand, kept_files
from tests.orders.importers.files import SHOPIFY_HEADER, shopify_order, table
from tests.people import Login

pytestmark = pytest.mark.django_db
HEADER = "Bestellnr;Lieferant;Artikel;Menge;Preis;Bestellt am;Angekommen;Ergebnis\n"
ROWS = "".join(f"{n};Yiwu Gifts;Lampe {n};1;12,50;0{n}.04.2026;2{n}.04.2026;gut\n" for n in range(1, 8))
TABLE = HEADER + ROWS


@pytest.fixture(autouse=True)
def uploads(tmp_path: Path, settings: Settings) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def browser(owner: User, login: Login) -> Client:
    return login(owner)


def address(store: Store, the_import: Import) -> str:
    return f"/stores/{store.slug}/imports/{the_import.pk}/columns/"


def answer(**changes: str) -> dict[str, str]:
    """Return a whole answer about the table above."""
    return {
        "column-0": "order id",
        "column-1": "supplier",
        "column-2": "product",
        "column-3": "quantity",
        "column-4": "cost",
        "column-5": "ordered",
        "column-6": "delivered",
        "column-7": "outcome",
        "word-0": "clean",
        "words_of": "7",
        "day_form": "day_first",
        "decimal_form": "comma",
        "currency": "EUR",
        "profile_name": "Yiwu list",
    } | changes


def asked(store: Store, owner: User, content: str = TABLE) -> Import:
    the_import = checked(hand(store, owner, content, "list.csv"))
    assert the_import.state == "mapping"
    return the_import


def test_a_table_of_no_known_kind_is_asked_about_and_read_by_the_answer(
    store: Store, owner: User, browser: Client
) -> None:
    the_import = asked(store, owner)
    page = browser.get(f"/stores/{store.slug}/imports/{the_import.pk}/").content.decode()
    assert "Say which column is what" in page
    form = browser.get(address(store, the_import)).content.decode()
    for shown in ("Bestellnr", "Lampe 1", "12,50", "gut"):
        assert shown in form
    assert browser.post(address(store, the_import), answer()).status_code == 302
    report = checked(the_import)
    assert (report.state, report.source) == ("ready", "other_table")
    assert (report.orders_new, report.orders_refused) == (7, 0)
    page = " ".join(browser.get(f"/stores/{store.slug}/imports/{the_import.pk}/").content.decode().split())
    assert "Understood as" in page
    assert '<span class="muted">Day of delivery</span> 21 Apr 2026' in page
    done(report)
    order = SupplierOrder.objects.select_related("supplier").get(external_id="3")
    assert order.supplier is not None
    assert (order.supplier.name, order.ordered_on, order.delivered_on, order.cost, order.currency) == (
        "Yiwu Gifts",
        date(2026, 4, 3),
        date(2026, 4, 23),
        Decimal("12.50"),
        "EUR",
    )
    assert order.arrival == "proven"


def test_the_answer_is_kept_for_the_next_file_with_the_same_columns(
    store: Store, owner: User, stranger: User, browser: Client
) -> None:
    browser.post(address(store, asked(store, owner)), answer())
    saved = MappingProfile.objects.get()
    assert (saved.name, saved.store) == ("Yiwu list", store)
    later = checked(hand(store, owner, HEADER + "9;Yiwu Gifts;Lampe;1;9,00;01.04.2026;;\n"))
    assert (later.state, later.profile_name, later.orders_new) == ("ready", "Yiwu list", 1)
    # Other columns, and another store: asked again.
    assert checked(hand(store, owner, TABLE.replace("Menge", "Anzahl"))).state == "mapping"
    other = Store.objects.exclude(pk=store.pk).get()
    assert checked(hand(other, stranger, TABLE)).state == "mapping"


def test_an_answer_without_a_name_is_not_kept(store: Store, owner: User, browser: Client) -> None:
    browser.post(address(store, asked(store, owner)), answer(profile_name=""))
    assert MappingProfile.objects.count() == 0
    assert checked(hand(store, owner, TABLE)).state == "mapping"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"column-0": ""}, "Say which column holds the order number."),
        ({"column-1": "order id"}, "Another column holds this already"),
        ({f"column-{n}": "" for n in (5, 6, 7)}, "at least one of"),
        ({"column-0": "no such field"}, "Select a valid choice"),
        ({"currency": "zzz"}, "This answer cannot be kept"),
        ({"words_of": ""}, "Say below what each word"),
    ],
)
def test_an_answer_that_is_not_whole_is_refused_with_the_same_page(
    store: Store, owner: User, browser: Client, changes: dict[str, Any], said: str
) -> None:
    the_import = asked(store, owner)
    page = browser.post(address(store, the_import), answer(**changes))
    assert page.status_code == 422
    assert said in page.content.decode()
    assert (checked(the_import).state, MappingProfile.objects.count()) == ("mapping", 0)


def test_a_wrong_answer_can_be_said_again_before_anything_is_put_in(
    store: Store, owner: User, browser: Client
) -> None:
    the_import = asked(store, owner, HEADER + "9;Yiwu Gifts;Lampe;1;9,00;13.04.2026;;\n")
    browser.post(address(store, the_import), answer(day_form="month_first"))
    wrong = checked(the_import)
    assert (wrong.state, wrong.orders_new, wrong.orders_refused, len(kept_files())) == ("mapping", 0, 1, 2)
    browser.post(address(store, the_import), answer())
    right = checked(the_import)
    assert (right.state, right.orders_new, right.orders_refused, right.problems.count()) == ("ready", 1, 0, 0)


def test_a_saved_answer_that_reads_nothing_is_asked_about_until_a_better_one_replaces_it(
    store: Store, owner: User, browser: Client
) -> None:
    rows = HEADER + "".join(f"{n};Yiwu Gifts;Lampe;1;9,00;{n}.04.2026;;\n" for n in range(13, 21))
    wrong = answer(day_form="month_first")
    browser.post(address(store, asked(store, owner, rows)), wrong)
    assert checked(Import.objects.get()).orders_refused == 8
    again = checked(hand(store, owner, rows))
    assert (again.state, again.profile_name, again.orders_refused) == ("mapping", "Yiwu list", 8)
    page = " ".join(browser.get(f"/stores/{store.slug}/imports/{again.pk}/").content.decode().split())
    for said in ("every order of this file was refused", "“Yiwu list”", "What was refused, and why"):
        assert said in page
    browser.post(address(store, again), answer())
    assert (checked(again).state, again.orders_new) == ("ready", 8)
    assert checked(hand(store, owner, rows)).state == "ready"


def test_an_answer_by_which_only_what_is_here_can_be_read_is_asked_about(
    store: Store, owner: User, browser: Client
) -> None:
    rows = HEADER + "8;Yiwu Gifts;Lampe;1;9,00;01.04.2026;;\n9;Yiwu Gifts;Lampe;1;9,00;13.04.2026;;\n"
    the_import = asked(store, owner, rows)
    browser.post(address(store, the_import), answer(day_form="month_first"))
    done(checked(the_import))
    again = checked(hand(store, owner, rows))
    assert (again.state, again.orders_unchanged, again.orders_refused) == ("mapping", 1, 1)
    page = browser.get(f"/stores/{store.slug}/imports/{again.pk}/").content.decode()
    assert "what could be read is here already" in page
    # Who says the same again is asked again, and may call it off.
    assert cancel(again, NOW)


OWN = "order id,supplier,product,quantity,ordered,outcome\n"


def test_a_known_kind_of_which_every_order_is_refused_can_be_read_by_an_answer(
    store: Store, owner: User, browser: Client
) -> None:
    rows = OWN + "".join(f"{n},Yiwu Gifts,Lamp,1,{n}/03/2026,clean\n" for n in range(13, 21))
    the_import = checked(hand(store, owner, rows))
    assert (the_import.state, the_import.source) == ("mapping", "supplier_orders")
    assert the_import.orders_refused == 8
    form = browser.get(address(store, the_import))
    assert form.context["form"].initial["day_form"] == "day_first"
    said = {f"column-{place}": name for place, name in enumerate(OWN.strip().split(","))}
    said |= {"word-0": "clean", "words_of": "5", "day_form": "day_first", "profile_name": "Mine"}
    assert browser.post(address(store, the_import), said).status_code == 302
    assert (done(the_import).orders_new, SupplierOrder.objects.count()) == (8, 8)
    assert SupplierOrder.objects.get(external_id="13").ordered_on == date(2026, 3, 13)


def test_a_known_kind_that_is_refused_in_part_or_comes_from_a_shop_is_not_asked_about(
    store: Store, owner: User
) -> None:
    good, bad = "1,Yiwu Gifts,Lamp,1,2026-03-13,clean\n", "2,Yiwu Gifts,Lamp,1,13/03/2026,clean\n"
    assert done(hand(store, owner, OWN + good)).state == "done"
    assert checked(hand(store, owner, OWN + good + bad)).state == "done"
    shop = table(SHOPIFY_HEADER, [shopify_order("#1", "1", **{"Lineitem price": "x"})])
    of_a_shop = checked(hand(store, owner, shop))
    assert (of_a_shop.orders_refused, of_a_shop.state) == (1, "done")


def test_the_columns_can_be_changed_while_the_currency_is_asked_for(
    store: Store, owner: User, browser: Client
) -> None:
    the_import = asked(store, owner)
    browser.post(address(store, the_import), answer(currency=""))
    assert checked(the_import).state == "asking"
    page, offer = f"/stores/{store.slug}/imports/{the_import.pk}/", "Change which column is what"
    assert offer in browser.get(page).content.decode()
    browser.post(address(store, the_import), answer())
    assert checked(the_import).state == "ready"
    assert offer in browser.get(page).content.decode()


def test_a_saved_answer_is_listed_and_can_be_forgotten(
    store: Store, owner: User, viewer: User, stranger: User, browser: Client, login: Login
) -> None:
    browser.post(address(store, asked(store, owner)), answer())
    saved = MappingProfile.objects.get()
    imports = f"/stores/{store.slug}/imports/"
    path = f"{imports}columns/{saved.pk}/forget/"
    assert path in browser.get(imports).content.decode()
    assert path not in login(viewer).get(imports).content.decode()
    for person, code in ((viewer, 403), (stranger, 404)):
        assert login(person).post(path).status_code == code
    assert browser.get(path).status_code == 405
    other = Store.objects.exclude(pk=store.pk).get()
    assert login(stranger).post(f"/stores/{other.slug}/imports/columns/{saved.pk}/forget/").status_code == 302
    assert MappingProfile.objects.count() == 1
    assert login(owner).post(path).status_code == 302
    assert MappingProfile.objects.count() == 0
    assert checked(hand(store, owner, TABLE)).state == "mapping"


def test_what_a_wrong_answer_refused_is_forgotten_when_it_is_said_again(
    store: Store, owner: User, browser: Client
) -> None:
    rows = HEADER + "8;Yiwu Gifts;Lampe;1;9,00;01.04.2026;;\n9;Yiwu Gifts;Lampe;1;9,00;13.04.2026;;\n"
    the_import = asked(store, owner, rows)
    browser.post(address(store, the_import), answer(day_form="month_first"))
    wrong = checked(the_import)
    assert (wrong.state, wrong.orders_new, wrong.orders_refused, len(kept_files())) == ("ready", 1, 1, 2)
    assert browser.get(address(store, the_import)).status_code == 200
    browser.post(address(store, the_import), answer())
    right = checked(the_import)
    assert (right.orders_new, right.orders_refused, right.problems.count()) == (2, 0, 0)
    assert len(kept_files()) == 1
    assert MappingProfile.objects.get().mapping["day_form"] == "day_first"
    # Once it is put in it is too late.
    done(right)
    assert browser.get(address(store, the_import)).status_code == 302


def test_a_table_of_customers_orders_goes_in_as_such(store: Store, owner: User, browser: Client) -> None:
    rows = "Nummer;Datum;Artikel;Stueck;Einzelpreis\n1;01.04.2026;Lampe;2;10,00\n2;13.04.2026;Lampe;1;10,00\n"
    the_import = asked(store, owner, rows)
    path = address(store, the_import) + "?kind=sales_orders"
    assert "Price of one piece" in browser.get(path).content.decode()
    body = {
        "column-0": "order id",
        "column-1": "ordered",
        "column-2": "product",
        "column-3": "quantity",
        "column-4": "price",
        "day_form": "day_first",
        "decimal_form": "comma",
        "currency": "EUR",
    }
    assert browser.post(path, body).status_code == 302
    assert done(checked(the_import)).orders_new == 2
    assert SalesOrder.objects.count() == 2


def test_a_file_that_is_no_table_is_not_asked_about(store: Store, owner: User) -> None:
    assert checked(hand(store, owner, "no table at all")).state == "failed"


def test_only_who_works_in_the_store_may_say_what_the_columns_are(
    store: Store, owner: User, helper: User, viewer: User, stranger: User, login: Login
) -> None:
    the_import = asked(store, owner)
    path = address(store, the_import)
    for person, code in ((viewer, 403), (stranger, 404)):
        assert [login(person).get(path).status_code, login(person).post(path, answer()).status_code] == [
            code
        ] * 2
    assert checked(the_import).state == "mapping"
    # Whoever may only look sees that an answer is waited for, and none of the cells.
    page = login(viewer).get(f"/stores/{store.slug}/imports/{the_import.pk}/").content.decode()
    assert "Lampe" not in page
    assert login(helper).post(path, answer()).status_code == 302
