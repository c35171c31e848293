"""What is asked about payees, how they are listed, and what the database keeps and refuses."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.template.loader import render_to_string
from django.utils.html import escape
from pytest_django import DjangoAssertNumQueries, Settings

from stores.models import Store, User
from stores.sealing import unsealed
from suppliers.actions.payees import (
    AccountThere,
    confirm_payee,
    judge_name,
    reject_payee,
)
from suppliers.models import Payee, Supplier
from suppliers.paying import payees_of, payees_section
from tests.suppliers.accounts import (
    NOW,
    NUMBER,
    OTHER_NUMBER,
    TOLD_ON,
    bright,
    checked,
    contact,
    payee,
    phone,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def supplier(store: Store) -> Supplier:
    return bright(store)


def version(supplier: Supplier) -> int:
    return Supplier.objects.get(pk=supplier.pk).evidence_version


def asked(supplier: Supplier) -> set[str]:
    return {question.key for line in payees_of(supplier) for question in line.questions}


def test_the_database_keeps_a_number_sealed(supplier: Supplier, owner: User) -> None:
    made = payee(supplier, owner, "6222 0212-3456 7890 123")
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(p)::text FROM suppliers_payee p")
        (row,) = cursor.fetchone()
        cursor.execute("SELECT row_to_json(t)::text FROM suppliers_trailentry t")
        rows = row + "".join(each for (each,) in cursor.fetchall())
    assert "••••0123" in rows
    assert NUMBER not in rows and NUMBER[:8] not in rows and "7890 123" not in rows
    assert unsealed(made.sealed_account) == NUMBER


def test_a_rejected_account_that_comes_back_is_asked_about(supplier: Supplier, owner: User) -> None:
    reject_payee(payee(supplier, owner), "they called", owner, NOW)
    payee(supplier, owner, name_match="exact_en")
    assert asked(supplier) == {"rejected_before"}


def test_the_same_account_at_another_supplier_of_the_store_is_asked_about(
    supplier: Supplier, store: Store, owner: User, stranger: User
) -> None:
    payee(supplier, owner, name_match="exact_en")
    assert asked(supplier) == set()
    elsewhere = bright(Store.objects.exclude(pk=store.pk).get())
    payee(elsewhere, stranger, name_match="exact_en")
    assert (asked(supplier), asked(elsewhere)) == (set(), set())
    payee(bright(store, "Yiwu Gifts"), owner, "6222 0212 3456 7890 123")
    assert asked(supplier) == {"also_at"}
    assert len({each.account_digest for each in Payee.objects.all()}) == 2


def test_the_same_account_is_found_after_the_secret_key_was_changed(
    supplier: Supplier, store: Store, owner: User, settings: Settings
) -> None:
    payee(supplier, owner, name_match="exact_en")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key of forty characters or more, for a test"
    with pytest.raises(AccountThere):
        payee(supplier, owner)
    other = bright(store, "Yiwu Gifts")
    payee(other, owner, name_match="exact_en")
    assert asked(other) == {"also_at"}


def test_a_name_that_reads_worse_than_was_chosen_is_asked_about(supplier: Supplier, owner: User) -> None:
    made = payee(supplier, owner, holder="Wang Wei", name_match="exact_en")
    assert {"holder_is_a_person", "name_not_known"} <= asked(supplier)
    Supplier.objects.filter(pk=supplier.pk).update(legal_representative="李小龙")
    assert "name_reads_worse" in asked(Supplier.objects.get())
    before = version(supplier)
    judge_name(made, Payee.NameMatch.OTHER_PERSON, owner, NOW)
    assert version(supplier) == before + 1
    assert asked(Supplier.objects.get()) == {"holder_is_a_person"}


def test_an_account_that_was_told_by_an_address_that_imitates_a_known_one_is_asked_about(
    supplier: Supplier, owner: User
) -> None:
    true = contact(supplier, owner, "email", "li@brightlight.com", TOLD_ON - timedelta(days=90))
    payee(supplier, owner, name_match="exact_en", told_by=true)
    assert asked(supplier) == set()
    alike = contact(supplier, owner, "email", "li@bright1ight.com", TOLD_ON)
    payee(supplier, owner, OTHER_NUMBER, name_match="exact_en", told_by=alike)
    (waits, _first) = sorted(payees_of(supplier), key=lambda line: -line.payee.pk)
    (question,) = waits.questions
    assert question.key == "told_by_look_alike"
    assert "told it by an address that reads almost like li@brightlight.com" in question.text
    shown = payees_section(supplier) | {"store": supplier.store}
    assert escape(question.text) in render_to_string("suppliers/supplier_payees.html", shown)


def test_an_account_in_another_country_is_asked_about(supplier: Supplier, owner: User) -> None:
    payee(supplier, owner, "012888123456", country="HK", name_match="exact_en")
    assert asked(supplier) == {"hong_kong_for_mainland"}


def test_the_list_asks_the_database_as_often_for_one_account_as_for_thirty(
    supplier: Supplier, owner: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    teller = contact(supplier, owner, "email", "li@bright.com", TOLD_ON)
    payee(supplier, owner, told_by=teller)
    with django_assert_num_queries(3):
        payees_of(supplier)
    for each in range(29):
        payee(supplier, owner, f"62220200000000{each:05d}", told_by=teller)
    with django_assert_num_queries(3):
        payees_of(supplier)


def test_accounts_that_wait_come_first_and_those_of_the_past_last(supplier: Supplier, owner: User) -> None:
    known = phone(supplier, owner)
    gone = payee(supplier, owner, "62220200000000001")
    reject_payee(gone, "not theirs", owner, NOW)
    stands = payee(supplier, owner, "62220200000000002")
    confirm_payee(stands, known, "62220200000000002", owner, NOW)
    waits = payee(supplier, owner, "62220200000000003")
    assert [line.payee.pk for line in payees_of(supplier)] == [waits.pk, stands.pk, gone.pk]


def refused_by_the_database(name: str, payee: Payee, **values: object) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Payee.objects.filter(pk=payee.pk).update(**values)
        checked()


def test_the_database_refuses_what_must_never_be_stored(
    supplier: Supplier, store: Store, owner: User
) -> None:
    made, known = payee(supplier, owner), phone(supplier, owner)
    foreign = phone(bright(store, "Yiwu Gifts"), owner)
    never = "payee_confirmed_on_a_channel"
    refused_by_the_database(never, made, state="confirmed")
    refused_by_the_database(never, made, state="confirmed", confirmed_at=NOW)
    refused_by_the_database(never, made, confirmed_at=NOW)
    refused_by_the_database("payee_rejected_with_a_reason", made, state="rejected")
    refused_by_the_database("payee_rejected_with_a_reason", made, rejected_because="why")
    refused_by_the_database("payee_kind_is_known", made, kind="cash")
    refused_by_the_database("payee_told_by_of_its_supplier", made, told_by=foreign)
    confirmed = {"state": "confirmed", "confirmed_at": NOW}
    refused_by_the_database("payee_confirmed_on_of_its_supplier", made, **confirmed, confirmed_on=foreign)
    refused_by_the_database(
        "payee_not_confirmed_where_told", made, **confirmed, confirmed_on=known, told_by=known
    )


def test_a_raw_row_that_is_confirmed_without_a_channel_is_refused(supplier: Supplier, owner: User) -> None:
    made = payee(supplier, owner)
    made.pk, made.state, made.account_digest = None, "confirmed", "0" * 64
    with pytest.raises(IntegrityError, match="payee_confirmed_on_a_channel"), transaction.atomic():
        made.save(force_insert=True)


def test_a_channel_that_confirmed_an_account_cannot_be_deleted(supplier: Supplier, owner: User) -> None:
    made, known = payee(supplier, owner), phone(supplier, owner)
    confirm_payee(made, known, NUMBER, owner, NOW)
    with connection.cursor() as cursor, pytest.raises(IntegrityError), transaction.atomic():
        cursor.execute("DELETE FROM suppliers_contact WHERE id = %s", [known.pk])
        checked()
