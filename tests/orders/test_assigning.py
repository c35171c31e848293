"""Saying whose orders these are: by vendor, by product, and changing one's mind."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from orders.actions import Assignment, Tally, assign, record_sales_orders, record_supplier_orders
from orders.importers.rows import SalesLineRow, Source, SupplierOrderRow
from orders.models import OrderDay, SalesLine, SupplierOrder
from stores.models import Store, User
from suppliers.actions import add_supplier, remember_alias
from suppliers.models import Alias, Supplier
from tests.orders.test_recording import sale
from tests.people import Login

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)


@pytest.fixture
def browser(owner: User, store: Store, login: Login) -> Client:
    return login(owner)


def here(store: Store, path: str) -> str:
    return f"/stores/{store.slug}/{path}"


def placed(store: Store, number: int) -> None:
    """Record orders that name no supplier."""
    rows = [
        SupplierOrderRow(
            row=2,
            marketplace="aliexpress",
            order_id=str(each),
            products=(f"Lamp {each}",),
            ordered_on=TODAY - timedelta(days=each),
        )
        for each in range(number)
    ]
    record_supplier_orders(store, Source.ALIEXPRESS, rows, learned_on=TODAY)


def names_of(browser: Client, store: Store, query: str = "") -> dict[str, str]:
    """Return the text of each group on the assign page -> the name of its field."""
    form = browser.get(here(store, f"orders/assign/{query}")).context["form"]
    return {group.text: field.html_name for group, field in form.rows()}


def line(title: str, vendor: str, position: int = 1) -> SalesLineRow:
    return SalesLineRow(position=position, title=title, quantity=1, price=Decimal(20), vendor=vendor)


def test_three_vendors_become_three_suppliers_in_one_save(store: Store, browser: Client) -> None:
    vendors = ("Bright", "Lumen", "Yiwu")
    rows = [sale(name, lines=(line("Lamp", name),)) for name in vendors]
    record_sales_orders(store, "shopify", rows, learned_on=TODAY)
    names = names_of(browser, store)
    browser.post(here(store, "orders/assign/"), dict.fromkeys(names.values(), "namesake"))
    assert sorted(Supplier.objects.values_list("name", flat=True)) == list(vendors)
    whose = SalesLine.objects.order_by("vendor").values_list("vendor", "supplier__name")
    assert list(whose) == [(name, name) for name in vendors]


def test_a_product_or_a_vendor_that_is_a_supplier_already_offers_no_namesake(
    store: Store, browser: Client
) -> None:
    placed(store, 1)
    record_sales_orders(store, "shopify", [sale("1", lines=(line("Lamp", "OLD"),))], learned_on=TODAY)
    Supplier.objects.create(store=store, name="Old", name_key="old")
    form = browser.get(here(store, "orders/assign/")).context["form"]
    offered = [value for _group, field in form.rows() for value, _text in field.field.choices]
    assert "namesake" not in offered


def test_a_store_whose_vendor_is_its_own_brand_says_product_by_product(store: Store, browser: Client) -> None:
    products = {"Lamp": "Bright", "Strip": "Lumen"}
    rows = [sale(title, lines=(line(title, "My Brand"),)) for title in products]
    record_sales_orders(store, "shopify", [*rows, sale("x", lines=(line("Cup", "Other"),))], learned_on=TODAY)
    page = browser.get(here(store, "orders/assign/")).content.decode()
    assert "?vendor=My%20Brand" in page
    for title, name in products.items():
        names = names_of(browser, store, "?vendor=my%20brand")
        body = {names[title]: "new", "new_supplier": name}
        browser.post(here(store, "orders/assign/?vendor=My%20Brand"), body)
    assert list(names_of(browser, store)) == ["Other"]
    whose = dict(SalesLine.objects.values_list("title", "supplier__name"))
    assert whose == products | {"Cup": None}
    # Remembered: the next file with these products brings no question.
    again = sale("next", lines=(line("Lamp", "My Brand"),))
    record_sales_orders(store, "shopify", [again], learned_on=TODAY)
    assert list(names_of(browser, store)) == ["Other"]


@pytest.mark.parametrize("query", ["?vendor=nobody", "?vendor=%00", "?vendor="])
def test_a_vendor_that_nobody_has_shows_no_group(store: Store, browser: Client, query: str) -> None:
    assert names_of(browser, store, query) == {}


@pytest.mark.parametrize("together", [True, False])
def test_what_was_said_of_a_product_holds_whatever_is_said_of_its_vendor(
    store: Store, browser: Client, together: bool
) -> None:
    rows = [sale("1", lines=(line("Lamp", "Brand", 1), line("Cup", "Brand", 2)))]
    record_sales_orders(store, "shopify", rows, learned_on=TODAY)
    of_product, of_vendor = add_supplier(store, "A"), add_supplier(store, "B")
    said = [
        Assignment(Alias.Kind.PRODUCT, "Lamp", of_product),
        Assignment(Alias.Kind.VENDOR, "Brand", of_vendor),
    ]
    moved = assign(store, said) if together else sum(assign(store, [each]) for each in said)
    assert moved == 2
    whose = dict(SalesLine.objects.values_list("title", "supplier__name"))
    assert whose == {"Lamp": "A", "Cup": "B"}
    assert record_sales_orders(store, "shopify", rows, learned_on=TODAY) == Tally(unchanged=1)


def test_a_wrong_answer_is_corrected_and_orders_lines_and_sums_move(store: Store, browser: Client) -> None:
    placed(store, 1)
    rows = [sale("1", lines=(line("Lamp 0", "Brand"),))]
    record_sales_orders(store, "shopify", rows, learned_on=TODAY)
    wrong, right = add_supplier(store, "Wrong"), add_supplier(store, "Right")
    assign(store, [Assignment(Alias.Kind.PRODUCT, "Lamp 0", wrong)])
    path = here(store, "orders/assign/answers/")
    ((_alias, field),) = browser.get(path).context["form"].rows()
    assert browser.post(path, {field.html_name: "0"}).status_code == 422
    before = {each.pk: each.evidence_version for each in Supplier.objects.all()}
    assert browser.post(path, {field.html_name: str(right.pk)}).status_code == 302
    assert SupplierOrder.objects.get().supplier == SalesLine.objects.get().supplier == right
    assert list(OrderDay.objects.values_list("supplier__name", "orders")) == [("Right", 1)]
    after = {each.pk: each.evidence_version for each in Supplier.objects.all()}
    assert {pk for pk, version in after.items() if version > before[pk]} == {wrong.pk, right.pk}
    assert browser.post(path, {}).status_code == 302
    assert Alias.objects.get().supplier == right


def test_an_order_of_two_suppliers_is_shown_apart_and_never_asked_for_again(
    store: Store, browser: Client
) -> None:
    row = SupplierOrderRow(
        row=2, marketplace="aliexpress", order_id="819", products=("Lamp", "Strip"), ordered_on=TODAY
    )
    record_supplier_orders(store, Source.ALIEXPRESS, [row], learned_on=TODAY)
    one, two = add_supplier(store, "One"), add_supplier(store, "Two")
    assign(store, [Assignment(Alias.Kind.PRODUCT, "Lamp", one)])
    assert list(names_of(browser, store)) == ["Strip"]
    assert browser.get(here(store, "orders/assign/")).context["divided"] == []
    assign(store, [Assignment(Alias.Kind.PRODUCT, "Strip", two)])
    answer = browser.get(here(store, "orders/assign/"))
    (divided,) = answer.context["divided"]
    assert (divided.order.external_id, divided.products) == ("819", [("Lamp", one), ("Strip", two)])
    assert "counts for none of them" in answer.content.decode()
    assert "Every order has its supplier" not in answer.content.decode()
    assert names_of(browser, store) == {}
    assign(store, [Assignment(Alias.Kind.PRODUCT, "Strip", one)])
    assert SupplierOrder.objects.get().supplier == one
    assert browser.get(here(store, "orders/assign/")).context["divided"] == []


def test_answers_of_another_store_are_neither_shown_nor_changed(
    store: Store, stranger: User, browser: Client
) -> None:
    theirs = add_supplier(Store.objects.get(members=stranger), "Theirs")
    alias = remember_alias(theirs, Alias.Kind.PRODUCT, "Lamp")
    mine = add_supplier(store, "Mine")
    path = here(store, "orders/assign/answers/")
    assert browser.get(path).context["form"].rows() == []
    browser.post(path, {f"answer-{alias.pk}": str(mine.pk)})
    alias.refresh_from_db()
    assert alias.supplier == theirs


@pytest.mark.parametrize("path", ["orders/assign/", "orders/assign/?vendor=Brand", "orders/assign/answers/"])
def test_a_page_costs_the_same_queries_for_1_answer_and_for_30(
    store: Store, browser: Client, path: str
) -> None:
    def fill(number: int) -> None:
        placed(store, 2 * number)
        rows = [sale(f"s{each}", lines=(line(f"Cup {each}", "Brand"),)) for each in range(number)]
        rows += [sale(f"v{each}", lines=(line("Cup", f"Vendor {each}"),)) for each in range(number)]
        record_sales_orders(store, "shopify", rows, learned_on=TODAY)
        for each in range(number):
            remember_alias(add_supplier(store, f"S{each}"), Alias.Kind.PRODUCT, f"Lamp {each}")
            both = SupplierOrderRow(
                row=2, marketplace="x", order_id=f"d{each}", products=("Lamp 0", f"Lamp {each + 1}")
            )
            record_supplier_orders(store, Source.ALIEXPRESS, [both], learned_on=TODAY)

    fill(1)
    with CaptureQueriesContext(connection) as one:
        browser.get(here(store, path))
    fill(30)
    with CaptureQueriesContext(connection) as thirty:
        browser.get(here(store, path))
    assert len(thirty) == len(one)


def test_an_order_whose_products_are_divided_by_a_correction_belongs_to_nobody(store: Store) -> None:
    one, two = add_supplier(store, "One"), add_supplier(store, "Two")
    both = SupplierOrderRow(row=2, marketplace="aliexpress", order_id="1", products=("Lamp", "Cup"))
    record_supplier_orders(store, Source.ALIEXPRESS, [both], learned_on=TODAY)
    assign(store, [Assignment(Alias.Kind.PRODUCT, text, one) for text in ("Lamp", "Cup")])
    assert SupplierOrder.objects.get().supplier == one
    assign(store, [Assignment(Alias.Kind.PRODUCT, "Cup", two)])
    assert SupplierOrder.objects.get().supplier is None
