"""What the tests of orders by hand share: who writes, the forms, and whether the sums still fit."""

from datetime import UTC, datetime
from uuid import uuid4

from django.http import HttpResponse
from django.test import Client

from orders.actions.by_hand import Hand
from orders.models import SupplierOrder
from orders.queries import day_groups
from stores.models import Store, User
from suppliers.models import Supplier
from tests.orders.recounting import recount

NOW = datetime(2026, 6, 2, 9, tzinfo=UTC)


def hand(user: User, note: str = "", now: datetime = NOW) -> Hand:
    return Hand(user, now, now.date(), note)


def sums_fit(store: Store) -> None:
    for supplier in Supplier.objects.filter(store=store):
        assert day_groups(supplier) == recount(supplier)


def here(store: Store, path: str = "") -> str:
    return f"/stores/{store.slug}/orders/{path}"


def only(store: Store) -> SupplierOrder:
    return SupplierOrder.objects.get(store=store)


def fields_of(browser: Client, store: Store) -> dict[str, object]:
    """Return what the form to correct the only order has filled in."""
    form = browser.get(here(store, f"{only(store).pk}/correct/")).context["form"]
    return {name: form[name].value() or "" for name in form.fields}


def correct(browser: Client, store: Store, **said: object) -> HttpResponse:
    given = fields_of(browser, store) | said
    form = browser.get(here(store, f"{only(store).pk}/correct/")).context["form"]
    prepared = {name: form.fields[name].prepare_value(value) for name, value in given.items()}
    return browser.post(here(store, f"{only(store).pk}/correct/"), prepared)  # type: ignore[return-value]  # a response


def add(browser: Client, store: Store, **said: object) -> HttpResponse:
    given = {
        "new_supplier": "Shenzhen Bright",
        "ordered_on": "2026-03-01",
        "token": uuid4().hex,
        "currency": "USD",
    }
    return browser.post(here(store, "new/"), given | said)  # type: ignore[return-value]  # a response
