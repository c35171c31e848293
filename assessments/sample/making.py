"""Make, renew and remove a sample store: everything goes through the doors that real data goes through."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.actions import submit
from assessments.models import Version
from assessments.sample.files import sales_file, supplier_orders_file
from assessments.sample.suppliers import SUPPLIERS, USUAL, SamplePayee
from orders.actions import discard_imports, record_sales_orders, record_supplier_orders
from orders.importers import read
from orders.importers.rows import SalesOrderRow, Source, SupplierOrderRow
from stores.actions import open_store
from stores.models import Membership, Role, Store, User
from suppliers.actions import add_supplier, note_checks, remember_alias
from suppliers.actions.contacts import add_contact
from suppliers.actions.payees import Told, add_payee, confirm_payee
from suppliers.actions.register import keep_supplier
from suppliers.models import Alias, Check, Contact, Payee, Supplier


@transaction.atomic
def make_sample(owner: User, now: datetime) -> Store:
    """Return the sample store of a person, made where they have none."""
    # One at a time for each person: two clicks make one store.
    User.objects.select_for_update(no_key=True).get(pk=owner.pk)
    mine = Membership.objects.filter(user=owner, role=Role.OWNER, store__is_sample=True).first()
    if mine:
        return mine.store
    store = open_store(owner, _("Sample store"), currency="USD", sample_made_on=now.date())
    _fill(store, owner, now)
    return store


@transaction.atomic
def renew_sample(store: Store, owner: User, now: datetime) -> None:
    """Make the contents of a sample store anew, dated relative to today."""
    Store.objects.select_for_update(no_key=True).get(pk=store.pk, is_sample=True)
    store.suppliers.all().delete()
    store.sales_orders.all().delete()
    store.supplier_orders.all().delete()
    store.day_counts.all().delete()
    store.own_values.all().delete()
    discard_imports(store)
    store.sample_made_on = now.date()
    store.save(update_fields=["sample_made_on"])
    _fill(store, owner, now)


def is_untouched(store: Store) -> bool:
    """Return whether a sample store holds what it was made with and nothing of its owner's."""
    names = set(store.suppliers.values_list("name", flat=True))
    versions = Version.objects.filter(store=store).count()
    return (
        names == {sample.name for sample in SUPPLIERS}
        and versions == len(SUPPLIERS)
        and not store.imports.exists()
        and not store.own_values.exists()
    )


@transaction.atomic
def remove_sample(store: Store) -> None:
    """Remove a sample store with all that is in it; a real store is never removed here."""
    Store.objects.get(pk=store.pk, is_sample=True).delete()


def _confirm(supplier: Supplier, sample: SamplePayee, owner: User, now: datetime) -> None:
    """Have an account told, and its digits read back on a telephone known long before."""
    today = now.date()
    supplier.legal_name_en = sample.holder
    keep_supplier(supplier, owner, now, changed=("legal_name_en",), may_lift_block=False)
    known = today - timedelta(days=sample.phone_known_days)
    phone = add_contact(
        Contact(supplier=supplier, kind=Contact.Kind.PHONE, value=sample.phone, known_on=known), owner, now
    )
    told = Told(
        kind=Payee.Kind.BANK,
        account=sample.account,
        told_on=today - timedelta(days=sample.told_days),
        holder=sample.holder,
        country="CN",
        currency="USD",
        name_match=Payee.NameMatch.EXACT_ENGLISH,
    )
    confirm_payee(add_payee(supplier, told, owner, now), phone, sample.account, owner, now)


def _fill(store: Store, owner: User, now: datetime) -> None:
    today = now.date()
    for sample in SUPPLIERS:
        supplier = add_supplier(store, sample.name, country="CN")
        remember_alias(supplier, Alias.Kind.VENDOR, sample.name)
        note_checks(supplier, dict.fromkeys(sample.checks, Check.State.DONE), now, owner)
        if sample.payee:
            _confirm(supplier, sample.payee, owner, now)
    placed = [
        row
        for row in read(supplier_orders_file(today), Source.SUPPLIER_ORDERS)
        if isinstance(row, SupplierOrderRow)
    ]
    record_supplier_orders(store, Source.SUPPLIER_ORDERS, placed, learned_on=today)
    sold = [row for row in read(sales_file(today), Source.SHOPIFY) if isinstance(row, SalesOrderRow)]
    record_sales_orders(store, Source.SHOPIFY, sold, learned_on=today)
    for sample in SUPPLIERS:
        supplier = Supplier.objects.get(store=store, name=sample.name)
        terms: dict[str, Any] = USUAL | sample.offer | {"answers": sample.answers}
        submit(supplier, terms, owner, now)
