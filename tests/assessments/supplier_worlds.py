"""Suppliers for the tests of what is known about them: a record that is ready, payees, a licence."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from stdnum.cn.uscc import calc_check_digit

from assessments.diligence import check_weights
from assessments.models import Proposal
from assessments.sample.suppliers import NOTHING_WRONG, SUPPLIERS, USUAL
from assessments.supplier_facts import Fact, facts_in, record_of
from orders.actions import record_supplier_orders
from orders.importers.rows import Outcome, Source, SupplierOrderRow
from stores.models import Store, User
from suppliers.actions import add_supplier, note_checks
from suppliers.actions.contacts import add_contact
from suppliers.actions.payees import Told, add_payee, confirm_payee
from suppliers.checks.uscc import inner_check
from suppliers.models import Challenge, Contact, Payee, Supplier

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
TODAY = NOW.date()
REGISTERED = "Shenzhen Bright Lighting Co., Ltd."
TERMS: dict[str, Any] = USUAL | SUPPLIERS[0].offer | {"answers": NOTHING_WRONG}


def trusted(store: Store, user: User, now: datetime = NOW) -> Supplier:
    """Return a supplier with a long clean record and every check done that a person can enter; it has no payee."""
    supplier = add_supplier(store, "Shenzhen Bright")
    today = now.date()
    rows = [
        SupplierOrderRow(
            row=2,
            marketplace="aliexpress",
            order_id=f"order-{each}",
            supplier=supplier.name,
            cost=Decimal("18.40"),
            currency="USD",
            ordered_on=today - timedelta(days=14 + each * 240 // 400),
            promised_on=today + timedelta(days=6 - each * 240 // 400),
            delivered_on=today - timedelta(days=2 + each * 240 // 400),
            outcome=Outcome.CLEAN,
            records_complaints=True,
        )
        for each in range(400)
    ]
    record_supplier_orders(store, Source.SUPPLIER_ORDERS, rows, learned_on=today)
    note_checks(supplier, dict.fromkeys(check_weights(), "done"), now)
    passed_challenge(supplier, user, now)
    Supplier.objects.filter(pk=supplier.pk).update(legal_name_en=REGISTERED)
    return Supplier.objects.get(pk=supplier.pk)


def passed_challenge(supplier: Supplier, user: User, now: datetime) -> None:
    """Have a contact of the supplier returned a phrase long ago."""
    Challenge.objects.create(
        store=supplier.store,
        supplier=supplier,
        contact=contact(supplier, user, "old@bright.example", now=now - timedelta(days=61)),
        phrase="one two three four 12",
        issued_by=user,
        issued_at=now - timedelta(days=60),
        expires_at=now - timedelta(days=53),
        state=Challenge.State.PASSED,
        answer="one two three four 12",
        resolved_at=now - timedelta(days=59),
    )


def contact(
    supplier: Supplier, user: User, value: str, kind: str = Contact.Kind.EMAIL, now: datetime = NOW
) -> Contact:
    """Return a contact that has been known for a year."""
    known = (now - timedelta(days=365)).date()
    made = Contact(supplier=supplier, kind=kind, value=value, known_on=known)
    return add_contact(made, user, now)


def told(account: str, now: datetime = NOW, **more: Any) -> Told:
    """Return an account as it was told today; its holder's name is the registered one."""
    usual: dict[str, Any] = {"holder": REGISTERED, "name_match": Payee.NameMatch.EXACT_ENGLISH.value}
    return Told(kind=Payee.Kind.BANK, account=account, told_on=now.date(), **(usual | more))


def confirmed_payee(supplier: Supplier, user: User, account: str, now: datetime = NOW, **more: Any) -> Payee:
    """Return a payee that was told and confirmed on a telephone known before."""
    made = add_payee(supplier, told(account, now, **more), user, now)
    return confirm(made, user, account, now)


def confirm(payee: Payee, user: User, account: str, now: datetime = NOW) -> Payee:
    """Confirm a payee by its digits, on a telephone known before."""
    phone = Contact.objects.filter(supplier=payee.supplier, kind=Contact.Kind.PHONE).first()
    phone = phone or contact(payee.supplier, user, "+86 755 1234 5678", Contact.Kind.PHONE, now)
    return confirm_payee(payee, phone, account, user, now)


def sourced_facts(supplier: Supplier, proposal: Proposal, as_of: date) -> dict[str, Fact]:
    """Return what is known of a supplier on a day, for one of its proposals."""
    return facts_in(record_of(supplier, as_of), proposal)


def facts_of(supplier: Supplier, proposal: Proposal, as_of: date) -> dict[str, bool | None]:
    """Return the same without where it comes from."""
    return {key: fact.value for key, fact in sourced_facts(supplier, proposal, as_of).items()}


def sole_trader_licence() -> str:
    """Return a code of a sole trader with both check digits right."""
    body = "92440300" + "12345678"
    body += inner_check("12345678")
    return body + calc_check_digit(body)
