"""One order added by hand."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client

from orders.actions import record_supplier_orders
from orders.importers.rows import Source
from orders.models import OrderNote, SupplierOrder
from stores.models import Store, User
from suppliers.models import Supplier
from tests.orders.hands import add, here, only, sums_fit
from tests.orders.test_recording import MARCH, TODAY, record, row
from tests.people import Login

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(helper: User, login: Login) -> Client:
    return login(helper)


def test_a_few_fields_make_an_order(store: Store, browser: Client, helper: User) -> None:
    assert browser.get(here(store, "new/")).context["form"]["currency"].value() == "USD"
    answer = add(browser, store, cost="12.5", product="Lamp", shipping_method="ePacket")
    order = only(store)
    assert (order.shipping_method, order.lane) == ("ePacket", "epacket")
    assert answer["Location"] == here(store, f"{order.pk}/")
    assert (order.marketplace, order.external_id[:19]) == ("byhand", "by-hand-2026-03-01-"[:19])
    assert (order.supplier.name, order.cost, order.currency) == (  # type: ignore[union-attr]  # it has one
        "Shenzhen Bright",
        Decimal("12.50"),
        "USD",
    )
    assert (order.arrival, order.because) == ("not_observed", "nobody_said")
    note = OrderNote.objects.get()
    assert (note.kind, note.made_by) == ("added", helper)
    sums_fit(store)


def test_the_same_form_sent_twice_adds_one_order(store: Store, browser: Client) -> None:
    token = uuid4().hex
    first = add(browser, store, token=token)
    assert add(browser, store, token=token)["Location"] == first["Location"]
    assert (SupplierOrder.objects.count(), OrderNote.objects.count()) == (1, 1)


def test_an_order_that_is_here_is_not_added_again(store: Store, browser: Client) -> None:
    record(store, row("77"))
    answer = add(browser, store, order_id="77", cost="1")
    assert answer.status_code == 422
    assert here(store, f"{only(store).pk}/") in answer.content.decode()
    assert (only(store).cost, OrderNote.objects.count()) == (Decimal("12.50"), 0)


def test_a_file_about_an_order_added_by_hand_completes_it(store: Store, browser: Client) -> None:
    add(browser, store, order_id="77", outcome="late")
    record_supplier_orders(store, Source.SUPPLIER_ORDERS, [row("77", outcome=None)], learned_on=TODAY)
    assert (only(store).late, only(store).promised_on) == (True, MARCH + timedelta(days=20))


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"new_supplier": ""}, "supplier"),
        ({"ordered_on": ""}, "ordered_on"),
        ({"delivered_on": "2026-02-01"}, "delivered_on"),
        ({"outcome": "lost", "delivered_on": "2026-03-02"}, "outcome"),
        ({"quantity": "0"}, "quantity"),
        ({"refunded_on": "2026-03-05"}, "refunded_amount"),
        ({"order_id": "1.5E+15"}, "order_id"),
        ({"token": "x"}, "token"),
    ],
)
def test_a_new_order_that_cannot_be_is_refused_at_its_field(
    store: Store, browser: Client, said: dict[str, str], field: str
) -> None:
    answer = add(browser, store, **said)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors  # type: ignore[attr-defined]  # of a test
    assert (SupplierOrder.objects.count(), Supplier.objects.count()) == (0, 0)


def test_an_order_nobody_speaks_of_any_more_is_taken_out(store: Store, browser: Client) -> None:
    add(browser, store)
    browser.post(here(store, f"{only(store).pk}/take-back/"))
    assert SupplierOrder.objects.count() == 0
    assert OrderNote.objects.count() == 2
    sums_fit(store)
    add(browser, store, outcome="lost")
    browser.post(here(store, f"{only(store).pk}/take-back/"), {"note": "typed by mistake"})
    assert only(store).arrival == "lost"
