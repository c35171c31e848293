"""The currency that a file does not say: asked, remembered where that is right, and never assumed."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from orders.actions import answer_currency, importing, unfinished
from orders.actions.claiming import close
from orders.models import SupplierOrder
from stores.models import Store, User
from tests.orders.handing_in import LINE, NOW, aliexpress, done, hand, kept_files

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def uploads(tmp_path: Path, settings: Settings) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def test_the_currency_that_a_file_does_not_say_is_asked_and_never_assumed(store: Store, owner: User) -> None:
    the_import = done(hand(store, owner, aliexpress(LINE), "data.xlsx"))
    assert (the_import.state, SupplierOrder.objects.count()) == ("asking", 0)
    answer_currency(the_import, "EUR")
    assert done(the_import).state == "done"
    order = SupplierOrder.objects.get()
    assert (order.external_id, order.currency, str(order.cost), order.arrival) == (
        "8190000000000001",
        "EUR",
        "151.15",
        "proven",
    )


def test_the_currency_is_asked_once(store: Store, owner: User) -> None:
    first = done(hand(store, owner, aliexpress(LINE), "data.xlsx"))
    answer_currency(first, "EUR")
    done(first)
    second = done(hand(store, owner, aliexpress(LINE), "data.xlsx"))
    assert (second.state, second.currency, second.orders_unchanged) == ("done", "EUR", 1)
    assert second.currency_from == first


def test_an_answer_of_i_do_not_know_leaves_the_currency_unknown(store: Store, owner: User) -> None:
    the_import = done(hand(store, owner, aliexpress(LINE), "data.xlsx"))
    answer_currency(the_import, "")
    done(the_import)
    assert SupplierOrder.objects.get().currency == ""


def test_a_question_that_nobody_answers_closes_the_import_and_removes_its_file(
    store: Store, owner: User
) -> None:
    the_import = done(hand(store, owner, aliexpress(LINE), "data.xlsx"))
    unfinished(NOW + timedelta(days=8))
    the_import.refresh_from_db()
    assert (the_import.state, the_import.problem["problem"]) == ("failed", "not_answered")
    assert kept_files() == []


def test_a_csv_and_a_workbook_about_one_order_become_one_order(store: Store, owner: User) -> None:
    own = "order id,supplier,product,quantity,cost,currency\n8190000000000001,Shenzhen Bright,Lamp,1,150.00,USD\n"
    done(hand(store, owner, own))
    before = SupplierOrder.objects.get()
    assert before.arrival == "not_observed"
    merged = done(hand(store, owner, aliexpress(LINE), "data.xlsx"))
    answer_currency(merged, "USD")
    merged = done(merged)
    assert (merged.orders_new, merged.orders_changed) == (0, 1)
    order = SupplierOrder.objects.get()
    assert (order.pk, order.arrival, str(order.cost), order.supplier.name if order.supplier else None) == (
        before.pk,
        "proven",
        "150.00",
        "Shenzhen Bright",
    )
    assert set(order.claims) == {"supplier_orders", "aliexpress_orders"}


OWN = "order id,supplier,product,quantity,cost\nA1,Shenzhen Bright,Lamp,1,12.50\n"


def test_the_answer_for_a_file_of_our_own_holds_for_that_file_alone(store: Store, owner: User) -> None:
    first = done(hand(store, owner, OWN))
    answer_currency(first, "EUR")
    assert done(first).currency == "EUR"
    assert done(hand(store, owner, OWN)).state == "asking"


def test_who_did_not_know_the_currency_is_asked_again(store: Store, owner: User) -> None:
    first = done(hand(store, owner, aliexpress(LINE), "data.xlsx"))
    answer_currency(first, "")
    assert done(first).state == "done"
    assert done(hand(store, owner, aliexpress(LINE), "data.xlsx")).state == "asking"


def test_an_answer_of_another_store_is_not_taken(store: Store, owner: User, stranger: User) -> None:
    first = done(hand(store, owner, aliexpress(LINE), "data.xlsx"))
    answer_currency(first, "EUR")
    done(first)
    other = Store.objects.exclude(pk=store.pk).get()
    assert done(hand(other, stranger, aliexpress(LINE), "data.xlsx")).state == "asking"


def test_a_question_that_is_answered_at_the_last_moment_is_not_closed(
    store: Store, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    the_import = done(hand(store, owner, aliexpress(LINE), "data.xlsx"))

    def answered_first(*arguments: Any) -> bool:
        answer_currency(the_import, "EUR")
        return close(*arguments)

    monkeypatch.setattr(importing, "close", answered_first)
    unfinished(NOW + timedelta(days=8))
    the_import.refresh_from_db()
    assert (the_import.state, len(kept_files())) == ("waiting", 1)
