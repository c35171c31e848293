"""What a person does on the pages, in the words of the pages."""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.people import PASSWORD

# A file, a worker of its own and the poll every two seconds, on a machine that does other things as well.
WORKED_OFF_WITHIN_MILLISECONDS = 45_000

# The offer of the walk: good terms, some of which the owner does not know.
OFFER = {
    "Price of one order on the platform, landed": "12.60",
    "Price of one order offered off the platform, landed": "8.60",
    "Orders a month you would place off the platform": "40",
    "Paid before shipping, %": "100",
    "Days from first payment to receipt": "20",
    "Orders paid for in one payment": "1",
    "Balance you keep with them": "0",
    "Payment fee you pay, %": "3",
    "Fixed fee per payment": "0",
    "Extra minutes of work per order": "2",
    "What an hour of your work costs": "12",
    "Extra hours a month, whatever the volume": "1",
    "A parcel is lost": "20",
    "A parcel is late": "3",
    "Goods are wrong or bad": "12",
    "Goods are a fake": "40",
    "What you can afford to lose in three months": "1500",
}
# Questions of which one that nobody answers holds the verdict at "not yet".
STOPS = (
    "Does the money go to a person’s account?",
    "Does the account belong to somebody other than your contract party?",
    "Did the bank details change without a check on a second channel?",
    "Is the licence number wrong or not in the register?",
    "Are you pressed to pay at once?",
    "Were you asked to close a dispute or to confirm a receipt early?",
    "Are only untraceable payments accepted?",
    "Does the supplier refuse written terms?",
    "Was a fake confirmed in the last 180 days?",
    "Are the goods of a known brand?",
)


def sign_up(page: Page, email: str) -> None:
    page.goto("/accounts/signup/")
    page.get_by_label("Email").fill(email)
    page.get_by_role("textbox", name="Password*", exact=True).fill(PASSWORD)
    page.get_by_label("Password (again)").fill(PASSWORD)
    page.get_by_role("button", name="Make the account").click()
    expect(page.get_by_role("heading", level=1, name="Dashboard")).to_be_visible()


def log_out(page: Page) -> None:
    page.get_by_text("Account", exact=True).locator("..").click()
    page.get_by_role("button", name="Log out").click()


def log_in(page: Page, email: str, password: str = PASSWORD) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in").click()
    expect(page).not_to_have_url(re.compile("/accounts/"))


def open_store(page: Page, name: str) -> None:
    """Open a store of one's own, from the dashboard of the sample store."""
    page.get_by_role("link", name="Open a store of your own").click()
    page.get_by_label("Store name").fill(name)
    page.get_by_label("Currency").fill("usd")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("What to do next")).to_be_visible()


def go(page: Page, section: str) -> None:
    """Choose a section of the store from the menu."""
    page.get_by_role("navigation", name="Store").get_by_role("link", name=section).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(section)


def hand_in(page: Page, file: Path) -> None:
    """Hand a file in; the page of the import is there at once."""
    go(page, "Imports")
    page.get_by_label("Order file").set_input_files(file)
    page.get_by_role("button", name="Import").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(file.name)


def is_done(page: Page) -> None:
    """Wait until the file is checked, have its orders put in where there are any, and wait for the end.

    The page says each by itself.
    """
    put_in, finished = put_in_button(page), done_notice(page)
    expect(put_in.or_(finished)).to_be_visible(timeout=WORKED_OFF_WITHIN_MILLISECONDS)
    if put_in.is_visible():
        put_in.click()
    expect(finished).to_be_visible(timeout=WORKED_OFF_WITHIN_MILLISECONDS)


def put_in_button(page: Page) -> Locator:
    """Return the one button of a report."""
    return page.get_by_role("button", name=re.compile(r"^Put (this|these) [\d,]+ orders? in$"))


def done_notice(page: Page) -> Locator:
    return page.get_by_role("status").filter(has_text="Done")


def figures(page: Page) -> dict[str, str]:
    """Return the figures that a page shows beside their names."""
    shown = page.locator("dl.stats .stat").all()
    return {each.locator("dt").inner_text(): each.locator(".value").inner_text() for each in shown}


def counted(new: int = 0, changed: int = 0, unchanged: int = 0, refused: int = 0) -> dict[str, str]:
    """Return the figures of an import that brought so much."""
    numbers = {"New orders": new, "Changed": changed, "Unchanged": unchanged, "Refused": refused}
    return {name: str(number) for name, number in numbers.items()}


def question(page: Page, words: str) -> Locator:
    return page.get_by_role("group", name=words)


def fill_offer(page: Page, supplier: str) -> None:
    """Fill in the proposal form; what is left out is not known."""
    page.get_by_role("combobox", name="Supplier*", exact=True).select_option(label=supplier)
    page.get_by_label("How they want to be paid").select_option("credit_card_link")
    for label, value in OFFER.items():
        page.get_by_label(label, exact=False).fill(value)
    for words in STOPS:
        question(page, words).get_by_label("No", exact=True).check()
