"""Every page of a store with something in it: no finding of axe in light or dark, nothing wider than a phone."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from assessments.actions import end
from assessments.models import Proposal
from assessments.sample.making import make_sample
from assessments.settings import keep_assumptions
from orders.actions import Assignment, assign, cancel, confirm, hand_in, record_supplier_orders, work
from orders.importers.rows import Source, SupplierOrderRow
from orders.models import Import
from stores.models import Store, User
from suppliers.models import Alias, Supplier
from tests.e2e import uploads
from tests.e2e.about_suppliers import addresses_about, much_about, number_misheard, number_revealed
from tests.e2e.by_hand import by_hand_addresses, orders_by_hand
from tests.e2e.connected import connection_addresses, connections_of_every_kind
from tests.e2e.visitors import let_in
from tests.people import Login

SIGNED_OUT = ("account_login", "account_signup", "account_reset_password")
MISSING = "/no-such-page/"
# A small phone, and the width that a page of 1280 has at four times its size (WCAG 2.2, 1.4.10).
NARROW = (390, 320)
Visit = Callable[[str], None]


@pytest.fixture
def sample(owner: User, transactional_db: None, tmp_path: Path) -> Store:
    """The sample store, with a refused row, orders that have no supplier or two, and a proposal that has ended."""
    now = timezone.now()
    made = make_sample(owner, now)
    placed = uploads.aliexpress_orders(tmp_path, "aliexpress.xlsx", uploads.received(now.date(), 3))
    for path in (uploads.example_orders(tmp_path, now.date()), uploads.shopify_export(tmp_path), placed):
        handed = hand_in(made, owner, SimpleUploadedFile(path.name, path.read_bytes()))
        work(handed.pk, timezone.now)
        if confirm(handed):
            work(handed.pk, timezone.now)
    imports_in_every_state(made, owner, tmp_path)
    connections_of_every_kind(made, owner)
    orders_by_hand(made, owner)
    one, two = Supplier.objects.filter(store=made).order_by("pk")[:2]
    pair = SupplierOrderRow(row=2, marketplace="aliexpress", order_id="8190", products=("A lamp", "A strip"))
    record_supplier_orders(made, Source.ALIEXPRESS, [pair], learned_on=now.date())
    assign(
        made, [Assignment(Alias.Kind.PRODUCT, "A lamp", one), Assignment(Alias.Kind.PRODUCT, "A strip", two)]
    )
    end(Proposal.objects.get(supplier=two), Proposal.State.WITHDRAWN)
    much_about(one, owner)
    keep_assumptions(made, {"channels.lost.drift": 2.0}, owner, now, note="Our own refunds")
    return made


def imports_in_every_state(store: Store, owner: User, folder: Path) -> None:
    """Hand one file in again and again, and leave it each time at another place of its way."""
    file = uploads.example_orders(folder, timezone.now().date()).read_bytes()
    for state in ("ready", "cancelled", "undone", "working"):
        left = hand_in(store, owner, SimpleUploadedFile(f"{state}.csv", file.replace(b"8190", b"8191")))
        if state != "working":
            work(left.pk, timezone.now)
        else:
            Import.objects.filter(pk=left.pk).update(state=state, rows_done=30, share=0.5)
        if state == "cancelled":
            cancel(left, timezone.now())
        if state == "undone":
            Import.objects.filter(pk=left.pk).update(state=state, undone_at=timezone.now())
    unknown = SimpleUploadedFile("unknown.csv", b"Bestellnummer,Wer,Was\n1,Bright,Lamp\n")
    work(hand_in(store, owner, unknown).pk, timezone.now)


def addresses(store: Store) -> Iterator[str]:
    """Yield every page that has an address."""
    inside = ("assessments:dashboard", "assessments:suppliers", "orders:list", "orders:assign", "orders:imports",
              "assessments:proposals", "assessments:proposal_new", "suppliers:new", "assessments:settings")  # fmt: skip
    yield from (reverse(name, args=[store.slug]) for name in inside)
    yield reverse("orders:assign_answers", args=[store.slug])
    yield reverse("orders:assign", args=[store.slug]) + "?vendor=ExplorerClothing"
    yield reverse("stores:people", args=[store.slug])
    yield reverse("assessments:assumptions", args=[store.slug])
    yield reverse("orders:list", args=[store.slug]) + "?kind=sales"
    yield from (reverse("orders:import", args=[store.slug, each.pk]) for each in store.imports.order_by("pk"))
    yield from connection_addresses(store)
    yield from by_hand_addresses(store)
    one, two = Supplier.objects.filter(store=store).order_by("pk")[:2]
    yield from addresses_about(one)
    yield reverse("assessments:supplier", args=[store.slug, two.pk])
    for proposal in Proposal.objects.filter(store=store):
        yield reverse("assessments:report", args=[store.slug, proposal.pk])
    yield from (reverse("stores:list"), reverse("stores:new"), reverse("account_email"), MISSING)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(
    page: Page,
    live_server: LiveServer,
    login: Login,
    owner: User,
    sample: Store,
    theme: Literal["light", "dark"],
) -> None:
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    found: dict[str, str] = {}

    def look(address: str) -> None:
        answer = Axe().run(page)
        if answer.violations_count:
            found[address] = answer.generate_report()

    through_all_pages(page, look, live_server, login, owner, sample)
    assert found == {}


def test_no_page_is_wider_than_a_phone(
    page: Page, live_server: LiveServer, login: Login, owner: User, sample: Store
) -> None:
    wide: dict[tuple[str, int], str] = {}

    def look(address: str) -> None:
        for width in NARROW:
            page.set_viewport_size({"width": width, "height": 800})
            beyond = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            if beyond:
                wide[address, width] = f"{beyond} px too wide"

    through_all_pages(page, look, live_server, login, owner, sample)
    assert wide == {}


def through_all_pages(
    page: Page, look: Visit, live_server: LiveServer, login: Login, owner: User, store: Store
) -> None:
    """Open one page after the other and have it looked at."""
    for name in SIGNED_OUT:
        page.goto(reverse(name))
        look(name)
    let_in(page.context, live_server, login, owner)
    for address in addresses(store):
        answer = page.goto(address)
        assert answer is not None
        assert answer.ok is (address != MISSING), f"{address} answers {answer.status}"
        look(address)
    for show in (refused_proposal, number_revealed, number_misheard):
        show(page, store)
        look(show.__name__)


def refused_proposal(page: Page, store: Store) -> None:
    page.goto(reverse("assessments:proposal_new", args=[store.slug]))
    page.locator("form:has([name=assess])").evaluate("form => { form.noValidate = true }")
    page.get_by_role("button", name="Assess this proposal").click()
    expect(page.locator(".error-summary")).to_be_focused()
