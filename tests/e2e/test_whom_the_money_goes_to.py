"""A new payee freezes a verdict until its digits were read back: the main story of a supplier, in a browser."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from assessments.actions import assess_supplier, submit
from assessments.models import Proposal
from stores.models import Store, User
from suppliers.models import Payee, Supplier
from tests.assessments.supplier_worlds import TERMS, trusted
from tests.e2e.visitors import let_in
from tests.people import Login

PHONE = "+86 755 8765 4321"
NUMBER = "6222021234567890123"
WARNING = "Do not pay until the digits were read back on a channel you knew before."


@pytest.fixture
def proposal(transactional_db: None, store: Store, owner: User) -> Proposal:
    """A proposal of a supplier that has earned it."""
    now = timezone.now()
    return submit(trusted(store, owner, now), TERMS, owner, now)


def test_a_new_payee_freezes_the_report_until_its_digits_were_read_back(
    page: Page, live_server: LiveServer, login: Login, owner: User, proposal: Proposal
) -> None:
    let_in(page.context, live_server, login, owner)
    report = f"/stores/{proposal.store.slug}/proposals/{proposal.pk}/report/"
    page.goto(report)
    before = sentence(page).inner_text()
    expect(page.locator(".answer .verdict-ready")).to_be_visible()

    add_a_contact(page, proposal.supplier)
    add_a_payee(page)
    page.goto(report)
    expect(page.get_by_role("alert")).to_contain_text("A new payee is not confirmed. " + WARNING)
    expect(page.get_by_role("alert")).to_contain_text("0123")
    expect(page.locator(".answer .verdict-stay")).to_have_text("Frozen")
    expect(page.locator("main")).not_to_contain_text(NUMBER)

    # The verdict that a worker reaches meanwhile says the same; the page that is open takes it in by itself.
    assess_supplier(proposal.supplier_id, timezone.now())
    expect(sentence(page)).not_to_contain_text("Frozen")
    expect(page.locator(".answer .verdict-stay")).to_have_text(re.compile("stay", re.IGNORECASE))

    page.get_by_role("link", name="See the payees", exact=True).click()
    page.get_by_role("link", name="Confirm or reject it").click()
    read_back(page, NUMBER[:-1] + "4")
    expect(page.get_by_text("This is not the number that was entered.").first).to_be_visible()
    assert Payee.objects.filter(masked_account__endswith=NUMBER[-4:], state="pending").exists()
    read_back(page, "6222 0212 3456 7890 123")
    expect(page.get_by_text("Confirmed.", exact=True)).to_be_visible()

    assess_supplier(proposal.supplier_id, timezone.now())
    page.goto(report)
    expect(page.locator(".answer .verdict-ready")).to_be_visible()
    expect(sentence(page)).to_have_text(before)
    expect(page.get_by_text(WARNING)).to_have_count(0)


def sentence(page: Page) -> Locator:
    """Return what a report says first."""
    return page.locator("#answer-title")


def add_a_contact(page: Page, supplier: Supplier) -> None:
    """Enter the telephone that the owner has had for long."""
    page.goto(supplier.get_absolute_url())
    page.get_by_role("link", name="Add a contact").click()
    page.get_by_label("Way").select_option("phone")
    page.get_by_label("Address or number").fill(PHONE)
    page.get_by_label("Known since").fill("2025-01-05")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#contacts-title ~ ul")).to_contain_text(f"Telephone: {PHONE}")


def add_a_payee(page: Page) -> None:
    """Enter the account that came by mail today."""
    page.get_by_role("link", name="Add a payee").click()
    page.get_by_label("Kind of account").select_option("bank")
    page.get_by_label("Account number, address or link").fill(NUMBER)
    page.get_by_label("Account holder").fill("SHENZHEN BRIGHT LIGHTING CO LTD")
    page.get_by_label("Country of the account").select_option("CN")
    page.get_by_label("Told on").fill(f"{timezone.now():%Y-%m-%d}")
    page.get_by_label("Told by").select_option("elsewhere")
    page.get_by_role("button", name="Keep it, not confirmed yet").click()
    expect(page.get_by_text("No money should go there before the number was read back")).to_be_visible()


def read_back(page: Page, heard: str) -> None:
    """Write what was read on the telephone, with the keyboard alone once the channel has the focus."""
    page.get_by_label("Read back on").focus()
    page.keyboard.type(f"Telephone: {PHONE}")
    expect(page.get_by_label("Read back on").locator("option:checked")).to_have_text(f"Telephone: {PHONE}")
    page.keyboard.press("Tab")
    page.keyboard.type(heard)
    page.keyboard.press("Enter")
