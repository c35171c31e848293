"""Who may see and do what: an owner, a helper, a viewer, a stranger, and nobody."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from assessments.actions import submit
from assessments.models import OwnValue, Proposal
from assessments.sample.suppliers import NOTHING_WRONG, SUPPLIERS, USUAL
from orders.actions import record_supplier_orders, refused_rows_of
from orders.actions.connecting import connect
from orders.importers.rows import Source, SupplierOrderRow
from orders.models import Attestation, Connection, Delivery, Import, MappingProfile, SupplierOrder
from orders.webhooks import Kind
from stores.actions import open_store
from stores.models import Membership, Role, Store, User
from suppliers.actions import add_supplier
from suppliers.actions.asking import make_link
from suppliers.models import AskLink, Contact, Document, Payee, Supplier
from tests.people import Login
from tests.suppliers.accounts import payee, phone
from tests.suppliers.proofs import PDF, kept

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


def store_routes() -> Iterator[str]:
    """Yield the name of every address below a store."""

    def walk(patterns: list[URLPattern | URLResolver], space: str, inside: bool) -> Iterator[str]:
        for pattern in patterns:
            below = inside or "<slug:store>" in str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                name = f"{space}{pattern.namespace}:" if pattern.namespace else space
                yield from walk(pattern.url_patterns, name, below)
            elif below and pattern.name:
                yield f"{space}{pattern.name}"

    return walk(get_resolver().url_patterns, "", False)


ROUTES = sorted(store_routes())


@pytest.fixture
def full(owner: User) -> Store:
    """A store in which every address leads somewhere."""
    store = open_store(owner, "Sample", currency="USD", sample_made_on=NOW.date())
    terms = USUAL | SUPPLIERS[0].offer | {"answers": NOTHING_WRONG}
    submit(add_supplier(store, "Shenzhen Bright"), terms, owner, NOW)
    payee(Supplier.objects.get(store=store), owner, told_by=phone(Supplier.objects.get(store=store), owner))
    kept(Supplier.objects.get(store=store), owner, content=PDF)
    make_link(Supplier.objects.get(store=store), ("capacity",), "", 7, owner, NOW)
    open_import(store)
    record_supplier_orders(
        store, Source.SUPPLIER_ORDERS, [SupplierOrderRow(2, "aliexpress", "1")], learned_on=NOW.date()
    )
    MappingProfile.objects.create(store=store, name="List", fingerprint="f" * 64, mapping={})
    connection = connect(store, owner, Kind.WOOCOMMERCE, "Shop")
    Delivery.objects.create(store=store, connection=connection, key="k", sent_at=NOW, received_at=NOW)
    for name, role in (("helper", Role.HELPER), ("viewer", Role.VIEWER)):
        Membership.objects.create(store=store, user=User.objects.create_user(f"{name}@in.example"), role=role)
    return store


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


BELOW_A_SUPPLIER = (("supplier_id", "document_id"), ("supplier_id", "link_id"))


def address(route: str, store: Store) -> str:
    """Return a real address of a route: with rows of this very store."""
    rows = {
        "supplier_id": Supplier.objects.filter(store=store),
        "payee_id": Payee.objects.filter(store=store),
        "contact_id": Contact.objects.filter(store=store),
        "document_id": Document.objects.filter(store=store),
        "link_id": AskLink.objects.filter(store=store),
        "proposal_id": Proposal.objects.filter(store=store),
        "import_id": Import.objects.filter(store=store),
        "profile_id": MappingProfile.objects.filter(store=store),
        "order_id": SupplierOrder.objects.filter(store=store),
        "connection_id": Connection.objects.filter(store=store),
        "delivery_id": Delivery.objects.filter(store=store),
        "membership_id": Membership.objects.filter(store=store, role=Role.VIEWER),
    }
    ids = {name: found.order_by("pk")[0].pk for name, found in rows.items()}
    for needed in ((), *((name,) for name in ids), ("connection_id", "delivery_id"), *BELOW_A_SUPPLIER):
        arguments = {"store": store.slug} | {name: ids[name] for name in needed}
        try:
            return reverse(route, kwargs=arguments)
        except NoReverseMatch:
            continue
    raise AssertionError(route)


@pytest.mark.parametrize("route", ROUTES)
def test_every_address_of_a_store_is_404_to_a_stranger_for_every_verb(
    route: str, full: Store, stranger: User, login: Login
) -> None:
    browser, path = login(stranger), address(route, full)
    before = rows_of(full)
    answers = {
        verb: getattr(browser, verb)(path).status_code for verb in ("get", "post", "put", "patch", "delete")
    }
    assert answers == dict.fromkeys(answers, 404)
    assert rows_of(full) == before


@pytest.mark.parametrize("route", ROUTES)
def test_every_address_of_a_store_sends_somebody_unknown_to_the_login(route: str, full: Store) -> None:
    path = address(route, full)
    answer = Client().get(path)
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/accounts/login/")


@pytest.mark.parametrize("route", ROUTES)
def test_a_viewer_changes_nothing_anywhere(route: str, full: Store, login: Login) -> None:
    browser, path = login(User.objects.get(email="viewer@in.example")), address(route, full)
    before = rows_of(full)
    assert browser.post(path, {"name": "x"}).status_code in (200, 204, 403, 405)
    assert rows_of(full) == before


OWNERS = {
    "stores:people",
    "stores:remove_person",
    "orders:attestation_make",
    "orders:attestation_withdraw",
    "orders:connection_new",
    "orders:connection_secret",
    "orders:connection_show_secret",
    "orders:connection_switch",
    "orders:delivery_replay",
    "suppliers:payee_confirm",
    "suppliers:payee_name",
    "suppliers:payee_reject",
    "suppliers:payee_reveal",
    "assessments:ask_new",
    "assessments:ask_revoke",
    "assessments:settings",
    "assessments:assumption_ours",
    "assessments:renew_sample",
    "assessments:delete_sample",
}
POSTED = {
    "assessments:ask_revoke",
    "assessments:document_judge",
    "suppliers:document_remove",
    "assessments:assumption_ours",
    "assessments:diligence",
    "assessments:withdraw",
    "orders:attestation_make",
    "orders:attestation_withdraw",
    "orders:bulk",
    "orders:confirm_answers",
    "orders:connection_secret",
    "orders:connection_show_secret",
    "orders:connection_switch",
    "orders:delivery_replay",
    "orders:order_take_back",
    "orders:import_cancel",
    "orders:import_confirm",
    "orders:import_currency",
    "orders:import_undo",
    "orders:mapping_forget",
    "stores:remove_person",
    "suppliers:payee_confirm",
    "suppliers:payee_name",
    "suppliers:payee_reject",
    "suppliers:payee_reveal",
    "assessments:renew_sample",
    "assessments:delete_sample",
}
# Without ticked orders there is nothing to ask.
LEADS_BACK = {"orders:outcomes"}


@pytest.mark.parametrize("route", ROUTES)
def test_what_each_role_may_open(route: str, full: Store, owner: User, login: Login) -> None:
    path = address(route, full)
    opened = 405 if route in POSTED else 302 if route in LEADS_BACK else 200
    helper = opened_by(login(User.objects.get(email="helper@in.example")), path)
    assert helper == (403 if route in OWNERS else opened)
    assert opened_by(login(owner), path) == opened


def opened_by(browser: Client, path: str) -> int:
    """Return the status of an answer; what streams is read to its end, as a browser would."""
    answer = browser.get(path)
    b"".join(answer)
    return answer.status_code


def rows_of(store: Store) -> dict[str, object]:
    """Return what a store holds."""
    return {
        "store": Store.objects.filter(pk=store.pk).values().get(),
        "suppliers": list(store.suppliers.order_by("pk").values()),
        "proposals": list(store.proposals.order_by("pk").values()),
        "imports": list(store.imports.order_by("pk").values()),
        "remembered columns": list(store.mapping_profiles.order_by("pk").values()),
        "checks": list(store.checks.order_by("pk").values()),
        "payees": list(Payee.objects.filter(store=store).order_by("pk").values()),
        "documents": list(Document.objects.filter(store=store).order_by("pk").values()),
        "links": list(AskLink.objects.filter(store=store).order_by("pk").values()),
        "contacts": list(Contact.objects.filter(store=store).order_by("pk").values()),
        "orders": list(store.supplier_orders.order_by("pk").values()),
        "attestations": list(Attestation.objects.filter(store=store).values()),
        "connections": list(store.connections.order_by("pk").values()),
        "deliveries": list(Delivery.objects.filter(store=store).order_by("pk").values()),
        "aliases": list(store.aliases.order_by("pk").values()),
        "own values": list(OwnValue.objects.filter(store=store).order_by("pk").values()),
    }


def test_rows_of_another_store_are_404_even_below_ones_own(full: Store, stranger: User, login: Login) -> None:
    mine = Store.objects.get(members=stranger)
    browser = login(stranger)
    supplier, proposal, the_import, order, connection = (
        Supplier.objects.filter(store=full)[0].pk,
        Proposal.objects.filter(store=full)[0].pk,
        Import.objects.get(store=full).pk,
        SupplierOrder.objects.get(store=full).pk,
        Connection.objects.get(store=full).pk,
    )
    below = f"/stores/{mine.slug}"
    paths = [
        f"{below}/suppliers/{supplier}/",
        f"{below}/suppliers/{supplier}/edit/",
        f"{below}/proposals/{proposal}/",
        f"{below}/proposals/{proposal}/report/",
        f"{below}/proposals/{proposal}/report/state/",
        f"{below}/imports/{the_import}/",
        *(f"{below}/imports/{the_import}/{what}/" for what in ("progress", "columns", "refused")),
        *(f"{below}/orders/{order}/{what}" for what in ("", "correct/")),
        f"{below}/connections/{connection}/",
    ]
    assert [browser.get(path).status_code for path in paths] == [404] * len(paths)
    posts = [
        f"{below}/suppliers/{supplier}/diligence/",
        f"{below}/proposals/{proposal}/withdraw/",
        *(f"{below}/imports/{the_import}/{what}/" for what in ("currency", "confirm", "cancel", "undo")),
        *(f"{below}/orders/{order}/{what}/" for what in ("correct", "take-back", "answer")),
        *(f"{below}/connections/{connection}/{what}/" for what in ("secret", "show-secret", "switch")),
    ]
    assert [browser.post(path).status_code for path in posts] == [404] * len(posts)


def test_a_proposal_cannot_be_handed_in_for_another_stores_supplier(
    full: Store, stranger: User, login: Login
) -> None:
    mine = Store.objects.get(members=stranger)
    theirs = Supplier.objects.filter(store=full)[0]
    body = {
        "supplier": theirs.pk,
        "currency": "USD",
        "on_platform_price": "20",
        "offered_price": "15",
        "orders_per_month": "30",
    }
    assert login(stranger).post(f"/stores/{mine.slug}/proposals/new/", body).status_code == 422
    assert Proposal.objects.filter(store=mine).count() == 0
