"""One newcomer, from the first page to a verdict that changes: the real server, the real worker, a real browser."""

import json
import re
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from playwright.sync_api import Page, expect

from assessments.models import Assessment
from orders.models import Import
from suppliers.models import Alias
from tests.e2e import uploads, walking
from tests.e2e.walking import counted, figures
from tests.plugins.servers import ROOT
from tests.plugins.worker import CeleryProcess

EMAIL = "newcomer@example.com"
SAMPLE = {
    "Guangzhou Lumen Lighting": "Ready, with due diligence",
    "Shenzhen Bright": "Pilot, with limits",
    "Yiwu Home and Gift": "Not yet",
    "Ningbo Fast Parts": "Stay",
}
CHECKED = (
    "Business licence",
    "Looked up in the public register",
    "Three names that match",
    "Samples",
    "Live video call",
    "Brand authorisation, or goods without a brand",
    "Test reports, where the goods need them",
    "Inspection by a third party",
    "Test payment",
    "Record on the marketplace",
)
HAZARDS = [
    "Where the money goes",
    "No refund from AliExpress",
    "Is it the real product",
    "Your time and fees",
]
NOT_YET = re.compile(r"^Not yet\. Stay on AliExpress with Shenzhen Bright")
PILOT = re.compile(r"^Pilot, with limits\. Try a few orders directly from Shenzhen Bright")
# What the offer of the walk lacks is a pace that carries 40 orders a month: fewer orders would do, or more of these.
RECEIVED = 40
# Together with the example file they show the pace that the offer of the walk needs for a pilot.
MORE_ORDERS = 150


@pytest.fixture
def shopify_file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A real Shopify export; where there is none, one of the same columns."""
    try:
        folder: Path = request.getfixturevalue("shared_data")
    except pytest.skip.Exception:
        return uploads.shopify_export(tmp_path)
    return folder / "shopify_orders_export" / "orders_export_us_2020_2022.csv"


def test_a_newcomer_gets_from_signing_up_to_a_verdict_that_follows_the_orders(
    page: Page, worker: CeleryProcess, tmp_path: Path, shopify_file: Path
) -> None:
    today = timezone.now().date()
    comes_in_and_looks_around(page)
    walking.open_store(page, "Lamp Shop")
    example = imports_three_kinds_of_file(page, tmp_path, shopify_file, today)
    says_whose_orders_these_are(page, tmp_path, today)
    notes_what_was_checked(page)
    enters_the_offer(page)
    reads_the_report(page)
    more = sees_the_verdict_change_while_the_report_is_open(page, tmp_path, today)
    # In the order in which they were handed in.
    placed = (tmp_path / "aliexpress.xlsx", example, tmp_path / "next.xlsx", more)
    gets_the_same_from_the_command_line(uploads.proposal(tmp_path), shopify_file, *placed)
    assert kept_files() == []


def comes_in_and_looks_around(page: Page) -> None:
    walking.sign_up(page, EMAIL)
    sees_the_sample_store(page)
    walking.log_out(page)
    walking.log_in(page, EMAIL)
    sees_the_sample_store(page)


def sees_the_sample_store(page: Page) -> None:
    expect(page.get_by_text("This is a sample store.")).to_be_visible()
    rows = page.get_by_role("region", name="Your suppliers").get_by_role("listitem")
    expect(rows).to_have_count(len(SAMPLE))
    shown = {
        row.locator(".row-title").inner_text(): row.locator(".verdict").inner_text() for row in rows.all()
    }
    assert shown == SAMPLE


def imports_three_kinds_of_file(page: Page, folder: Path, shopify_file: Path, today: date) -> Path:
    sold = uploads.orders_in(shopify_file)
    walking.hand_in(page, shopify_file)
    walking.is_done(page)
    assert figures(page) == counted(new=sold)
    answers_the_currency_question(page, folder, today)
    example = uploads.example_orders(folder, today)
    walking.hand_in(page, example)
    walking.is_done(page)
    # One of its orders was in the AliExpress file already: two files about one order are one order.
    assert figures(page) == counted(new=59, changed=1, refused=1)
    refused_rows_are_named(page)
    for file, expected in (
        (example, counted(unchanged=60, refused=1)),
        (shopify_file, counted(unchanged=sold)),
    ):
        walking.hand_in(page, file)
        walking.is_done(page)
        assert figures(page) == expected
    return example


def answers_the_currency_question(page: Page, folder: Path, today: date) -> None:
    placed = uploads.received(today, RECEIVED)
    walking.hand_in(page, uploads.aliexpress_orders(folder, "aliexpress.xlsx", placed))
    asked = page.get_by_role("region", name="Which currency are the amounts in?")
    asked.get_by_label("Currency of this file").fill("USD", timeout=walking.WORKED_OFF_WITHIN_MILLISECONDS)
    asked.get_by_role("button", name="Go on").click()
    walking.is_done(page)
    assert figures(page) == counted(new=RECEIVED + 1)


def refused_rows_are_named(page: Page) -> None:
    rows = page.get_by_role("region", name="What was refused, and why").locator("tbody tr")
    expect(rows).to_have_count(1)
    cells = [cell.inner_text() for cell in rows.locator("th, td").all()]
    assert cells == [
        "63",
        "delivered",
        "31/13/2026",
        "Row 63, “delivered” reads “31/13/2026”; write the date as 2026-03-31.",
    ]


def says_whose_orders_these_are(page: Page, folder: Path, today: date) -> None:
    walking.go(page, "Orders")
    page.get_by_role("link", name="Assign orders to suppliers").click()
    page.get_by_label("ExplorerClothing").select_option(label="A new supplier")
    page.get_by_label("Name of a new supplier").fill("Explorer Wholesale")
    page.get_by_label("LED strip 5 m").select_option(label=uploads.SUPPLIER)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Every order has its supplier")).to_be_visible()
    # Remembered for the next file: neither the product nor the currency is asked again.
    later = {"8200000000009999": today - timedelta(days=21)}
    walking.hand_in(page, uploads.aliexpress_orders(folder, "next.xlsx", later))
    walking.is_done(page)
    assert figures(page) == counted(new=1)
    walking.go(page, "Dashboard")
    expect(page.get_by_text("no supplier yet")).to_have_count(0)
    assert Alias.objects.filter(text="LED strip 5 m", supplier__name=uploads.SUPPLIER).count() == 1


def notes_what_was_checked(page: Page) -> None:
    walking.go(page, "Suppliers")
    page.get_by_role("link", name=uploads.SUPPLIER, exact=True).click()
    for point in CHECKED:
        page.locator("summary", has_text=point).click()
        page.get_by_role("combobox", name=f"{point}: how far it has come").select_option(label="Done")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("59 % done: 10 of 17 points.")).to_be_visible()


def enters_the_offer(page: Page) -> None:
    walking.go(page, "Proposals")
    page.get_by_role("link", name="New proposal").click()
    walking.fill_offer(page, uploads.SUPPLIER)
    page.get_by_role("button", name="Assess this proposal").click()
    expect(page.get_by_role("heading", level=1, name="Readiness report")).to_be_visible()


def reads_the_report(page: Page) -> None:
    expect(page.locator("#answer-title")).to_have_text(NOT_YET)
    reasons = (
        page.get_by_role("region", name="The heaviest reasons").locator("ol.reasons").first.locator("> li")
    )
    expect(reasons).to_have_count(3)
    for reason in reasons.all():
        reason.get_by_text("What this rests on").click()
        assert reason.locator(".evidence li").first.inner_text() != ""
    gates = page.locator("#gates tbody tr")
    result = Assessment.objects.latest("pk").result
    assert gates.count() == len(result["gates"])
    for gate in gates.all():
        assert all(cell.inner_text().strip() for cell in gate.locator("th, td").all())
    bill = page.get_by_role("table", name=re.compile("100 orders"))
    expect(bill.locator("thead th")).to_have_text(["What it costs", "On AliExpress", "Direct", "Difference"])
    assert bill.locator("tbody tr").count() >= 3
    changes = page.get_by_role("region", name="What would change it").locator(".piles li .reached")
    assert changes.first.inner_text() != ""
    dangers = page.get_by_role("region", name="The four dangers of leaving")
    expect(dangers.get_by_role("heading", level=3)).to_have_text(HAZARDS)


def sees_the_verdict_change_while_the_report_is_open(page: Page, folder: Path, today: date) -> Path:
    more = uploads.clean_orders(folder, today, MORE_ORDERS)
    page.evaluate("document.body.dataset.opened = 'once'")
    other = page.context.new_page()
    other.goto(page.url)
    walking.hand_in(other, more)
    walking.is_done(other)
    assert figures(other) == counted(new=MORE_ORDERS)
    other.close()
    page.bring_to_front()
    expect(page.locator("#answer-title")).to_have_text(PILOT, timeout=walking.WORKED_OFF_WITHIN_MILLISECONDS)
    expect(page.locator("#report-status")).to_have_text(PILOT)
    assert page.evaluate("document.body.dataset.opened") == "once"
    walking.go(page, "Dashboard")
    expect(page.get_by_role("listitem").filter(has_text=uploads.SUPPLIER).locator(".verdict")).to_have_text(
        "Pilot, with limits"
    )
    return more


def gets_the_same_from_the_command_line(proposal: Path, *orders: Path) -> None:
    stored = Assessment.objects.latest("pk")
    command = [sys.executable, "manage.py", "assess", "--json", "--include-unassigned"]
    named = ["--supplier", uploads.SUPPLIER, "--as-of", str(stored.as_of)]
    done = subprocess.run(
        [*command, *named, "--proposal", str(proposal), "--orders", *map(str, orders)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Row 63, “delivered”" in done.stderr
    told = json.loads(done.stdout)
    for part in ("verdict", "net_per_month", "gates"):
        assert told[part] == stored.result[part]
    beside = {"supplier": uploads.SUPPLIER, "as_of": str(stored.as_of)}
    assert told == {**beside, **stored.result, **(stored.explanation or {})}
    assert stored.explanation is not None


def kept_files() -> list[str]:
    """Return the uploads that are still there: none, once they were worked off."""
    names = [str(each.file) for each in Import.objects.all() if each.file]
    return [name for name in names if default_storage.exists(name)]
