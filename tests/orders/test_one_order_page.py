"""The page of one order: its facts, its sources, its parcels and its history."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from orders.actions import record_sales_orders
from orders.actions.by_hand import correct_order
from orders.hand import Spoken
from orders.importers.rows import Outcome
from orders.models import OrderNote, SupplierOrder
from stores.models import Store, User
from tests.orders.hands import NOW, hand, here, only
from tests.orders.test_recording import MARCH, TODAY, record, row, sale
from tests.people import Login

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(helper: User, login: Login) -> Client:
    return login(helper)


def test_the_page_tells_each_fact_with_reason_source_and_day(store: Store, browser: Client) -> None:
    record(store, row("1", tracking_numbers=("LX123456785CN", "what"), sale="#1001"))
    record_sales_orders(store, "shopify_orders", [sale("1001")], learned_on=TODAY)
    page = browser.get(here(store, f"{only(store).pk}/"))
    shown = page.context["shown"]
    facts = {fact.key: (fact.value, fact.why, fact.source, fact.entered_on) for fact in shown.facts}
    assert facts["arrival"] == ("Arrived", "The day of delivery is known.", "Supplier orders (CSV)", TODAY)
    assert facts["late"][0] == "no"
    delivered = next(word for word in shown.days if word.field == "delivered_on")
    assert (delivered.value, delivered.entered_on) == ("13 Mar 2026", TODAY)
    looks = {each.number: each.look for each in shown.parcels}
    assert looks["what"].startswith("Cannot be checked")
    assert not any("valid" in look for look in looks.values())
    assert "#1001" in page.content.decode()


def test_what_the_shop_promised_its_customer_is_shown_and_makes_no_order_late(
    store: Store, browser: Client
) -> None:
    record(store, row("1", promised_on=None, outcome=None, sale="#1001"))
    promised = {"promised_on": MARCH + timedelta(days=5), "name": "1001"}
    record_sales_orders(store, "ebay_orders", [sale("1001", **promised)], learned_on=TODAY)
    page = browser.get(here(store, f"{only(store).pk}/"))
    assert page.context["shown"].promised_to_customer == MARCH + timedelta(days=5)
    assert "It is no promise of the supplier" in page.content.decode()
    order = only(store)
    # It arrived twelve days after the order, a week behind the day that the customer was promised.
    assert (order.sale.name if order.sale else "", order.promised_on, order.late) == ("1001", None, None)


def test_where_no_file_names_a_promise_to_the_customer_the_page_has_none(
    store: Store, browser: Client
) -> None:
    record(store, row("1", sale="#1001"))
    record_sales_orders(store, "shopify_orders", [sale("1001")], learned_on=TODAY)
    page = browser.get(here(store, f"{only(store).pk}/"))
    assert page.context["shown"].promised_to_customer is None
    assert "Promised to the customer" not in page.content.decode()


def test_a_conflict_is_listed_with_both_sources(store: Store, browser: Client, helper: User) -> None:
    record(store, row("1"))
    correct_order(
        store, only(store).pk, Spoken({"delivered_on": MARCH + timedelta(days=14)}), hand(helper, "x")
    )
    page = browser.get(here(store, f"{only(store).pk}/"))
    (conflict,) = page.context["shown"].conflicts
    assert conflict.values == (
        ("You, by hand", "15 Mar 2026", NOW.date()),
        ("Supplier orders (CSV)", "13 Mar 2026", TODAY),
    )
    assert conflict.held == "15 Mar 2026"
    words = [word for word in page.context["shown"].days if word.field == "delivered_on"]
    assert [(word.is_own, word.is_held) for word in words] == [(True, True), (False, False)]


def test_an_open_order_past_its_promise_is_overdue_and_stays_open(store: Store, browser: Client) -> None:
    record(store, row("1", outcome=Outcome.IN_TRANSIT, delivered_on=None))
    page = browser.get(here(store, f"{only(store).pk}/"))
    assert "Overdue" in page.content.decode()
    assert only(store).arrival == "open"


def test_members_read_and_only_those_who_work_write(
    store: Store, viewer: User, stranger: User, login: Login
) -> None:
    record(store, row("1"))
    pk = only(store).pk
    assert login(viewer).get(here(store, f"{pk}/")).status_code == 200
    assert "correct/" not in login(viewer).get(here(store, f"{pk}/")).content.decode()
    for path in ("new/", f"{pk}/correct/"):
        assert login(viewer).get(here(store, path)).status_code == 403
        assert login(stranger).get(here(store, path)).status_code == 404
    assert login(viewer).post(here(store, f"{pk}/take-back/")).status_code == 403
    for path in (f"{pk}/", f"{pk}/take-back/"):
        assert login(stranger).post(here(store, path)).status_code == 404
    assert OrderNote.objects.count() == 0


def test_an_order_of_another_store_is_none_of_ours(store: Store, browser: Client, stranger: User) -> None:
    other = Store.objects.exclude(pk=store.pk).get()
    record(other, row("theirs"))
    theirs = SupplierOrder.objects.get(store=other).pk
    for path in (f"{theirs}/", f"{theirs}/correct/"):
        assert browser.get(here(store, path)).status_code == 404
    assert browser.post(here(store, f"{theirs}/take-back/")).status_code == 404


def test_the_page_costs_the_same_with_much_to_say(store: Store, browser: Client, helper: User) -> None:
    record(store, row("1"))
    browser.get(here(store, f"{only(store).pk}/"))
    counts = []
    for number in (1, 12):
        numbers = tuple(f"LX{each:09}CN" for each in range(number))
        correct_order(store, only(store).pk, Spoken({"tracking_numbers": numbers}), hand(helper, "x"))
        for each in range(number):
            day = MARCH + timedelta(days=12 + each % 3)
            moment = NOW + timedelta(minutes=each + number)
            correct_order(store, only(store).pk, Spoken({"delivered_on": day}), hand(helper, "x", moment))
        with CaptureQueriesContext(connection) as asked:
            browser.get(here(store, f"{only(store).pk}/"))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_list_leads_to_the_page(store: Store, browser: Client) -> None:
    record(store, row("1"))
    assert f'href="{here(store, f"{only(store).pk}/")}"' in browser.get(here(store)).content.decode()


def test_the_history_names_the_order_and_outlives_its_row(
    store: Store, browser: Client, helper: User
) -> None:
    record(store, row("1"))
    correct_order(store, only(store).pk, Spoken({"cost": Decimal(5)}), hand(helper, "He gave a discount"))
    SupplierOrder.objects.all().delete()
    record(store, row("1"))
    (entry,) = browser.get(here(store, f"{only(store).pk}/")).context["shown"].history
    assert entry.note.text == "He gave a discount"


def test_the_list_is_narrowed_to_what_was_said_by_hand(store: Store, browser: Client, helper: User) -> None:
    record(store, row("1"), row("2"))
    first = SupplierOrder.objects.get(external_id="1")
    correct_order(store, first.pk, Spoken({"cost": Decimal(5)}), hand(helper))
    page = browser.get(here(store, "?source=owner"))
    assert [str(order) for order in page.context["page"].rows] == ["1"]
    assert "You, by hand" in page.content.decode()
