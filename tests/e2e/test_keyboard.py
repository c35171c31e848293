"""The pages with the keyboard alone."""

import re
from typing import Any

from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from stores.models import Store, User
from suppliers.actions import add_supplier
from tests.e2e import walking
from tests.e2e.visitors import let_in
from tests.people import Login

# Field -> the beginning of the choice that is typed into it.
CHOSEN = {"supplier": "Shenzhen", "payment_method": "Credit card"}
# Field -> the number that is typed into it; the balance is paid before the deposit, which cannot be.
NUMBERS = {
    "on_platform_price": "12.60",
    "offered_price": "8.60",
    "orders_per_month": "20",
    "deposit_share": "100",
    "days_to_receipt": "20",
    "days_after_balance": "30",
    "fee_share": "3",
    "risk_budget": "1500",
}
TYPED = CHOSEN | NUMBERS
FOCUSED = """() => {
  const { name, type, id } = document.activeElement;
  return { name, type, id };
}"""
# More than the form has fields: a focus that is caught fails the test instead of going round for ever.
MOST_STEPS = 80


def focused(page: Page) -> dict[str, Any]:
    """Return name, type and id of what has the focus."""
    found: dict[str, Any] = page.evaluate(FOCUSED)
    return found


def test_the_first_stop_on_a_page_skips_to_its_content(
    page: Page, live_server: LiveServer, login: Login, owner: User, store: Store
) -> None:
    let_in(page.context, live_server, login, owner)
    page.goto(f"/stores/{store.slug}/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert focused(page)["id"] == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)") is True


def test_a_proposal_is_filled_in_refused_mended_and_assessed_with_the_keyboard_alone(
    page: Page, live_server: LiveServer, login: Login, owner: User, store: Store
) -> None:
    add_supplier(store, "Shenzhen Bright")
    let_in(page.context, live_server, login, owner)
    page.goto(f"/stores/{store.slug}/proposals/new/")
    goes_through_the_form(page)
    page.keyboard.press("Enter")
    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("listitem")).to_have_text(
        [
            "Days from last payment to receipt: The last payment cannot come before the first: write at most 20."
        ]
    )
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert focused(page)["name"] == "days_after_balance"
    page.keyboard.press("Control+A")
    page.keyboard.type("20")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Readiness report")).to_be_visible()
    expect(page.locator("#answer-title")).to_contain_text("Shenzhen Bright")


def goes_through_the_form(page: Page) -> None:
    """Step from field to field, type what belongs there, answer each question with no, and end on the button."""
    answered = set()
    for _step in range(MOST_STEPS):
        page.keyboard.press("Tab")
        here = focused(page)
        if here["type"] == "submit" and here["name"] == "assess":
            break
        if here["type"] == "radio":
            answered.add(here["name"])
            page.keyboard.press("ArrowDown")
        elif here["name"] in TYPED:
            page.keyboard.type(TYPED[here["name"]])
    else:
        raise AssertionError("the button of the form was never reached")
    assert len(answered) >= len(walking.STOPS)
    shown = {name: page.locator(f"[name={name}]").input_value() for name in NUMBERS}
    assert shown == NUMBERS
    for name, words in CHOSEN.items():
        expect(page.locator(f"[name={name}] option:checked")).to_have_text(re.compile(f"^{words}"))
    for name in answered:
        assert page.locator(f"[name={name}]:checked").input_value() == "no"
