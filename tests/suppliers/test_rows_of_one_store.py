"""What the database itself refuses: rows of a supplier in another store, contacts and payees of another supplier."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from assessments.models import Merge, Proposal
from stores.actions import open_store
from stores.models import Store, User
from suppliers.actions import add_supplier
from suppliers.models import (
    Alias,
    AskLink,
    Challenge,
    Check,
    Contact,
    Document,
    Payee,
    RedFlag,
    ShopReading,
    SuppliedProduct,
    Supplier,
    TrailEntry,
)

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TODAY = NOW.date()


def contact(of: Supplier, value: str = "a@example.com") -> Contact:
    return Contact.objects.create(
        store=of.store, supplier=of, kind="email", value=value, value_key=value, known_on=TODAY, added_at=NOW
    )


def payee(of: Supplier, **more: Any) -> Payee:
    return Payee.objects.create(
        store=of.store,
        supplier=of,
        kind="bank",
        sealed_account="x",
        masked_account="•••• 1234",
        account_digest=more.pop("account_digest", "d"),
        told_on=TODAY,
        added_at=NOW,
        **more,
    )


ROWS: dict[type[models.Model], Callable[[Supplier], models.Model]] = {
    Alias: lambda of: Alias.objects.create(
        store=of.store, supplier=of, kind="shop", text="Shop", text_key="shop"
    ),
    AskLink: lambda of: AskLink.objects.create(
        store=of.store,
        supplier=of,
        token_digest=f"t{of.pk}",
        points=["samples"],
        made_at=NOW,
        expires_at=NOW + timedelta(days=7),
    ),
    Challenge: lambda of: Challenge.objects.create(
        store=of.store, supplier=of, phrase="x", contact=contact(of), issued_at=NOW, expires_at=NOW
    ),
    Check: lambda of: Check.objects.create(
        store=of.store, supplier=of, key="samples", state="done", noted_at=NOW
    ),
    Contact: contact,
    Document: lambda of: Document.objects.create(
        store=of.store,
        supplier=of,
        point="samples",
        title="x",
        key="k",
        note="n",
        source="owner",
        received_on=TODAY,
        added_at=NOW,
    ),
    Payee: payee,
    RedFlag: lambda of: RedFlag.objects.create(
        store=of.store, supplier=of, key="k", seen_on=TODAY, noted_at=NOW
    ),
    ShopReading: lambda of: ShopReading.objects.create(
        store=of.store, supplier=of, read_on=TODAY, entered_at=NOW
    ),
    SuppliedProduct: lambda of: SuppliedProduct.objects.create(
        store=of.store, supplier=of, name="Lamp", name_key="lamp", added_at=NOW
    ),
    TrailEntry: lambda of: TrailEntry.objects.create(store=of.store, supplier=of, kind="merged", at=NOW),
    Proposal: lambda of: Proposal.objects.create(store=of.store, supplier=of),
}


@pytest.fixture
def supplier(store: Store) -> Supplier:
    return add_supplier(store, "Shenzhen Bright")


@pytest.fixture
def elsewhere(owner: User) -> Store:
    return open_store(owner, "Another shop", currency="USD")


def refused(change: Callable[[], object]) -> str:
    """Return which rule of the database refuses a change."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        change()
        connection.check_constraints()
    return str(error.value)


def test_every_table_of_a_supplier_is_tried_here() -> None:
    of_a_supplier = {
        model
        for model in (*Supplier._meta.related_objects,)
        if model.field.name == "supplier" and model.related_model._meta.app_label == "suppliers"
    }
    assert {relation.related_model for relation in of_a_supplier} == set(ROWS) - {Proposal}


@pytest.mark.parametrize("model", ROWS, ids=lambda model: model.__name__)
def test_a_row_of_a_supplier_is_of_its_store(
    model: type[models.Model], supplier: Supplier, elsewhere: Store
) -> None:
    row = ROWS[model](supplier)
    connection.check_constraints()
    rows = model._default_manager.filter(pk=row.pk)
    assert "of_its_suppliers_store" in refused(lambda: rows.update(store=elsewhere))


def test_a_payee_was_told_and_confirmed_by_its_own_suppliers_contacts(
    store: Store, supplier: Supplier
) -> None:
    foreign = contact(add_supplier(store, "Yiwu Toys"))
    assert "payee_told_by_of_its_supplier" in refused(lambda: payee(supplier, told_by=foreign))
    confirmed = {"state": "confirmed", "confirmed_at": NOW, "confirmed_on": foreign}
    assert "payee_confirmed_on_of_its_supplier" in refused(lambda: payee(supplier, **confirmed))


def test_a_payee_is_not_confirmed_without_a_channel(supplier: Supplier) -> None:
    assert "payee_confirmed_on_a_channel" in refused(
        lambda: payee(supplier, state="confirmed", confirmed_at=NOW)
    )
    assert "payee_confirmed_on_a_channel" in refused(
        lambda: payee(supplier, state="confirmed", confirmed_on=contact(supplier))
    )


def test_a_payee_is_not_confirmed_where_it_was_told(supplier: Supplier) -> None:
    chat = contact(supplier)
    told = {"told_by": chat, "state": "confirmed", "confirmed_at": NOW, "confirmed_on": chat}
    assert "payee_not_confirmed_where_told" in refused(lambda: payee(supplier, **told))


def test_a_proposal_pays_only_its_own_suppliers_payee(store: Store, supplier: Supplier) -> None:
    foreign = payee(add_supplier(store, "Yiwu Toys"))
    assert "proposal_payee_of_its_supplier" in refused(
        lambda: Proposal.objects.create(store=store, supplier=supplier, payee=foreign)
    )


def test_an_account_stands_once_at_a_supplier(supplier: Supplier) -> None:
    payee(supplier)
    assert "account_once_per_supplier" in refused(lambda: payee(supplier))


def test_a_challenge_is_for_a_contact_of_its_supplier(store: Store, supplier: Supplier) -> None:
    foreign = contact(add_supplier(store, "Yiwu Toys"))
    asked = {"phrase": "x", "contact": foreign, "issued_at": NOW, "expires_at": NOW}
    assert "challenge_contact_of_its_supplier" in refused(
        lambda: Challenge.objects.create(store=store, supplier=supplier, **asked)
    )


def test_an_account_takes_the_place_of_its_own_suppliers(store: Store, supplier: Supplier) -> None:
    payee(supplier, replaces=payee(supplier, account_digest="e"))
    foreign = payee(add_supplier(store, "Yiwu Toys"))
    assert "payee_replaces_of_its_supplier" in refused(
        lambda: payee(supplier, replaces=foreign, account_digest="f")
    )


def test_a_document_came_by_a_link_for_its_own_supplier(store: Store, supplier: Supplier) -> None:
    document = ROWS[Document](supplier)
    own, foreign = ROWS[AskLink](supplier), ROWS[AskLink](add_supplier(store, "Yiwu Toys"))
    came = Document.objects.filter(pk=document.pk)
    came.update(asked_by_link=own)
    connection.check_constraints()
    assert "document_asked_by_link_of_its_supplier" in refused(lambda: came.update(asked_by_link=foreign))


@pytest.mark.parametrize("side", ["kept", "gone"])
def test_a_merge_is_of_two_suppliers_of_its_store(
    store: Store, supplier: Supplier, elsewhere: Store, side: str
) -> None:
    two = {"kept": supplier, "gone": add_supplier(store, "Yiwu Toys")}
    Merge.objects.create(store=store, merged_at=NOW, **two)
    connection.check_constraints()
    foreign = two | {side: add_supplier(elsewhere, "Theirs")}
    assert f"merge_{side}_of_its_store" in refused(
        lambda: Merge.objects.create(store=store, merged_at=NOW, undone_at=NOW, **foreign)
    )


def test_a_flag_is_cleared_with_a_reason(supplier: Supplier) -> None:
    flag = {"key": "k", "seen_on": TODAY, "noted_at": NOW, "cleared_at": NOW}
    assert "flag_cleared_with_a_reason" in refused(
        lambda: RedFlag.objects.create(store=supplier.store, supplier=supplier, **flag)
    )


def test_a_supplier_is_not_merged_into_itself(supplier: Supplier) -> None:
    assert "supplier_not_merged_into_itself" in refused(
        lambda: Supplier.objects.filter(pk=supplier.pk).update(merged_into=supplier)
    )
