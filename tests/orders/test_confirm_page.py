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
    return answer_all(browser, store, {order: (said, day)}, **more)


def answer_all(
    browser: Client, store: Store, said: dict[SupplierOrder, tuple[str, str]], **more: object
) -> Client:
    given: dict[str, object] = {"order": [order.pk for order in said]}
    for order, (word, day) in said.items():
        given |= {f"{order.pk}-answer": word, f"{order.pk}-day": day}
    return browser.post(here(store, "confirm/answers/"), given | more, follow=True)  # type: ignore[return-value]  # a response


def asked(browser: Client, store: Store, query: str = "") -> list[str]:
    page = browser.get(here(store) + query)
    return [form.order.external_id for form in page.context["forms"]]


def test_each_answer_is_saved_and_leaves_the_list(store: Store, browser: Client, helper: User) -> None:
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


def test_all_answers_are_saved_in_one_go_each_with_its_own_day(store: Store, browser: Client) -> None:
    orders = silent(store, *"123456")
    today = today_in(store, timezone.now())
    days = {order: today - timedelta(days=20 - place) for place, order in enumerate(orders[:5])}
    said = {order: ("arrived", day.isoformat()) for order, day in days.items()} | {orders[5]: ("", "")}
    page = answer_all(browser, store, said)
    assert "5 answers are saved" in page.content.decode()  # type: ignore[attr-defined]  # a response
    assert asked(browser, store) == ["6"]
    assert {order.delivered_on for order in SupplierOrder.objects.exclude(external_id="6")} == set(
        days.values()
    )


def test_where_one_answer_cannot_be_none_is_saved_and_all_are_shown_again(
    store: Store, browser: Client
) -> None:
    one, two, three = silent(store, "1", "2", "3")
    said = {one: ("lost", ""), two: ("arrived", "2001-01-01"), three: ("unknown", "")}
    page = answer_all(browser, store, said)
    assert page.status_code == 422  # type: ignore[attr-defined]  # a response
    forms = page.context["forms"]  # type: ignore[attr-defined]  # a response
    assert [(form["answer"].value(), bool(form.errors)) for form in forms] == [
        ("lost", False),
        ("arrived", True),
        ("unknown", False),
    ]
    assert OrderNote.objects.count() == 0
    assert set(SupplierOrder.objects.values_list("arrival", flat=True)) == {"not_observed"}


def test_orders_of_others_and_nonsense_are_passed_over(store: Store, browser: Client, stranger: User) -> None:
    other = Store.objects.exclude(pk=store.pk).get()
    (theirs,) = silent(other, "1")
    given = {"order": [theirs.pk, "x", "9" * 30], f"{theirs.pk}-answer": "lost"}
    assert browser.post(here(store, "confirm/answers/"), given).status_code == 302
    assert OrderNote.objects.count() == 0


def test_the_page_says_before_that_clicking_through_takes_back(store: Store, browser: Client) -> None:
    silent(store, "1")
    page = browser.get(here(store)).content.decode()
    assert "those of that minute that you saved before are taken back" in page
    assert f"/stores/{store.slug}/unknowns/" in page


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
        ("", "2026-01-01", "day"),
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
        given = {"order": order.pk, f"{order.pk}-answer": "lost"}
        assert login(user).post(here(store, "confirm/answers/"), given).status_code == status
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
