"""The page that asks what became of a few silent orders."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from orders.actions import record_supplier_orders
from orders.importers.rows import Source, SupplierOrderRow
from orders.models import OrderNote, SupplierOrder
from stores.models import Store, User
from stores.queries import today_in
from suppliers.models import Supplier
from tests.people import Login

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(helper: User, login: Login) -> Client:
    return login(helper)


def silent(store: Store, *order_ids: str, supplier: str = "Shenzhen Bright") -> list[SupplierOrder]:
    today = today_in(store, timezone.now())
    rows = [
        SupplierOrderRow(
            row=2,
            marketplace="aliexpress",
            order_id=order_id,
            supplier=supplier,
            ordered_on=today - timedelta(days=30),
        )
        for order_id in order_ids
    ]
    record_supplier_orders(store, Source.SUPPLIER_ORDERS, rows, learned_on=today)
    return list(SupplierOrder.objects.filter(store=store, external_id__in=order_ids).order_by("external_id"))


def here(store: Store, path: str = "confirm/") -> str:
    return f"/stores/{store.slug}/orders/{path}"


def answer(
    browser: Client, store: Store, order: SupplierOrder, said: str, day: str = "", **more: object
) -> Client:
    given = {f"{order.pk}-answer": said, f"{order.pk}-day": day}
    return browser.post(here(store, f"{order.pk}/answer/"), given | more, follow=True)  # type: ignore[return-value]  # a response


def asked(browser: Client, store: Store, query: str = "") -> list[str]:
    page = browser.get(here(store) + query)
    return [form.order.external_id for form in page.context["forms"]]


def test_each_answer_is_saved_alone_and_leaves_the_list(store: Store, browser: Client, helper: User) -> None:
    one, two, three, four = silent(store, "1", "2", "3", "4")
    day = today_in(store, timezone.now()) - timedelta(days=21)
    answer(browser, store, one, "arrived", day.isoformat())
    answer(browser, store, two, "arrived")
    answer(browser, store, three, "lost")
    assert asked(browser, store) == ["4"]
    answer(browser, store, four, "late", day.isoformat())
    facts = SupplierOrder.objects.order_by("external_id").values_list("arrival", "late", "delivered_on")
    assert list(facts) == [
        ("proven", None, day),
        ("proven", None, None),
        ("lost", None, None),
        ("proven", True, day),
    ]
    assert OrderNote.objects.filter(made_by=helper, kind="outcome").count() == 4


def test_who_does_not_know_is_asked_again_in_a_week(store: Store, browser: Client) -> None:
    (order,) = silent(store, "1")
    before = order.claims
    answer(browser, store, order, "unknown")
    order.refresh_from_db()
    assert (order.claims, asked(browser, store)) == (before, [])
    OrderNote.objects.update(made_at=timezone.now() - timedelta(days=8))
    assert asked(browser, store) == ["1"]


def test_five_arrivals_clicked_through_prove_nothing(store: Store, browser: Client) -> None:
    orders = silent(store, *"123456")
    for order in orders[:4]:
        answer(browser, store, order, "arrived")
    page = answer(browser, store, orders[4], "arrived")
    assert "prove nothing" in page.content.decode()  # type: ignore[attr-defined]  # a response
    assert set(SupplierOrder.objects.values_list("arrival", flat=True)) == {"not_observed"}
    assert len(asked(browser, store)) == 6


@pytest.mark.parametrize(
    ("said", "day", "field"),
    [
        ("", "", "answer"),
        ("x", "", "answer"),
        ("lost", "2026-01-01", "day"),
        ("arrived", "2090-01-01", "day"),
        ("arrived", "x", "day"),
        ("arrived", "2001-01-01", "answer"),
    ],
)
def test_an_answer_that_cannot_be_is_refused_at_its_row(
    store: Store, browser: Client, said: str, day: str, field: str
) -> None:
    order, _other = silent(store, "1", "2")
    page = answer(browser, store, order, said, day)
    assert page.status_code == 422  # type: ignore[attr-defined]  # a response
    wrong = [form.order.pk for form in page.context["forms"] if form.errors]  # type: ignore[attr-defined]
    assert wrong == [order.pk]
    assert field in page.context["form"].errors  # type: ignore[attr-defined]  # a response
    assert OrderNote.objects.count() == 0


def test_one_suppliers_orders_are_asked_about_apart(store: Store, browser: Client, stranger: User) -> None:
    silent(store, "1")
    (order, _two) = silent(store, "3", "4", supplier="Yiwu Gifts")
    gifts = Supplier.objects.get(name="Yiwu Gifts")
    assert sorted(asked(browser, store, f"?supplier={gifts.pk}")) == ["3", "4"]
    page = answer(browser, store, order, "lost", supplier=gifts.pk)
    assert page.redirect_chain == [(here(store) + f"?supplier={gifts.pk}", 302)]  # type: ignore[attr-defined]
    for wrong in ("x", "0", "9" * 30):
        assert browser.get(here(store) + f"?supplier={wrong}").status_code == 404


def test_a_viewer_sees_and_answers_nothing_and_a_stranger_finds_nothing(
    store: Store, viewer: User, stranger: User, login: Login
) -> None:
    (order,) = silent(store, "1")
    page = login(viewer).get(here(store))
    assert page.status_code == 200
    assert "<select" not in page.content.decode()
    assert login(stranger).get(here(store)).status_code == 404
    for user, status in ((viewer, 403), (stranger, 404)):
        path = here(store, f"{order.pk}/answer/")
        assert login(user).post(path, {f"{order.pk}-answer": "lost"}).status_code == status
    assert OrderNote.objects.count() == 0


def test_ten_are_asked_at_the_cost_of_one(store: Store, browser: Client) -> None:
    counts = []
    for number in (1, 10):
        silent(store, *map(str, range(number)))
        with CaptureQueriesContext(connection) as queries:
            assert len(asked(browser, store)) == number
        counts.append(len(queries))
    # With fewer than ten those without a number are asked for as well.
    assert counts[0] == counts[1]


def test_with_nothing_to_ask_the_page_says_so(store: Store, browser: Client) -> None:
    assert "Nothing to ask" in browser.get(here(store)).content.decode()
