"""The main way through the product in a browser that runs no script."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from stores.models import Store, User
from tests.e2e import uploads, walking
from tests.e2e.walking import counted, figures
from tests.plugins.browser import PATIENCE_MILLISECONDS
from tests.plugins.worker import CeleryProcess

LONGEST_SECONDS = 45


@pytest.fixture
def plain_page(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A page of a browser with scripts switched off."""
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    context.set_default_timeout(PATIENCE_MILLISECONDS)
    yield context.new_page()
    context.close()


def test_a_file_becomes_a_report_without_any_script(
    plain_page: Page, start_worker: Callable[[], CeleryProcess], owner: User, store: Store, tmp_path: Path
) -> None:
    page = plain_page
    walking.log_in(page, owner.email)
    export = uploads.shopify_export(tmp_path)
    walking.hand_in(page, export)
    expect(page.get_by_text("Waiting for a worker")).to_be_visible()
    start_worker()
    looks_again_until_done(page)
    assert figures(page) == counted(new=uploads.orders_in(export))
    walking.hand_in(page, uploads.clean_orders(tmp_path, store.created_at.date(), 40))
    looks_again_until_done(page)
    assert figures(page) == counted(new=40)
    page.goto(f"/stores/{store.slug}/proposals/new/")
    walking.fill_offer(page, uploads.SUPPLIER)
    page.get_by_role("button", name="Assess this proposal").click()
    expect(page.get_by_role("heading", level=1, name="Readiness report")).to_be_visible()
    expect(page.locator("#answer-title")).to_contain_text(uploads.SUPPLIER)
    for title in (
        "The heaviest reasons",
        "What would change it",
        "Every gate",
        "The four dangers of leaving",
    ):
        expect(page.get_by_role("heading", level=2, name=title)).to_be_visible()
    page.get_by_text("What this rests on").first.click()
    expect(page.locator(".evidence li").first).to_be_visible()


def looks_again_until_done(page: Page) -> None:
    done, put_in = walking.done_notice(page), walking.put_in_button(page)
    again = page.get_by_role("link", name="Look again")
    until = time.monotonic() + LONGEST_SECONDS
    while True:
        # A click answers once the next page has begun to come in: what is on it is there a moment later.
        expect(done.or_(put_in).or_(again).first).to_be_visible()
        if done.count():
            return
        assert time.monotonic() < until, "the import was not worked off"
        (put_in if put_in.count() else again).click()
        time.sleep(0.3)
        page.wait_for_load_state()
