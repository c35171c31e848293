"""The pages that bring orders in, list them and say whose they are."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from orders.actions import record_sales_orders, record_supplier_orders
from orders.importers.rows import Source, SupplierOrderRow
from orders.models import Import, ImportProblem, SupplierOrder
from stores.models import Store, User
from suppliers.models import Alias, Supplier
from tests.orders.test_recording import sale
from tests.people import Login

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)


@pytest.fixture(autouse=True)
def uploads(tmp_path: Path, settings: Settings) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def browser(owner: User, store: Store, login: Login) -> Client:
    return login(owner)


def placed(store: Store, number: int, supplier: str | None = "Shenzhen Bright") -> None:
    rows = [
        SupplierOrderRow(
            row=2,
            marketplace="aliexpress",
            order_id=f"{supplier}-{each}",
            supplier=supplier,
            products=(f"Lamp {each}",),
            ordered_on=TODAY - timedelta(days=each),
        )
        for each in range(number)
    ]
    record_supplier_orders(store, Source.SUPPLIER_ORDERS, rows, learned_on=TODAY)


def here(store: Store, path: str) -> str:
    return f"/stores/{store.slug}/{path}"


def test_an_upload_answers_with_the_page_of_its_import(store: Store, browser: Client) -> None:
    answer = browser.post(here(store, "imports/"), {"file": SimpleUploadedFile("orders.csv", b"a,b\n1,2\n")})
    the_import = Import.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, here(store, f"imports/{the_import.pk}/"))
    assert (the_import.state, the_import.filename, the_import.size) == ("waiting", "orders.csv", 8)
    assert "Waiting" in browser.get(answer["Location"]).content.decode()


def test_an_upload_of_nothing_is_refused_with_the_same_page(store: Store, browser: Client) -> None:
    for body in ({}, {"file": SimpleUploadedFile("orders.csv", b"")}):
        assert browser.post(here(store, "imports/"), body).status_code == 422
    assert Import.objects.count() == 0


def test_a_file_that_is_too_large_is_refused_and_not_kept(
    store: Store, browser: Client, uploads: Path, settings: Settings
) -> None:
    settings.LARGEST_ORDER_FILE_BYTES = 10
    answer = browser.post(here(store, "imports/"), {"file": SimpleUploadedFile("orders.csv", b"12345678901")})
    assert answer.status_code == 422
    assert "more than the limit of" in answer.content.decode()
    assert list(uploads.iterdir()) == []


def test_a_path_in_a_file_name_leads_nowhere(store: Store, browser: Client, uploads: Path) -> None:
    browser.post(here(store, "imports/"), {"file": SimpleUploadedFile("../../etc/passwd", b"a,b\n")})
    kept = [path for path in uploads.rglob("*") if path.is_file()]
    assert [path.parent for path in kept] == [uploads / "imports" / str(store.pk)]
    assert "passwd" not in kept[0].name


def test_the_progress_fragment_reloads_the_page_once_the_work_is_over(store: Store, browser: Client) -> None:
    the_import = Import.objects.create(
        store=store, token="t", filename="f.csv", size=1, rows_total=10, rows_done=4
    )
    path = here(store, f"imports/{the_import.pk}/progress/")
    fragment = browser.get(path)
    assert "HX-Refresh" not in fragment
    assert "<html" not in fragment.content.decode()
    Import.objects.update(state="done")
    assert browser.get(path)["HX-Refresh"] == "true"


def test_refused_rows_are_named_with_row_column_and_reason(store: Store, browser: Client) -> None:
    the_import = Import.objects.create(store=store, token="t", filename="f.csv", size=1, state="done")
    ImportProblem.objects.create(
        store=store, the_import=the_import, row=12, column="delivered", value="31/13/2026", problem="date"
    )
    page = browser.get(here(store, f"imports/{the_import.pk}/")).content.decode()
    assert "2026-03-31" in page
    assert "31/13/2026" in page


def test_what_a_file_says_is_shown_as_text(store: Store, browser: Client) -> None:
    the_import = Import.objects.create(
        store=store, token="t", filename="<script>1</script>", size=1, state="done"
    )
    ImportProblem.objects.create(
        store=store, the_import=the_import, row=1, column="<b>", value="<script>2</script>", problem="date"
    )
    placed(store, 1, "<script>3</script>")
    pages = [
        browser.get(here(store, path)).content.decode()
        for path in (f"imports/{the_import.pk}/", "imports/", "orders/")
    ]
    assert [number for page in pages for number in "123" if f"<script>{number}" in page] == []


def test_the_answer_about_the_currency_sends_the_file_on_its_way(store: Store, browser: Client) -> None:
    the_import = Import.objects.create(store=store, token="t", filename="f.xlsx", size=1, state="asking")
    path = here(store, f"imports/{the_import.pk}/currency/")
    assert browser.post(path, {"currency": "dollar"}).status_code == 422
    assert browser.post(path, {"currency": "eur"}).status_code == 302
    the_import.refresh_from_db()
    assert (the_import.state, the_import.currency, the_import.currency_answered) == ("waiting", "EUR", True)


def test_groups_are_assigned_to_an_old_and_to_a_new_supplier(store: Store, browser: Client) -> None:
    placed(store, 2, None)
    record_sales_orders(store, "shopify", [sale("1")], learned_on=TODAY)
    Supplier.objects.create(store=store, name="Old", name_key="old")
    form = browser.get(here(store, "orders/assign/")).context["form"]
    names = [field.html_name for _group, field in form.rows()]
    old = str(Supplier.objects.get().pk)
    refused = browser.post(here(store, "orders/assign/"), {names[0]: "new"})
    assert (refused.status_code, Alias.objects.count()) == (422, 0)
    done = browser.post(
        here(store, "orders/assign/"), {names[0]: "new", names[1]: old, "new_supplier": "Fresh"}
    )
    assert done.status_code == 302
    assert sorted(Alias.objects.values_list("supplier__name", flat=True)) == ["Fresh", "Old"]


def test_orders_are_narrowed_by_supplier_and_outcome(store: Store, browser: Client) -> None:
    placed(store, 2)
    placed(store, 3, "Yiwu Gifts")
    bright = Supplier.objects.get(name="Shenzhen Bright")

    def shown(query: str) -> int:
        return len(browser.get(here(store, f"orders/?{query}")).context["page"].rows)

    assert [shown(q) for q in ("", f"supplier={bright.pk}", "outcome=lost", "outcome=not_observed", "supplier=x")] == [
        5, 2, 0, 5, 5,
    ]  # fmt: skip


@pytest.mark.parametrize("path", ["orders/", "orders/?kind=sales", "orders/assign/", "imports/"])
def test_a_list_costs_the_same_queries_for_1_row_and_for_30(store: Store, browser: Client, path: str) -> None:
    def fill(number: int) -> None:
        placed(store, number)
        placed(store, number, None)
        record_sales_orders(store, "shopify", [sale(str(each)) for each in range(number)], learned_on=TODAY)
        for each in range(number):
            Import.objects.get_or_create(store=store, token=f"{each}", filename="f.csv", size=1)

    fill(1)
    with CaptureQueriesContext(connection) as one:
        browser.get(here(store, path))
    fill(30)
    with CaptureQueriesContext(connection) as thirty:
        browser.get(here(store, path))
    assert len(thirty) == len(one)
    assert SupplierOrder.objects.count() == 60


def import_page(store: Store, browser: Client, **values: object) -> str:
    the_import = Import.objects.create(
        **{"store": store, "token": "t", "filename": "f.csv", "size": 1, "state": "done"} | values
    )
    page = browser.get(here(store, f"imports/{the_import.pk}/")).content.decode()
    return " ".join(page.split())


def test_a_cell_that_was_not_kept_is_not_called_empty(store: Store, browser: Client) -> None:
    the_import = Import.objects.create(store=store, token="t", filename="f.csv", size=1, state="done")
    for column, problem in (("delivered", "date"), ("supplier", "missing")):
        ImportProblem.objects.create(
            store=store, the_import=the_import, row=12, column=column, value="", problem=problem
        )
    page = browser.get(here(store, f"imports/{the_import.pk}/")).content.decode()
    assert "“delivered” holds something else; write the date as 2026-03-31." in page
    assert "“supplier” is empty; fill it in." in page
    assert (page.count("(not kept)"), page.count("(empty)")) == (1, 1)
    assert "One bad row keeps its whole order out." in page


def test_the_page_says_which_currency_was_taken_and_since_which_answer(store: Store, browser: Client) -> None:
    told = Import.objects.create(store=store, token="t", filename="data.xlsx", size=1, currency="EUR")
    assert "because you said so for “data.xlsx”" in import_page(
        store, browser, currency="EUR", currency_from=told
    )
    assert "are in EUR, as you answered for this file" in import_page(
        store, browser, currency="EUR", currency_answered=True
    )
    assert "because you did not know it" in import_page(store, browser, currency_answered=True)


def test_the_page_lists_the_columns_that_were_not_read(store: Store, browser: Client) -> None:
    page = import_page(store, browser, unread_columns=["trakcing number", "<b>"])
    assert "Columns that were not read: trakcing number, &lt;b&gt;." in page


def test_an_import_that_stopped_half_way_says_that_some_of_it_went_in(store: Store, browser: Client) -> None:
    problem = {"problem": "given_up", "details": {}}
    half = import_page(
        store, browser, state="failed", stage="write", problem=problem, rows_done=3, orders_new=3
    )
    assert "stopped before its end" in half
    assert "Orders that went in before stay" in half
    assert "Nothing of it was imported" in import_page(store, browser, state="failed", problem=problem)


def test_the_bar_says_no_number_before_the_file_was_read_once(store: Store, browser: Client) -> None:
    page = import_page(store, browser, state="working")
    assert '<progress id="import-bar" ></progress>' in page
    assert 'max="1000" value="250"' in import_page(store, browser, state="working", share=0.25)
    written = import_page(store, browser, state="working", stage="write", rows_total=9, rows_done=4)
    assert 'max="9" value="4"' in written
