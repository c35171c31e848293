"""An owner asks by link, somebody without an account answers, the owner judges: in a browser, on a phone, by axe."""

from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from stores.models import Store, User
from suppliers.actions import add_supplier
from suppliers.models import Document, Supplier
from tests.e2e.visitors import let_in
from tests.people import Login
from tests.plugins.browser import PATIENCE_MILLISECONDS
from tests.suppliers.proofs import HTML, PDF


@pytest.fixture
def supplier(transactional_db: None, store: Store, tmp_path: Path, settings: Settings) -> Supplier:
    """A supplier about whom nothing is known; files go to a folder of the test."""
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return add_supplier(store, "Shenzhen Bright")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_supplier_answers_by_link_and_the_owner_judges_it(
    page: Page,
    browser: Browser,
    live_server: LiveServer,
    login: Login,
    owner: User,
    supplier: Supplier,
    theme: Literal["light", "dark"],
) -> None:
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    let_in(page.context, live_server, login, owner)
    page.goto(supplier.get_absolute_url())
    page.get_by_role("link", name="Make a link").click()
    fits(page)
    page.get_by_label("Your words to the supplier").fill("Dear Lily, please send these before Friday.")
    page.get_by_role("button", name="Make the link").click()
    address = page.locator(".copyable code").inner_text()
    fits(page)
    # A browser that has never been here; the page has no script.
    phone = browser.new_context(color_scheme=theme, viewport={"width": 390, "height": 844})
    phone.set_default_timeout(PATIENCE_MILLISECONDS)
    answer(phone.new_page(), address)
    phone.close()
    document = Document.objects.get()
    page.goto(supplier.get_absolute_url())
    expect(page.get_by_text("1 waits for you to look at it")).to_be_visible()
    fits(page)
    page.locator("#documents-title ~ ul").get_by_role("link", name=document.title).click()
    fits(page)
    page.get_by_label("Accepted").check()
    page.get_by_label("With it this point is done").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    page.goto(supplier.get_absolute_url())
    expect(page.locator("#point-business_licence")).to_contain_text("Done")
    page.locator("#point-samples").click()
    page.locator("li", has=page.locator("#point-samples")).get_by_role("link", name="Add a document").click()
    fits(page)


def answer(visitor: Page, address: str) -> None:
    """Send a file that is refused, then one that is taken."""
    visitor.goto(address)
    expect(visitor.get_by_text("营业执照", exact=True)).to_be_visible()
    fits(visitor)
    licence = visitor.get_by_role("group", name="Business licence").get_by_label("File")
    licence.set_input_files({"name": "photo.png", "mimeType": "image/png", "buffer": HTML})
    visitor.get_by_role("button", name="Send").click()
    expect(visitor.get_by_text("文件名与文件内容的格式不一致")).to_be_visible()
    fits(visitor)
    licence.set_input_files({"name": "licence.pdf", "mimeType": "application/pdf", "buffer": PDF})
    visitor.get_by_role("button", name="Send").click()
    expect(visitor.get_by_text("Business licence: licence.pdf")).to_be_visible()
    fits(visitor)
    visitor.goto(address[:-5] + "/")
    expect(visitor.get_by_role("heading", level=1)).to_contain_text("此链接无效")
    fits(visitor)


def fits(page: Page) -> None:
    """Hold that axe finds nothing, and that nothing is wider than a phone."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    size = page.viewport_size
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (page.url, width)
    if size:
        page.set_viewport_size(size)
