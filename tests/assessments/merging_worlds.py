"""Stores with two suppliers that are one, made at random, and everything of them that a merge must not lose."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import uuid4

from django.db import connection, transaction
from django.db.models import QuerySet

from assessments.evidence import evidence_of
from assessments.merge_rows import ROWS
from assessments.models import Proposal
from assessments.policy import current_policy
from orders.actions import Assignment, assign, record_sales_orders, record_supplier_orders
from orders.actions.counting import count_days
from orders.actions.supplier_orders import rewrite
from orders.importers.rows import Outcome, SalesLineRow, SalesOrderRow, Source, SupplierOrderRow
from orders.models import DayCount, OrderDay, SupplierOrder
from stores.models import Store, User
from suppliers.actions import add_supplier, note_checks
from suppliers.actions.products import BackupTaken, add_product
from suppliers.actions.shops import keep_reading
from suppliers.actions.trail import note
from suppliers.models import Alias, Challenge, Contact, Document, Payee, RedFlag, Supplier, TrailEntry

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
TODAY = NOW.date()
NAMES = ("Shenzhen Bright", "Bright Official Store")


def placed(number: int, name: str | None, ago: int, **more: Any) -> SupplierOrderRow:
    """An order placed so many days ago."""
    day = TODAY - timedelta(days=ago)
    told: dict[str, Any] = {
        "row": 2,
        "marketplace": "aliexpress",
        "order_id": f"order-{number}",
        "supplier": name,
        "products": ("Lamp",),
        "cost": Decimal("18.40"),
        "currency": "USD",
        "ordered_on": day,
        "promised_on": day + timedelta(days=20),
    }
    return SupplierOrderRow(**told | more)


def record(store: Store, *rows: SupplierOrderRow) -> None:
    record_supplier_orders(store, Source.SUPPLIER_ORDERS, list(rows), learned_on=TODAY)


def contact(of: Supplier, value: str, kind: str = "email", **more: Any) -> Contact:
    told = {"value": value, "value_key": value.lower(), "known_on": TODAY, "added_at": NOW}
    return Contact.objects.create(store=of.store, supplier=of, kind=kind, **told | more)


def payee(of: Supplier, number: str, **more: Any) -> Payee:
    told = {
        "kind": "bank",
        "sealed_account": "x",
        "masked_account": f"••{number[-2:]}",
        "account_digest": number,
        "told_on": TODAY,
        "added_at": NOW,
    }
    return Payee.objects.create(store=of.store, supplier=of, **told | more)


def confirmed(of: Supplier, number: str, on: Contact, **more: Any) -> Payee:
    return payee(of, number, state="confirmed", confirmed_at=NOW, confirmed_on=on, **more)


def flag(of: Supplier, key: str) -> RedFlag:
    return RedFlag.objects.create(store=of.store, supplier=of, key=key, seen_on=TODAY, noted_at=NOW)


def document(of: Supplier, title: str) -> Document:
    told = {"point": "samples", "title": title, "key": uuid4().hex, "note": "x", "source": "owner"}
    return Document.objects.create(store=of.store, supplier=of, received_on=TODAY, added_at=NOW, **told)


def challenge(of: Supplier, about: Contact) -> Challenge:
    told = {"phrase": "blue lamp", "issued_at": NOW, "expires_at": NOW + timedelta(days=2)}
    return Challenge.objects.create(store=of.store, supplier=of, contact=about, **told)


def world(store: Store, user: User, dice: Random) -> tuple[Supplier, Supplier]:
    """Two suppliers of a store with random orders, sales, names, and all else that can belong to one."""
    one, two = (add_supplier(store, name) for name in NAMES)
    assign(store, [Assignment(Alias.Kind.PRODUCT, "Cup", one), Assignment(Alias.Kind.PRODUCT, "Vase", two)])
    _sales(store, dice)
    rows = [_order(number, dice) for number in range(dice.randrange(5, 25))]
    record(store, *rows)
    for supplier in (one, two):
        _things(supplier, user, dice)
    return one, two


def _order(number: int, dice: Random) -> SupplierOrderRow:
    ago = dice.randrange(1, 120)
    products = dice.choice((("Cup",), ("Vase",), ("Cup", "Vase"), ("Lamp",), ("Lamp", "Vase")))
    outcome = dice.choice((None, Outcome.CLEAN, Outcome.LOST, Outcome.NOT_AS_DESCRIBED))
    return placed(number, dice.choice((*NAMES, None)), ago, products=products, outcome=outcome)


def _sales(store: Store, dice: Random) -> None:
    rows = [
        SalesOrderRow(
            row=2,
            order_id=str(number),
            name=f"#{number}",
            ordered_at=NOW - timedelta(days=dice.randrange(1, 120)),
            currency="USD",
            fulfilment_status="fulfilled",
            lines=(SalesLineRow(1, dice.choice(("Cup", "Vase", "Hat")), 1, None),),
        )
        for number in range(dice.randrange(0, 15))
    ]
    record_sales_orders(store, "shopify_orders", rows, learned_on=TODAY, source=Source.SHOPIFY)


def _things(supplier: Supplier, user: User, dice: Random) -> None:
    """Give a supplier some of a few things, so that both often have the same."""
    contacts = [contact(supplier, f"{n}@example.com") for n in range(3) if dice.random() < 0.6]
    for number in ("11", "22", "33"):
        _account(supplier, number, contacts, dice)
    for each in contacts:
        if dice.random() < 0.5:
            challenge(supplier, each)
    for key in ("hurry", "new_account"):
        if dice.random() < 0.5:
            flag(supplier, key)
        add_a_product(supplier, key, is_backup=dice.random() < 0.5)
    states = ("done", "incomplete", "not_started")
    note_checks(supplier, {key: dice.choice(states) for key in ("samples", "references")}, NOW)
    document(supplier, "licence")
    keep_reading(supplier, {"read_on": TODAY, "positive_share": "0.9"}, user, NOW)
    note(supplier, TrailEntry.Kind.STATUS_CHANGED, user, NOW, "x")
    payees = [None, *supplier.payees.all()]
    for _each in range(dice.randrange(3)):
        Proposal.objects.create(store=supplier.store, supplier=supplier, payee=dice.choice(payees))


def _account(supplier: Supplier, number: str, contacts: list[Contact], dice: Random) -> None:
    kind = dice.randrange(4)
    if kind == 1:
        payee(supplier, number, told_by=dice.choice([None, *contacts]))
    elif kind == 2 and contacts:
        confirmed(supplier, number, dice.choice(contacts))
    elif kind == 3:
        payee(supplier, number, state="replaced")


def add_a_product(supplier: Supplier, name: str, *, is_backup: bool) -> None:
    try:
        add_product(supplier, name, NOW, is_backup=is_backup)
    except BackupTaken:
        add_product(supplier, name, NOW)


# Tables whose rows a merge adds to by itself.
_GROW = ("suppliers.trailentry", "suppliers.alias")


def counts(store: Store) -> dict[str, int]:
    """How many rows of each table a store has, whoever's they are."""
    return {
        rows.key: QuerySet(rows.model).filter(store=store).count() for rows in ROWS if rows.key not in _GROW
    }


def state(store: Store) -> dict[str, Any]:
    """Everything that a merge may touch, but for versions and the trail."""
    found: dict[str, Any] = {
        rows.key: sorted(map(repr, QuerySet(rows.model).filter(store=store).values_list()))
        for rows in ROWS
        if rows.key != "suppliers.trailentry"
    }
    who = Supplier.every.filter(store=store).order_by("pk").values()
    found["suppliers"] = [{**row, "evidence_version": None} for row in who]
    return found | sums(store)


def inputs(supplier: Supplier) -> object:
    """What a verdict on a supplier is made from."""
    return evidence_of(supplier, "USD", TODAY, current_policy())


def sums(store: Store) -> dict[str, list[str]]:
    """The sums of orders by day, of every supplier."""
    return {
        str(model._meta.label): sorted(
            repr(row[1:]) for row in model.objects.filter(store=store).values_list()
        )
        for model in (DayCount, OrderDay)
    }


def counted_anew(store: Store) -> dict[str, list[str]]:
    """The sums as the orders themselves give them."""
    pairs = SupplierOrder.objects.filter(store=store).values_list("supplier", "dated_on")
    OrderDay.objects.filter(store=store).delete()
    DayCount.objects.filter(store=store).delete()
    count_days(store, set(pairs))
    return sums(store)


def orders(store: Store) -> list[dict[str, Any]]:
    """Every column of every order."""
    return [dict(row) for row in SupplierOrder.objects.filter(store=store).order_by("pk").values()]


def derived_anew(store: Store) -> list[dict[str, Any]]:
    """The orders as their claims and what lies beside them give them."""
    with transaction.atomic():
        rewrite(store, [row["id"] for row in orders(store)])
    return orders(store)


def hold_now() -> None:
    """Ask the database now what it else asks at the end of a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
