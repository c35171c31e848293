"""A correction by hand: with a note, at its field, and never from bad to unknown."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from orders.actions.by_hand import CannotSay, correct_order, take_back_words
from orders.hand import Refusal, Spoken
from orders.importers.rows import Outcome, Source
from orders.lanes import lane_of
from orders.models import OrderNote, SupplierOrder
from stores.models import Store, User
from suppliers.models import Supplier
from tests.orders.hands import correct, fields_of, hand, here, only, sums_fit
from tests.orders.test_recording import MARCH, record, row
from tests.people import Login

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(helper: User, login: Login) -> Client:
    return login(helper)


def test_a_correction_counts_before_any_file_and_keeps_who_when_and_why(
    store: Store, browser: Client, helper: User
) -> None:
    record(store, row("1"))
    supplier = Supplier.objects.get()
    answer = correct(browser, store, delivered_on="2026-03-25", outcome="late", note="The customer wrote")
    assert answer.status_code == 302
    order = only(store)
    assert (order.late, order.delivered_on) == (True, date(2026, 3, 25))
    note = OrderNote.objects.get()
    assert (note.made_by, note.text, note.kind) == (helper, "The customer wrote", "corrected")
    assert ["delivered_on", "2026-03-13", "2026-03-25"] in note.changes
    assert ["outcome", "clean", "late"] in note.changes
    before = supplier.evidence_version
    supplier.refresh_from_db()
    assert supplier.evidence_version > before
    sums_fit(store)
    record(store, row("1"))
    assert only(store).late is True


def test_only_what_was_changed_becomes_the_owners_word(store: Store, browser: Client) -> None:
    record(store, row("1"))
    correct(browser, store, cost="9.90")
    said = only(store).claims["owner"]["says"]
    assert said == {"cost": "9.90", "currency": "USD"}
    assert (only(store).cost, only(store).currency) == (Decimal("9.90"), "USD")


def test_what_was_ordered_and_how_it_travels_are_corrected_too(store: Store, browser: Client) -> None:
    record(store, row("1", shipping_method="China Post", products=("Lamp", "Bulb")))
    said = {
        "products": "Lamp\r\nBulb, warm\n",
        "quantity": "3",
        "shipping_method": "AliExpress Standard Shipping",
    }
    assert correct(browser, store, **said).status_code == 302
    order = only(store)
    assert (order.products, order.quantity) == (["Lamp", "Bulb, warm"], 3)
    assert order.product_keys == ["lamp", "bulb, warm"]
    assert order.shipping_method == "AliExpress Standard Shipping"
    assert order.lane == lane_of("AliExpress Standard Shipping") != lane_of("China Post")
    assert set(order.claims["owner"]["says"]) == {"products", "quantity", "shipping_method"}


def test_spaces_of_a_file_that_nobody_changed_are_no_word_of_the_owner(store: Store, browser: Client) -> None:
    record(store, row("1", products=("Moon  lamp ",), shipping_method=" e-Packet  "))
    assert correct(browser, store, quantity="2").status_code == 302
    assert set(only(store).claims["owner"]["says"]) == {"quantity"}


def test_where_it_was_placed_is_not_made_unknown_by_an_emptied_field(store: Store, browser: Client) -> None:
    record(store, row("1", off_platform=False))
    answer = correct(browser, store, off_platform="")
    assert answer.status_code == 422
    assert "off_platform" in answer.context["form"].errors  # type: ignore[attr-defined]  # of the test client


def test_a_form_sent_without_a_change_writes_nothing(store: Store, browser: Client) -> None:
    record(store, row("1", tracking_numbers=("LX123456785CN",)))
    before = only(store).claims
    assert correct(browser, store).status_code == 302
    assert (only(store).claims, OrderNote.objects.count()) == (before, 0)


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        ({"delivered_on": "2026-02-01"}, "delivered_on", "before the day of the order"),
        ({"delivered_on": "2999-01-01"}, "delivered_on", "Write the date as"),
        ({"delivered_on": "2090-01-01"}, "delivered_on", "has not come yet"),
        ({"delivered_on": "13.3.26"}, "delivered_on", "Write the date as 2026-03-31."),
        ({"outcome": "lost"}, "outcome", "There is a day of delivery"),
        ({"delivered_on": "2026-03-25"}, "outcome", "after the promised day"),
        ({"refunded_on": "2026-04-01"}, "refunded_amount", "write the amount"),
        ({"cost": "1.234"}, "cost", "Write the amount as 1234.50"),
        ({"cost": ""}, "cost", "cannot be made unknown"),
        ({"currency": "XXX"}, "currency", "three letters"),
        ({"supplier": ""}, "supplier", "cannot be made unknown"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    store: Store, browser: Client, said: dict[str, str], field: str, words: str
) -> None:
    record(store, row("1"))
    before = only(store).claims
    answer = correct(browser, store, **said)
    assert answer.status_code == 422
    assert words in " ".join(answer.context["form"].errors[field])  # type: ignore[attr-defined]  # of a test
    assert (only(store).claims, OrderNote.objects.count()) == (before, 0)


def test_a_bad_fact_does_not_become_unknown(store: Store, browser: Client) -> None:
    record(store, row("1", outcome=Outcome.LOST, delivered_on=None))
    for outcome in ("not_observed", "in_transit"):
        correct(browser, store, outcome=outcome, note="I am not sure")
        assert only(store).arrival == "lost"
    assert OrderNote.objects.count() == 0


def test_a_bad_fact_is_corrected_to_a_known_one_with_a_note_alone(store: Store, browser: Client) -> None:
    record(store, row("1", outcome=Outcome.NOT_AS_DESCRIBED))
    answer = correct(browser, store, outcome="clean")
    assert "note" in answer.context["form"].errors  # type: ignore[attr-defined]  # of a test
    assert only(store).not_as_described is True
    assert correct(browser, store, outcome="clean", note="It was another order").status_code == 302
    assert only(store).not_as_described is False


def test_a_bad_word_of_ones_own_is_taken_back_only_where_something_else_is_known(
    store: Store, helper: User
) -> None:
    record(store, row("1"))
    record(store, row("2", outcome=None, delivered_on=None))
    known, silent = SupplierOrder.objects.order_by("external_id")
    for order in (known, silent):
        spoken = Spoken({"outcome": Outcome.NOT_AS_DESCRIBED})
        correct_order(store, order.pk, spoken, hand(helper))
        order.refresh_from_db()
    assert take_back_words(store, known, ["outcome"], hand(helper, "A mistake"))
    with pytest.raises(CannotSay) as why:
        take_back_words(store, silent, ["outcome"], hand(helper, "A mistake"))
    assert why.value.refusal is Refusal.STAYS_BAD
    known.refresh_from_db()
    silent.refresh_from_db()
    assert (known.not_as_described, silent.not_as_described) == (False, True)
    sums_fit(store)


def test_an_emptied_field_takes_ones_own_word_back(store: Store, browser: Client, helper: User) -> None:
    record(store, row("1", outcome=None, promised_on=None))
    correct(browser, store, promised_on="2026-03-20")
    assert only(store).promised_on == date(2026, 3, 20)
    assert correct(browser, store, promised_on="").status_code == 302
    assert only(store).promised_on is None
    assert "owner" not in only(store).claims
    assert list(OrderNote.objects.order_by("pk").values_list("changes", flat=True)) == [
        [["promised_on", "", "2026-03-20"]],
        [["promised_on", "2026-03-20", ""]],
    ]


def test_the_page_takes_words_back(store: Store, browser: Client, helper: User) -> None:
    record(store, row("1"))
    correct(browser, store, cost="9.90")
    browser.post(here(store, f"{only(store).pk}/take-back/"), {"field": "cost", "note": "wrong order"})
    assert only(store).cost == Decimal("12.50")
    assert OrderNote.objects.order_by("-pk")[0].kind == "taken_back"


def test_a_correction_of_what_changed_meanwhile_is_refused(store: Store, browser: Client) -> None:
    record(store, row("1"))
    seen = fields_of(browser, store)["seen"]
    record(store, row("1", cost=Decimal(7)))
    answer = correct(browser, store, cost="9.90", seen=seen)
    assert answer.status_code == 422
    assert "in the meantime" in answer.content.decode()
    assert only(store).cost == Decimal(7)


def test_the_same_correction_sent_twice_is_one(store: Store, browser: Client) -> None:
    record(store, row("1"))
    given = fields_of(browser, store) | {"cost": "9.90"}
    form = browser.get(here(store, f"{only(store).pk}/correct/")).context["form"]
    prepared = {name: form.fields[name].prepare_value(value) for name, value in given.items()}
    answers = [browser.post(here(store, f"{only(store).pk}/correct/"), prepared) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert OrderNote.objects.count() == 1


def test_an_open_question_is_answered_by_hand(store: Store, browser: Client) -> None:
    record(store, row("1", dispute_opened_on=MARCH + timedelta(days=15)))
    assert only(store).unattributed
    correct(browser, store, settled="true", note="Wrong address of the customer")
    order = only(store)
    assert (order.unattributed, order.not_as_described) == (False, False)


def test_two_who_correct_at_once_do_not_overwrite_each_other(store: Store, helper: User) -> None:
    record(store, row("1"))
    seen = only(store).claims
    pk = only(store).pk
    assert correct_order(store, pk, Spoken({"cost": Decimal(5)}), hand(helper), seen=seen)
    with pytest.raises(CannotSay) as why:
        correct_order(store, pk, Spoken({"cost": Decimal(6)}), hand(helper), seen=seen)
    assert (why.value.refusal, only(store).cost) == (Refusal.CHANGED, Decimal(5))


def test_a_file_that_is_imported_again_changes_no_word_of_the_owner(store: Store, helper: User) -> None:
    record(store, row("1"))
    said = Spoken({"outcome": Outcome.COUNTERFEIT})
    correct_order(store, only(store).pk, said, hand(helper))
    for source in (Source.SUPPLIER_ORDERS, Source.ALIEXPRESS):
        record(store, row("1", outcome=Outcome.CLEAN), source=source)
    assert only(store).counterfeit is True
    sums_fit(store)
