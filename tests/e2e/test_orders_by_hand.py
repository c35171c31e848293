"""Orders by hand: with the keyboard alone, and in a browser that runs no script."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from orders.models import SupplierOrder
from stores.models import Store, User
from tests.e2e import walking
from tests.e2e.by_hand import orders_by_hand
from tests.e2e.visitors import let_in
from tests.people import Login
from tests.plugins.browser import PATIENCE_MILLISECONDS


@pytest.fixture
def plain_page(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A page of a browser with scripts switched off."""
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    context.set_default_timeout(PATIENCE_MILLISECONDS)
    yield context.new_page()
    context.close()


def test_an_order_is_added_corrected_and_taken_back_without_any_script(
    plain_page: Page, owner: User, store: Store
) -> None:
    page = plain_page
    walking.log_in(page, owner.email)
    page.goto(f"/stores/{store.slug}/orders/")
    page.get_by_role("link", name="Add one order by hand").click()
    page.get_by_label("Or a new supplier").fill("Shenzhen Bright")
    page.get_by_label("Day of the order").fill("2026-03-01")
    page.get_by_role("button", name="Add the order").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("by-hand-2026-03-01-")
    page.get_by_role("link", name="Correct").click()
    page.get_by_label("How it ended").select_option("lost")
    page.get_by_label("Day of delivery").fill("2026-03-09")
    page.get_by_role("button", name="Save").click()
    page.get_by_label("Day of delivery").fill("")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_have_text("The order is corrected.")
    page.get_by_role("link", name="Take back How it ended").click()
    page.get_by_label("Why").fill("A mistake")
    page.get_by_role("button", name="Take back").click()
    expect(page.get_by_role("status")).to_contain_text("stays recorded until you know otherwise")
    assert SupplierOrder.objects.get(store=store).arrival == "lost"


def test_several_orders_and_silent_ones_are_answered_without_any_script(
    plain_page: Page, owner: User, store: Store
) -> None:
    orders_by_hand(store, owner)
    page = plain_page
    walking.log_in(page, owner.email)
    page.goto(f"/stores/{store.slug}/orders/")
    page.get_by_label("Select order hand-1").check()
    page.get_by_label("What to do with the selected orders").select_option("lost")
    page.get_by_role("button", name="Do it").click()
    expect(page.get_by_text("1 order is selected.")).to_be_visible()
    page.get_by_label("The customers said so").check()
    page.get_by_label("Note").fill("He wrote")
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_role("status")).to_have_text("1 order is recorded.")
    page.get_by_role("link", name="Say what became of silent orders").click()
    page.get_by_label("What became of it hand-2").select_option("arrived")
    page.get_by_role("button", name="Save the answers").click()
    expect(page.get_by_role("heading", level=2)).to_have_text("Nothing to ask")
    told = SupplierOrder.objects.filter(store=store).order_by("external_id").values_list("arrival", flat=True)
    assert list(told) == ["proven", "lost", "proven"]


def test_a_silent_order_is_answered_with_the_keyboard_alone(
    page: Page, live_server: LiveServer, login: Login, owner: User, store: Store
) -> None:
    orders_by_hand(store, owner)
    let_in(page.context, live_server, login, owner)
    page.goto(f"/stores/{store.slug}/orders/confirm/")
    answer = page.get_by_label("What became of it hand-2")
    for _step in range(40):
        page.keyboard.press("Tab")
        if answer.evaluate("field => field === document.activeElement"):
            break
    page.keyboard.type("Arrived")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("1 answer is saved.")
