"""A store in which every address of the product leads somewhere, and these addresses."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import Model, QuerySet
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from assessments.actions import submit
from assessments.merging import merge
from assessments.models import Merge, OwnValue, Proposal
from assessments.sample.suppliers import NOTHING_WRONG, SUPPLIERS, USUAL
from orders.actions import record_supplier_orders, refused_rows_of
from orders.actions.connecting import connect
from orders.importers.rows import Source, SupplierOrderRow
from orders.models import Attestation, Connection, Delivery, Import, MappingProfile, SupplierOrder
from orders.webhooks import Kind
from stores.models import Membership, Role, Store, User
from suppliers.actions import add_supplier
from suppliers.actions.asking import make_link
from suppliers.actions.challenges import issue_challenge
from suppliers.actions.filters import save_filter
from suppliers.actions.flags import raise_flag
from suppliers.actions.products import add_product
from suppliers.actions.shops import keep_reading
from suppliers.models import (
    AskLink,
    Challenge,
    Contact,
    Document,
    Payee,
    RedFlag,
    SavedFilter,
    ShopReading,
    SuppliedProduct,
    Supplier,
    TrailEntry,
)
from tests.suppliers.accounts import payee, phone
from tests.suppliers.proofs import PDF, kept

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
Rows = dict[str, QuerySet[Model]]


def _walk(
    patterns: list[URLPattern | URLResolver], space: str = "", before: str = ""
) -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        whole = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            name = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, name, whole)
        elif "<slug:store>" in whole and pattern.name:
            yield f"{space}{pattern.name}", whole


def routes_with_ids() -> dict[str, list[str]]:
    """Return every address below a store by its name, with the ids that it takes."""
    found = sorted(_walk(get_resolver().url_patterns))
    return {name: re.findall(r"<int:(\w+)>", whole) for name, whole in found}


IDS = routes_with_ids()


def fill(store: Store, owner: User) -> None:
    """Give a store a row of everything that an address can name."""
    terms = USUAL | SUPPLIERS[0].offer | {"answers": NOTHING_WRONG}
    supplier = add_supplier(store, "Shenzhen Bright")
    submit(supplier, terms, owner, NOW)
    fill_supplier(supplier, owner)
    merge(supplier, add_supplier(store, "Bright Official"), owner, NOW)
    add_supplier(store, "Ningbo Lamps")
    save_filter(store, owner, "Lamps", "tag=lamps")
    open_import(store)
    record_supplier_orders(
        store, Source.SUPPLIER_ORDERS, [SupplierOrderRow(2, "aliexpress", "1")], learned_on=NOW.date()
    )
    MappingProfile.objects.create(store=store, name="List", fingerprint="f" * 64, mapping={})
    connection = connect(store, owner, Kind.WOOCOMMERCE, "Shop")
    Delivery.objects.create(store=store, connection=connection, key="k", sent_at=NOW, received_at=NOW)


def fill_supplier(supplier: Supplier, owner: User) -> None:
    """Give a supplier all that its page shows."""
    told_by = phone(supplier, owner)
    payee(supplier, owner, told_by=told_by)
    kept(supplier, owner, content=PDF)
    make_link(supplier, ("capacity",), "", 7, owner, NOW)
    raise_flag(supplier, "young_shop", date(2026, 5, 30), owner, NOW)
    issue_challenge(told_by, owner, NOW)
    keep_reading(supplier, {"read_on": NOW.date(), "positive_share": "0.97"}, owner, NOW)
    add_product(supplier, "Moon lamp", NOW)


def open_import(store: Store) -> None:
    """Make an import whose columns are asked for, and that has refused rows to be downloaded."""
    the_import = Import.objects.create(
        store=store,
        token=f"access-{store.pk}",
        filename="f.csv",
        size=1,
        state="mapping",
        refused_until=timezone.now() + timedelta(days=1),
    )
    for place in (Path(settings.MEDIA_ROOT) / f"imports/access-{store.pk}", refused_rows_of(the_import)):
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text("a,b\n1,2\n")
    Import.objects.filter(pk=the_import.pk).update(file=f"imports/access-{store.pk}")


def rows_with_ids(store: Store) -> Rows:
    """Return the rows of a store that each id of an address can name."""
    suppliers, more = Supplier.objects.filter(store=store), QuerySet
    return {
        "supplier_id": suppliers,
        "one_id": suppliers,
        "other_id": suppliers.filter(name="Ningbo Lamps"),
        **{name: more(model).filter(store=store) for name, model in _NAMED.items()},
        "membership_id": Membership.objects.filter(store=store, role=Role.VIEWER),
    }


_NAMED: dict[str, type[Model]] = {
    "payee_id": Payee,
    "contact_id": Contact,
    "document_id": Document,
    "link_id": AskLink,
    "flag_id": RedFlag,
    "challenge_id": Challenge,
    "product_id": SuppliedProduct,
    "reading_id": ShopReading,
    "merge_id": Merge,
    "filter_id": SavedFilter,
    "proposal_id": Proposal,
    "import_id": Import,
    "profile_id": MappingProfile,
    "order_id": SupplierOrder,
    "connection_id": Connection,
    "delivery_id": Delivery,
}


def ids_of(route: str, store: Store) -> dict[str, int]:
    """Return the ids that an address takes: of rows of this very store."""
    rows = rows_with_ids(store)
    return {name: rows[name].order_by("pk")[0].pk for name in IDS[route]}


def address(route: str, store: Store) -> str:
    """Return a real address of a route."""
    return reverse(route, kwargs={"store": store.slug, **ids_of(route, store)})


_KEPT: tuple[type[Model], ...] = (
    *_NAMED.values(),
    *(Supplier, TrailEntry, Attestation, OwnValue),
)


def rows_of(store: Store) -> dict[str, object]:
    """Return what a store holds."""
    held = {
        model.__name__: list(QuerySet(model).filter(store=store).order_by("pk").values()) for model in _KEPT
    }
    return held | {
        "store": Store.objects.filter(pk=store.pk).values().get(),
        "checks": list(store.checks.order_by("pk").values()),
        "aliases": list(store.aliases.order_by("pk").values()),
    }
