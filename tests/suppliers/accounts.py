"""A supplier with contacts, and what it told about its accounts."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection

from stores.models import Store, User
from suppliers.actions import add_supplier
from suppliers.actions.contacts import add_contact
from suppliers.actions.payees import Told, add_payee
from suppliers.models import Contact, Payee, Supplier

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
TOLD_ON = date(2026, 5, 20)
NUMBER = "6222021234567890123"
OTHER_NUMBER = "6217009876543210987"


def bright(store: Store, name: str = "Shenzhen Bright") -> Supplier:
    """A supplier whose licence is known."""
    made = add_supplier(store, name, country="CN")
    made.legal_name_zh, made.legal_name_en = "深圳市明亮照明有限公司", "Shenzhen Bright Lighting Co., Ltd."
    made.save()
    return made


def contact(supplier: Supplier, user: User, kind: str, value: str, known_on: date) -> Contact:
    """A way to reach a supplier."""
    return add_contact(Contact(supplier=supplier, kind=kind, value=value, known_on=known_on), user, NOW)


def phone(supplier: Supplier, user: User) -> Contact:
    """A telephone that was known long before."""
    return contact(supplier, user, "phone", "+86 755 1234 5678", date(2025, 1, 5))


def told(account: str = NUMBER, **words: Any) -> Told:
    """What was told about a bank account."""
    plain = Told(
        kind="bank", account=account, told_on=TOLD_ON, holder="Shenzhen Bright Lighting Co Ltd", country="CN"
    )
    return replace(plain, **words)


def payee(supplier: Supplier, user: User, account: str = NUMBER, **words: Any) -> Payee:
    """An account that waits."""
    return add_payee(supplier, told(account, **words), user, NOW)


def checked() -> None:
    """Have the database check what it checks at the end of a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
