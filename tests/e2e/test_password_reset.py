"""A password that was forgotten."""

import re

from django.core import mail
from playwright.sync_api import Page, expect

from stores.models import User
from tests.e2e import walking
from tests.people import PASSWORD

NEW = "a quite different passphrase"


def test_who_forgot_the_password_sets_a_new_one_by_a_link_in_a_mail(page: Page, owner: User) -> None:
    page.goto("/accounts/login/")
    page.get_by_role("link", name=re.compile("Forgot")).click()
    page.get_by_label("Email").fill(owner.email)
    page.get_by_role("button", name="Send the link").click()
    expect(page.get_by_role("heading", level=1, name="Look at your mail")).to_be_visible()
    (message,) = mail.outbox
    assert message.to == [owner.email]
    (link,) = re.findall(r"http\S+", str(message.body))
    sets_a_new_password(page, link)
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(owner.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("alert")).to_be_visible()
    walking.log_in(page, owner.email, NEW)
    page.goto("/accounts/logout/")
    page.get_by_role("main").get_by_role("button", name="Log out").click()
    page.goto(link)
    expect(page.get_by_role("heading", level=1, name="This link does not work any more")).to_be_visible()


def sets_a_new_password(page: Page, link: str) -> None:
    page.goto(link)
    page.get_by_role("textbox", name="New Password*", exact=True).fill(NEW)
    page.get_by_label("New Password (again)").fill(NEW)
    page.get_by_role("button", name="Set the password").click()
    expect(page.get_by_role("heading", level=1, name="The password is changed")).to_be_visible()
